from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from core.images.convert import to_channels, to_uint8

BYTES = np.random.default_rng(0).integers(0, 256, (31, 17, 3), dtype=np.uint8)


def test_luma_agrees_with_pillow() -> None:
    grey = to_channels((BYTES / 255).astype(np.float32), 1)
    assert grey.dtype == np.float32
    # Pillow rounds to whole grey values with its own fixed-point weights.
    np.testing.assert_allclose(grey * 255, np.asarray(Image.fromarray(BYTES).convert("L")), atol=1)


def test_white_stays_in_range() -> None:
    assert to_channels(np.ones((4, 4, 3), np.float32), 1).max() <= 1


def test_grey_is_repeated() -> None:
    grey = np.random.default_rng(0).random((5, 6), dtype=np.float32)
    colour = to_channels(grey, 3)
    assert colour.shape == (5, 6, 3)
    assert all(np.array_equal(colour[..., c], grey) for c in range(3))


def test_what_fits_is_returned_itself() -> None:
    grey, colour = np.zeros((5, 6), np.float32), np.zeros((5, 6, 3), np.float32)
    assert to_channels(grey, 1) is grey
    assert to_channels(colour, 3) is colour


def test_other_channel_counts() -> None:
    with pytest.raises(ValueError, match="not 2"):
        to_channels(np.zeros((5, 6), np.float32), 2)


def test_every_byte_survives() -> None:
    values = np.arange(256, dtype=np.uint8)
    np.testing.assert_array_equal(to_uint8(values.astype(np.float32) / np.float32(255)), values)


def test_rounds_and_clips() -> None:
    pixels = np.array([-0.1, 0.4 / 255, 0.6 / 255, 1.2], np.float32)
    np.testing.assert_array_equal(to_uint8(pixels), [0, 0, 1, 255])
