"""Mark the defects of one picture by a network that was taught by masks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.inspection.preprocess import Preprocess
from core.inspection.tiling import batch_of_one, over_tiles
from core.inspection.watch import Watch
from core.nets.pixel_scale import PixelScale

if TYPE_CHECKING:
    import torch
    from torch import nn

FloatImage = NDArray[np.float32]


class Marker:
    """A segmenting network on a device, in float32.

    Args:
        network: `(N, C, H, W)` in [-1, 1] -> logits `(N, 1, H, W)`; moved to `device` and set to evaluation.
        preprocess: says the tile size.
    """

    def __init__(self, network: nn.Module, preprocess: Preprocess, device: torch.device) -> None:
        self.network = network.to(device).eval()
        self.preprocess = preprocess
        self.device = device

    def mark(self, picture: FloatImage, watch: Watch | None = None) -> FloatImage:
        """1 - p for a working picture, float32 in [0, 1], `(H, W)` or `(H, W, 3)`, where p is the probability of a
        defect; `(H, W)` in [0, 1]. It stands where a repairing network has its SSIM map: low is defective.

        Raises:
            InspectionStoppedError: `watch` said so.
        """
        return over_tiles(picture, self.preprocess, self._run, 0, watch)

    def _run(self, picture: FloatImage, measured: PixelScale) -> FloatImage:
        import torch

        from core.nets.scale import scale_on

        height, width = picture.shape[:2]
        with torch.inference_mode():
            x = batch_of_one(picture, self.device)
            scale = scale_on(self.device, measured)
            logits = self.network(scale.to_network(x)).float()
            similarity = torch.sigmoid(-logits)[0, 0].cpu().numpy()
        return np.ascontiguousarray(similarity[:height, :width])
