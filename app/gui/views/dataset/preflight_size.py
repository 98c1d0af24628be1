"""The size that images are resized to before work, for what is left of the smallest defect."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSpinBox, QWidget

from app.gui.widgets.flow_row import FlowRow
from core.language import tr

DEFAULT = (256, 256)


class WorkingSize(FlowRow):
    """Emits `changed()` when the user chose another size."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.resized = QCheckBox(tr("Dataset", "Resized to"), self)
        self.resized.setChecked(True)
        self.resized.setToolTip(
            tr(
                "Dataset",
                "The size that images are reduced to before training and inspection: what a small defect keeps of "
                "itself depends on it. Off: the images' own size.",
            )
        )
        self.width_box = _side(tr("Dataset", "Width that images are resized to"), DEFAULT[0], self)
        self.height_box = _side(tr("Dataset", "Height that images are resized to"), DEFAULT[1], self)
        size = QWidget(self)
        row = QHBoxLayout(size)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for widget in (self.width_box, QLabel("×", size), self.height_box, QLabel("px", size)):
            row.addWidget(widget)
        self.add(self.resized, size)
        self.resized.toggled.connect(self._on_toggled)
        for box in (self.width_box, self.height_box):
            box.valueChanged.connect(self.changed)

    @property
    def value(self) -> tuple[int, int] | None:
        """Width and height; None = the images' own."""
        return (self.width_box.value(), self.height_box.value()) if self.resized.isChecked() else None

    def _on_toggled(self, on: bool) -> None:
        self.width_box.setEnabled(on)
        self.height_box.setEnabled(on)
        self.changed.emit()


def _side(name: str, value: int, parent: QWidget) -> QSpinBox:
    box = QSpinBox(parent)
    box.setRange(16, 8192)
    box.setSingleStep(16)
    box.setValue(value)
    box.setKeyboardTracking(False)
    box.setAccessibleName(name)
    box.lineEdit().setTextMargins(4, 0, 0, 0)
    return box
