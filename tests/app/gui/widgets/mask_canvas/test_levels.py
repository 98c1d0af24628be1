"""The sizes of a mask while it changes."""

from __future__ import annotations

import numpy as np

from app.gui.widgets.mask_canvas.box import Box
from app.gui.widgets.mask_canvas.levels import MaskLevels


def test_sizes_follow_every_change() -> None:
    rng = np.random.default_rng(3)
    mask = np.zeros((37, 2 * 1024 + 3), np.bool_)
    levels = MaskLevels(mask)
    for _ in range(50):
        left, top = int(rng.integers(0, mask.shape[1])), int(rng.integers(0, mask.shape[0]))
        box = Box(left, top, left + int(rng.integers(1, 40)), top + 5).inside(mask.shape[1], mask.shape[0])
        mask[box.rows_and_columns] = rng.random((box.bottom - box.top, box.right - box.left)) > 0.8
        levels.update([box])
    coarse, span = levels.fitting(0.25)
    assert span == 4
    padded = np.pad(mask, ((0, 3), (0, 1)))
    wanted = padded.reshape(10, 4, 513, 4).any(axis=(1, 3))
    assert np.array_equal(coarse, wanted)


def test_the_size_fits_the_screen() -> None:
    levels = MaskLevels(np.zeros((3000, 2000), np.bool_))
    assert [levels.fitting(scale)[1] for scale in (3.0, 1.0, 0.6, 0.5, 0.26, 0.01)] == [1, 1, 1, 2, 2, 4]
