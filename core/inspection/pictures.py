"""An inspection as PNG files."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from core.images import scratch
from core.images.bands import bands
from core.images.convert import to_uint8
from core.images.write import write_png
from core.inspection.result import Defect, FloatImage, Inspection, InspectionImages

CONTOUR_COLOUR = (230, 60, 40)
KINDS = ("mask", "overlay", "repair", "map")


def render(inspection: Inspection, kind: str) -> NDArray[np.uint8]:
    """One picture of an inspection that kept its images.

    `mask`: 0 / 255 `(H, W)`. `overlay`: the working picture with contours, RGB `(H, W, 3)`. `repair`: as the
    network gave it. `map`: SSIM from -1 (0) to 1 (255), `(H, W)`, the same scale for every image.

    Raises:
        ValueError: another kind, or no images kept.
    """
    images = inspection.images
    if images is None:
        raise ValueError(f"{inspection.path} was inspected without keeping its images")
    if kind == "mask":
        return images.mask.view(np.uint8) * np.uint8(255)
    if kind == "overlay":
        return overlay(images, inspection)
    if kind == "repair":
        return to_uint8(images.repair)
    if kind == "map":
        return map_to_uint8(images.ssim_map)
    raise ValueError(f"'{kind}' is none of {', '.join(KINDS)}")


def map_to_uint8(ssim_map: FloatImage) -> NDArray[np.uint8]:
    """SSIM -1..1 to 0..255."""
    height, width = ssim_map.shape
    levels: NDArray[np.uint8] = scratch.empty((height, width), np.uint8)
    for band in bands(width, height):
        levels[band.rows] = to_uint8((ssim_map[band.rows] + np.float32(1)) * np.float32(0.5))
    return levels


def overlay(images: InspectionImages, inspection: Inspection) -> NDArray[np.uint8]:
    """Contours over the working picture, RGB uint8 `(H, W, 3)`."""
    picture = to_uint8(images.original)
    height, width = picture.shape[:2]
    canvas: NDArray[np.uint8] = scratch.empty((height, width, 3), np.uint8)
    canvas[:] = picture if picture.ndim == 3 else picture[..., np.newaxis]
    for defect in inspection.defects:
        points = working_contour(defect, inspection, width, height)
        cv2.polylines(canvas, [points], True, CONTOUR_COLOUR, 1, cv2.LINE_AA, shift=4)
    return canvas


def working_contour(defect: Defect, inspection: Inspection, width: int, height: int) -> NDArray[np.int32]:
    """A contour at working size, in sixteenths of a pixel as OpenCV draws them."""
    scale = np.array([width / inspection.width, height / inspection.height])
    points: NDArray[np.float64] = (defect.contour + 0.5) * scale - 0.5
    return np.rint(points * 16).astype(np.int32)


def write_pictures(out: Path, name: str, inspection: Inspection, kinds: tuple[str, ...]) -> None:
    """Write `out/<kind>s/<name>.png` for every kind asked for.

    Raises:
        OSError: the folder cannot be written, or the disk is full.
    """
    for kind in kinds:
        write_png(out / f"{kind}s" / f"{name}.png", render(inspection, kind))
