"""What each step sees, derived from (seed, phase, step) alone: a resumed run needs no stored generator state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from core.inspection.result import FloatImage, Mask
from core.training.data import LabelledPicture, TrainingData, cut, cut_inside, flip, planes
from core.training.synthetic import defects_inside

WARM_UP, ADVERSARIAL, ORDER, VALIDATION, POOL = range(5)
CLEAN_SHARE = 0.25
"""Share of warm-up pictures that stay without defect: the repair must leave good pictures alone."""


class WarmUpBatch(NamedTuple):
    """Crops of good pictures with and without synthetic defects.

    Attributes:
        defective, good: `(N, C, side, side)` in [0, 1].
        mask: the defects' soft masks, `(N, 1, side, side)` in [0, 1].
        looked_at: `(N, 1, side, side)`, 1 where inspected, else 0; None: everywhere.
    """

    defective: Tensor
    good: Tensor
    mask: Tensor
    looked_at: Tensor | None = None


class Pair(NamedTuple):
    """A good and a defective picture, `(1, C, H, W)` in [0, 1], and where each is inspected, `(1, 1, H, W)` of 0 and
    1, or None: everywhere."""

    good: Tensor
    defective: Tensor
    good_looked_at: Tensor | None = None
    defective_looked_at: Tensor | None = None


def generator_for(seed: int, purpose: int, number: int) -> np.random.Generator:
    """The random generator of one step (or epoch)."""
    return np.random.default_rng([seed, purpose, number])


def warm_up_batch(data: TrainingData, side: int, size: int, rng: np.random.Generator) -> WarmUpBatch:
    """Crops of good pictures with synthetic defects, the same without, and the soft masks."""
    defective, good, masks, inside = [], [], [], []
    for _ in range(size):
        (picture, looked_at), (other, _) = (_crop(_any(data.good, rng), side, rng) for _ in range(2))
        if rng.random() < CLEAN_SHARE:
            broken, mask = picture, np.zeros(picture.shape[:2], np.float32)
        else:
            broken, mask = defects_inside(picture, other, looked_at, rng)
        defective.append(planes(broken))
        good.append(planes(picture))
        masks.append(mask[None])
        inside.append(looked_at)
    return WarmUpBatch(_stack(defective), _stack(good), _stack(masks), _stack_masks(inside))


def adversarial_pair(data: TrainingData, side: int, seed: int, steps: int, step: int) -> Pair:
    """The good and the defective picture of one adversarial step.

    An epoch of `steps` steps takes the good pictures in a random order of its own (again from the start where it is
    longer than that), each with a random defective one: the sets differ in size.
    """
    epoch, index = divmod(step, steps)
    order = generator_for(seed, ORDER, epoch).permutation(len(data.good))
    rng = generator_for(seed, ADVERSARIAL, step)
    chosen = data.good[int(order[index % len(order)])], _any(data.defective, rng)
    (good, good_inside), (defective, defective_inside) = (_crop(picture, side, rng) for picture in chosen)
    return Pair(
        _stack([planes(good)]),
        _stack([planes(defective)]),
        _stack_masks([good_inside]),
        _stack_masks([defective_inside]),
    )


def _any(pictures: Sequence[LabelledPicture], rng: np.random.Generator) -> LabelledPicture:
    return pictures[int(rng.integers(len(pictures)))]


def _crop(picture: LabelledPicture, side: int, rng: np.random.Generator) -> tuple[FloatImage, Mask | None]:
    if picture.looked_at is None:
        return np.ascontiguousarray(flip(cut(picture.pixels, side, rng), rng)), None
    pixels, looked_at = cut_inside(picture.pixels, picture.looked_at, side, rng)
    # One array, so that both are flipped alike.
    both = flip(np.dstack([pixels, looked_at.astype(np.float32)]), rng)
    pixels = both[..., 0] if picture.pixels.ndim == 2 else both[..., :-1]
    return np.ascontiguousarray(pixels), np.ascontiguousarray(both[..., -1] > 0)


def _stack_masks(masks: Sequence[Mask | None]) -> Tensor | None:
    """`(N, 1, H, W)` of 0 and 1, or None where no picture has areas."""
    shape = next((mask.shape for mask in masks if mask is not None), None)
    if shape is None:
        return None
    return _stack([(np.ones(shape) if m is None else m).astype(np.float32)[None] for m in masks])


def _stack(arrays: Sequence[np.ndarray]) -> Tensor:
    return torch.from_numpy(np.stack(arrays))
