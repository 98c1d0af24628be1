"""Cut a large image into overlapping tiles and blend tiles back without a seam."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.images import scratch
from core.images.picture import FloatImage


@dataclass(frozen=True)
class Box:
    """A rectangle of whole pixels; `left`, `top` is its first pixel."""

    left: int
    top: int
    width: int
    height: int

    def cut(self, array: NDArray[Any]) -> NDArray[Any]:
        """The view of `array`, `(H, W, ...)`, inside the box."""
        return array[self.top : self.top + self.height, self.left : self.left + self.width]


def tile_boxes(width: int, height: int, tile: int, overlap: int) -> list[Box]:
    """Boxes of `tile` x `tile` pixels, row by row, that cover the image.

    Neighbours share at least `overlap` pixels; the last of a row or column is shifted back inside, so all are
    of equal size. Along a side shorter than `tile`, the box is as long as the side.

    Raises:
        ValueError: a size below 1, or not 0 <= overlap < tile.
    """
    if width < 1 or height < 1 or tile < 1:
        raise ValueError(f"cannot cut {width} x {height} pixels into tiles of {tile}")
    if not 0 <= overlap < tile:
        raise ValueError(f"overlap must be from 0 to below the tile ({tile}), not {overlap}")
    box_width, box_height = min(tile, width), min(tile, height)
    return [
        Box(left, top, box_width, box_height)
        for top in _starts(height, box_height, overlap)
        for left in _starts(width, box_width, overlap)
    ]


def _starts(length: int, tile: int, overlap: int) -> list[int]:
    if tile == length:
        return [0]
    return [*range(0, length - tile, tile - overlap), length - tile]


class TileBlender:
    """Add tiles row by row; each fades out towards its neighbours by a raised cosine over the overlap.

    The sum is divided by the sum of the weights, so the weights add up to 1 in every pixel, also where the
    last tile overlaps by more. At the image's own border nothing fades. Besides the image, only the rows of the tiles
    that come just now are kept.

    Args:
        width, height: the image's size.
        overlap: pixels over which tiles fade, as given to `tile_boxes`.
        channels: 0 for `(H, W)`, otherwise the last axis of `(H, W, channels)`.
    """

    def __init__(self, width: int, height: int, overlap: int, channels: int = 0) -> None:
        self._blended: FloatImage = scratch.empty((height, width, channels) if channels else (height, width))
        self._overlap = overlap
        # Rows from `_top` on, to which tiles may still be added; those above are done.
        self._top = 0
        self._sum = self._zeros(0)
        self._weight = np.zeros((0, width), dtype=np.float32)

    def add(self, box: Box, tile: FloatImage) -> None:
        """Add one tile.

        Raises:
            ValueError: the tile is not of its box's size, the box lies outside the image, or above one that was added
                before; or the rows above it are not covered.
        """
        height, width = self._blended.shape[:2]
        inside = box.left >= 0 and box.top >= 0
        if not inside or box.left + box.width > width or box.top + box.height > height:
            raise ValueError(f"{box} lies outside an image of {width} x {height}")
        if tile.shape != (box.height, box.width, *self._blended.shape[2:]):
            raise ValueError(f"a tile of shape {tile.shape} does not fill {box}")
        if box.top < self._top:
            raise ValueError(f"{box} lies above a tile that was added before")
        self._finish(box.top)
        self._reach(box.height)
        weight = np.outer(
            _fade(box.height, self._overlap, box.top > 0, box.top + box.height < height),
            _fade(box.width, self._overlap, box.left > 0, box.left + box.width < width),
        )
        here = Box(box.left, 0, box.width, box.height)
        view = here.cut(self._sum)
        view += tile * (weight if tile.ndim == 2 else weight[..., np.newaxis])
        weight_view = here.cut(self._weight)
        weight_view += weight

    def result(self) -> FloatImage:
        """The blended image, float32; nothing can be added any more.

        Raises:
            ValueError: a pixel was covered by no tile.
        """
        self._finish(self._blended.shape[0])
        return self._blended

    def _finish(self, bottom: int) -> None:
        """Nothing is added any more to the rows above `bottom`."""
        rows = bottom - self._top
        if rows == 0:
            return
        done = self._weight[:rows]
        if len(done) < rows or not done.all():
            raise ValueError("the tiles do not cover the image")
        weight = done if self._sum.ndim == 2 else done[..., np.newaxis]
        np.divide(self._sum[:rows], weight, out=self._blended[self._top : bottom])
        self._sum, self._weight = self._sum[rows:].copy(), self._weight[rows:].copy()
        self._top = bottom

    def _reach(self, rows: int) -> None:
        """Have room for `rows` rows."""
        more = rows - len(self._sum)
        if more > 0:
            self._sum = np.concatenate([self._sum, self._zeros(more)])
            self._weight = np.concatenate([self._weight, np.zeros((more, self._weight.shape[1]), np.float32)])

    def _zeros(self, rows: int) -> FloatImage:
        return np.zeros((rows, *self._blended.shape[1:]), dtype=np.float32)


def blend_tiles(
    width: int, height: int, overlap: int, tiles: Iterable[tuple[Box, FloatImage]], channels: int = 0
) -> FloatImage:
    """Blend `(box, tile)` pairs, row by row, which may come lazily; arguments and errors as for `TileBlender`."""
    blender = TileBlender(width, height, overlap, channels)
    for box, tile in tiles:
        blender.add(box, tile)
    return blender.result()


def _fade(length: int, overlap: int, at_start: bool, at_end: bool) -> FloatImage:
    """Weights in (0, 1] along one side: sin^2 ramps, which of two neighbours add up to 1."""
    weights = np.ones(length, dtype=np.float32)
    reach = min(overlap, length)
    ramp = (np.sin(np.pi / 2 * (np.arange(reach) + 0.5) / max(reach, 1)) ** 2).astype(np.float32)
    if at_start:
        weights[:reach] *= ramp
    if at_end:
        weights[length - reach :] *= ramp[::-1]
    return weights
