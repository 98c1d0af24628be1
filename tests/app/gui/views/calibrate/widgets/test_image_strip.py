"""The images behind a bar or a cell."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.gui.jobs import JobRunner
from app.gui.views.calibrate.widgets.image_strip import ImageStrip
from app.gui.widgets.thumbnail_grid.loader import ThumbnailLoader
from app.gui.widgets.thumbnail_grid.tile import Tile
from core.images.picture import ByteImage

TILES = [Tile(number, f"{number}.png", f"/images/{number}.png", score=0.1 * number) for number in range(5)]
Collect = Callable[[Any], list[Any]]


@pytest.fixture
def threads() -> list[threading.Thread]:
    """The threads that have read a thumbnail."""
    return []


@pytest.fixture
def strip(qtbot: QtBot, threads: list[threading.Thread]) -> Iterator[ImageStrip]:
    """A shown strip of made-up pictures."""

    def read(path: Path, side: int) -> ByteImage:
        threads.append(threading.current_thread())
        return np.zeros((8, 8), np.uint8)

    runner = JobRunner(lambda error: None)
    loader = ThumbnailLoader(runner, read)
    made = ImageStrip(loader)
    qtbot.addWidget(made)
    made.resize(900, 240)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.hide()
    loader.stop()
    runner.shutdown()
    runner.deleteLater()
    loader.deleteLater()


def test_thumbnails_are_read_in_other_threads(
    qtbot: QtBot, strip: ImageStrip, threads: list[threading.Thread]
) -> None:
    strip.set_images("Good images judged NG", TILES)
    qtbot.waitUntil(lambda: all(strip.grid.loader.image(tile.path) for tile in TILES))
    assert threading.main_thread() not in threads
    assert strip.title.text() == "Good images judged NG: 5"
    assert strip.grid.accessibleName() == "Good images judged NG"


def test_enter_opens_the_image(qtbot: QtBot, strip: ImageStrip, collect: Collect) -> None:
    opened = collect(strip.opened)
    strip.set_images("Good images judged NG", TILES)
    qtbot.keyClick(strip.grid, Qt.Key.Key_Right)
    qtbot.keyClick(strip.grid, Qt.Key.Key_Return)
    assert opened == [Path("/images/1.png")]


def test_escape_and_the_button_close(qtbot: QtBot, strip: ImageStrip, collect: Collect) -> None:
    closed = collect(strip.closed)
    strip.set_images("Good images judged NG", TILES)
    qtbot.keyClick(strip.grid, Qt.Key.Key_Escape)
    strip.close_button.click()
    assert len(closed) == 2


def test_no_images_are_said_so(strip: ImageStrip) -> None:
    strip.set_images("Good images judged NG", TILES)
    strip.set_images("Defective images judged OK", [])
    assert strip.stack.currentWidget() is strip.nothing
    assert strip.title.text() == "Defective images judged OK: 0"
    strip.clear()
    assert strip.title.text() == ""


def test_the_same_images_again_stay_where_they_are(strip: ImageStrip) -> None:
    strip.set_images("Good images judged NG", TILES)
    strip.grid.setCurrentIndex(strip.model.index(3, 0))
    strip.set_images("Good images judged NG", list(TILES))
    assert strip.grid.currentIndex().row() == 3
    strip.set_images("Good images judged NG", TILES[:4])
    assert strip.grid.currentIndex().row() == 0
