"""Real defects, cut out by their masks and put on good pictures."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from core.datasets.defects import VISIBLE
from core.inspection.result import FloatImage, Mask
from core.inspection.working import overlaid, seen
from core.nets.pixel_scale import PixelScale
from core.training.cuts import Cut, draw_cut, pixels_in, taken
from core.training.data import LabelledPicture, TrainingData
from core.training.masks import masked

RIM = 2
"""Pixels round a mask that go with the defect: its own edge."""
RING = 8
"""Pixels round a mask up to which its surroundings are; their level there and here is made the same."""
SOFT = 1.0
"""Standard deviation, in pixels, by which the border of what is put there is softened."""
FEWEST = 16
"""Pixels of surroundings at least."""


def pasted(
    data: TrainingData, crop: FloatImage, looked_at: Mask | None, scale: PixelScale, rng: np.random.Generator
) -> tuple[FloatImage, FloatImage] | None:
    """Put a masked defect of a random photo on a good picture, flipped and turned as crops are.

    Copy-paste (Ghiasi et al. 2021) of what a mask holds: the only pairs of a real defect and of what should be there.
    The defect comes along in its photo's own contrast, by the networks' scale, on the level of its new surroundings.

    Args:
        crop: a square of a good picture or all of one, float32 in [0, 1], `(H, W)` or `(H, W, 3)`.
        looked_at: `(H, W)`, where it is inspected; None: everywhere.
        scale: of the whole good picture.

    Returns:
        As `core.training.synthetic.defects_inside`; None where no photo has a mask, too little is round the one
        that was drawn to tell its surroundings, or nothing of the defect would be seen.
    """
    there = masked(data.defective)
    if not there:
        return None
    index = there[int(rng.integers(len(there)))]
    photo, side = data.defective[index], min(crop.shape[:2])
    source = draw_cut(data.defective, index, side, rng, turns=data.turns, towards=photo.defect)
    # A whole picture need be no square.
    top, left = (int(rng.integers(length - side + 1)) for length in crop.shape[:2])
    square = slice(top, top + side), slice(left, left + side)
    moved = _moved(
        photo.scale.to_network(pixels_in(photo, source)),
        _defect(photo, source),
        scale.to_network(crop[square]),
    )
    if moved is None:
        return None
    broken, mask = crop.copy(), np.zeros(crop.shape[:2], np.float32)
    network, mask[square] = moved
    broken[square] = np.clip(scale.to_picture(network), 0, 1)
    change = np.abs(broken - crop)
    if (change if looked_at is None else change[looked_at]).max(initial=0) < VISIBLE:
        return None
    return seen(broken, looked_at), overlaid(np.zeros_like(mask), mask, looked_at)


def _moved(source: FloatImage, defect: Mask, target: FloatImage) -> tuple[FloatImage, FloatImage] | None:
    """`source` within the defect, `target` elsewhere, and the soft mask; None: there are no surroundings."""
    rim = cv2.dilate(defect.astype(np.uint8), _disc(RIM))
    ring = (cv2.dilate(rim, _disc(RING - RIM)) > 0) & (rim == 0)
    if not defect.any() or ring.sum() < FEWEST:
        return None
    soft = cv2.GaussianBlur(rim.astype(np.float32), (0, 0), SOFT)
    level = target[ring].mean(0) - source[ring].mean(0)
    share = soft if target.ndim == 2 else soft[..., None]
    return target + share * (source + level - target), soft


def _defect(photo: LabelledPicture, cut: Cut) -> Mask:
    assert photo.defect is not None
    shown = photo.defect if photo.looked_at is None else photo.defect & photo.looked_at
    return taken(shown, cut)


def _disc(radius: int) -> NDArray[np.uint8]:
    return np.asarray(
        cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1)), np.uint8
    )
