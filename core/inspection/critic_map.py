"""The second evidence beside the SSIM map: how surprised D_p is by each place of a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from core.images import scratch
from core.images.bands import bands
from core.inspection.preprocess import Preprocess
from core.inspection.tiling import batch_of_one, over_tiles
from core.inspection.watch import Quietly, Watch
from core.nets.pixel_scale import PixelScale

if TYPE_CHECKING:
    import torch
    from torch import nn

FloatImage = NDArray[np.float32]
Mask = NDArray[np.bool_]

MOST_SURPRISE = 20.0
"""A chance of one in 5e8 that a patch is good; below that nothing is told apart."""


class CriticMapper:
    """D_p on a device, in float32.

    Args:
        critic: see `core.nets.critic.Critic`; moved to `device` and set to evaluation.
        preprocess: says the tile size.
    """

    def __init__(self, critic: nn.Module, preprocess: Preprocess, device: torch.device) -> None:
        self.critic = critic.to(device).eval()
        self.preprocess = preprocess
        self.device = device

    def map(self, picture: FloatImage, watch: Watch | None = None) -> FloatImage:
        """1 - surprise for a working picture, float32 in [0, 1], `(H, W)` or `(H, W, 3)`; `(H, W)` in [-19, 1].

        The surprise is -log of the chance that a patch is good, at most 20: 0 where D_p is sure. So the map reads as
        the SSIM map does, 1 where all is well, and does not saturate where a defect is beyond doubt.

        Raises:
            InspectionStoppedError: `watch` said so.
        """
        return over_tiles(picture, self.preprocess, self._run, 0, watch and Quietly(watch))

    def _run(self, picture: FloatImage, measured: PixelScale) -> FloatImage:
        import torch
        from torch.nn import functional as F  # noqa: N812

        from core.nets.scale import scale_on

        height, width = picture.shape[:2]
        with torch.inference_mode():
            x = batch_of_one(picture, self.device)
            scale = scale_on(self.device, measured)
            surprise = F.softplus(-self.critic(scale.to_network(x)).float()).clamp_max(MOST_SURPRISE)
            whole = F.interpolate(surprise, size=x.shape[2:], mode="bilinear")[0, 0]
            similarity = (1 - whole).cpu().numpy()
        return np.ascontiguousarray(similarity[:height, :width])


def surprise(critic_map: FloatImage, looked_at: Mask | None = None) -> tuple[FloatImage, FloatImage]:
    """The map, 1 outside what is inspected from now on, and the surprise, `(H, W)` in [0, 20], 0 outside.

    It is not averaged over the score's window: a figure is that of a patch already. Averaged, it lost AUROC on
    blowholes of a few pixels (0.937 to 0.917), and won none on class 1 (both on other photos than the test halves').
    """
    height, width = critic_map.shape
    found: FloatImage = scratch.empty((height, width))
    for band in bands(width, height):
        if looked_at is not None:
            np.copyto(critic_map[band.rows], np.float32(1), where=~looked_at[band.rows])
        cv2.subtract(1.0, critic_map[band.rows], dst=found[band.rows])
    return critic_map, found


def weigh(local: FloatImage, second: FloatImage, weight: float) -> None:
    """Make the first evidence the weighted mean of both, `(H, W)`, larger = worse; in place.

    Args:
        weight: of the second, 0..1.
    """
    height, width = local.shape
    for band in bands(width, height):
        cv2.addWeighted(local[band.rows], 1 - weight, second[band.rows], weight, 0, dst=local[band.rows])
