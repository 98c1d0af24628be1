from __future__ import annotations

import json
import math

import numpy as np
import pytest

from core.datasets.polygon_mask import MAX_CORNERS, PolygonMask
from core.errors import DatasetError

TRIANGLE = [[1.5, 2.25], [10.0, 2], [5, 8.125]]


def test_corners_come_back() -> None:
    mask = PolygonMask.of(20, 10, [TRIANGLE])
    (polygon,) = mask.polygons
    np.testing.assert_array_equal(polygon, TRIANGLE)
    assert polygon.dtype == np.float32
    assert not polygon.flags.writeable


def test_equal_masks_are_one_key() -> None:
    masks = [PolygonMask.of(20, 10, [TRIANGLE], [[3, 4]]) for _ in range(2)]
    assert len(set(masks)) == 1
    assert PolygonMask.of(20, 11, [TRIANGLE], [[3, 4]]) != masks[0]


def test_through_json() -> None:
    draw = np.random.default_rng(0)
    polygons = [draw.random((5, 2)) * 10.0**power for power in range(6)]
    mask = PolygonMask.of(20, 10, polygons, [[3, 4], [0, 200]])
    assert PolygonMask.from_json(mask.to_json()) == mask
    for got, given in zip(PolygonMask.from_json(mask.to_json()).polygons, polygons, strict=True):
        np.testing.assert_allclose(got, given, rtol=1e-7, atol=6e-4)


def test_json_is_plain() -> None:
    assert json.loads(PolygonMask.of(20, 10, [[[0, 0.1], [2, 0], [2, 2]]], [[3, 4]]).to_json()) == {
        "width": 20,
        "height": 10,
        "polygons": [[0, 0.1, 2, 0, 2, 2]],
        "runs": [[3, 4, 193]],
    }


def test_pixels() -> None:
    pixels = np.random.default_rng(1).random((7, 9)) < 0.4
    mask = PolygonMask.of_pixels(pixels)
    assert (mask.width, mask.height) == (9, 7)
    np.testing.assert_array_equal(mask.run_pixels(), pixels)
    assert PolygonMask.of(9, 7).run_pixels() is None


@pytest.mark.parametrize(
    "size", [(0, 5), (5, -1), (2.0, 5), (True, 5), ("5", 5), (None, 5), (50_000, 50_000)]
)
def test_impossible_sizes(size: tuple[object, object]) -> None:
    with pytest.raises(ValueError, match="image"):
        PolygonMask.of(*size)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "polygon",
    [
        [],
        [[0, 0], [1, 1]],
        [[0, 0, 0]] * 3,
        [0, 1, 2],
        [[0, 0], [1, math.nan], [1, 1]],
        [[0, 0], [1, math.inf], [1, 1]],
        [[0, 0], [2e6, 1], [1, 1]],
        [[0, 0], [None, 1], [1, 1]],
        [[0, 0], [10**400, 1], [1, 1]],
        np.zeros((MAX_CORNERS + 1, 2)),
    ],
)
def test_impossible_polygons(polygon: object) -> None:
    with pytest.raises(ValueError, match=r"corner|sequence"):
        PolygonMask.of(20, 10, [polygon])  # type: ignore[list-item]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "null",
        "[" * 100_000,
        '{"width": 5, "height": 5, "polygons": [[1, 2, 3]], "runs": []}',
        '{"width": 5, "height": 5, "polygons": [], "runs": [[99]]}',
        '{"width": -5, "height": 5, "polygons": [], "runs": []}',
        '{"width": 5, "height": 5, "polygons": [[NaN, 1, 2, 2, 3, 3]], "runs": []}',
        '{"width": 5, "height": 5, "polygons": 7, "runs": []}',
    ],
)
def test_damaged_documents(text: str) -> None:
    with pytest.raises(DatasetError, match="not a mask of polygons"):
        PolygonMask.from_json(text)
