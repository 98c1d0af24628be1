"""From a picture as read to the picture the network works on; described in the model file."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, model_validator

from core.images.convert import to_channels
from core.images.opening import MAX_PIXELS
from core.images.resize import resize
from core.language import later

FloatImage = NDArray[np.float32]


class Preprocess(BaseModel):
    """How a picture is prepared.

    With `width` and `height` every picture is resized to that working size (antialiased bicubic, as the paper
    does); without, it keeps its own size. A working picture with a side longer than `tile` is repaired in
    overlapping tiles.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    channels: Literal[1, 3] = Field(1, description="1: grey, 3: colour")
    width: int | None = Field(
        None, ge=16, description="working width in pixels; none keeps the picture's own"
    )
    height: int | None = Field(
        None, ge=16, description="working height in pixels; none keeps the picture's own"
    )
    bits16: int = Field(16, ge=9, le=16, description="bits in use in 16-bit files, for 10/12/14-bit cameras")
    standardise: bool = Field(
        False, description="bring every picture to one level and contrast, and back after repair"
    )
    tile: int = Field(1024, ge=64, le=4096, description="longest side repaired in one piece, in pixels")
    margin: int = Field(
        0, ge=0, le=256, description="pixels by which the repair network sees beyond the border, mirrored"
    )
    overlap: int = Field(96, ge=0, description="overlap of tiles in pixels")

    @model_validator(mode="after")
    def _consistent(self) -> Preprocess:
        if (self.width is None) != (self.height is None):
            raise ValueError(later("Settings", "width and height are given together or not at all"))
        if self.width is not None and self.height is not None and self.width * self.height > MAX_PIXELS:
            raise ValueError(
                later("Settings", "a working picture has at most {most} pixels", most=MAX_PIXELS)
            )
        if self.overlap * 2 > self.tile:
            raise ValueError(later("Settings", "tiles may overlap by half their side at most"))
        return self

    def apply(self, pixels: FloatImage) -> FloatImage:
        """`(H, W)` or `(H, W, 3)` in [0, 1] -> the working picture, `(h, w)` or `(h, w, 3)` float32 in [0, 1]."""
        pixels = to_channels(pixels, self.channels)
        if self.width is None or self.height is None:
            return pixels
        return resize(pixels, self.width, self.height)
