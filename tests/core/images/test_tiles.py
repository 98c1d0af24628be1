from __future__ import annotations

import itertools

import numpy as np
import pytest

from core.images.tiles import Box, TileBlender, blend_tiles, tile_boxes

SIZES = [
    (100, 70, 32, 8),
    (256, 256, 256, 32),
    (257, 64, 64, 16),
    (40, 300, 64, 63),
    (65, 65, 64, 0),
    (5, 3, 8, 2),
]


@pytest.mark.parametrize(("width", "height", "tile", "overlap"), SIZES)
def test_boxes_cover_with_equal_tiles(width: int, height: int, tile: int, overlap: int) -> None:
    boxes = tile_boxes(width, height, tile, overlap)
    covered = np.zeros((height, width), int)
    for box in boxes:
        assert (box.width, box.height) == (min(tile, width), min(tile, height))
        assert box.left >= 0
        assert box.top >= 0
        cut = box.cut(covered)
        assert cut.shape == (box.height, box.width)
        cut += 1
    assert covered.min() >= 1
    lefts = sorted({box.left for box in boxes})
    assert all(a + min(tile, width) - b >= overlap for a, b in itertools.pairwise(lefts))
    assert len(boxes) == len(set(boxes))


def test_boxes_of_a_known_case() -> None:
    assert tile_boxes(10, 4, 4, 1) == [Box(0, 0, 4, 4), Box(3, 0, 4, 4), Box(6, 0, 4, 4)]
    assert [box.left for box in tile_boxes(11, 4, 4, 1)] == [0, 3, 6, 7]


@pytest.mark.parametrize("arguments", [(0, 4, 4, 1), (4, 4, 0, 0), (9, 9, 4, 4), (9, 9, 4, -1)])
def test_impossible_boxes(arguments: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match=r"cannot cut|overlap"):
        tile_boxes(*arguments)


@pytest.mark.parametrize("channels", [0, 3])
@pytest.mark.parametrize(("width", "height", "tile", "overlap"), SIZES)
def test_tiles_of_an_image_blend_to_the_image(
    width: int, height: int, tile: int, overlap: int, channels: int
) -> None:
    shape = (height, width, channels) if channels else (height, width)
    image = np.random.default_rng(0).random(shape, dtype=np.float32)
    tiles = ((box, box.cut(image).copy()) for box in tile_boxes(width, height, tile, overlap))
    blended = blend_tiles(width, height, overlap, tiles, channels)
    assert blended.dtype == np.float32
    np.testing.assert_allclose(blended, image, atol=1e-6)


def test_no_seam_between_tiles_that_disagree() -> None:
    """Tiles of 0 and 1: the blend climbs by a raised cosine, which no step betrays."""
    overlap = 32
    blender = TileBlender(96, 64, overlap)
    for box in tile_boxes(96, 64, 64, overlap):
        blender.add(box, np.full((64, 64), float(box.left > 0), np.float32))
    row = blender.result()[20]
    ramp = np.sin(np.pi / 2 * (np.arange(overlap) + 0.5) / overlap) ** 2
    np.testing.assert_allclose(row, np.concatenate([np.zeros(32), ramp, np.ones(32)]), atol=1e-6)
    assert np.abs(np.diff(row)).max() < np.pi / 2 / overlap + 1e-6


def test_nothing_fades_at_the_images_border() -> None:
    blender = TileBlender(40, 40, 8)
    blender.add(Box(0, 0, 40, 40), np.full((40, 40), 0.7, np.float32))
    np.testing.assert_array_equal(blender.result(), np.full((40, 40), 0.7, np.float32))


def test_misuse() -> None:
    blender = TileBlender(40, 40, 8)
    with pytest.raises(ValueError, match="outside"):
        blender.add(Box(20, 0, 32, 32), np.zeros((32, 32), np.float32))
    with pytest.raises(ValueError, match="does not fill"):
        blender.add(Box(0, 0, 32, 32), np.zeros((32, 31), np.float32))
    blender.add(Box(0, 0, 32, 32), np.zeros((32, 32), np.float32))
    with pytest.raises(ValueError, match="do not cover"):
        blender.result()
