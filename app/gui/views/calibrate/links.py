"""The Calibrate view's ties to the rest of the window."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from app.gui.engine import LoadedModel

if TYPE_CHECKING:
    from app.gui.main_window import MainWindow


class CalibrateLinks(QObject):
    """The model in use is the one that is calibrated; what it finds is kept; what is saved judges everywhere.

    To be made when the window itself listens to its sessions already.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._wanted: Path | None = None
        session, inspection = window.calibration, window.session
        session.results_place = inspection.results_place
        inspection.model_changed.connect(self._on_model)
        session.calibrated.connect(self._on_calibrated)
        session.inspected.connect(lambda model, items: window.project.record(model.name, model.path, items))
        session.history_changed.connect(window.history.refresh)
        window.history.add("calibrate", session)
        window.calibrate.image_asked.connect(self.show_images)

    def calibrate(self, model: Path) -> None:
        """Open a model, and go on in Calibrate."""
        self._wanted = model
        self._window.open_model(model)

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
        wanted, self._wanted = self._wanted, None
        self._window.calibration.set_model(model)
        if model.path == wanted:
            self._window.show_view("calibrate")

    def _on_calibrated(self, model: LoadedModel) -> None:
        session, window = self._window.calibration, self._window
        window.session.recalibrate(model, session.replaced, session.stored)
        window.top.set_model(model.name, model.device, model.tip)
