"""How many defective training images have a mask, and from how many of these the next run learns where defects are."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QSpinBox, QVBoxLayout, QWidget

from core.language import later, sentences, tr, tr_n
from core.training.settings import MOST_MASKS

NONE_YET = later(
    "Train",
    "No defective training image has a mask. A few would show where defects are: in Review, one key accepts what a "
    "model outlined, and a rough stroke corrects it.",
)


class MasksRow(QWidget):
    """Signals: `changed(int)`, the user wants at most so many masks to be used; 0 = none, `MOST_MASKS` = all.

    Args:
        review: the action that leads to where masks come from.
    """

    changed = Signal(int)

    def __init__(self, review: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._there = 0
        self.text = QLabel(self)
        self.text.setWordWrap(True)
        self.use = QCheckBox(tr("Train", "Learn from &them, at most"), self)
        self.use.setToolTip(
            tr("Train", "The training is shown where the defects are, instead of having to find out")
        )
        self.most = QSpinBox(self)
        self.most.setAccessibleName(tr("Train", "Masks to learn from, at most"))
        self.most.setToolTip(tr("Train", "Of more, so many are taken"))
        self.review = QPushButton(tr("Train", "Go to Review"), self)
        self.review.setToolTip(review.toolTip())
        self.review.setProperty("small", True)
        self.review.clicked.connect(review.trigger)
        choice = QHBoxLayout()
        choice.setSpacing(8)
        for widget in (self.use, self.most, self.review):
            choice.addWidget(widget)
        choice.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.text)
        layout.addLayout(choice)
        self.use.toggled.connect(self._on_use)
        self.most.valueChanged.connect(self._on_most)

    def show_masks(
        self, there: int, defective: int, wanted: int, settled: str = "", drawn: bool = False
    ) -> None:
        """Say how it stands; emits nothing.

        Args:
            there: defective training images with a mask.
            defective: defective training images.
            wanted: masks that the settings ask for, at most.
            settled: why there is nothing to choose, as a sentence; "" = there is.
            drawn: the training draws the images that validate, some of these perhaps.
        """
        self._there = there
        lost = ""
        if drawn and not settled:
            lost = tr("Train", "Masks on images that are drawn to validate are not learnt from.")
        text = sentences([_of(there, defective), lost, settled]) if there or settled else str(NONE_YET)
        self.text.setText(text)
        choosing = not settled and there > 0
        for widget in (self.use, self.most):
            widget.setVisible(choosing)
        self.review.setVisible(not there)
        for control in (self.use, self.most):
            control.blockSignals(True)
        self.use.setChecked(wanted > 0)
        self.most.setRange(1, max(there, 1))
        self.most.setValue(wanted or there)
        self.most.setEnabled(wanted > 0)
        for control in (self.use, self.most):
            control.blockSignals(False)

    def _on_use(self, on: bool) -> None:
        self.changed.emit(MOST_MASKS if on else 0)

    def _on_most(self, most: int) -> None:
        # All that there are stay all when there are more.
        self.changed.emit(most if most < self._there else MOST_MASKS)


def _of(there: int, defective: int) -> str:
    if there == 1:
        return tr_n(
            "Train",
            defective,
            "1 of {n} defective training image has a mask.",
            "1 of {n} defective training images has a mask.",
        )
    return tr_n(
        "Train",
        defective,
        "{there} of {n} defective training image have a mask.",
        "{there} of {n} defective training images have a mask.",
        there=there,
    )
