"""The slider over the epochs that have pictures, and the switch that follows the newest."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSlider, QWidget

from core.language import tr


def epoch_name(epoch: int) -> str:
    """`Epoch 3`; the pictures before the first are those after the warm-up."""
    return tr("Train", "Epoch {epoch}", epoch=str(epoch)) if epoch else tr("Train", "After the warm-up")


class EpochSlider(QWidget):
    """Emits `chosen(epoch)` when another epoch is to be shown, by the user or by following the newest."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._epochs: list[int] = []
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setAccessibleName(tr("Train", "Epoch of the pictures"))
        self.slider.setToolTip(
            tr("Train", "Left, Right: an epoch back or on. Home, End: the first and the newest")
        )
        self.slider.setPageStep(5)
        self.slider.setTickPosition(QSlider.TickPosition.TicksBelow)
        self.label = QLabel(self)
        self.label.setMinimumWidth(self.fontMetrics().horizontalAdvance(epoch_name(0) + "  "))
        self.follow = QCheckBox(tr("Train", "Follow newest"), self)
        self.follow.setChecked(True)
        self.follow.setToolTip(tr("Train", "Show each new epoch as soon as it is there"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.label)
        layout.addWidget(self.slider, 1)
        layout.addWidget(self.follow)
        self.slider.valueChanged.connect(self._on_moved)
        self.follow.toggled.connect(self._on_follow)
        self.set_epochs([])

    @property
    def epoch(self) -> int | None:
        """The epoch that is chosen; None while there is none."""
        return self._epochs[self.slider.value()] if self._epochs else None

    def set_epochs(self, epochs: Sequence[int]) -> None:
        """The epochs there are, rising. The chosen one stays, unless the newest is followed."""
        before = self.epoch
        self._epochs = list(epochs)
        place = len(self._epochs) - 1
        if before in self._epochs and not self.follow.isChecked():
            place = self._epochs.index(before)
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, max(len(self._epochs) - 1, 0))
            self.slider.setValue(max(place, 0))
        self.slider.setEnabled(len(self._epochs) > 1)
        self._say()
        if self.epoch is not None and self.epoch != before:
            self.chosen.emit(self.epoch)

    def step(self, key: int) -> bool:
        """Move as the key Left, Right, Home or End says; whether it was one of them."""
        moves = {
            Qt.Key.Key_Left: self.slider.value() - 1,
            Qt.Key.Key_Right: self.slider.value() + 1,
            Qt.Key.Key_Home: self.slider.minimum(),
            Qt.Key.Key_End: self.slider.maximum(),
        }
        if key not in moves:
            return False
        self.slider.setValue(moves[Qt.Key(key)])
        return True

    def _on_moved(self) -> None:
        if (epoch := self.epoch) is None:
            return
        # To look back is to stop following; at the newest one it may go on.
        if epoch != self._epochs[-1]:
            with QSignalBlocker(self.follow):
                self.follow.setChecked(False)
        self._say()
        self.chosen.emit(epoch)

    def _on_follow(self, on: bool) -> None:
        if on:
            self.slider.setValue(self.slider.maximum())

    def _say(self) -> None:
        self.label.setText(tr("Train", "No epoch yet") if self.epoch is None else epoch_name(self.epoch))
