"""Mirrored margins."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from core.nets.frame import framed, in_frame


@pytest.mark.parametrize(
    ("size", "multiple", "least", "wider"),
    [
        ((16, 16), 16, 32, (32, 32)),
        ((17, 50), 16, 32, (32, 64)),
        ((37, 50), 8, 16, (40, 56)),
        ((64, 64), 16, 32, (64, 64)),
        ((21, 90), 1, 32, (32, 90)),
    ],
)
def test_the_margin_mirrors_the_picture(
    size: tuple[int, int], multiple: int, least: int, wider: tuple[int, int]
) -> None:
    x = torch.randn(2, 1, *size)
    frame, top, left = framed(x, multiple=multiple, least=least)
    below, right = wider[0] - size[0] - top, wider[1] - size[1] - left
    expected = np.pad(x.numpy(), ((0, 0), (0, 0), (top, below), (left, right)), mode="reflect")
    assert frame.shape[2:] == wider
    assert abs(top - below) <= 1
    assert abs(left - right) <= 1
    assert np.array_equal(frame.numpy(), expected)


def test_the_margin_is_cut_off_where_it_was_put() -> None:
    x = torch.randn(1, 1, 19, 30)
    assert torch.equal(in_frame(x, lambda y: 2 * y, multiple=16, least=32), 2 * x)


def test_too_small_a_picture_is_named() -> None:
    with pytest.raises(ValueError, match="16 x 16 pixels, not 40 x 15"):
        framed(torch.zeros(1, 1, 15, 40))
