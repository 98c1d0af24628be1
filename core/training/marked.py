"""Pictures with their masks, for what is taught where defects are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from core.training.cuts import Cut, draw_cut, pixels_in, planes, taken
from core.training.data import LabelledPicture
from core.training.masks import masked


class Marked(NamedTuple):
    """Pictures `(N, C, H, W)` in the networks' range; their masks and where they are inspected, `(N, 1, H, W)` of 0 and
    1."""

    pictures: Tensor
    masks: Tensor
    looked_at: Tensor


def cut_marked(pictures: Sequence[LabelledPicture], cut: Cut) -> Marked:
    """What `cut` shows of one of the pictures; one without a mask has no defect."""
    picture = pictures[cut.index]
    shape = picture.size
    defect = np.zeros(shape, np.bool_) if picture.defect is None else picture.defect
    looked_at = np.ones(shape, np.bool_) if picture.looked_at is None else picture.looked_at
    pixels = picture.scale.to_network(pixels_in(picture, cut))
    parts = (pixels, taken(defect, cut), taken(looked_at, cut))
    return Marked(*(torch.from_numpy(planes(part.astype(np.float32)))[None] for part in parts))


def marked_crops(
    pictures: Sequence[LabelledPicture], side: int, count: int, rng: np.random.Generator, *, turns: bool
) -> Marked | None:
    """Random squares that show some of a masked defect, of random pictures; None where no picture has a mask."""
    there = masked(pictures)
    if not there:
        return None
    crops = []
    for _ in range(count):
        index = there[int(rng.integers(len(there)))]
        cut = draw_cut(pictures, index, side, rng, turns=turns, towards=pictures[index].defect)
        crops.append(cut_marked(pictures, cut))
    return Marked(*(torch.cat(parts) for parts in zip(*crops, strict=True)))
