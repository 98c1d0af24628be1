"""Areas: what is refused, and which pixels lie inside, against scikit-image."""

from __future__ import annotations

import numpy as np
import pytest
from pydantic import ValidationError
from skimage.draw import ellipse, polygon, rectangle

from core.images.areas import Area, AreaKind, looked_at

WIDTH, HEIGHT = 97, 61


def area(kind: str, shape: str, *points: tuple[float, float]) -> Area:
    return Area.model_validate({"kind": kind, "shape": shape, "points": points})


@pytest.mark.parametrize(
    ("shape", "points", "why"),
    [
        ("rectangle", ((0, 0),), "two opposite corners"),
        ("ellipse", ((0, 0), (1, 1), (0, 1)), "two opposite corners"),
        ("polygon", ((0, 0), (1, 1)), "three points"),
        ("polygon", (), "three points"),
        ("rectangle", ((0, 0), (float("nan"), 1)), "not a number"),
        ("ellipse", ((0, 0), (float("inf"), 1)), "not a number"),
        ("rectangle", ((0, 0), (1e6, 1)), "far away"),
        ("rectangle", ((0.2, 0), (0.2, 1)), "no inside"),
        ("ellipse", ((0, 0.5), (1, 0.5)), "no inside"),
        ("polygon", ((0.1, 0.1), (0.5, 0.5), (0.9, 0.9), (0.3, 0.3)), "no inside"),
        ("polygon", ((0.1, 0.1), (0.1, 0.1), (0.1, 0.1)), "no inside"),
        ("circle", ((0, 0), (1, 1)), "rectangle"),
    ],
)
def test_what_is_no_area_is_refused(shape: str, points: tuple[tuple[float, float], ...], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        area("inspect", shape, *points)


def test_a_bow_tie_has_an_inside_although_its_signed_area_is_zero() -> None:
    crossed = area("inspect", "polygon", (0, 0), (1, 1), (1, 0), (0, 1))
    assert crossed.inside(WIDTH, HEIGHT).mean() == pytest.approx(0.5, abs=0.02)


def test_polygons_equal_scikit_image_pixel_by_pixel() -> None:
    """Random ones, crossing themselves and reaching outside."""
    rng = np.random.default_rng(0)
    for _ in range(100):
        corners = rng.uniform(-0.3, 1.3, (int(rng.integers(3, 9)), 2))
        expected = np.zeros((HEIGHT, WIDTH), np.bool_)
        x, y = (corners * (WIDTH, HEIGHT) - 0.5).T  # share 0 is the first pixel's outer edge
        expected[polygon(y, x, expected.shape)] = True
        found = area("ignore", "polygon", *map(tuple, corners.tolist())).inside(WIDTH, HEIGHT)
        assert np.array_equal(found, expected)


def test_ellipses_equal_scikit_image_pixel_by_pixel() -> None:
    rng = np.random.default_rng(1)
    for _ in range(100):
        (left, top), (right, bottom) = low, high = (
            rng.uniform((-0.3, -0.3), (0.6, 0.6)),
            rng.uniform(0.7, 1.3, 2),
        )
        expected = np.zeros((HEIGHT, WIDTH), np.bool_)
        rows, columns = ellipse(
            (top + bottom) / 2 * HEIGHT - 0.5,
            (left + right) / 2 * WIDTH - 0.5,
            (bottom - top) / 2 * HEIGHT,
            (right - left) / 2 * WIDTH,
            shape=expected.shape,
        )
        expected[rows, columns] = True
        found = area("ignore", "ellipse", tuple(low.tolist()), tuple(high.tolist())).inside(WIDTH, HEIGHT)
        assert np.array_equal(found, expected)


def test_rectangles_equal_scikit_image_whatever_corners_are_given() -> None:
    expected = np.zeros((HEIGHT, WIDTH), np.bool_)
    expected[tuple(rectangle((10, 20), end=(39, 69), shape=expected.shape))] = True
    left, top, right, bottom = 20 / WIDTH, 10 / HEIGHT, 70 / WIDTH, 40 / HEIGHT
    for corners in (((left, top), (right, bottom)), ((right, top), (left, bottom))):
        assert np.array_equal(area("ignore", "rectangle", *corners).inside(WIDTH, HEIGHT), expected)


def test_neighbours_that_share_an_edge_neither_overlap_nor_leave_a_gap() -> None:
    left = area("inspect", "polygon", (0, 0), (0.43, 0), (0.61, 1), (0, 1)).inside(WIDTH, HEIGHT)
    right = area("inspect", "polygon", (0.43, 0), (1, 0), (1, 1), (0.61, 1)).inside(WIDTH, HEIGHT)
    assert not (left & right).any()
    assert (left | right).all()


def test_an_area_covers_the_same_share_at_every_size() -> None:
    one = area("inspect", "ellipse", (0.1, 0.2), (0.8, 0.9))
    for width, height in ((64, 64), (300, 200), (1000, 40)):
        assert one.inside(width, height).mean() == pytest.approx(np.pi / 4 * 0.7 * 0.7, abs=0.01)


def test_without_areas_nothing_is_said() -> None:
    assert looked_at((), WIDTH, HEIGHT) is None


def test_inspected_are_the_insides_of_all_regions_but_ignored_always_wins() -> None:
    one = area("inspect", "rectangle", (0, 0), (0.5, 1))
    two = area("inspect", "rectangle", (0.4, 0), (0.9, 0.5))
    out = area("ignore", "ellipse", (0.3, 0.2), (0.7, 0.8))
    a, b, c = (x.inside(WIDTH, HEIGHT) for x in (one, two, out))
    for order in ((one, two, out), (out, one, two)):
        mask = looked_at(order, WIDTH, HEIGHT)
        assert mask is not None
        assert np.array_equal(mask, (a | b) & ~c)
    alone = looked_at((out,), WIDTH, HEIGHT)
    assert alone is not None
    assert np.array_equal(alone, ~c)


def test_the_shared_mask_cannot_be_written_to() -> None:
    mask = looked_at((area("ignore", "rectangle", (0, 0), (0.5, 0.5)),), WIDTH, HEIGHT)
    assert mask is not None
    with pytest.raises(ValueError, match="read-only"):
        mask[0, 0] = True


def test_areas_read_back_from_json() -> None:
    one = area("ignore", "polygon", (0.1, 1 / 3), (1.2, -0.1), (0.5, 0.9))
    again = Area.model_validate_json(one.model_dump_json())
    assert again == one
    assert again.kind is AreaKind.IGNORE
    assert hash(again) == hash(one)
