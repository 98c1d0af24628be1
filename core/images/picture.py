"""What a file on disk becomes: pixels in [0, 1] and a little of where they came from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatImage = NDArray[np.float32]
ByteImage = NDArray[np.uint8]


@dataclass(frozen=True)
class Picture:
    """A decoded image.

    Attributes:
        pixels: float32 in [0, 1], `(H, W)` grey or `(H, W, 3)` RGB, after EXIF rotation, C-contiguous.
        bit_depth: bits per sample in the file as it is stored, 8 or 16 (1-, 2- and 4-bit files count as 8).
        mode: Pillow's name for the file's pixel format before conversion, such as "L", "P", "RGBA", "I;16".
    """

    pixels: FloatImage
    bit_depth: int
    mode: str

    @property
    def width(self) -> int:
        """Width in pixels."""
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        """Height in pixels."""
        return int(self.pixels.shape[0])

    @property
    def channels(self) -> int:
        """1 for grey, 3 for RGB."""
        return 1 if self.pixels.ndim == 2 else 3
