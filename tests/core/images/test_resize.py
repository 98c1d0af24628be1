from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from torch.nn import functional

from core.images.read import read_picture
from core.images.resize import resize

GREY = np.random.default_rng(0).random((64, 96), dtype=np.float32)


@pytest.mark.parametrize(("width", "height"), [(48, 32), (31, 77), (200, 150), (1, 1)])
def test_agrees_with_torch(width: int, height: int) -> None:
    """Torch's antialiased bicubic filter is an implementation of its own of the same formula."""
    expected = functional.interpolate(
        torch.from_numpy(GREY)[None, None], (height, width), mode="bicubic", antialias=True
    )
    resized = resize(GREY, width, height)
    assert resized.dtype == np.float32
    np.testing.assert_allclose(resized, expected[0, 0].clamp(0, 1).numpy(), atol=1e-5)


def test_colour_is_resized_channel_by_channel() -> None:
    colour = np.dstack([GREY, GREY[::-1], 1 - GREY])
    resized = resize(colour, 40, 30)
    assert resized.shape == (30, 40, 3)
    for channel in range(3):
        np.testing.assert_array_equal(resized[..., channel], resize(colour[..., channel], 40, 30))


def test_the_right_size_is_returned_itself() -> None:
    assert resize(GREY, 96, 64) is GREY


def test_no_aliasing() -> None:
    """Stripes finer than the new grid must average out, not turn into coarse ones."""
    stripes = np.tile(np.arange(240) % 2, (240, 1)).astype(np.float32)
    reduced = resize(stripes, 67, 67)
    assert reduced[:, 4:-4].std() < 0.02
    assert reduced.mean() == pytest.approx(0.5, abs=0.01)


def test_overshoot_is_clipped() -> None:
    edge = np.zeros((16, 16), np.float32)
    edge[:, 8:] = 1
    enlarged = resize(edge, 64, 64)
    assert enlarged.min() == 0
    assert enlarged.max() == 1


@pytest.mark.parametrize(("width", "height"), [(0, 5), (5, -1)])
def test_impossible_sizes(width: int, height: int) -> None:
    with pytest.raises(ValueError, match="cannot resize"):
        resize(GREY, width, height)


def test_real_reduction(real_data: Path) -> None:
    """The 512-pixel originals reduced to 256 are the images of the 256-pixel set, which Pillow reduced."""
    folder = real_data / "dagm-class1-512-sample" / "Class1" / "Test"
    for path in sorted(folder.glob("*.PNG"))[:5]:
        small = read_picture(real_data / "dagm-class1-256" / "Class1" / "Test" / path.name)
        reduced = resize(read_picture(path).pixels, 256, 256)
        # Pillow rounds bytes twice, after each direction.
        np.testing.assert_allclose(reduced * 255, small.pixels * 255, atol=1.6)
