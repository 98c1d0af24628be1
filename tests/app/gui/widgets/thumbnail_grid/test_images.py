"""Thumbnails in memory."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from app.gui.widgets.thumbnail_grid.images import Thumbnail, ThumbnailStore, image_of


def thumbnail(side: int = 10) -> Thumbnail:
    return Thumbnail(QImage(side, side, QImage.Format.Format_RGB32), side)


def test_least_recently_used_go_first() -> None:
    store = ThumbnailStore(1200)  # three of 400 bytes
    for name in "abc":
        store.put(name, thumbnail())
    assert store.get("a") is not None
    store.put("d", thumbnail())
    assert [name for name in "abcd" if store.get(name)] == ["a", "c", "d"]
    assert (len(store), store.bytes) == (3, 1200)


def test_one_per_path() -> None:
    store = ThumbnailStore(10_000)
    store.put("a", thumbnail(10))
    store.put("a", thumbnail(20))
    found = store.get("a")
    assert found is not None
    assert found.side == 20
    assert store.bytes == 1600
    store.drop("a")
    store.drop("a")
    assert (len(store), store.bytes) == (0, 0)


def test_newest_stays_even_if_it_is_too_large() -> None:
    store = ThumbnailStore(100)
    store.put("a", thumbnail())
    store.put("b", thumbnail())
    assert store.get("a") is None
    assert store.get("b") is not None
    store.clear()
    assert (len(store), store.bytes) == (0, 0)


@pytest.mark.parametrize("width", [1, 5, 16])
def test_pixels_survive_their_array(qapp: QApplication, width: int) -> None:
    grey = np.arange(3 * width, dtype=np.uint8).reshape(3, width)
    image = image_of(grey)
    expected = grey.copy()
    grey[:] = 0
    shown = [[QColor(image.pixel(x, y)).red() for x in range(width)] for y in range(3)]
    np.testing.assert_array_equal(shown, expected)


def test_colour(qapp: QApplication) -> None:
    image = image_of(np.array([[[1, 2, 3], [40, 50, 60], [7, 8, 9]]], np.uint8))
    assert QColor(image.pixel(1, 0)).getRgb()[:3] == (40, 50, 60)
    assert (image.width(), image.height()) == (3, 1)
