"""Look at one image and its mask."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import cv2
import imagehash
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.datasets.dataset import Sample
from core.datasets.masks import MaskSource, read_mask
from core.datasets.preflight.detail import describe
from core.datasets.preflight.measurement import MaskFacts, Measurement
from core.datasets.snapshot import hash_file
from core.errors import IsuganError
from core.images.convert import to_channels, to_uint8
from core.images.picture import FloatImage
from core.images.read import read_picture
from core.images.resize import resize

SHARPNESS_SIDE = 256
"""Pixels of the longer side at which sharpness is measured, so that sizes can be compared."""

_HALF_STEP = 0.5 / 255


def measure(sample: Sample) -> Measurement:
    """Decode, hash and measure one image, and its mask; a file that cannot be read is told in the result.

    The file is decoded once. Work that releases the interpreter's lock takes most of the time.
    """
    try:
        picture = read_picture(sample.path)
        digest = hash_file(sample.path)
    except (IsuganError, OSError) as error:
        return Measurement(error=str(error))
    pixels = picture.pixels
    grey = to_channels(pixels, 1)
    mean = float(grey.mean(dtype=np.float64))
    return Measurement(
        sha256=digest,
        width=picture.width,
        height=picture.height,
        bit_depth=picture.bit_depth,
        channels=picture.channels,
        mean=mean,
        white=float(np.count_nonzero(pixels >= 1 - _HALF_STEP)) / pixels.size,
        black=float(np.count_nonzero(pixels <= _HALF_STEP)) / pixels.size,
        sharpness=_sharpness(grey, mean),
        phash=int(str(imagehash.phash(Image.fromarray(to_uint8(grey)))), 16),
        detail=describe(grey),
        mask=_measure_mask(sample),
    )


def has_its_mask(sample: Sample, measurement: Measurement) -> bool:
    """Whether the mask that was measured is the one that the sample has now."""
    if sample.mask is None or measurement.mask is None:
        return sample.mask is None and measurement.mask is None
    return measurement.mask.stamp == mask_stamp(sample.mask)


def measure_mask_anew(sample: Sample, measurement: Measurement) -> Measurement:
    """The measurement of an unchanged image with the mask that it has now."""
    return replace(measurement, mask=_measure_mask(sample))


def mask_stamp(mask: MaskSource) -> str:
    """What tells a mask from another one: of a file its path, size and time, of a drawn one its content."""
    if not isinstance(mask, Path):
        return hashlib.sha256(repr(mask).encode("utf-8", "surrogateescape")).hexdigest()
    try:
        status = mask.stat()
    except OSError:
        return str(mask)
    return f"{mask}|{status.st_size}|{status.st_mtime_ns}"


def _measure_mask(sample: Sample) -> MaskFacts | None:
    if sample.mask is None:
        return None
    stamp = mask_stamp(sample.mask)
    try:
        mask = read_mask(sample.mask)
    except (IsuganError, OSError) as error:
        return MaskFacts(stamp, error=str(error))
    smallest, thinnest = _parts(mask)
    return MaskFacts(stamp, mask.shape[1], mask.shape[0], int(np.count_nonzero(mask)), smallest, thinnest)


def _sharpness(grey: FloatImage, mean: float) -> float:
    # Relative to the level: the same surface at half the exposure has edges half as high.
    scale = SHARPNESS_SIDE / max(grey.shape)
    height, width = (max(1, round(side * scale)) for side in grey.shape)
    edges = cv2.Laplacian(resize(grey, width, height), cv2.CV_32F)
    return float(edges.var(dtype=np.float64)) / max(mean, 1 / 255) ** 2


def _parts(mask: NDArray[np.bool_]) -> tuple[int, float]:
    """Pixels of the smallest connected part, and the width of the thinnest."""
    marked = mask.astype(np.uint8)
    x, y, width, height = cv2.boundingRect(marked)
    if not width:
        return 0, 0.0
    # Padded, since a part that touches the edge ends there.
    marked = np.pad(marked[y : y + height, x : x + width], 2)
    number, labels, statistics, _ = cv2.connectedComponentsWithStats(marked, connectivity=8)
    inside = labels > 0
    # Along the middle of a part, the way to the outside: 2 d - 1 pixels if it is an odd number of them wide. One that
    # is even has no middle pixel, unless it is made one wider.
    wider = cv2.dilate(marked, np.ones((2, 2), np.uint8))
    across = np.maximum(2 * _depth(marked)[inside] - 1, 2 * _depth(wider)[inside] - 2)
    widths = np.zeros(number, np.float32)
    np.maximum.at(widths, labels[inside], across)
    return int(statistics[1:, cv2.CC_STAT_AREA].min()), float(widths[1:].min())


def _depth(marked: NDArray[np.uint8]) -> NDArray[np.float32]:
    depth: NDArray[np.float32] = cv2.distanceTransform(marked, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    return depth
