"""The fixed colours of the maps: the same value has the same colour in every picture."""

from __future__ import annotations

from enum import Enum, auto
from functools import cache

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray

LOW, HIGH = 0.0, 1.0
"""SSIM values at the ends of the scale. Lower ones (opposite structure) take the colour of `LOW`."""

CURSOR = "#ff4fd8"


class MapKind(Enum):
    """What the third picture is a map of; all have the colours of `ssim_table`.

    `SSIM` of original and repair; `MARKED`: 1 - the probability of a defect, of a model that marks defects; `SURPRISE`:
    D_p's.
    """

    SSIM = auto()
    MARKED = auto()
    SURPRISE = auto()


def ssim_table() -> NDArray[np.uint8]:
    """256 RGBA colours from `LOW` (bright: changed by the repair) to `HIGH` (dark: unchanged)."""
    colours: NDArray[np.uint8] = pg.colormap.get("inferno").getLookupTable(0.0, 1.0, 256, alpha=True)
    return colours[::-1].copy()


@cache
def ssim_colours() -> tuple[int, ...]:
    """The same as Qt's 32-bit colours, for SSIM from 0 to 1 in 256 steps."""
    return tuple(0xFF000000 | int(r) << 16 | int(g) << 8 | int(b) for r, g, b, _ in ssim_table())
