"""How labels and verdicts are told apart in this view: a pattern, a line or a word each, and a colour with it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap

from app.gui.theme import Theme
from core.datasets.dataset import Label
from core.inspection.result import Verdict
from core.language import later

LABELS = (Label.GOOD, Label.DEFECTIVE)
LABEL_NAMES = {Label.GOOD: later("Calibrate", "Good"), Label.DEFECTIVE: later("Calibrate", "Defective")}
JUDGED = {
    None: later("Calibrate", "Images judged {verdict}"),
    Label.GOOD: later("Calibrate", "Good images judged {verdict}"),
    Label.DEFECTIVE: later("Calibrate", "Defective images judged {verdict}"),
}
VERDICTS = (Verdict.OK, Verdict.REVIEW, Verdict.NG)


@dataclass(frozen=True)
class LabelLook:
    """The name of the colour in `Theme`, and the pattern of the bars."""

    colour: str
    pattern: Qt.BrushStyle

    def pen(self, theme: Theme) -> QPen:
        """The outline of a bar."""
        return QPen(QColor(getattr(theme, self.colour)), 1)

    def brush(self, theme: Theme) -> QBrush:
        """The inside of a bar."""
        return QBrush(QColor(getattr(theme, self.colour)), self.pattern)


LABEL_LOOKS = {
    Label.GOOD: LabelLook("ok", Qt.BrushStyle.SolidPattern),
    Label.DEFECTIVE: LabelLook("ng", Qt.BrushStyle.BDiagPattern),
}
VERDICT_COLOURS = {Verdict.OK: "ok", Verdict.REVIEW: "review", Verdict.NG: "ng"}


def swatch(look: LabelLook, theme: Theme, size: int, ratio: float) -> QPixmap:
    """A piece of a bar, `size` logical pixels square, for a legend."""
    picture = QPixmap(QSize(size, size) * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setPen(look.pen(theme))
    painter.setBrush(look.brush(theme))
    painter.drawRect(0, 0, size - 1, size - 1)
    painter.end()
    return picture
