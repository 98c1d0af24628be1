"""Photos that D_p learns from by their labels alone."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from core.images.tiles import tile_boxes
from core.nets.critic import PATCH
from core.training.batches import cropped, stacked, stacked_masks
from core.training.critic_losses import of_worst
from core.training.cuts import Cut, draw_cut, planes
from core.training.data import LabelledPicture, TrainingData

PHOTO = 512
"""Pixels of a photo's longer side up to which it is learnt from as a whole; of a larger one a square of so many is."""
GOOD = 1024
"""And up to which all of a good one is looked through for that square: what is true of all of it is of any part."""
MOST_SQUARES = 32
"""That a defective photo without a mask is looked through for its defect, each time: D_p takes 0.1 s for one."""

Judge = Callable[[Tensor, Tensor | None], Tensor]
"""Logits for a picture `(1, C, H, W)`, `inf` where it is not inspected."""


class Photos(NamedTuple):
    """What counts by its label alone, `(1, C, H, W)` in the networks' range.

    Attributes:
        good: a good photo, or a part of it.
        defective: a defective one, or a part of it that shows its defect; None where there is none.
        good_looked_at, defective_looked_at: of 0 and 1, `(1, 1, H, W)`: 1 where it is inspected; None: everywhere.
    """

    good: Tensor
    defective: Tensor | None = None
    good_looked_at: Tensor | None = None
    defective_looked_at: Tensor | None = None


def draw_photos(data: TrainingData, rng: np.random.Generator) -> Photos:
    """A random good photo and, where there are any, a random defective one whose label says enough."""
    good = int(rng.integers(len(data.good)))
    side = GOOD if max(data.good[good].size) > GOOD else 0
    shown, inside = _shown(data.good, draw_cut(data.good, good, side, rng, turns=data.turns))
    telling = [index for index, picture in enumerate(data.defective) if tells(picture)]
    if not telling:
        return Photos(shown, good_looked_at=inside)
    index = telling[int(rng.integers(len(telling)))]
    defect = data.defective[index].defect
    side = PHOTO if defect is not None and squares_in(data.defective[index]) > 1 else 0
    cut = draw_cut(data.defective, index, side, rng, turns=data.turns, towards=defect)
    defective, defective_inside = _shown(data.defective, cut)
    return Photos(shown, defective, inside, defective_inside)


def tells(defective: LabelledPicture) -> bool:
    """Whether a defective photo's label can be learnt from: in one of very many squares the defect is not found."""
    return defective.defect is not None or squares_in(defective) <= MOST_SQUARES


def squares_in(picture: LabelledPicture) -> int:
    """How many squares of `PHOTO` pixels cover a picture; 1: it is learnt from as a whole."""
    height, width = picture.size
    return math.ceil(height / PHOTO) * math.ceil(width / PHOTO)


def most_suspected(photo: Tensor, looked_at: Tensor | None, judge: Judge) -> tuple[Tensor, Tensor | None]:
    """The square of a large photo round the place that D_p takes for the worst by now.

    The label of a defective photo is not true of a random square of it, which most often is good. And of good ones
    the few places that could be taken for defects are to be learnt, which a random square seldom shows.

    Args:
        photo, looked_at: as in `Photos`.
        judge: as D_p answers, without learning.

    Returns:
        of both, `PHOTO` pixels a side or as many as there are; a photo that is not large as it is.
    """
    height, width = photo.shape[2:]
    if max(height, width) <= PHOTO:
        return photo, looked_at
    boxes = tile_boxes(width, height, PHOTO, 0)
    costs, worst = [], []
    for box in boxes:
        here = _square(box.top, box.left)
        logits = judge(photo[here], None if looked_at is None else looked_at[here])
        costs.append(of_worst(logits, -1))
        worst.append(logits.flatten().argmin())
    found = int(torch.stack(costs).argmax())
    row, column = divmod(int(worst[found]), math.ceil(boxes[found].width / PATCH))
    top, left = (
        max(0, min(start + place * PATCH + PATCH // 2 - PHOTO // 2, length - PHOTO))
        for start, place, length in ((boxes[found].top, row, height), (boxes[found].left, column, width))
    )
    here = _square(top, left)
    return photo[here], None if looked_at is None else looked_at[here]


def _square(top: int, left: int) -> tuple[slice, ...]:
    return slice(None), slice(None), slice(top, top + PHOTO), slice(left, left + PHOTO)


def _shown(pictures: Sequence[LabelledPicture], cut: Cut) -> tuple[Tensor, Tensor | None]:
    pixels, inside = cropped(pictures, cut)
    return stacked([planes(pictures[cut.index].scale.to_network(pixels))]), stacked_masks([inside])
