"""Between tensors of pictures in [0, 1] and the range that the networks work in."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from core.nets.pixel_scale import LEAST_SPREAD, SPREADS, PixelScale


@dataclass(frozen=True)
class Scale:
    """`network = (picture - centre) / reach`; tensors of shape `(N, C, 1, 1)` or floats."""

    centre: Tensor | float
    reach: Tensor | float

    def to_network(self, picture: Tensor) -> Tensor:
        """`(N, C, H, W)` in [0, 1] to the networks' range."""
        return (picture - self.centre) / self.reach

    def to_picture(self, network: Tensor) -> Tensor:
        """And back."""
        return network * self.reach + self.centre


FIXED = Scale(0.5, 0.5)
"""The paper's: [0, 1] to [-1, 1]."""


def scale_of(picture: Tensor, *, standardise: bool) -> Scale:
    """As `core.nets.pixel_scale.scale_of_pixels`, for every picture of a batch `(N, C, H, W)`."""
    if not standardise:
        return FIXED
    spread = picture.std((2, 3), keepdim=True, correction=0).clamp_min(LEAST_SPREAD)
    return Scale(picture.mean((2, 3), keepdim=True), SPREADS * spread)


def scale_on(device: torch.device, measured: PixelScale) -> Scale:
    """A picture's scale, measured already, for batches of what is cut from it."""
    return Scale(*(torch.from_numpy(figure).to(device).view(1, -1, 1, 1) for figure in measured))
