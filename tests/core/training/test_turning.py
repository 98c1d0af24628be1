"""Which surfaces may be turned by quarters."""

from __future__ import annotations

import numpy as np
import pytest

from core.datasets.textures import make_image
from core.training.packed import packed
from core.training.turning import may_turn


def surface(texture: str) -> list[np.ndarray]:
    return [make_image(texture, 128, number, False)[0].astype(np.float32) / 255 for number in range(8)]


@pytest.mark.parametrize(
    ("texture", "alike"), [("grain", True), ("weave", True), ("brushed", False), ("stripes", False)]
)
def test_surfaces_with_a_direction_are_known(texture: str, alike: bool) -> None:
    pictures = surface(texture)
    assert may_turn(pictures) is alike
    assert may_turn([packed(picture) for picture in pictures]) is alike


def test_diagonal_lines_are_a_direction_too() -> None:
    x, y = np.meshgrid(np.arange(128), np.arange(128))
    noise = np.random.default_rng(0).normal(0, 0.02, (128, 128))
    lines = (0.5 + 0.3 * np.sin((x + y) / 3) + noise).astype(np.float32)
    crossed = (lines + lines[:, ::-1]) / 2
    assert not may_turn([np.dstack([lines] * 3)])
    assert may_turn([crossed])


def test_pictures_too_small_to_tell_are_not_turned() -> None:
    assert not may_turn([np.zeros((40, 200), np.float32)])
