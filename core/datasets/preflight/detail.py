"""Describe a picture such that two photos of one kind of surface differ, and two copies of one photo do not.

On a regular texture under one light, the light and the pattern are all that a small picture seems to show, and all
pictures show the same. What is one picture's own is faint: the grain, spread over many frequencies. So the cosine
transform of a small picture is taken and every frequency is given about the same weight, however faint it is, down
to the error that JPEG's rounding leaves.
"""

from __future__ import annotations

import numpy as np
from scipy.fft import dctn

from core.images.picture import FloatImage
from core.images.resize import resize

LENGTH = 256
"""Numbers in a description: the 16 x 16 lowest frequencies of the picture at 32 x 32."""

FULL = 127
"""The number that a frequency far above the noise gets, with its sign."""

_SIDE = 32
_LOWEST = 16
# Grey levels of 255, root mean square: a block of 8 x 8 pixels is off by 0.3 in JPEG files of quality 75.
_NOISE = 0.3


def describe(grey: FloatImage) -> bytes:
    """Describe a picture in 256 signed bytes, whatever its size, brightness and contrast.

    Args:
        grey: float32 `(H, W)` in [0, 1].
    """
    small = resize(grey, _SIDE, _SIDE).astype(np.float64) * 255
    waves = dctn(small, norm="ortho")[:_LOWEST, :_LOWEST]
    waves[0, 0] = 0.0  # brightness
    weighed = waves / np.hypot(waves, _NOISE)
    result: bytes = np.rint(weighed * FULL).astype(np.int8).tobytes()
    return result
