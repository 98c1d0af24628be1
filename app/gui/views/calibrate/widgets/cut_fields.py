"""The two cuts as figures that can be typed."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QLabel, QWidget

from app.gui.widgets.flow_row import FlowRow
from core.inspection.cuts import Cuts
from core.language import tr

DECIMALS = 4
MOST = 10.0
"""Above every score, which ends at 2."""


class CutField(QDoubleSpinBox):
    """One cut. Emits `moved()` at every step, `settled()` when a key, the mouse or the typing has come to its end."""

    moved = Signal()
    settled = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setDecimals(DECIMALS)
        self.setRange(0.0, MOST)
        self.setSingleStep(10.0**-3)
        self.setKeyboardTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self._open = False
        self.valueChanged.connect(self._on_value)
        self.editingFinished.connect(self._settle)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """A step by the keys is done."""
        super().keyReleaseEvent(event)
        if not event.isAutoRepeat():
            self._settle()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A step by the arrows at the side is done."""
        super().mouseReleaseEvent(event)
        self._settle()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Scrolling past changes nothing on the way."""
        if self.hasFocus():
            super().wheelEvent(event)
            self._settle()
        else:
            event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """What was begun is done."""
        super().focusOutEvent(event)
        self._settle()

    def _on_value(self) -> None:
        self._open = True
        self.moved.emit()

    def _settle(self) -> None:
        if self._open:
            self._open = False
            self.settled.emit()


class CutFields(FlowRow):
    """Signals: `moved(Cuts)` at every step, `dropped(Cuts)` at the end of it. No cut passes the other."""

    moved = Signal(object)
    dropped = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, across=16)
        self._cuts: Cuts | None = None
        self.review = CutField(tr("Calibrate", "Review from score"), self)
        self.ng = CutField(tr("Calibrate", "NG from score"), self)
        pairs = (
            (tr("Calibrate", "Review from"), self.review),
            (tr("Calibrate", "NG from"), self.ng),
        )
        for text, field in pairs:
            label = QLabel(text, self)
            label.setBuddy(field)
            pair = QWidget(self)
            row = QHBoxLayout(pair)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(6)
            row.addWidget(label)
            row.addWidget(field)
            self.add(pair)
            field.settled.connect(self._on_settled)
        self.review.moved.connect(self._on_moved)
        self.ng.moved.connect(self._on_moved)
        self.set_cuts(None)

    def set_cuts(self, cuts: Cuts | None) -> None:
        """Show these; emits nothing."""
        self._cuts = cuts
        self.setEnabled(cuts is not None)
        for field, value in ((self.review, cuts and cuts.review), (self.ng, cuts and cuts.ng)):
            with QSignalBlocker(field):
                field.setValue(value or 0.0)

    def _on_moved(self) -> None:
        """One of the two has changed. The other keeps its full precision, of which the field shows a part."""
        if self._cuts is None:
            return
        if self.sender() is self.review:
            wanted = Cuts(min(self.review.value(), self._cuts.ng), self._cuts.ng)
        else:
            wanted = Cuts(self._cuts.review, max(self.ng.value(), self._cuts.review))
        self.set_cuts(wanted)
        self.moved.emit(wanted)

    def _on_settled(self) -> None:
        if self._cuts is not None:
            self.dropped.emit(self._cuts)
