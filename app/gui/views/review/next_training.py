"""From the review to the next training: how many masks there are to learn from, and the way there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from app.gui.actions import ActionRegistry
from app.gui.project.session import ProjectSession
from app.gui.views.review import work
from app.gui.widgets.wrapped_button import WrappedButton
from core.language import all_of, listed, sentences, tr, tr_n

if TYPE_CHECKING:
    from core.project.corrections import Corrections

ACTION = "review_learn"


class NextTraining(QObject):
    """Keeps the action and the count up to date. Signals: `counted()`; `used(Corrections)`, they are in the dataset."""

    counted = Signal()
    used = Signal(object)

    def __init__(
        self, project: ProjectSession, actions: ActionRegistry, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._project = project
        self._actions = actions
        self.corrections: Corrections | None = None
        project.opened.connect(lambda: self._take(None))
        actions.connect_all({ACTION: self.use})
        self._take(None)

    def count(self) -> None:
        """Somebody decided something, or images were moved to another split."""
        project = self._project.project
        if project is not None:
            job = self._project.start(
                "review_corrections",
                tr("Review", "Counting masks"),
                work.count_corrections(project),
                visible=False,
            )
            job.succeeded.connect(self._take)

    def use(self) -> None:
        """Send the decisions back, in one step; `used` tells when that is done."""
        project = self._project.project
        found: list[Corrections] = []

        def saved() -> None:
            # Nothing came where it could not be written.
            if found and project is self._project.project:
                self._take(found[0])
                self.used.emit(found[0])

        self._project.edit(work.use_corrections(found))
        self._project.when_saved(saved)

    def _take(self, found: Corrections | None) -> None:
        self.corrections = found
        reason = hindrance(found, self._project.read_only)
        self._actions.allow(**{ACTION: not reason})
        self._actions.explain(**{ACTION: reason})
        self.counted.emit()


class TrainingBar(QFrame):
    """The count and the button, below the queue."""

    def __init__(self, training: NextTraining, action: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("decisionBar")
        self._training = training
        self._action = action
        self.text = QLabel(self)
        self.text.setProperty("role", "muted")
        self.text.setWordWrap(True)
        self.text.setAccessibleName(tr("Review", "Masks to learn from"))
        self.button = WrappedButton(self)
        self.button.setAccessibleName(action.iconText())
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(action.trigger)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setSpacing(6)
        layout.addWidget(self.text)
        layout.addWidget(self.button)
        training.counted.connect(self._refresh)
        action.changed.connect(self._refresh)
        self._refresh()

    def _refresh(self) -> None:
        found = self._training.corrections
        masks = found.masks if found is not None else 0
        self.text.setText(in_words(found) if found is not None and masks else self._reason())
        self.button.set_words(f"{self._action.iconText()}{f' ({masks:,})' if masks else ''}")
        self.button.setToolTip(self._action.toolTip())
        self.button.setEnabled(self._action.isEnabled())

    def _reason(self) -> str:
        return hindrance(self._training.corrections, "")


def hindrance(found: Corrections | None, read_only: str) -> str:
    """Why there is nothing for a training to learn from, as a sentence; "" = there is."""
    if read_only:
        return read_only
    if found is not None and found.masks:
        return ""
    if found is not None and (held_back := _held_back(found)):
        return tr("Review", "No training image has a mask of the review. {held_back}", held_back=held_back)
    if found is not None and found.left_alone:
        return tr("Review", "Somebody is unsure of the images with masks, or reviewers differ on them.")
    return tr("Review", "No image was confirmed NG with a mask yet: accept what the model outlined, or draw.")


def in_words(found: Corrections) -> str:
    """What there is to learn from, and what there is besides."""
    kinds = [
        tr("Review", "{accepted} accepted", accepted=found.accepted) if found.accepted else "",
        tr("Review", "{drawn} drawn", drawn=found.drawn) if found.drawn else "",
    ]
    masks = listed(kinds)
    parts = [
        tr_n("Review", found.masks, "{n} mask: {kinds}.", "{n} masks: {kinds}.", kinds=masks),
        _held_back(found),
        _to_be_drawn(found),
    ]
    if found.left_alone:
        parts.append(
            tr_n(
                "Review",
                found.left_alone,
                "{n} is left alone: somebody is unsure, or reviewers differ.",
                "{n} are left alone: somebody is unsure, or reviewers differ.",
            )
        )
    return sentences(parts)


def for_next_training(found: Corrections, *, training: bool) -> tuple[str, str]:
    """What the next training learns from, and what else there is to know.

    Args:
        training: whether a run trains now.
    """
    more = tr("Review", "The run that trains now goes on without them.") if training else ""
    text = tr("Review", "For the next training: {masks}", masks=in_words(found))
    return text, sentences([more, tr("Review", "Undo takes it back.")])


def _to_be_drawn(found: Corrections) -> str:
    """That some of the masks will not be learnt from, where only the training decides which."""
    if not found.unsplit:
        return ""
    return tr("Review", "What the training draws from these images to validate is not learnt from.")


def _held_back(found: Corrections) -> str:
    """Of the masks that stay where no training learns from them."""
    kinds = [
        tr("Review", "{n} in the validation split", n=found.validation) if found.validation else "",
        tr("Review", "{n} in the test split", n=found.test) if found.test else "",
    ]
    number = found.validation + found.test
    if not number:
        return ""
    return tr_n(
        "Review",
        number,
        "{kinds} is not learnt from, and not moved.",
        "{kinds} are not learnt from, and not moved.",
        kinds=all_of(kinds),
    )
