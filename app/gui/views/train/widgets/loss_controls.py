"""How the loss curves are shown: axis, smoothing, outliers, window."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QSizePolicy, QSlider, QWidget
from superqt import QFlowLayout

from core.language import tr

WINDOWS = (0, 500, 2_000, 10_000, 100_000)
"""Of the last steps so many are shown; 0 = all."""
SMOOTHING = 80
"""Smoothing at first, in percent."""


class LossControls(QWidget):
    """Emits `changed()` when the user changes anything."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.log = QCheckBox(tr("Train", "Log axis"), self)
        self.log.setChecked(True)
        self.log.setToolTip(tr("Train", "Logarithmic axis of the losses"))
        self.robust = QCheckBox(tr("Train", "Ignore outliers"), self)
        self.robust.setChecked(True)
        self.robust.setToolTip(
            tr("Train", "The axis ends where 98 % of the points do; single spikes may leave the plot")
        )
        self.smoothing = QSlider(Qt.Orientation.Horizontal, self)
        self.smoothing.setRange(0, 99)
        self.smoothing.setValue(SMOOTHING)
        self.smoothing.setFixedWidth(110)
        self.smoothing.setAccessibleName(tr("Train", "Smoothing in percent"))
        self._smoothing_text = QLabel(self)
        self._smoothing_text.setFixedWidth(self.fontMetrics().horizontalAdvance(_smoothing("00")) + 4)
        self.window_box = QComboBox(self)
        self.window_box.setAccessibleName(tr("Train", "Which steps are shown"))
        for steps in WINDOWS:
            text = tr("Train", "Last {steps}", steps=steps) if steps else tr("Train", "All steps")
            self.window_box.addItem(text, steps)
        flow = QFlowLayout(self)
        flow.setContentsMargins(0, 0, 0, 0)
        flow.setHorizontalSpacing(12)
        flow.setVerticalSpacing(4)
        for widget in (self.window_box, self._smoothing_text, self.smoothing, self.log, self.robust):
            # All as high as the highest, or they would not stand in one line.
            widget.setMinimumHeight(self.window_box.sizeHint().height())
            flow.addWidget(widget)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._say_smoothing(SMOOTHING)
        self.smoothing.valueChanged.connect(self._say_smoothing)
        self.smoothing.valueChanged.connect(self.changed)
        self.log.toggled.connect(self.changed)
        self.robust.toggled.connect(self.changed)
        self.window_box.currentIndexChanged.connect(self.changed)

    @property
    def share(self) -> float:
        """Smoothing, 0 (none) to 0.99."""
        return self.smoothing.value() / 100

    @property
    def window_steps(self) -> int:
        """How many of the last steps are shown; 0 = all."""
        return int(self.window_box.currentData())

    def _say_smoothing(self, percent: int) -> None:
        self._smoothing_text.setText(_smoothing(str(percent)))
        self.smoothing.setToolTip(
            tr("Train", "Exponential mean over the drawn points; the faint band shows what it hides")
        )


def _smoothing(percent: str) -> str:
    return tr("Train", "Smoothing {percent} %", percent=percent)
