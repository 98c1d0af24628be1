"""The Review view: the queue, the picture with its mask, three decisions, and what others decided."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.gui.actions import ActionRegistry
from app.gui.engine import LoadedModel
from app.gui.project.history_actions import HistoryActions
from app.gui.project.session import ProjectSession
from app.gui.settings import Settings
from app.gui.views.review.decision_bar import DecisionBar
from app.gui.views.review.history import ReviewHistory
from app.gui.views.review.image_card import ImageCard
from app.gui.views.review.next_training import NextTraining, TrainingBar
from app.gui.views.review.pages import pages
from app.gui.views.review.people_panel import PeoplePanel
from app.gui.views.review.queue_panel import QueuePanel
from app.gui.views.review.session import ReviewSession
from app.gui.views.review.suggestion import why_not
from app.gui.views.review.tool_strip import ReviewTools
from app.gui.views.review.with_others import Tell, WithOthers
from app.gui.views.review.work import ReviewPicture
from app.gui.widgets.area_editor.prepared import PreparedPicture
from app.gui.widgets.mask_canvas.canvas import MaskCanvas
from app.gui.widgets.mask_canvas.tools import MaskTool
from app.gui.widgets.mask_canvas.words import HINTS
from app.gui.widgets.page_stack import SnugStack
from app.gui.widgets.question_bar import QuestionBar
from core.language import tr
from core.project.decision import Decision

if TYPE_CHECKING:
    from core.project.review_queue import QueueItem

QUEUE_WIDTH, SIDE_WIDTH = 54, 37
"""Digits of the font, as long as they leave room for the picture."""
MOST_ASIDE = 0.26
"""Of the window's width, for each of them."""
TOOLS: dict[str, MaskTool] = {
    "review_brush": "brush",
    "review_eraser": "eraser",
    "review_polygon": "polygon",
    "review_move": "pan",
}
DECISIONS = {
    "review_ok": Decision.OK,
    "review_unsure": Decision.UNSURE,
    "review_ng": Decision.NG,
}
EDITS = (
    *("review_brush", "review_eraser", "review_polygon", "review_smaller", "review_larger"),
    *("review_accept", "review_clear", "review_note"),
)


