"""The SSIM map against scikit-image."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from skimage.metrics import structural_similarity

from core.images.read import read_picture
from core.inspection.ssim import ssim_map


def reference(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    axis = 2 if x.ndim == 3 else None
    full = structural_similarity(
        x.astype(np.float64), y.astype(np.float64), win_size=9, data_range=1.0, full=True, channel_axis=axis
    )[1]
    return full.mean(axis=2) if x.ndim == 3 else full


def pairs() -> list[tuple[str, np.ndarray, np.ndarray]]:
    rng = np.random.default_rng(0)
    noise = rng.random((80, 96)).astype(np.float32)
    smooth = cv2.GaussianBlur(noise, (0, 0), 3)
    bright = (0.97 + 0.01 * rng.standard_normal((64, 64))).clip(0, 1).astype(np.float32)
    colour = rng.random((40, 50, 3)).astype(np.float32)
    return [
        ("noise", noise, rng.random((80, 96)).astype(np.float32)),
        ("blurred", noise, cv2.GaussianBlur(noise, (0, 0), 1)),
        ("smooth", smooth, (smooth * 0.9 + 0.05).astype(np.float32)),
        ("bright", bright, (bright - 0.01).astype(np.float32)),
        ("inverted", noise, 1 - noise),
        ("colour", colour, (colour**2).astype(np.float32)),
        ("small", noise[:16, :17], smooth[:16, :17]),
    ]


@pytest.mark.parametrize(("name", "x", "y"), pairs(), ids=lambda v: v if isinstance(v, str) else "")
def test_equals_scikit_image(name: str, x: np.ndarray, y: np.ndarray) -> None:
    x, y = np.ascontiguousarray(x), np.ascontiguousarray(y)
    result = ssim_map(x, y)
    assert result.dtype == np.float32
    assert result.shape == x.shape[:2]
    assert np.abs(result - reference(x, y)).max() < 5e-5


def test_equals_scikit_image_on_real_surfaces(real_data: Path) -> None:
    files = sorted((real_data / "dagm-class1-256/Class1/Test").glob("*.PNG"))[:5]
    files += sorted((real_data / "magnetic-tile/MT_Blowhole/Imgs").glob("*.jpg"))[:5]
    for file in files:
        x = read_picture(file).pixels
        y = cv2.medianBlur(x, 5)
        assert np.abs(ssim_map(x, y) - reference(x, y)).max() < 5e-5, file


def test_the_same_picture_is_one_everywhere() -> None:
    x = np.random.default_rng(1).random((30, 30)).astype(np.float32)
    assert np.allclose(ssim_map(x, x.copy()), 1, atol=1e-5)


def test_inputs_are_left_alone_and_shapes_checked() -> None:
    x, y = np.zeros((20, 20), np.float32), np.ones((20, 20), np.float32)
    ssim_map(x, y)
    assert not x.any()
    assert y.all()
    with pytest.raises(ValueError, match="shape"):
        ssim_map(x, y[:10])
