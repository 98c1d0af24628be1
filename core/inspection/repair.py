"""Run the repair network on one picture of any size."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from core.images.tiles import Box, blend_tiles, tile_boxes
from core.inspection.preprocess import Preprocess
from core.inspection.watch import Watch, step
from core.nets.generator import MIN_SIDE
from core.nets.scale import scale_of

FloatImage = NDArray[np.float32]


class Repairer:
    """The repair network on a device, always in float32: bf16 moves a repair by up to 0.028 on the -1..1 scale.

    Args:
        generator: G_n2p; moved to `device` and set to evaluation.
        preprocess: says the tile size.
    """

    def __init__(self, generator: nn.Module, preprocess: Preprocess, device: torch.device) -> None:
        self.generator = generator.to(device).eval()
        self.preprocess = preprocess
        self.device = device

    def repair(self, picture: FloatImage, watch: Watch | None = None) -> FloatImage:
        """Repair a working picture, float32 in [0, 1], `(H, W)` or `(H, W, 3)`; the result has the same shape.

        A picture with a side longer than `preprocess.tile` is repaired in overlapping tiles that fade into each
        other, so memory stays that of one row of tiles.

        Raises:
            InspectionStoppedError: `watch` said so.
        """
        height, width = picture.shape[:2]
        tile, overlap = self.preprocess.tile, self.preprocess.overlap
        if max(height, width) <= tile:
            return self._run(picture)
        boxes = tile_boxes(width, height, tile, overlap)
        channels = 0 if picture.ndim == 2 else 3

        def tiles() -> Iterator[tuple[Box, FloatImage]]:
            for done, box in enumerate(boxes):
                step(watch, done, len(boxes))
                yield box, self._run(box.cut(picture))

        return blend_tiles(width, height, overlap, tiles(), channels)

    def _run(self, picture: FloatImage) -> FloatImage:
        height, width = picture.shape[:2]
        bottom, right = max(0, MIN_SIDE - height), max(0, MIN_SIDE - width)
        if bottom or right:
            picture = np.pad(picture, ((0, bottom), (0, right)) + ((0, 0),) * (picture.ndim - 2), "symmetric")
        planes = picture[None] if picture.ndim == 2 else picture.transpose(2, 0, 1)
        with torch.inference_mode():
            x = torch.from_numpy(np.ascontiguousarray(planes))[None].to(self.device)
            scale = scale_of(x, standardise=self.preprocess.standardise)
            y = scale.to_picture(self.generator(scale.to_network(x)).float())[0].clamp_(0, 1).cpu().numpy()
        repaired = y[0] if picture.ndim == 2 else y.transpose(1, 2, 0)
        return np.ascontiguousarray(repaired[:height, :width])
