"""The Dataset view: drop folders, see what they are, import, curate."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from app.gui.actions import ActionRegistry
from app.gui.errors import Level
from app.gui.jobs import JobRunner
from app.gui.project.edit_queue import edit_call
from app.gui.project.session import ProjectSession
from app.gui.settings import Settings
from app.gui.show_in_folder import show_in_folder
from app.gui.views.dataset import tasks
from app.gui.views.dataset.browser import Browser
from app.gui.views.dataset.image_page import ImagePage
from app.gui.views.dataset.import_flow import ImportFlow
from app.gui.views.dataset.import_page import ImportPage
from app.gui.views.dataset.preflight_control import PreflightControl
from app.gui.views.dataset.relink_control import RelinkControl
from app.gui.widgets.empty_state import EmptyState
from core.datasets.dataset import Label, Split
from core.language import sentences, tr, tr_n
from core.project.step_words import ASSIGN_SPLITS, CHANGE_NOTE, MARK_NOT_REVIEWED, MARK_REVIEWED, step_text

Tell = Callable[[Level, str, str], object]
MENU: tuple[tuple[str, ...], ...] = (
    ("open_image",),
    ("label_good", "label_defective", "label_unlabelled", "toggle_reviewed"),
    ("split_train", "split_validation", "split_test", "split_unassigned"),
    ("edit_tags", "edit_note"),
    ("show_in_folder", "copy_path"),
    ("remove_images",),
)
ON_SELECTION = tuple(name for group in MENU for name in group)
EDITS = (
    *("label_good", "label_defective", "label_unlabelled", "toggle_reviewed"),
    *("split_train", "split_validation", "split_test", "split_unassigned"),
    *("edit_tags", "edit_note", "remove_images"),
)


class DatasetView(QWidget):
    """Signals: `readout_changed(str)`, the text for the status line."""

    readout_changed = Signal(str)

    def __init__(
        self,
        session: ProjectSession,
        runner: JobRunner,
        actions: ActionRegistry,
        settings: Settings,
        tell: Tell,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._actions = actions
        self._tell = tell
        self._large = -1
        self.no_project = EmptyState(
            "dataset",
            tr("Dataset", "Collect images"),
            tr(
                "Dataset",
                "Drop folders of images here: what is recognised is shown before anything is imported. A project keeps "
                "labels, splits, masks and notes; the images stay where they are.",
            ),
            [actions["add_images"], actions["open_project"], actions["new_project"]],
        )
        self.no_images = EmptyState(
            "image",
            tr("Dataset", "Add images"),
            tr(
                "Dataset",
                "Drop folders or images here, or choose a folder. What is recognised is shown first.",
            ),
            [actions["add_images"]],
        )
        self.browser = Browser(session, runner, actions, settings, self)
        self.import_page = ImportPage(runner, self)
        self.image = ImagePage(actions, self)
        self.flow = ImportFlow(self.import_page, session, runner, self)
        self.preflight = PreflightControl(self.browser, session, tell, self)
        self.relinking = RelinkControl(session, tell, self)
        self.stack = QStackedWidget(self)
        for page in (self.no_project, self.no_images, self.browser, self.import_page, self.image):
            self.stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)
        self._connect()
        self._on_history()
        self._arrange()

    def add(self, paths: Sequence[Path]) -> None:
        """Look through folders and images, and ask before they are imported."""
        if self._session.read_only:
            self._tell(Level.WARNING, tr("Dataset", "Nothing can be imported."), self._session.read_only)
        else:
            self.flow.start(paths)

    def restore_layout(self) -> None:
        """Take the layout from the last time."""
        self.browser.restore_layout()

    def save_layout(self) -> None:
        """Remember the layout, and save what was typed."""
        self.browser.save_layout()
        self.browser.details.finish()

    def stop(self) -> None:
        """For the end of the program."""
        self.browser.stop()

    # --- wiring ---------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        session, actions, browser = self._session, self._actions, self.browser
        session.opened.connect(self._on_opened)
        browser.listing.counted.connect(self._arrange)
        session.history_changed.connect(self._on_history)
        session.imported.connect(self._on_imported)
        session.values_changed.connect(self._on_values)
        session.busy_changed.connect(self._arrange)
        self.flow.began.connect(lambda: self.stack.setCurrentWidget(self.import_page))
        self.flow.ended.connect(self._leave_import)
        browser.selection_changed.connect(self._refresh_actions)
        browser.activated.connect(self._show_large)
        browser.menu_wanted.connect(self._show_menu)
        browser.details.open_asked.connect(lambda: self._show_large(browser.selected_id()))
        browser.details.tags_edited.connect(self._on_tags)
        browser.details.note_edited.connect(self._on_note)
        browser.splits.plan_asked.connect(self._draw_splits)
        browser.splits.assign_asked.connect(self._assign_splits)
        browser.tabs.currentChanged.connect(self._on_tab)
        self.image.closed.connect(self._leave_large)
        self.image.areas_edited.connect(self._on_areas)
        self.image.cursor_moved.connect(self.readout_changed)
        for name in ("image_previous", "image_next"):
            self.image.add_action(actions[name])
        actions.connect_all(
            {
                **{f"label_{label}": partial(self._label, label) for label in Label},
                **{f"split_{split}": partial(self._split, split) for split in Split},
                "toggle_reviewed": self._toggle_reviewed,
                "edit_tags": lambda: self._focus(browser.details.focus_tags),
                "edit_note": lambda: self._focus(browser.details.focus_note),
                "remove_images": self._remove,
                "open_image": lambda: self._show_large(browser.selected_id()),
                "image_previous": lambda: self._step(-1),
                "image_next": lambda: self._step(1),
                "find": self._find,
                "show_all": browser.listing.show_all,
                "show_in_folder": self._show_in_folder,
                "copy_path": self._copy_path,
                "run_preflight": self.preflight.run,
                "show_splits": lambda: browser.tabs.setCurrentWidget(browser.splits),
                "relink": self.relinking.show,
            }
        )

    def _on_opened(self) -> None:
        self._large = -1
        self._on_history()
        self.browser.details.set_read_only(self._session.read_only)
        self.browser.splits.set_read_only(self._session.read_only)
        self.browser.splits.clear()
        self.image.set_editable(self._session.editable)
        if self.stack.currentWidget() is self.image:
            self.stack.setCurrentWidget(self.browser)
        self._arrange()
        self._on_tab()

    def _arrange(self) -> None:
        """Which page shows."""
        if self.stack.currentWidget() in (self.import_page, self.image):
            self._refresh_actions()
            return
        page: QWidget = self.browser
        if not self._session.is_open:
            page = self.no_project
        elif not self._session.table.shown().any() and not self._session.is_busy("import"):
            page = self.no_images
        self.stack.setCurrentWidget(page)
        self._refresh_actions()

    def _refresh_actions(self) -> None:
        session = self._session
        chosen = len(self.browser.grid.selected_rows()) if session.is_open else 0
        large = self.stack.currentWidget() is self.image
        browsing = large or self.stack.currentWidget() is self.browser
        # The large image stays shown when a filter takes it out of the grid.
        one = large or chosen == 1
        allowed = dict.fromkeys(ON_SELECTION, browsing and (large or chosen > 0))
        for name in ("open_image", "show_in_folder", "copy_path", "edit_note"):
            allowed[name] &= one
        for name in EDITS:
            allowed[name] &= session.editable
        allowed["open_image"] &= not large
        # There, the key deletes an area.
        allowed["remove_images"] &= not large
        stepping = dict.fromkeys(("image_previous", "image_next"), large)
        self._actions.allow(
            **allowed,
            **stepping,
            add_images=not session.read_only,
            find=browsing and not large,
            show_all=browsing and not large,
            run_preflight=browsing and not session.is_busy("check"),
            show_splits=browsing and not large,
            relink=session.editable,
            close_project=session.is_open,
        )

    def _on_history(self) -> None:
        if self.browser.tabs.currentWidget() is self.browser.splits and self._session.is_open:
            self.browser.splits.draw_again()
        else:
            self.browser.splits.clear()

    def _on_imported(self, result: Any) -> None:
        added = len(result.added)
        words = [tr_n("Dataset", added, "{n} image was imported.", "{n} images were imported.")]
        if result.known:
            known = tr_n(
                "Dataset",
                result.known,
                "{n} was in the project already.",
                "{n} were in the project already.",
            )
            words.append(known)
        if result.changed:
            changed = tr_n(
                "Dataset", result.changed, "{n} of these has changed.", "{n} of these have changed."
            )
            words.append(changed)
        if result.cancelled:
            words.append(tr("Dataset", "Importing was stopped; importing the same folder again goes on."))
        self._tell(Level.INFO, sentences(words), "")

    # --- import ---------------------------------------------------------------------------------------------

    def _leave_import(self) -> None:
        self.stack.setCurrentWidget(self.browser)
        self._arrange()

    # --- edits ----------------------------------------------------------------------------------------------

    def _ids(self) -> list[int]:
        if self.stack.currentWidget() is self.image:
            return [self._large]
        return self.browser.selected_ids

    def _label(self, label: Label) -> None:
        ids = self._ids()
        shown = {"label": label, "reviewed": label is not Label.UNLABELLED}
        self._session.edit(edit_call("set_label", ids, label), shown, ids)

    def _split(self, split: Split) -> None:
        ids = self._ids()
        self._session.edit(edit_call("set_split", ids, split), {"split": split}, ids)

    def _toggle_reviewed(self) -> None:
        ids = self._ids()
        on = not all(self._session.table.get_values("reviewed", ids))
        text = step_text(MARK_REVIEWED if on else MARK_NOT_REVIEWED, number=len(ids))
        self._session.edit(edit_call("set_values", ids, {"reviewed": on}, text), {"reviewed": on}, ids)

    def _remove(self) -> None:
        ids = self._ids()
        if self.stack.currentWidget() is self.image:
            self._leave_large()
        self._session.edit(edit_call("remove", ids), {"removed": True}, ids)

    def _on_tags(self, ids: list[int], add: list[str], remove: list[str]) -> None:
        self._session.edit(edit_call("change_tags", ids, add, remove))

    def _on_note(self, image: int, text: str) -> None:
        self._session.edit(
            edit_call("set_values", [image], {"note": text}, step_text(CHANGE_NOTE)), {"note": text}, [image]
        )

    def _on_areas(self, scope: str, areas: list[Any]) -> None:
        image = self._large if scope == "image" else None
        self._session.edit(edit_call("set_areas", image, areas))

    # --- splits ---------------------------------------------------------------------------------------------

    def _on_tab(self) -> None:
        if self.browser.tabs.currentWidget() is self.browser.splits:
            self.browser.splits.ask()

    def _draw_splits(self, seed: int, validation: float, test: float, anew: bool) -> None:
        project = self._session.project
        if project is not None:
            work = tasks.draw_splits(project, seed, validation, test, anew)
            job = self._session.start("splits", tr("Dataset", "Drawing splits"), work, visible=False)
            job.succeeded.connect(self.browser.splits.show_plan)

    def _assign_splits(self, plan: Any) -> None:
        # What is left to draw is shown once they are in the file.
        text = step_text(ASSIGN_SPLITS, number=len(plan.splits), seed=str(plan.seed))
        self._session.edit(edit_call("set_splits", plan.splits, text))

    # --- the large image ------------------------------------------------------------------------------------

    def _show_large(self, image: int) -> None:
        project = self._session.project
        if project is None or image < 0:
            return
        self._large = image
        work = tasks.large_image(project, image)
        job = self._session.start("large", tr("Dataset", "Reading"), work, visible=False)
        job.succeeded.connect(partial(self._on_large, image))

    def _on_large(self, image: int, found: tasks.LargeImage) -> None:
        if image != self._large:
            return
        row = self._session.table.row(int(self._session.table.rows_of([image])[0]))
        if found.picture is None:
            self.image.show_failed(row.name, found.error)
        else:
            position = self.browser.model.positions_of([image])
            place = f"{position[0] + 1:,} / {self.browser.model.rowCount():,}" if len(position) else ""
            self.image.show_prepared(row.name, found.picture, found.areas, found.project_areas, place)
        if self.stack.currentWidget() is not self.image:
            self.stack.setCurrentWidget(self.image)
            self.image.setFocus()
        self._refresh_actions()

    def _step(self, by: int) -> None:
        image = self.browser.step(self._large, by)
        if image >= 0:
            self._show_large(image)

    def _leave_large(self) -> None:
        self._large = -1
        self.readout_changed.emit("")
        self.stack.setCurrentWidget(self.browser)
        self.browser.grid.setFocus()
        self._refresh_actions()

    def _on_values(self, ids: Any) -> None:
        """Undo and redo change areas and masks: the large image follows."""
        project, image = self._session.project, self._large
        if project is None or self.stack.currentWidget() is not self.image:
            return
        if ids is None or image in ids or not ids:
            self._show_large(image)

    # --- small things ---------------------------------------------------------------------------------------

    def _show_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        for number, names in enumerate(MENU):
            if number:
                menu.addSeparator()
            for name in names:
                menu.addAction(self._actions[name])
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def _focus(self, call: Callable[[], object]) -> None:
        if self.stack.currentWidget() is self.image:
            image = self._large
            self._leave_large()
            if not len(self.browser.model.positions_of([image])):
                self.browser.listing.show_all()
            for row in self.browser.model.positions_of([image]).tolist():
                self.browser.select_row(row)
        self.browser.tabs.setCurrentWidget(self.browser.details)
        call()

    def _find(self) -> None:
        self.browser.filters.search.setFocus()
        self.browser.filters.search.selectAll()

    def _path(self) -> Path | None:
        ids = self._ids()
        if not ids:
            return None
        row = self._session.table.row(int(self._session.table.rows_of(ids[:1])[0]))
        return Path(row.folder, row.name)

    def _show_in_folder(self) -> None:
        path = self._path()
        if path is not None and not show_in_folder(path):
            text = tr("Dataset", "No file manager could be opened for {folder}.", folder=path.parent)
            self._tell(Level.WARNING, text, "")

    def _copy_path(self) -> None:
        path = self._path()
        if path is not None:
            QGuiApplication.clipboard().setText(str(path))
