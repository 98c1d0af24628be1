"""The two cuts as they stand in the histogram: lines with flags, and the three regions between them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from app.gui.theme import Theme
from app.gui.views.calibrate.widgets.looks import VERDICT_COLOURS, VERDICTS
from app.gui.views.calibrate.widgets.plot_frame import PlotFrame
from core.inspection.cuts import Cuts
from core.inspection.result import Verdict
from core.language import later

REVIEW, NG = "review", "ng"
"""The names of the two cuts in `Cuts`, and of their colours in `Theme`."""

GRAB = 7.0
"""A line can be taken from this many pixels away."""

FORMS = (
    (later("Calibrate", "{verdict} from {score}"), 4),
    (later("Calibrate", "{verdict} {score}"), 4),
    (later("Calibrate", "{score}"), 3),
)
"""What a flag says and the digits of its score, the first that fits into a narrow chart."""

TINT = 0.09
"""Share of a verdict's colour in the ground of its region."""

_PAD = 5.0
_DASH = [5.0, 4.0]


def head_height(font: QFont) -> float:
    """What the names of the regions and the flags take up above the bars, in pixels."""
    return 2 * (QFontMetricsF(font).height() + 6) + 4


@dataclass(frozen=True)
class CutMarks:
    """Where the marks are for one pair of cuts, in pixels.

    Attributes:
        lines: the pixel column of each cut.
        texts: what its flag says.
        flags: where the flag is: the review cut's to the left of its line and the NG cut's to the right, so that
            they stay apart; at an edge of the chart they give way.
    """

    frame: PlotFrame
    lines: dict[str, float]
    texts: dict[str, str]
    flags: dict[str, QRectF]

    @classmethod
    def of(cls, cuts: Cuts, places: tuple[float, float], frame: PlotFrame, font: QFont) -> CutMarks:
        """The marks of `cuts`, which stand at `places` (review, NG) of the lower axis."""
        metrics = QFontMetricsF(font)
        lines = {REVIEW: frame.px(places[0]), NG: frame.px(places[1])}
        for form, digits in FORMS:
            texts = {
                REVIEW: str(form.filled(verdict=Verdict.REVIEW, score=f"{cuts.review:.{digits}f}")),
                NG: str(form.filled(verdict=Verdict.NG, score=f"{cuts.ng:.{digits}f}")),
            }
            wide = {name: metrics.horizontalAdvance(text) + 2 * _PAD for name, text in texts.items()}
            if sum(wide.values()) + 2 <= frame.width:
                break
        left = max(lines[REVIEW] - wide[REVIEW], frame.left)
        right = min(max(lines[NG], left + wide[REVIEW] + 2), frame.right - wide[NG])
        left = min(left, right - wide[REVIEW] - 2)
        high = metrics.height() + 4
        top = frame.top + metrics.height() + 8
        flags = {
            REVIEW: QRectF(left, top, wide[REVIEW], high),
            NG: QRectF(right, top, wide[NG], high),
        }
        return cls(frame, lines, texts, flags)

    def under(self, point: QPointF) -> list[str]:
        """The cuts that a press at `point` takes: none, one, or both where they stand in the same place."""
        flags = [name for name, flag in self.flags.items() if flag.contains(point)]
        if flags:
            return flags
        if not self.frame.rect.contains(point):
            return []
        away = {name: abs(column - point.x()) for name, column in self.lines.items()}
        nearest = min(away.values())
        return [name for name, distance in away.items() if distance <= GRAB and distance == nearest]

    def draw_regions(self, painter: QPainter, theme: Theme, font: QFont) -> None:
        """The grounds of OK, Review and NG, each with its name where there is room for it."""
        frame = self.frame
        ends = [
            min(max(x, frame.left), frame.right)
            for x in (frame.left, self.lines[REVIEW], self.lines[NG], frame.right)
        ]
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        metrics = QFontMetricsF(bold)
        for verdict, left, right in zip(VERDICTS, ends, ends[1:], strict=False):
            colour = QColor(getattr(theme, VERDICT_COLOURS[verdict]))
            ground = _mixed(QColor(theme.base), colour, TINT)
            painter.fillRect(QRectF(left, frame.top, right - left, frame.height), ground)
            word = str(verdict)
            if metrics.horizontalAdvance(word) + 6 <= right - left:
                painter.setPen(colour)
                head = QRectF(left, frame.top + 3, right - left, metrics.height())
                painter.drawText(head, Qt.AlignmentFlag.AlignCenter, word)

    def draw_lines(self, painter: QPainter, theme: Theme, font: QFont, strong: str) -> None:
        """The lines and their flags; the cut `strong`, which the keys move, is drawn bolder."""
        frame = self.frame
        painter.setFont(font)
        for name in self.lines:
            colour = QColor(getattr(theme, name))
            pen = QPen(colour, 3 if name == strong else 2)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            if name == REVIEW:
                pen.setDashPattern(_DASH)
            x = self.lines[name]
            painter.setPen(pen)
            painter.drawLine(QLineF(x, self.flags[name].top(), x, frame.bottom))
        # After both lines, neither of which may cross a text.
        for name, flag in self.flags.items():
            colour = QColor(getattr(theme, name))
            painter.setPen(QPen(colour, 2 if name == strong else 1))
            painter.setBrush(QColor(theme.selection if name == strong else theme.base))
            painter.drawRoundedRect(flag.adjusted(1, 1, -1, -1), 3, 3)
            painter.setPen(QColor(theme.text))
            painter.drawText(flag, Qt.AlignmentFlag.AlignCenter, self.texts[name])


def _mixed(ground: QColor, colour: QColor, share: float) -> QColor:
    """`share` of `colour` on `ground`; a transparent colour over the whole chart takes four times as long to draw."""
    return QColor.fromRgbF(
        ground.redF() + share * (colour.redF() - ground.redF()),
        ground.greenF() + share * (colour.greenF() - ground.greenF()),
        ground.blueF() + share * (colour.blueF() - ground.blueF()),
    )
