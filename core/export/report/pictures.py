"""The four pictures of a case as JPEG, and the fixed colours of the SSIM map."""

from __future__ import annotations

import io
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.export.pictures import with_contours
from core.images.convert import to_channels, to_uint8
from core.inspection.result import FloatImage, Inspection

Bytes = NDArray[np.uint8]

LOW, HIGH = 0.0, 1.0
"""SSIM at the ends of the scale, as in the window: the same value has the same colour in every picture."""
LONGEST = 512
"""Pixels of a picture's longer side in a report; what is larger is reduced."""
QUALITY = 88


@dataclass(frozen=True)
class CasePictures:
    """JPEG files, all of one size."""

    original: bytes
    repair: bytes
    ssim_map: bytes
    contours: bytes
    width: int
    height: int


def case_pictures(inspection: Inspection) -> CasePictures:
    """The pictures of an inspection that kept its images.

    Raises:
        ValueError: it did not.
    """
    images = inspection.images
    if images is None:
        raise ValueError(f"{inspection.path} was inspected without keeping its images")
    height, width = images.ssim_map.shape
    scale = min(1.0, LONGEST / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    original = _reduced(to_uint8(to_channels(images.original, 3)), size)
    return CasePictures(
        original=_jpeg(original),
        repair=_jpeg(_reduced(to_uint8(to_channels(images.repair, 3)), size)),
        ssim_map=_jpeg(_reduced(coloured(images.ssim_map), size)),
        contours=_jpeg(with_contours(original, inspection)),
        width=size[0],
        height=size[1],
    )


def colour_table() -> Bytes:
    """256 RGB colours from `LOW` (bright: changed by the repair) to `HIGH` (dark: unchanged)."""
    ramp = cv2.applyColorMap(np.arange(256, dtype=np.uint8), cv2.COLORMAP_INFERNO)
    table: Bytes = ramp.reshape(256, 3)[::-1, ::-1].copy()
    return table


def coloured(ssim_map: FloatImage) -> Bytes:
    """The map, `(H, W)` in [-1, 1], in colours, `(H, W, 3)`; values beyond an end take its colour."""
    levels = to_uint8((ssim_map - np.float32(LOW)) / np.float32(HIGH - LOW))
    picture: Bytes = colour_table()[levels]
    return picture


def _reduced(picture: Bytes, size: tuple[int, int]) -> Bytes:
    if (picture.shape[1], picture.shape[0]) == size:
        return picture
    reduced: Bytes = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    return reduced


def _jpeg(picture: Bytes) -> bytes:
    stream = io.BytesIO()
    # Full colour resolution: thin red contours and the map's colours would smear otherwise.
    Image.fromarray(picture).save(stream, "JPEG", quality=QUALITY, subsampling=0)
    return stream.getvalue()
