"""Defects as areas of the original image: pixels, and outlines that enclose exactly these pixels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from core.inspection.result import Inspection, InspectionImages, Mask

Ring = NDArray[np.float64]
EAST, SOUTH, WEST, NORTH = range(4)


@dataclass(frozen=True)
class Region:
    """One defect's area.

    Attributes:
        ring: `(N, 2)` closed outline, x and y in the original's pixels, measured from the first pixel's outer corner
            as COCO and labelme do. A hole is reached by a line that runs there and back, as neither format has holes.
        area: in the original's pixels, without the holes.
    """

    ring: Ring
    area: float


def original_mask(inspection: Inspection) -> Mask:
    """Where defects are, bool `(height, width)` of the original image.

    Raises:
        ValueError: the inspection was made without keeping its images.
    """
    mask = _images(inspection).mask
    # In whole numbers: where a border runs through the centre of pixels, they fall to the same side as when an outline
    # is filled.
    rows, columns = (
        (2 * np.arange(size) + 1) * mask.shape[axis] // (2 * size)
        for axis, size in enumerate((inspection.height, inspection.width))
    )
    resized: Mask = mask[rows[:, np.newaxis], columns]
    return resized


def regions(inspection: Inspection) -> list[Region]:
    """The 8-connected parts of the mask, largest first.

    Raises:
        ValueError: the inspection was made without keeping its images.
    """
    mask = _images(inspection).mask
    scale = np.array([inspection.width / mask.shape[1], inspection.height / mask.shape[0]])
    found = [Region(ring * scale, float(area * scale.prod())) for ring, area in trace(mask)]
    return sorted(found, key=lambda region: -region.area)


def _images(inspection: Inspection) -> InspectionImages:
    if inspection.images is None:
        raise ValueError(f"{inspection.path} was inspected without keeping its images")
    return inspection.images


def trace(mask: Mask) -> list[tuple[Ring, int]]:
    """Outline and number of pixels of every 8-connected part of `mask`, `(H, W)`, along the sides of its pixels.

    Filling the outline by the even-odd rule gives the part back, pixel by pixel; OpenCV's contours run through pixel
    centres and lose half a pixel on every side, and a line one pixel wide altogether.
    """
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
    outer: dict[int, Ring] = {}
    holes: dict[int, list[Ring]] = {}
    for ring, label in _rings(mask, labels):
        # Clockwise around the part, the other way round in a hole.
        if _signed_area(ring) > 0:
            outer[label] = ring
        else:
            holes.setdefault(label, []).append(ring)
    found = []
    for label in range(1, count):
        ring = _with_holes(outer[label], holes.get(label, []))
        found.append((ring, int(stats[label, cv2.CC_STAT_AREA])))
    return found


def _rings(mask: Mask, labels: NDArray[np.int32]) -> Iterator[tuple[Ring, int]]:
    """Closed walks along the pixels' sides, the pixels on their right, as corners with the part they belong to."""
    # A side is a number: the corner that it starts from, times 4, plus its direction.
    stride = mask.shape[1] + 1
    steps = (1, stride, -1, -stride)
    sides = _sides(mask, labels, stride)
    walked: set[int] = set()
    for first, part in sides.items():
        if first in walked:
            continue
        corners = []
        side = first
        while True:
            walked.add(side)
            corner, direction = divmod(side, 4)
            corner += steps[direction]
            # Left before right: where two pixels touch at a corner only, the walk goes around both.
            turns = ((direction - 1) % 4, direction, (direction + 1) % 4)
            turned = next(turn for turn in turns if corner * 4 + turn in sides)
            if turned != direction:
                corners.append(corner)
            side = corner * 4 + turned
            if side == first:
                break
        y, x = np.divmod(np.array(corners), stride)
        yield np.column_stack([x, y]).astype(np.float64), part


def _sides(mask: Mask, labels: NDArray[np.int32], stride: int) -> dict[int, int]:
    """Every side between a pixel inside and one outside, with the pixel's part."""
    padded = np.pad(mask, 1)
    directions = (
        (EAST, padded[:-2, 1:-1], 0),
        (SOUTH, padded[1:-1, 2:], 1),
        (WEST, padded[2:, 1:-1], stride + 1),
        (NORTH, padded[1:-1, :-2], stride),
    )
    sides: dict[int, int] = {}
    for direction, beyond, start in directions:
        y, x = np.nonzero(mask & ~beyond)
        numbers = (y * stride + x + start) * 4 + direction
        sides.update(zip(numbers.tolist(), labels[y, x].tolist(), strict=True))
    return sides


def _signed_area(ring: Ring) -> float:
    """Positive where the ring runs clockwise as seen on a screen."""
    x, y = ring.T
    return float(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2


def _with_holes(ring: Ring, holes: list[Ring]) -> Ring:
    """One outline that runs from its nearest corner to each hole, around it, and back the same way."""
    starts = sorted(
        (int(np.argmin(np.square(ring - hole[0]).sum(axis=1))), n) for n, hole in enumerate(holes)
    )
    pieces, done = [], 0
    for corner, number in starts:
        hole = holes[number]
        pieces += [ring[done : corner + 1], hole, hole[:1], ring[corner : corner + 1]]
        done = corner + 1
    return np.concatenate([*pieces, ring[done:]])
