"""Contours as pixels, against Qt's own strokes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from app.gui.views.inspect.contour_raster import CHOSEN, LINE, NOTHING, SHADOW, Contours, Sight
from core.inspection.result import Defect

Make = Callable[..., Defect]


def sight(scale: float, ratio: float = 1.0, left: float = 0.0, top: float = 0.0) -> Sight:
    """80 x 60 pixels of the screen."""
    return Sight(left, top, 80, 60, scale, ratio)


def stroked(points: NDArray[Any], at: Sight, width: float) -> NDArray[np.bool_]:
    """Where Qt paints the contour."""
    image = QImage(at.width, at.height, QImage.Format.Format_Grayscale8)
    image.fill(0)
    painter = QPainter(image)
    painter.scale(at.scale, at.scale)
    painter.translate(-at.left, -at.top)
    pen = QPen(QColor("white"), width)
    pen.setCosmetic(True)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.setPen(pen)
    painter.drawPolygon(QPolygonF([QPointF(*point) for point in points.tolist()]))
    painter.end()
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(at.height, image.bytesPerLine())
    return pixels[:, : at.width] > 0


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("scale", [0.7, 2.0, 3.3])
def test_lies_where_qt_would_paint_it(make_defect: Make, scale: float, ratio: float) -> None:
    angles = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    round_one = np.stack([12 + 7 * np.cos(angles), 11 + 5 * np.sin(angles)], axis=1).astype(np.float32)
    at = sight(scale, ratio, left=1.25, top=2.5)
    drawn = Contours([replace(make_defect(12, 11), contour=round_one)]).draw(at) == LINE
    expected = stroked(round_one, at, 2 * ratio)
    near = np.ones((3, 3), np.uint8)
    assert not (drawn & (cv2.dilate(expected.astype(np.uint8), near) == 0)).any()
    assert not (expected & (cv2.dilate(drawn.astype(np.uint8), near) == 0)).any()
    # A square brush is broader across the diagonal.
    assert drawn.sum() == pytest.approx(expected.sum(), rel=0.35)


@pytest.mark.parametrize(("ratio", "line", "shadow"), [(1.0, 2, 4), (2.0, 4, 8)])
def test_lines_are_as_broad_on_a_fine_screen(make_defect: Make, ratio: float, line: int, shadow: int) -> None:
    # From 10 to 20 in both directions: its left side lies at 20 on the screen.
    row = Contours([make_defect(15, 15, 10)]).draw(sight(2.0, ratio))[30]
    assert np.flatnonzero(row == LINE)[:line].tolist() == list(range(20 - line // 2, 20 + line // 2))
    assert np.flatnonzero(row != NOTHING)[:shadow].tolist() == list(range(20 - shadow // 2, 20 + shadow // 2))


def test_a_defect_without_extent_is_a_box(make_defect: Make) -> None:
    point = replace(make_defect(20, 10, 1), contour=np.array([(20, 10)], np.float32))
    contours = Contours([make_defect(60, 30), point])
    assert contours.boxes[1].tolist() == [19, 9, 20, 10]
    assert contours.draw(sight(1.0))[9, 19] == LINE


def test_one_smaller_than_a_pixel_is_a_dot(make_defect: Make) -> None:
    drawn = Contours([make_defect(400, 300, 8)]).draw(sight(0.1))
    rows, columns = np.nonzero(drawn == LINE)
    assert (columns.min(), columns.max(), rows.min(), rows.max()) == (39, 40, 29, 30)


def test_the_chosen_one_is_broader_and_on_top(make_defect: Make) -> None:
    contours = Contours([make_defect(10, 10, 10), make_defect(30, 10, 10)])
    drawn = contours.draw(sight(2.0), chosen=1)
    assert set(np.unique(drawn[:, :44])) == {NOTHING, SHADOW, LINE}
    assert np.flatnonzero(drawn[20, 44:60] == CHOSEN).size == 3


def test_what_is_out_of_sight_costs_nothing(make_defect: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    contours = Contours([make_defect(10, 10), make_defect(200, 10)])
    loops: list[int] = []
    monkeypatch.setattr(cv2, "polylines", lambda _canvas, found, *_args, **_more: loops.append(len(found)))
    contours.draw(sight(1.0))
    contours.draw(sight(1.0, left=500.0))
    assert loops == [1]


def test_no_defects_no_lines() -> None:
    assert not Contours(()).draw(sight(1.0)).any()