class ReviewView(QWidget):
    """Signals: `readout_changed(str)`, the text for the status line."""

    readout_changed = Signal(str)

    def __init__(
        self,
        project: ProjectSession,
        model: Callable[[], LoadedModel | None],
        history: HistoryActions,
        actions: ActionRegistry,
        settings: Settings,
        tell: Tell,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._project = project
        self._history = history
        self._actions = actions
        self._settings = settings
        self._shown: ReviewPicture | None = None
        # The mask is the reviewer's own, though it was not touched since the picture came.
        self._own_mask = False
        # It was begun when the picture was shown before, and waited.
        self._drafted = False
        # Of the image that is shown, once it was asked for.
        self._repair: PreparedPicture | None = None
        self.session = ReviewSession(project, model, self)
        self.canvas = MaskCanvas(self)
        self.queue = QueuePanel(self.session, actions, self)
        self.tools = ReviewTools(actions, self)
        self.decisions = DecisionBar(actions, self)
        self.card = ImageCard(self)
        self.people = PeoplePanel(actions, self)
        self.training = NextTraining(project, actions, self)
        self.questions = QuestionBar(self)
        self.others = WithOthers(self.session, self.questions, settings, tell, self)
        self.no_project, self.nothing, self.done, self.unreadable, self.waiting = pages(actions)
        self.centre = SnugStack(self)
        for page in (self.canvas, self.done, self.unreadable, self.waiting):
            self.centre.addWidget(page)
        self.stack = SnugStack(self)
        self._build()
        self._connect()
        self.session.who = settings.reviewer()
        self.queue.name.setText(self.session.who)
        actions["review_brush"].setChecked(True)
        actions["review_suggestion"].setChecked(True)
        self._arrange()

    def restore_layout(self) -> None:
        """Take the splitter's place from the last time."""
        state = self._settings.layout("review")
        if state.isEmpty() or not self.splitter.restoreState(state):
            # A page that is not shown yet has no size of its own.
            width = self.window().width()
            digit = self.fontMetrics().horizontalAdvance("0")
            left, right = (min(wide * digit, round(MOST_ASIDE * width)) for wide in (QUEUE_WIDTH, SIDE_WIDTH))
            self.splitter.setSizes([left, width - left - right, right])

    def save_layout(self) -> None:
        """Remember it."""
        self._settings.set_layout("review", self.splitter.saveState())

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """What was inspected, labelled or undone elsewhere shows in the queue."""
        super().showEvent(event)
        self.window().installEventFilter(self)
        self.session.reload()
        self.canvas.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Enter is nothing special in other views."""
        super().hideEvent(event)
        self.window().removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Enter in a field or on a button, wherever in the window, is theirs: it confirms from picture and queue only.

        A key that might be a shortcut is offered to what has the focus first, and then to all that it lies in.
        """
        if event.type() == QEvent.Type.ShortcutOverride:
            assert isinstance(event, QKeyEvent)
            focus = QApplication.focusWidget()
            at_work = focus in (None, self, self.queue.view) or self.canvas.isAncestorOf(focus)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() and not at_work:
                event.accept()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter presses the button that has the focus, as in a dialog."""
        focus = QApplication.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focus, QAbstractButton):
            focus.click()
        else:
            super().keyPressEvent(event)

    # --- wiring ---------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.queue.add_below(TrainingBar(self.training, self._actions["review_learn"], self))
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tools)
        column.addWidget(self.centre, 1)
        column.addWidget(self.decisions)
        self.side = QTabWidget(self)
        self.side.setDocumentMode(True)
        self.side.addTab(self.card, tr("Review", "Image"))
        self.side.addTab(self.people, tr("Review", "Reviewers"))
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setChildrenCollapsible(False)
        # The middle is never narrower than the words on its buttons.
        for widget, least in (
            (self.queue, 240),
            (middle, 0),
            (self.side, self.people.minimumSizeHint().width()),
        ):
            widget.setMinimumWidth(least)
            self.splitter.addWidget(widget)
        self.splitter.setStretchFactor(1, 1)
        for page in (self.no_project, self.nothing, self.splitter):
            self.stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.questions)
        layout.addWidget(self.stack, 1)

    def _connect(self) -> None:
        session, canvas, actions = self.session, self.canvas, self._actions
        self._project.opened.connect(self._on_opened)
        session.queue_changed.connect(self._on_queue)
        session.leaving.connect(self._keep_draft)
        session.loading.connect(self._on_loading)
        session.shown.connect(self._on_shown)
        session.finished.connect(self._on_finished)
        session.people_changed.connect(self._on_people)
        session.people_changed.connect(self.training.count)
        session.compared.connect(self.people.show_agreement)
        self.queue.reviewer_named.connect(self._on_reviewer)
        self.people.pair_chosen.connect(session.compare)
        self.people.image_chosen.connect(self._show_image)
        self.side.currentChanged.connect(lambda _index: self._on_people())
        self.card.note.left.connect(canvas.setFocus)
        canvas.changed.connect(self._on_mask)
        canvas.told.connect(self.tools.tell)
        canvas.readout_changed.connect(self.readout_changed)
        canvas.brush_size_changed.connect(self.tools.show_size)
        self.tools.size_chosen.connect(canvas.set_brush_size)
        self.tools.show_size(canvas.brush_size)
        actions["review_suggestion"].toggled.connect(canvas.set_suggestion_shown)
        actions["review_suggestion"].toggled.connect(self._arrange)
        actions["review_all"].toggled.connect(session.set_everything)
        actions["review_repair"].toggled.connect(self._on_repair)
        session.repaired.connect(self._on_repaired)
        self._history.add("review", ReviewHistory(canvas, session))
        actions.connect_all(
            {
                **{name: partial(self._decide, decision) for name, decision in DECISIONS.items()},
                **{name: partial(self._choose_tool, name) for name in TOOLS},
                "review_accept_ng": self._accept_ng,
                "review_previous": lambda: session.step_unreviewed(-1),
                "review_next": lambda: session.step_unreviewed(1),
                "review_back": lambda: session.step(-1) if self._shown else session.show_row(session.row),
                "review_forward": lambda: session.step(1),
                "review_smaller": lambda: canvas.grow_brush(-1),
                "review_larger": lambda: canvas.grow_brush(1),
                "review_accept": canvas.accept_suggestion,
                "review_clear": canvas.clear,
                "review_note": self._write_note,
                "review_fit": canvas.fit,
                "review_actual": canvas.actual_size,
                "review_send": session.plan_sending,
                "review_export": self.others.export,
                "review_merge": self.others.merge,
            }
        )

    def _arrange(self) -> None:
        """Which page shows, and which actions apply."""
        session = self.session
        page: QWidget = self.splitter
        if not self._project.is_open:
            page = self.no_project
        elif session.loaded and not session.items and not session.everything:
            page = self.nothing
        self.stack.setCurrentWidget(page)
        shown = self._shown is not None
        picture = self._shown is not None and self._shown.picture is not None
        unseen = why_not(self._shown, self._actions["review_suggestion"].isChecked())
        editable = self._project.editable
        some = bool(session.items)
        finished = self.centre.currentWidget() is self.done
        self.tools.size_box.setEnabled(picture and editable)
        self.card.note.setReadOnly(not editable)
        self._actions.allow(
            **dict.fromkeys(DECISIONS, shown and editable),
            **dict.fromkeys(EDITS, picture and editable),
            **dict.fromkeys(("review_move", "review_fit", "review_actual", "review_suggestion"), picture),
            review_accept_ng=picture and editable and not unseen,
            review_repair=picture and session.model is not None,
            review_previous=some,
            review_next=some,
            review_back=some and (session.row > 0 or finished),
            review_forward=some and session.row < len(session.items) - 1,
            review_all=self._project.is_open,
            review_send=editable and bool(session.people),
            review_export=session.who in session.people,
            review_merge=editable,
        )
        self._actions.explain(review_accept_ng=unseen if picture else "")

    # --- what happens ---------------------------------------------------------------------------------------

    def _decide(self, decision: Decision) -> None:
        # A mask that only lies in the dataset is not the reviewer's word; that it is taken off is.
        own = self.canvas.dirty or self._own_mask
        there = self._shown is not None and self._shown.mask is not None
        mask = self.canvas.mask() if own and (self.canvas.has_marks or there) else None
        suggestion = self._shown.suggestion if self._shown is not None else ()
        self.session.decide(decision, self.card.note.toPlainText().strip(), mask, suggestion)

    def _accept_ng(self) -> None:
        if not (self.canvas.dirty or self._drafted):
            # Nothing was drawn for this decision: what an earlier one or the dataset says has had its time.
            self.canvas.clear()
        self.canvas.accept_suggestion()
        # What lies there already may be just that.
        self._own_mask = True
        self._decide(Decision.NG)

    def _choose_tool(self, name: str) -> None:
        self.canvas.set_tool(TOOLS[name])
        for other in TOOLS:
            self._actions[other].setChecked(other == name)

    def _write_note(self) -> None:
        self.side.setCurrentWidget(self.card)
        self.card.note.setFocus()

    def _keep_draft(self, image: int) -> None:
        """Another image comes; what was begun here waits."""
        note = self.card.note.toPlainText()
        if self._shown is not None and (
            self.canvas.dirty or note != _own_note(self._shown, self.session.who)
        ):
            drawn = self.canvas.dirty or self._own_mask
            self.session.drafts.keep(image, note, self.canvas.mask() if drawn else None)

    def _on_reviewer(self, who: str) -> None:
        self._settings.set_reviewer(who)
        self._blank()
        self.session.set_reviewer(who)
        self.canvas.setFocus()

    def _on_opened(self) -> None:
        self._blank()
        if self.isVisible():
            self.session.reload()
        self._arrange()

    def _show_image(self, image: int) -> None:
        if not self.session.show_image(image):
            self._actions["review_all"].setChecked(True)

    def _on_queue(self) -> None:
        if not self.session.items:
            self._blank()
        self._arrange()

    def _on_loading(self, item: QueueItem) -> None:
        self._shown = None
        self.card.show_item(item)
        self.decisions.show_decision(item.decision)
        if self.centre.currentWidget() is not self.canvas:
            self.waiting.set_text(tr("Review", "Opening {image}…", image=item.path.name), "")
            self.centre.setCurrentWidget(self.waiting)
        self._arrange()

    def _on_shown(self, picture: ReviewPicture) -> None:
        self._shown = picture
        self._repair = None
        self._actions["review_repair"].setChecked(False)
        item = self.session.current
        draft = self.session.drafts.get(picture.item.image)
        self.card.show_item(item)
        self.card.show_decisions(picture.decisions)
        self.card.note.setPlainText(draft.note if draft else _own_note(picture, self.session.who))
        self.decisions.show_decision(item.decision if item is not None else None)
        if picture.picture is None:
            self.canvas.clear_picture()
            self.unreadable.set_text(tr("Review", "This image cannot be read"), picture.error)
            self.centre.setCurrentWidget(self.unreadable)
        else:
            # The page before the picture: only one that has its size can be fitted.
            self.centre.setCurrentWidget(self.canvas)
            self.canvas.set_prepared(picture.picture)
            drawn = draft.mask if draft is not None else None
            self._drafted = drawn is not None
            self._own_mask = picture.own or self._drafted
            self.canvas.set_mask(picture.mask if drawn is None else drawn)
            self.canvas.set_suggestion(list(picture.suggestion))
            self.canvas.set_editable(self._project.editable)
            if picture.missing:
                self.tools.tell(
                    tr(
                        "Review",
                        "The cuts of {model} were changed since. Open that model to see what it outlines here",
                        model=picture.missing,
                    )
                )
        if self.isVisible() and not self.card.note.hasFocus() and not self.queue.view.hasFocus():
            self.canvas.setFocus()
        self._arrange()

    def _on_repair(self, wanted: bool) -> None:
        shown = self._shown
        if shown is None or shown.picture is None:
            return
        if wanted and self._repair is None:
            self.tools.tell(tr("Review", "Repairing…"))
            self.session.repair()
        elif wanted and self._repair is not None:
            self._on_repaired(self._repair)
        else:
            self.canvas.canvas.show_picture(shown.picture)
            self.tools.tell(str(HINTS[self.canvas.tool]))

    def _on_repaired(self, repair: PreparedPicture | None) -> None:
        self._repair = repair
        model = self.session.model
        if repair is None:
            self._actions["review_repair"].setChecked(False)
        elif self._actions["review_repair"].isChecked() and model is not None:
            # The mask stays, and can be drawn on.
            self.canvas.canvas.show_picture(repair)
            self.tools.tell(
                tr(
                    "Review",
                    "As {model} repairs it. {key}: the original",
                    model=model.name,
                    key=self._actions.key_text("review_repair"),
                )
            )

    def _on_finished(self) -> None:
        self._blank()
        self.centre.setCurrentWidget(self.done)
        self._arrange()

    def _blank(self) -> None:
        self._shown = None
        self.canvas.clear_picture()
        self.card.show_item(None)
        self.card.show_decisions(())
        self.card.note.clear()
        self.decisions.show_decision(None)

    def _on_mask(self) -> None:
        self._history.refresh()

    def _on_people(self) -> None:
        if self.side.currentWidget() is self.people:
            self.people.set_people(self.session.people, self.session.who)
        self._arrange()


def _own_note(picture: ReviewPicture, who: str) -> str:
    """The note of the reviewer's decision that stands, or of the one that was undone last."""
    own = [decided for decided in picture.decisions if decided.who == who]
    return own[-1].note if own else ""
