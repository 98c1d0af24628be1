"""The second model: what it found on the images of the list, and whose pictures are shown."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.gui.engine import LoadedModel
from app.gui.views.inspect.store import InspectionStore


class Comparison(QObject):
    """Without a second model there is no comparison, and the store is empty.

    Signals: `changed()`, the second model came or went, or the other one's pictures are shown; `updated(list of
    paths)`, entries of the store changed.
    """

    changed = Signal()
    updated = Signal(list)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.model: LoadedModel | None = None
        self.store = InspectionStore()
        self.shown = False

    @property
    def pending_count(self) -> int:
        """How many images the second model did not inspect yet."""
        return self.store.pending_count

    def set_model(self, model: LoadedModel | None, paths: Iterable[Path] = ()) -> None:
        """Compare with `model` on the images `paths`; None = no more."""
        self.model = model
        self.shown = False
        self.store.set_files(paths if model is not None else ())
        self.changed.emit()

    def set_files(self, paths: Iterable[Path]) -> None:
        """Other images are listed."""
        if self.model is not None:
            self.store.set_files(paths)

    def set_shown(self, shown: bool) -> None:
        """Whether the panes show what the second model made of the image."""
        self.shown = shown
        self.changed.emit()
