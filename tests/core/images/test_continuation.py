"""A picture continued from its inspected part."""

from __future__ import annotations

import numpy as np
import pytest

from core.images import bands, scratch
from core.images.areas import Area, looked_at
from core.images.continuation import _sources, continue_outside


def random(*shape: int) -> np.ndarray:
    return np.random.default_rng(0).random(shape).astype(np.float32)


@pytest.mark.parametrize("channels", [(), (3,)])
def test_beside_a_straight_border_it_is_numpys_reflection(channels: tuple[int, ...]) -> None:
    pixels = random(30, 40, *channels)
    mask = np.zeros((30, 40), np.bool_)
    mask[:, 8:25] = True
    pad = ((0, 0), (8, 15)) + ((0, 0),) * len(channels)
    assert np.array_equal(continue_outside(pixels, mask), np.pad(pixels[:, 8:25], pad, "reflect"))


def test_around_a_rectangle_it_is_numpys_reflection_except_beyond_the_corners() -> None:
    pixels = random(60, 60)
    mask = np.zeros((60, 60), np.bool_)
    mask[20:45, 15:40] = True
    found = continue_outside(pixels, mask)
    expected = np.pad(pixels[20:45, 15:40], ((20, 15), (15, 20)), "reflect")
    assert np.array_equal(found[20:45], expected[20:45])
    assert np.array_equal(found[:, 15:40], expected[:, 15:40])


@pytest.mark.parametrize("shape", ["ellipse", "polygon"])
def test_it_depends_on_the_inspected_pixels_alone(shape: str) -> None:
    points = ((0.3, 0.2), (0.9, 0.6)) if shape == "ellipse" else ((0.1, 0.1), (0.8, 0.3), (0.2, 0.9))
    mask = Area.model_validate({"kind": "inspect", "shape": shape, "points": points}).inside(50, 70)
    one, two = random(70, 50), 1 - random(70, 50)
    two[mask] = one[mask]
    found = continue_outside(one, mask)
    assert np.array_equal(found, continue_outside(two, mask))
    assert np.array_equal(found[mask], one[mask])
    assert np.isin(found, one[mask]).all()


@pytest.mark.parametrize("channels", [(), (3,)])
def test_in_bands_and_files_it_is_the_same(
    channels: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    areas = tuple(
        Area.model_validate({"kind": kind, "shape": shape, "points": points})
        for kind, shape, points in (
            ("inspect", "ellipse", ((0.3, 0.2), (0.7, 0.6))),
            ("inspect", "polygon", ((0.1, 0.7), (0.9, 0.75), (0.2, 0.95))),
            ("ignore", "rectangle", ((0.4, 0.3), (0.45, 0.4))),
        )
    )
    pixels = random(700, 500, *channels)

    def found() -> tuple[np.ndarray, np.ndarray]:
        looked_at.cache_clear()
        _sources.cache_clear()
        mask = looked_at(areas, 500, 700)
        assert mask is not None
        return mask, continue_outside(pixels, mask)

    whole = found()
    monkeypatch.setattr(bands, "BAND_PIXELS", 9_000)
    monkeypatch.setattr(scratch, "MAPPED_FROM", 1)
    for one, other in zip(whole, found(), strict=True):
        assert isinstance(other.base, np.memmap)
        assert np.array_equal(one, other)


def test_a_single_pixel_is_continued_everywhere() -> None:
    mask = np.zeros((9, 9), np.bool_)
    mask[4, 2] = True
    pixels = random(9, 9)
    assert (continue_outside(pixels, mask) == pixels[4, 2]).all()


def test_nothing_and_another_shape_cannot_be_continued() -> None:
    for mask in (np.zeros((5, 5), np.bool_), np.ones((5, 6), np.bool_)):
        with pytest.raises(ValueError, match="do not continue"):
            continue_outside(random(5, 5), mask)
