"""Run a network on one picture of any size."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.images.tiles import Box, blend_tiles, tile_boxes
from core.inspection.preprocess import Preprocess
from core.inspection.watch import Watch, step
from core.nets.pixel_scale import PixelScale, scale_of_pixels

if TYPE_CHECKING:
    import torch
    from torch import Tensor

FloatImage = NDArray[np.float32]
Wanted = Callable[[Box], bool]
"""Whether a network shall be run on a box of the picture."""


def over_tiles(
    picture: FloatImage,
    preprocess: Preprocess,
    run: Callable[[FloatImage, PixelScale], FloatImage],
    channels: int,
    watch: Watch | None = None,
    wanted: Wanted | None = None,
) -> FloatImage:
    """What `run` makes of a working picture, float32 in [0, 1], `(H, W)` or `(H, W, 3)`.

    A picture with a side longer than `preprocess.tile` goes through it in overlapping tiles that fade into each other,
    so memory stays that of one row of tiles. They are seen in the scale of the whole picture, as crops of it are in
    training: by its own figures a tile of nothing but background would show the background's noise as a texture.

    Args:
        run: of a picture or a tile, and its scale, what has its height and width.
        channels: of what `run` makes; 0 for `(H, W)`.
        wanted: where it is False the picture stands as it is; None: nowhere. Asked for tiles with their overlap.

    Raises:
        InspectionStoppedError: `watch` said so.
    """
    height, width = picture.shape[:2]
    tile, overlap = preprocess.tile, preprocess.overlap
    scale = scale_of_pixels(picture, standardise=preprocess.standardise)

    def made(box: Box, shown: FloatImage) -> FloatImage:
        return shown.copy() if wanted is not None and not wanted(box) else run(shown, scale)

    if max(height, width) <= tile:
        return made(Box(0, 0, width, height), picture)
    boxes = tile_boxes(width, height, tile, overlap)

    def tiles() -> Iterator[tuple[Box, FloatImage]]:
        for done, box in enumerate(boxes):
            step(watch, done, len(boxes))
            yield box, made(box, box.cut(picture))

    return blend_tiles(width, height, overlap, tiles(), channels)


def batch_of_one(picture: FloatImage, device: torch.device) -> Tensor:
    """`(1, C, H, W)` on `device`; a side shorter than a network takes is continued by reflection."""
    import torch

    from core.nets.generator import MIN_SIDE

    height, width = picture.shape[:2]
    bottom, right = max(0, MIN_SIDE - height), max(0, MIN_SIDE - width)
    if bottom or right:
        picture = np.pad(picture, ((0, bottom), (0, right)) + ((0, 0),) * (picture.ndim - 2), "symmetric")
    planes = picture[None] if picture.ndim == 2 else picture.transpose(2, 0, 1)
    return torch.from_numpy(np.ascontiguousarray(planes))[None].to(device)


def mirrored(picture: FloatImage, margin: int) -> FloatImage:
    """The picture, `(H, W)` or `(H, W, 3)`, continued by reflection on all four sides.

    Zero padding within a network makes its output differ along the border; with a margin that is cut off again that
    happens outside of the picture.
    """
    sides = ((margin, margin),) * 2 + ((0, 0),) * (picture.ndim - 2)
    wide: FloatImage = np.pad(picture, sides, "reflect")
    return wide
