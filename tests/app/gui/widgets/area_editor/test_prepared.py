"""What is made ready to be shown, against the arrays it comes from."""

from __future__ import annotations

import numpy as np
import pytest

from app.gui.widgets.area_editor import prepared as module
from app.gui.widgets.area_editor.prepared import outline, prepare


def test_levels_are_rounded_and_halved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SMALLEST", 8)
    pixels = np.random.default_rng(0).random((12, 20), dtype=np.float32)
    picture = prepare(pixels, None)
    assert [level.shape for level in picture.levels] == [(12, 20), (6, 10), (3, 5)]
    assert np.array_equal(picture.levels[0], np.rint(pixels * 255).astype(np.uint8))
    means = picture.levels[0].reshape(6, 2, 10, 2).mean(axis=(1, 3))
    assert np.abs(picture.levels[1] - means).max() <= 0.5
    assert picture.mask_levels == ()
    assert not picture.marked(3, 3)


def test_colour_stays_colour() -> None:
    picture = prepare(np.zeros((4, 6, 3), np.float32), None)
    assert picture.levels[0].shape == (4, 6, 3)
    assert picture.size == (6, 4)


def test_a_single_marked_pixel_stays_marked_in_every_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SMALLEST", 1)
    mask = np.zeros((513, 700), np.bool_)
    mask[0, 0] = mask[400, 611] = True
    picture = prepare(np.zeros(mask.shape, np.float32), mask)
    assert picture.mask_box == (0, 0, 612, 401)
    assert len(picture.mask_levels) > 8
    assert all(level[0, 0] and level[-1, -1] for level in picture.mask_levels)
    assert [np.count_nonzero(level) for level in picture.mask_levels[:3]] == [2, 2, 2]


def test_mask_of_another_size_is_an_error() -> None:
    with pytest.raises(ValueError, match="mask"):
        prepare(np.zeros((4, 6), np.float32), np.zeros((6, 4), np.bool_))


def test_readout() -> None:
    pixels = np.linspace(0, 1, 24, dtype=np.float32).reshape(4, 6)
    mask = np.zeros((4, 6), np.bool_)
    mask[2, 3] = True
    picture = prepare(pixels, mask)
    assert picture.readout(2.6, 2.4) == f"x    3  y    2  grey {15 / 23:.3f}  defect mask"
    assert picture.readout(-0.4, -0.4) == "x    0  y    0  grey 0.000"
    assert picture.readout(-0.6, 1) == picture.readout(5.6, 1) == picture.readout(1, 3.6) == ""
    colour = prepare(np.full((2, 2, 3), (0.1, 0.25, 1), np.float32), None)
    assert colour.readout(1, 1) == "x    1  y    1  rgb 0.100 0.250 1.000"


def test_outline_runs_around_every_marked_pixel() -> None:
    rng = np.random.default_rng(1)
    mask = rng.random((17, 23)) < 0.4
    seen = set()
    for (x0, y0), (x1, y1) in prepare(np.zeros(mask.shape, np.float32), mask).outline:
        steps = round(max(x1 - x0, y1 - y0))
        for i in range(steps):
            seen.add((x0 + i * (x1 > x0), y0 + i * (y1 > y0), x1 > x0))
    there = {(c, r) for r, c in np.argwhere(mask)}
    wanted = set()
    for c, r in there:
        wanted |= {(c - 0.5, r - 0.5, True)} if (c, r - 1) not in there else set()
        wanted |= {(c - 0.5, r + 0.5, True)} if (c, r + 1) not in there else set()
        wanted |= {(c - 0.5, r - 0.5, False)} if (c - 1, r) not in there else set()
        wanted |= {(c + 0.5, r - 0.5, False)} if (c + 1, r) not in there else set()
    assert seen == wanted


def test_straight_edges_are_one_line() -> None:
    mask = np.zeros((100, 100), np.bool_)
    mask[20:70, 10:90] = True
    assert len(outline(mask)) == 4


def test_the_outline_of_noise_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_EDGES", 10)
    mask = np.zeros((9, 9), np.bool_)
    mask[::2, ::2] = True
    assert outline(mask).shape == (0, 2, 2)
