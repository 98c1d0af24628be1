from __future__ import annotations

import base64
import io
from contextlib import suppress

import numpy as np
import pytest
from PIL import Image

from core.datasets.mask_builder import MaskBuilder, points_of
from core.datasets.masks import read_mask


def drawn(builder: MaskBuilder) -> np.ndarray:
    mask = builder.build()
    assert mask is not None
    return read_mask(mask)


def png(pixels: np.ndarray) -> str:
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, "PNG")
    return base64.b64encode(stream.getvalue()).decode()


def test_edges_are_measured_from_the_corner_of_a_pixel() -> None:
    """From 2 to 5 are the pixels 2, 3 and 4."""
    builder = MaskBuilder(10, 8)
    builder.box(2, 1, 5, 3)
    pixels = drawn(builder)
    np.testing.assert_array_equal(np.argwhere(pixels), [[y, x] for y in (1, 2) for x in (2, 3, 4)])


def test_the_whole_image() -> None:
    builder = MaskBuilder(10, 8)
    builder.polygon([0, 0, 10, 0, 10, 8, 0, 8])
    assert drawn(builder).all()


@pytest.mark.parametrize("radius", [3.0, 20.5, 400.0])
def test_circle(radius: float) -> None:
    side = int(radius * 2.5)
    builder = MaskBuilder(side, side)
    centre = (side / 2, side / 2)
    builder.circle(centre, (centre[0] + radius * 0.6, centre[1] + radius * 0.8))
    y, x = np.mgrid[:side, :side] + 0.5
    distance = np.hypot(x - centre[0], y - centre[1])
    got = drawn(builder)
    assert got[distance < radius - 0.05].all()
    assert not got[distance > radius + 0.05].any()


@pytest.mark.parametrize("values", [np.uint8(1), np.uint8(255), True])
def test_picture(values: object) -> None:
    part = np.random.default_rng(0).random((3, 4)) < 0.5
    part[0, 0] = True
    builder = MaskBuilder(10, 8)
    builder.picture(png(np.where(part, values, type(values)(0))), 2.0, 3.0)
    expected = np.zeros((8, 10), bool)
    expected[3:6, 2:6] = part
    np.testing.assert_array_equal(drawn(builder), expected)


def test_shapes_are_united() -> None:
    builder = MaskBuilder(10, 8)
    builder.box(0, 0, 2, 2)
    builder.box(1, 1, 3, 3)
    builder.runs([79, 1])
    assert drawn(builder).sum() == 4 + 4 - 1 + 1


def test_nothing_is_no_mask() -> None:
    assert MaskBuilder(10, 8).build() is None


@pytest.mark.parametrize(
    ("shape", "arguments"),
    [
        ("polygon", ([0, 0, 1, 1],)),
        ("polygon", ([0, 0, 1, 1, 2],)),
        ("polygon", ([[0, 0], [1, float("nan")], [2, 2]],)),
        ("polygon", ([[0, 0], [1], [2, 2]],)),
        ("polygon", ([["0", "0"], ["1", "0"], ["2", "2"]],)),
        ("polygon", ("abc",)),
        ("polygon", (None,)),
        ("polygon", ([10**400, 0, 1, 1, 2, 2],)),
        ("box", (0, 0, float("inf"), 1)),
        ("circle", ((1, 1), (1, 1))),
        ("circle", ((1, 1), (float("nan"), 1))),
        ("circle", ((1, 1), (1e9, 1))),
        ("runs", ([81],)),
        ("picture", ("?", 0, 0)),
        ("picture", (None, 0, 0)),
        ("picture", ("AAAA", 0, 0)),
        ("picture", (png(np.ones((9, 3), np.uint8)), 0, 0)),
        ("picture", (png(np.ones((3, 3, 3), np.uint8)), 0, 0)),
        ("picture", (png(np.ones((3, 3), np.uint8)), float("nan"), 0)),
    ],
)
def test_broken_shapes_are_value_errors_and_leave_nothing(shape: str, arguments: tuple[object, ...]) -> None:
    builder = MaskBuilder(10, 8)
    with pytest.raises(ValueError, match=r"\w"):
        getattr(builder, shape)(*arguments)
    assert builder.build() is None


def test_a_picture_far_outside_marks_nothing() -> None:
    builder = MaskBuilder(10, 8)
    builder.picture(png(np.ones((3, 3), np.uint8)), 1e300, -1e300)
    assert not drawn(builder).any()


def test_points() -> None:
    np.testing.assert_array_equal(points_of([[1, 2.5]]), [[1, 2.5]])
    for value in ([1, 2], [[1, 2, 3]], [[1, float("nan")]], {}, "x", None):
        with pytest.raises(ValueError, match=r"point|coordinate"):
            points_of(value)


def test_all_shapes_of_an_image_together_are_bounded() -> None:
    """A line of an annotation file can ask for thousands of corners, or for hundreds of megapixels to be filled."""
    for size, most in ((20_000, 60), (1000, 120)):
        builder = MaskBuilder(size, size)
        added = 0
        with suppress(ValueError):
            for _ in range(100_000):
                builder.circle((size / 2, size / 2), (size, size / 2))
                added += 1
        assert 10 < added < most
        assert builder.build() is not None


def test_a_picture_of_noise_is_counted_before_it_is_unpacked() -> None:
    pixels = np.tile(np.array([[0, 255], [255, 0]], np.uint8), (1500, 1500))
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, "png")
    builder = MaskBuilder(3000, 3000)
    with pytest.raises(ValueError, match="too many"):
        builder.picture(base64.b64encode(stream.getvalue()).decode(), 0, 0)


@pytest.mark.parametrize("edge", [(1e300, 5.0), (5e6, 5.0), (1e-320, 0.0), (0.0, 0.0)])
def test_a_circle_has_a_radius_that_an_image_can_have(edge: tuple[float, float]) -> None:
    builder = MaskBuilder(30, 20)
    with suppress(ValueError):
        builder.circle((0.0, 0.0), edge)
    assert builder.build() is None or edge[0] == 1e-320
