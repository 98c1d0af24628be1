"""The scale that a picture goes to the networks in, measured on arrays; without torch."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

LEAST_SPREAD = 0.02
"""Standard deviation below which a picture counts as flat; keeps noise of a blank picture from being blown up."""
SPREADS = 4.0
"""Standard deviations of a picture that reach the edge of the networks' range."""


class PixelScale(NamedTuple):
    """`network = (picture - centre) / reach` for arrays, `(H, W)` or `(H, W, C)`: numbers, or one of each for every
    channel."""

    centre: NDArray[np.float32]
    reach: NDArray[np.float32]

    def to_network(self, pixels: NDArray[np.float32]) -> NDArray[np.float32]:
        """Pixels in [0, 1] to the networks' range."""
        return (pixels - self.centre) / self.reach

    def to_picture(self, network: NDArray[np.float32]) -> NDArray[np.float32]:
        """And back."""
        return network * self.reach + self.centre


FIXED_PIXELS = PixelScale(np.asarray(0.5, np.float32), np.asarray(0.5, np.float32))
"""The paper's: [0, 1] to [-1, 1]."""


def scale_of_pixels(pixels: NDArray[np.float32], *, standardise: bool) -> PixelScale:
    """The scale for a whole picture, `(H, W)` or `(H, W, C)` in [0, 1], whose crops and tiles are to be seen in it.

    Standardised, its channels are brought to mean 0 and a quarter of the networks' range. Instance Norm discards a
    picture's level and contrast, so a generator cannot give them back; taken off before the network and put on again
    after it, they are kept exactly.
    """
    if not standardise:
        return FIXED_PIXELS
    # In one pass and in double precision, without a copy of what may be a large file's pixels.
    means, spreads = cv2.meanStdDev(pixels)
    reach = SPREADS * np.maximum(spreads, LEAST_SPREAD)
    of_channels = pixels.shape[2:]
    return PixelScale(*(figure.astype(np.float32).reshape(of_channels) for figure in (means, reach)))
