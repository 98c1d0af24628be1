"""Repair one picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.inspection.preprocess import Preprocess
from core.inspection.tiling import Wanted, batch_of_one, mirrored, over_tiles
from core.inspection.watch import Watch
from core.nets.pixel_scale import PixelScale

if TYPE_CHECKING:
    import torch
    from torch import nn

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

    def repair(
        self, picture: FloatImage, watch: Watch | None = None, wanted: Wanted | None = None
    ) -> FloatImage:
        """Repair a working picture, float32 in [0, 1], `(H, W)` or `(H, W, 3)`; the result has the same shape.

        Large pictures go through it in tiles, see `core.inspection.tiling`, also for `wanted`.

        Raises:
            InspectionStoppedError: `watch` said so.
        """
        channels = 0 if picture.ndim == 2 else 3
        return over_tiles(picture, self.preprocess, self._run, channels, watch, wanted)

    def _run(self, picture: FloatImage, measured: PixelScale) -> FloatImage:
        import torch

        from core.nets.scale import scale_on

        height, width = picture.shape[:2]
        with torch.inference_mode():
            scale = scale_on(self.device, measured)
            margin = self.preprocess.margin
            x = batch_of_one(mirrored(picture, margin) if margin else picture, self.device)
            y = scale.to_picture(self.generator(scale.to_network(x)).float())[0].clamp_(0, 1).cpu().numpy()
        repaired = y[0] if picture.ndim == 2 else y.transpose(1, 2, 0)
        return np.ascontiguousarray(repaired[margin : margin + height, margin : margin + width])
