"""The Calibrate view's ties to the rest of the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from app.gui.engine import LoadedModel
from app.gui.views.calibrate.scope import Scope

if TYPE_CHECKING:
    from app.gui.main_window import MainWindow


def _nothing() -> None:
    """For a wish that nobody waits for."""


@dataclass(frozen=True)
class _Wish:
    """A model that is to be shown in Calibrate once it is loaded.

    Attributes:
        asked: whether the user asked for it, wherever he is by then.
        shown, otherwise: one of them is called, as it came.
    """

    model: Path
    asked: bool
    shown: Callable[[], object] = _nothing
    otherwise: Callable[[], object] = _nothing


class CalibrateLinks(QObject):
    """The model in use is the one that is calibrated; what it finds is kept; what is saved judges everywhere.

    To be made when the window itself listens to its sessions already.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._wish: _Wish | None = None
        session, inspection = window.calibration, window.session
        session.results_place = inspection.results_place
        inspection.model_changed.connect(self._on_model)
        inspection.busy_changed.connect(self._on_busy)
        session.calibrated.connect(self._on_calibrated)
        session.inspected.connect(
            lambda model, items: window.project.record(
                model.name, model.path, [item.path for item in items], items
            )
        )
        session.history_changed.connect(window.history.refresh)
        window.history.add("calibrate", session)
        window.calibrate.image_asked.connect(self.show_images)

    def calibrate(self, model: Path) -> None:
        """Open a model, and go on in Calibrate."""
        self._open(_Wish(model, asked=True))

    def follow(self, model: Path, shown: Callable[[], object], otherwise: Callable[[], object]) -> None:
        """Open the model of a run that has just ended, and go on in Calibrate, if the user watches and loses nothing.

        Args:
            model: its file.
            shown: called when Calibrate shows it.
            otherwise: called where the user is left alone.
        """
        calibration = self._window.calibration
        history = calibration.undo_text or calibration.redo_text
        if self._watched() and not history and not self._window.session.inspecting:
            self._open(_Wish(model, False, shown, otherwise))
        else:
            otherwise()

    def wants(self, model: LoadedModel) -> bool:
        """Whether a model that was just loaded was loaded for Calibrate."""
        return self._wish is not None and self._wish.model == model.path

    def show_images(self, paths: Sequence[Path], shown: Path) -> None:
        """Go to one of some images in Inspect; where it is not listed, they are listed first."""
        window = self._window
        if shown in window.session.store:
            window.inspect.list.select(shown)
            window.show_view("inspect")
            return
        window.session.files_changed.connect(
            lambda: window.inspect.list.select(shown), Qt.ConnectionType.SingleShotConnection
        )
        window.open_paths(paths)

    def _on_model(self, model: LoadedModel) -> None:
        window, calibration = self._window, self._window.calibration
        wanted = self.wants(model)
        wish, self._wish = self._wish, None
        calibration.set_model(model)
        if wish is None:
            return
        if not wanted or not (wish.asked or self._watched()):
            wish.otherwise()
            return
        if not sum(calibration.counts(Scope.VALIDATION)) and calibration.stored is not None:
            # The run itself drew the images that it was calibrated on: their scores are in the file.
            calibration.set_scope(Scope.STORED)
        window.show_view("calibrate")
        wish.shown()

    def _on_busy(self) -> None:
        if self._wish is not None and not self._window.session.is_busy("model"):
            # It was not loaded.
            wish, self._wish = self._wish, None
            wish.otherwise()

    def _open(self, wish: _Wish) -> None:
        self._wish = wish
        self._window.open_model(wish.model)

    def _watched(self) -> bool:
        """Whether the user looks at runs in Train, with nothing to come: no further run, and no settings for one."""
        window = self._window
        seen = window.isVisible() and not window.isMinimized() and not window.closing.waits
        watching = window.stack.currentWidget() is window.train and not window.train.setup.isVisible()
        return seen and watching and not window.training.alive and not window.training.queue

    def _on_calibrated(self, model: LoadedModel) -> None:
        session, window = self._window.calibration, self._window
        window.session.recalibrate(model, session.replaced, session.stored)
        window.top.set_model(model.name, model.device, model.tip)
