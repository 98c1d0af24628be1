"""A picture in several sizes, and the part of it that is drawn."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable, Iterator

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QRectF
from pytestqt.qtbot import QtBot

from app.gui.jobs import JobRunner
from app.gui.widgets import pyramid as module
from app.gui.widgets import pyramid_item as item_module
from app.gui.widgets.pane_box import PaneBox
from app.gui.widgets.pyramid import pyramid_of, to_bytes
from app.gui.widgets.pyramid_item import PyramidItem


@pytest.fixture
def slope() -> np.ndarray:
    """1000 x 601, darker on the left, brighter downwards."""
    rows, columns = np.mgrid[0:601, 0:1000].astype(np.float32)
    return columns / 2000 + rows / 1202


def test_each_level_is_the_mean_of_the_one_before(slope: np.ndarray) -> None:
    made = pyramid_of(slope)
    sizes = [level.shape for level in made.levels if level is not None]
    assert sizes == [(601, 1000), (301, 500), (151, 250)]
    assert [made.level_size(n) for n in range(3)] == [(w, h) for h, w in sizes]
    first, second = made.levels[:2]
    assert first is not None
    assert second is not None
    assert np.abs(second[100, 100] - slope[200:202, 200:202].mean() * 255) <= 1


def test_what_lies_below_the_low_end_is_black(slope: np.ndarray, monkeypatch: pytest.MonkeyPatch) -> None:
    values = slope * 8 - 6  # -6 to 2
    whole = pyramid_of(values, -4.0)
    expected = np.clip((values + 4) / 5, 0, 1) * 255
    assert np.abs(whole.cut(0, 0, 0, 1000, 601) - expected).max() <= 0.51
    monkeypatch.setattr(module, "WHOLE", 1000)
    lean = pyramid_of(values, -4.0)
    assert lean.levels[0] is None
    for level in range(3):
        one, two = (p.cut(level, 10, 20, 30, 40) for p in (whole, lean))
        assert np.abs(one.astype(int) - two).max() <= 1


def test_a_huge_picture_keeps_no_whole_copy(slope: np.ndarray, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = pyramid_of(slope)
    monkeypatch.setattr(module, "WHOLE", 1000)
    monkeypatch.setattr(module, "BAND", 64)
    lean = pyramid_of(slope)
    assert lean.levels[0] is None
    for level in range(3):
        one, two = (p.cut(level, 10, 20, 30, 40) for p in (kept, lean))
        assert one.shape == (40, 30)
        assert np.abs(one.astype(int) - two).max() <= 1


@pytest.mark.parametrize(("scale", "level"), [(8.0, 0), (1.0, 0), (0.6, 0), (0.5, 1), (0.25, 2), (0.001, 2)])
def test_the_level_has_a_pixel_for_each_of_the_screens(slope: np.ndarray, scale: float, level: int) -> None:
    assert pyramid_of(slope).level_for(scale) == level


def test_values_outside_are_clipped() -> None:
    assert to_bytes(np.array([[-0.7, 0.0, 0.5, 1.0]], np.float32)).tolist() == [[0, 0, 128, 255]]


@pytest.fixture
def box(qtbot: QtBot) -> Iterator[PaneBox]:
    """In a view that lives as long."""
    view = pg.GraphicsView()
    qtbot.addWidget(view)
    made = PaneBox()
    view.setCentralItem(made)
    yield made
    view.close()


def test_only_what_is_in_sight_of_a_huge_picture_is_cut_out(
    box: PaneBox, slope: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(item_module, "WHOLE", 100_000)
    item = PyramidItem(box, 0)
    item.set_picture(pyramid_of(slope), (1000, 601))
    item.set_view(QRectF(100, 100, 80, 60), 4.0)
    assert item._image.width() == pytest.approx(160, abs=2)
    assert item._target.contains(QRectF(100, 100, 80, 60))
    # The pixel at (140, 130) of the original, wherever the cut begins.
    x, y = 140 - round(item._target.left() + 0.5), 130 - round(item._target.top() + 0.5)
    assert item._image.pixelColor(x, y).red() == pytest.approx(255 * slope[130, 140], abs=1)
    before = item._image
    item.set_view(QRectF(110, 105, 80, 60), 4.0)
    assert item._image is before
    item.set_view(QRectF(600, 105, 80, 60), 4.0)
    assert item._image is not before
    item.set_view(QRectF(0, 0, 1000, 601), 0.2)
    assert (item._image.width(), item._image.height()) == (250, 151)
    item.set_picture(None, (1, 1))
    assert item._image.isNull()


class Jobs:
    """A runner whose jobs are done when they are told to be."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.runner = JobRunner(lambda error: pytest.fail(str(error)))
        self._waiting: list[Callable[[], None]] = []
        monkeypatch.setattr(self.runner._pool, "submit", self._waiting.append)

    def __len__(self) -> int:
        return len(self._waiting)

    def finish(self) -> None:
        """Do the oldest one."""
        self._waiting.pop(0)()
        QCoreApplication.sendPostedEvents()


