"""Between pictures in [0, 1] and the range that the networks work in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

LEAST_SPREAD = 0.02
"""Standard deviation below which a picture counts as flat; keeps noise of a blank picture from being blown up."""
SPREADS = 4.0
"""Standard deviations of a picture that reach the edge of the networks' range."""


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
    """The scale for a batch `(N, C, H, W)` in [0, 1].

    Standardised, every picture's channels are brought to mean 0 and a quarter of the networks' range. Instance Norm
    discards a picture's level and contrast, so a generator cannot give them back; taken off before the network and
    put on again after it, they are kept exactly.
    """
    if not standardise:
        return FIXED
    spread = picture.std((2, 3), keepdim=True).clamp_min(LEAST_SPREAD)
    return Scale(picture.mean((2, 3), keepdim=True), SPREADS * spread)


class PixelScale(NamedTuple):
    """The same for arrays, `(H, W)` or `(H, W, C)`: numbers, or one of each for every channel."""

    centre: NDArray[np.float32]
    reach: NDArray[np.float32]

    def to_network(self, pixels: NDArray[np.float32]) -> NDArray[np.float32]:
        """Pixels in [0, 1] to the networks' range."""
        return (pixels - self.centre) / self.reach

    def to_picture(self, network: NDArray[np.float32]) -> NDArray[np.float32]:
        """And back."""
        return network * self.reach + self.centre


FIXED_PIXELS = PixelScale(np.asarray(0.5, np.float32), np.asarray(0.5, np.float32))


def scale_of_pixels(pixels: NDArray[np.float32], *, standardise: bool) -> PixelScale:
    """As `scale_of`, for one picture."""
    if not standardise:
        return FIXED_PIXELS
    planes = pixels if pixels.ndim == 3 else pixels[..., None]
    scale = scale_of(torch.from_numpy(planes).permute(2, 0, 1)[None], standardise=True)
    shape = pixels.shape[2:]
    return PixelScale(*(torch.as_tensor(t).reshape(shape).numpy() for t in (scale.centre, scale.reach)))
