"""The values under the cursor, as one line of fixed width. No Qt."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

from core.inspection.result import Inspection
from core.language import tr


def readout(inspection: Inspection, x: float, y: float) -> str:
    """x and y in the original's pixels; grey values in [0, 1] and SSIM at that place of the working pictures, and where
    D_p counts in the score how surprised it is, 0 to 20.

    Empty outside the image or where the inspection holds no pictures.
    """
    images = inspection.images
    if images is None:
        return ""
    column, row = int(x + 0.5), int(y + 0.5)
    if x < -0.5 or y < -0.5 or column >= inspection.width or row >= inspection.height:
        return ""
    height, width = images.ssim_map.shape
    # Centre to centre: (c + 0.5) / original size = (w + 0.5) / working size.
    at = int((row + 0.5) * height / inspection.height), int((column + 0.5) * width / inspection.width)
    surprise = ""
    if images.critic_map is not None:
        surprise = f"   {tr('Inspect', 'surprise')} {1 - images.critic_map[at]:6.3f}"
    digits = max(4, len(str(max(inspection.width, inspection.height))))
    return (
        f"x {column:>{digits}}  y {row:>{digits}}   {_grey(images.original, at, tr('Inspect', 'grey'))}   "
        f"{_grey(images.repair, at, tr('Inspect', 'repair'))}   SSIM {images.ssim_map[at]:+.3f}{surprise}"
    )


def _grey(picture: NDArray[Any], at: tuple[int, int], name: str) -> str:
    if picture.ndim == 2:
        return f"{name} {picture[at]:.3f}"
    return f"{name} " + " ".join(f"{value:.3f}" for value in picture[at])