@pytest.fixture
def jobs(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Jobs]:
    monkeypatch.setattr(module, "WHOLE", 1000)
    monkeypatch.setattr(item_module, "WHOLE", 1000)
    made = Jobs(monkeypatch)
    yield made
    made.runner.shutdown()
    made.runner.deleteLater()


def test_the_full_size_comes_from_a_job(box: PaneBox, slope: np.ndarray, jobs: Jobs) -> None:
    item = PyramidItem(box, 0, jobs.runner)
    item.set_view(QRectF(100, 100, 20, 10), 4.0)
    item.set_picture(pyramid_of(slope), (1000, 601))
    assert (len(jobs), item._level) == (1, 1)
    assert item._target.contains(QRectF(100, 100, 20, 10))
    jobs.finish()
    assert item._level == 0
    x, y = 110 - round(item._target.left() + 0.5), 105 - round(item._target.top() + 0.5)
    assert item._image.pixelColor(x, y).red() == pytest.approx(255 * slope[105, 110], abs=1)


def test_only_the_newest_part_is_cut_out(box: PaneBox, slope: np.ndarray, jobs: Jobs) -> None:
    item = PyramidItem(box, 0, jobs.runner)
    item.set_picture(pyramid_of(slope), (1000, 601))
    for left in (100, 300, 302, 500, 502):
        item.set_view(QRectF(left, 100, 20, 10), 4.0)
    jobs.finish()
    # Not the first; the last move stayed within what was asked for before.
    assert (len(jobs), item._level) == (1, 1)
    jobs.finish()
    assert (len(jobs), item._level) == (0, 0)
    assert item._target.contains(QRectF(502, 100, 20, 10))


def test_a_part_that_is_no_longer_wanted_is_not_drawn(box: PaneBox, slope: np.ndarray, jobs: Jobs) -> None:
    item = PyramidItem(box, 0, jobs.runner)
    item.set_picture(pyramid_of(slope), (1000, 601))
    item.set_view(QRectF(100, 100, 20, 10), 4.0)
    item.set_view(QRectF(100, 100, 24, 12), 0.5)
    jobs.finish()
    assert item._level == 1
    item.set_view(QRectF(100, 100, 20, 10), 4.0)
    item.set_picture(None, (1, 1))
    jobs.finish()
    assert item._image.isNull()


def test_two_pictures_change_places_without_a_blur(box: PaneBox, slope: np.ndarray, jobs: Jobs) -> None:
    item = PyramidItem(box, 0, jobs.runner)
    item.set_view(QRectF(100, 100, 20, 10), 4.0)
    first, second = pyramid_of(slope), pyramid_of(1 - slope)
    for picture in (first, second):
        item.set_picture(picture, (1000, 601))
        jobs.finish()
    item.set_picture(first, (1000, 601))
    assert (len(jobs), item._level) == (0, 0)
    # The runner lets go of a job as soon as the event loop is idle.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    alive = weakref.ref(second)
    del second, picture
    gc.collect()
    assert alive() is None


def test_a_large_part_gets_a_small_margin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(item_module, "WHOLE", 20_000)
    whole = QRectF(0, 0, 1000, 1000)
    assert item_module._widened(QRectF(400, 400, 50, 50), whole) == QRectF(375, 375, 100, 100)
    wide = item_module._widened(QRectF(400, 400, 120, 120), whole)
    assert wide.width() * wide.height() == pytest.approx(20_000, rel=0.05)
    assert item_module._widened(QRectF(100, 100, 500, 500), whole) == QRectF(100, 100, 500, 500)
