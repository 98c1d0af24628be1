"""Lines that stay visible on fine screens and beside large text."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.gui.views.train.widgets.curve_looks import pen
from app.gui.views.train.widgets.hairlines import USUAL_HEIGHT, HairlineCurve, hairlines


@pytest.mark.parametrize(("share", "pixels"), [(0.6, 1), (1.0, 1), (2.0, 2), (3.0, 3), (9.0, 3)])
def test_as_wide_as_the_text_asks_for(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, share: float, pixels: int
) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    font = widget.font()
    font.setPixelSize(
        round(share * USUAL_HEIGHT / widget.fontMetrics().height() * widget.fontInfo().pixelSize())
    )
    widget.setFont(font)
    assert hairlines(widget) == pixels


@pytest.mark.parametrize("width", [1, 2, 3])
@pytest.mark.parametrize("upright", [False, True])
def test_a_line_is_so_many_pixels_wide(qtbot: QtBot, width: int, upright: bool) -> None:
    along, across = np.array([2.5, 17.5]), np.array([10.5, 10.5])
    curve = HairlineCurve()
    curve.width = width
    curve.setData(*((across, along) if upright else (along, across)), pen=pen("#000000", 0))
    image = QImage(20, 20, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    curve.paint(painter, None, None)
    assert painter.worldTransform().isIdentity()
    painter.end()
    middle = [image.pixelColor(*((n, 10) if upright else (10, n))).value() for n in range(20)]
    assert sum(255 - value for value in middle) == pytest.approx(255 * width, abs=30)
