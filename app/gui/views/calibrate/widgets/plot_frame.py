"""From places on a chart's axes to pixels and back. No widget."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF


@dataclass(frozen=True)
class PlotFrame:
    """The inside of a chart.

    Attributes:
        left, top, width, height: where it is, in pixels of the scene.
        x, y: what its axes show, from the lower left corner on.
    """

    left: float
    top: float
    width: float
    height: float
    x: tuple[float, float]
    y: tuple[float, float]

    @property
    def rect(self) -> QRectF:
        """All of it."""
        return QRectF(self.left, self.top, self.width, self.height)

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height

    def px(self, place: float) -> float:
        """The pixel column of a place on the lower axis."""
        return self.left + (place - self.x[0]) / (self.x[1] - self.x[0]) * self.width

    def py(self, place: float) -> float:
        """The pixel row of a place on the left axis."""
        return self.bottom - (place - self.y[0]) / (self.y[1] - self.y[0]) * self.height

    def place_x(self, column: float) -> float:
        """The place on the lower axis at a pixel column."""
        return self.x[0] + (column - self.left) / max(self.width, 1.0) * (self.x[1] - self.x[0])

    def place_y(self, row: float) -> float:
        """The place on the left axis at a pixel row."""
        return self.y[0] + (self.bottom - row) / max(self.height, 1.0) * (self.y[1] - self.y[0])
