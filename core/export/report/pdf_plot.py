"""The score histogram of the PDF."""

from __future__ import annotations

from typing import Any

from core.datasets.dataset import Label
from core.export.report.data import ReportData
from core.export.report.histogram import Histogram, histogram
from core.export.report.pdf_style import (
    BOLD,
    DEFECTIVE,
    GOOD,
    MM,
    MUTED,
    OTHER,
    SANS,
    SOFT,
    VERDICTS,
    WIDTH,
)
from core.inspection.result import Verdict

HEIGHT = 58 * MM
LEFT, RIGHT, TOP, BOTTOM = 26, 6, 26, 26
COLOURS = {Label.GOOD: GOOD, Label.DEFECTIVE: DEFECTIVE, Label.UNLABELLED: OTHER}


def histogram_drawing(data: ReportData) -> Any:
    """A drawing as wide as the page's text; None without images."""
    found = histogram(data)
    if found is None:
        return None
    from reportlab.graphics.shapes import Drawing

    plot = _Plot(Drawing(WIDTH, HEIGHT), found)
    plot.axes()
    for label, bars in found.bars.items():
        for bar in bars:
            plot.bar(label, plot.x(bar.left), plot.y(bar.low), plot.x(bar.right), plot.y(bar.high))
    if data.cuts is not None:
        plot.cut(Verdict.REVIEW, data.cuts.review, "end")
        plot.cut(Verdict.NG, data.cuts.ng, "start")
    plot.legend()
    return plot.drawing


class _Plot:
    """Scores and counts to points, and the shapes at them."""

    def __init__(self, drawing: Any, found: Histogram) -> None:
        self.drawing = drawing
        self._found = found

    def x(self, score: float) -> float:
        return LEFT + score / self._found.right * (WIDTH - LEFT - RIGHT)

    def y(self, count: float) -> float:
        return BOTTOM + count / self._found.top * (HEIGHT - TOP - BOTTOM)

    def axes(self) -> None:
        for count in self._found.count_ticks:
            self._line(LEFT, self.y(count), WIDTH - RIGHT, self.y(count), SOFT, 0.6)
            self._text(LEFT - 4, self.y(count) - 2.5, str(count), "end")
        for score in self._found.score_ticks:
            self._text(self.x(score), BOTTOM - 10, f"{score:.3g}", "middle")
        self._text((LEFT + WIDTH - RIGHT) / 2, 4, "score", "middle")

    def bar(self, label: Label, left: float, low: float, right: float, high: float) -> None:
        from reportlab.graphics.shapes import Rect

        hollow = label is Label.DEFECTIVE
        self.drawing.add(
            Rect(
                left + 0.4,
                low,
                right - left - 0.8,
                high - low,
                fillColor=_colour("#f7d9da" if hollow else COLOURS[label]),
                strokeColor=_colour(COLOURS[label]),
                strokeWidth=0.9 if hollow else 0.2,
            )
        )
        # Told apart by a line through the bar too, not by colour alone.
        if hollow and high - low > 1:
            self._line(left + 0.4, low, right - 0.4, high, COLOURS[label], 0.7)

    def cut(self, verdict: Verdict, score: float, anchor: str) -> None:
        colour = VERDICTS[verdict][0]
        dashes = [3, 2] if verdict is Verdict.REVIEW else None
        self._line(self.x(score), BOTTOM, self.x(score), HEIGHT - TOP + 8, colour, 1.1, dashes)
        shift = -3 if anchor == "end" else 3
        self._text(self.x(score) + shift, HEIGHT - TOP + 3, f"{verdict} {score:.4f}", anchor, BOLD, colour)

    def legend(self) -> None:
        x = WIDTH - RIGHT
        for label in reversed(list(self._found.bars)):
            x -= 5 * len(str(label)) + 20
            self.bar(label, x, HEIGHT - 9, x + 9, HEIGHT - 1)
            self._text(x + 12, HEIGHT - 8, str(label), "start")

    def _line(
        self, x1: float, y1: float, x2: float, y2: float, colour: str, width: float, dashes: Any = None
    ) -> None:
        from reportlab.graphics.shapes import Line

        self.drawing.add(
            Line(x1, y1, x2, y2, strokeColor=_colour(colour), strokeWidth=width, strokeDashArray=dashes)
        )

    def _text(
        self, x: float, y: float, text: str, anchor: str, font: str = SANS, colour: str = MUTED
    ) -> None:
        from reportlab.graphics.shapes import String

        self.drawing.add(
            String(x, y, text, fontName=font, fontSize=7.5, fillColor=_colour(colour), textAnchor=anchor)
        )


def _colour(text: str) -> Any:
    from reportlab.lib.colors import HexColor

    return HexColor(text)
