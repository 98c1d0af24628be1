"""An editor on a shown canvas, and a hand with a mouse."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.gui.widgets.area_editor.canvas import PictureCanvas
from app.gui.widgets.area_editor.editor import AreaEditor
from app.gui.widgets.area_editor.keys import AreaKeys
from app.gui.widgets.area_editor.prepared import prepare
from core.images.areas import Area

SIZE = (100, 50)
LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


class Hand:
    """Mouse and keys on a canvas, at positions in the image's pixels: (0, 0) is the picture's upper left corner."""

    def __init__(self, canvas: PictureCanvas) -> None:
        self.canvas = canvas
        self.view = canvas.viewport()

    def at(self, x: float, y: float) -> QPoint:
        """The place on the screen of a corner between pixels."""
        return self.canvas.mapFromScene(self.canvas.box.mapViewToScene(QPointF(x - 0.5, y - 0.5)))

    def move(self, x: float, y: float) -> None:
        QTest.mouseMove(self.view, self.at(x, y))

    def press(self, x: float, y: float, button: Qt.MouseButton = LEFT) -> None:
        # A move first, so that what lies under the cursor knows of it.
        self.move(x, y)
        QTest.mousePress(self.view, button, NONE, self.at(x, y))

    def release(self, x: float, y: float, button: Qt.MouseButton = LEFT) -> None:
        QTest.mouseRelease(self.view, button, NONE, self.at(x, y))
        QApplication.processEvents()

    def drag(
        self, start: tuple[float, float], end: tuple[float, float], button: Qt.MouseButton = LEFT
    ) -> None:
        """In four steps, on places of the screen as it is at the start."""
        steps = [tuple(a + (b - a) * i / 4 for a, b in zip(start, end, strict=True)) for i in range(1, 5)]
        places = [self.at(*step) for step in steps]
        self.press(*start, button)
        for place in places:
            QTest.mouseMove(self.view, place)
        QTest.mouseRelease(self.view, button, NONE, places[-1])
        QApplication.processEvents()

    def click(self, x: float, y: float, button: Qt.MouseButton = LEFT) -> None:
        self.press(x, y, button)
        self.release(x, y, button)

    def double_click(self, x: float, y: float) -> None:
        self.click(x, y)
        QTest.mouseDClick(self.view, LEFT, NONE, self.at(x, y))
        self.release(x, y)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.canvas, key, modifier)
        QApplication.processEvents()


@pytest.fixture
def every_move() -> Iterator[None]:
    """pyqtgraph leaves out moves that follow each other faster than a hand is."""
    before = pg.getConfigOption("mouseRateLimit")
    pg.setConfigOption("mouseRateLimit", 0)
    yield
    pg.setConfigOption("mouseRateLimit", before)


@pytest.fixture
def canvas(qtbot: QtBot, every_move: None) -> Iterator[PictureCanvas]:
    """A grey picture of 100 x 50, eight screen pixels on each of it."""
    window = QWidget()
    window.resize(900, 500)
    qtbot.addWidget(window)
    made = PictureCanvas(window)
    made.resize(900, 500)
    window.show()
    qtbot.waitExposed(window)
    made.show_picture(prepare(np.full((SIZE[1], SIZE[0]), 0.5, np.float32), None))
    made._apply(made.state.at(49.5, 24.5, 8.0))
    made.setFocus()
    yield made
    # Held until here: qtbot alone does not keep it.
    window.hide()


@pytest.fixture
def editor(canvas: PictureCanvas) -> AreaEditor:
    """An editor with its keys and no areas."""
    made = AreaEditor(canvas)
    AreaKeys(made)
    return made


@pytest.fixture
def hand(canvas: PictureCanvas) -> Hand:
    return Hand(canvas)


@pytest.fixture
def edits(editor: AreaEditor) -> list[tuple[str, list[Area]]]:
    """What the editor told."""
    seen: list[tuple[str, list[Area]]] = []
    editor.edited.connect(lambda scope, areas: seen.append((scope, areas)))
    return seen


@pytest.fixture
def told(editor: AreaEditor) -> list[str]:
    """The sentences for the user."""
    seen: list[str] = []
    editor.told.connect(seen.append)
    return seen
