"""The working picture, what of it is inspected, and what the network gets to see."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from core.errors import AreasError
from core.images import scratch
from core.images.areas import Area, looked_at
from core.images.bands import bands
from core.images.continuation import continue_outside
from core.inspection.preprocess import Preprocess
from core.inspection.result import FloatImage, Mask
from core.language import later


def mask_of(areas: tuple[Area, ...], width: int, height: int, path: Path | None = None) -> Mask | None:
    """What is inspected of a picture of this size, `(height, width)`; None if that is all of it.

    Raises:
        AreasError: nothing is left to look at; names `path`.
    """
    mask = looked_at(areas, width, height)
    if mask is None or mask.all():
        return None
    if not mask.any():
        size = f"{width} x {height}"
        raise AreasError(
            later(
                "Inspection",
                "The areas leave nothing of {path} ({size} pixels) to look at.",
                path=path,
                size=size,
            )
            if path is not None
            else later(
                "Inspection", "The areas leave nothing of the picture ({size} pixels) to look at.", size=size
            ),
            later("Inspection", "Draw a larger region of interest, or ignore less."),
            path,
        )
    return mask


def working_picture(
    pixels: FloatImage, preprocess: Preprocess, areas: tuple[Area, ...], path: Path | None = None
) -> tuple[FloatImage, Mask | None]:
    """Prepare a picture, and say what of it is inspected.

    No inspected pixel of the result holds anything of an ignored one: a resize, whose filter reaches over the border
    of an area, is made of the picture continued from its inspected part.

    Args:
        pixels: as read, `(H, W)` or `(H, W, 3)` in [0, 1].
        path: only names the picture in the error.

    Returns:
        The working picture, and the mask at its size or None.

    Raises:
        AreasError: nothing is left to look at.
    """
    working = preprocess.apply(pixels)
    height, width = working.shape[:2]
    mask = mask_of(areas, width, height, path)
    if mask is None or working.shape[:2] == pixels.shape[:2]:
        return working, mask
    whole = mask_of(areas, pixels.shape[1], pixels.shape[0], path)
    if whole is not None:
        working = overlaid(working, preprocess.apply(continue_outside(pixels, whole)), mask)
    return working, mask


def seen(picture: FloatImage, mask: Mask | None) -> FloatImage:
    """What a network or a comparison may see of a working picture: the inspected part, continued outside of it."""
    return picture if mask is None else continue_outside(picture, mask)


def overlaid(picture: FloatImage, inside: FloatImage, mask: Mask | None) -> FloatImage:
    """`inside` where the mask is True or None, `picture` elsewhere; both `(H, W)` or `(H, W, 3)`."""
    if mask is None:
        return inside
    height, width = mask.shape
    where = mask if picture.ndim == 2 else mask[..., None]
    both: FloatImage = scratch.empty(picture.shape)
    for band in bands(width, height):
        both[band.rows] = np.where(where[band.rows], inside[band.rows], picture[band.rows])
    return both
