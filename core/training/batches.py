"""What each step sees, derived from (seed, phase, step) alone: a resumed run needs no stored generator state."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from core.datasets.defects import add_defects
from core.training.data import LabelledPicture, TrainingData, cut, flip, planes

WARM_UP, ADVERSARIAL, ORDER, VALIDATION, POOL = range(5)
CLEAN_SHARE = 0.25
"""Share of warm-up pictures that stay without defect: the repair must leave good pictures alone."""


def generator_for(seed: int, purpose: int, number: int) -> np.random.Generator:
    """The random generator of one step (or epoch)."""
    return np.random.default_rng([seed, purpose, number])


def warm_up_batch(
    data: TrainingData, side: int, size: int, rng: np.random.Generator
) -> tuple[Tensor, Tensor, Tensor]:
    """Crops of good pictures with synthetic defects, the same without, and the soft masks.

    Returns:
        defective and good `(N, C, side, side)` in [0, 1]; masks `(N, 1, side, side)` in [0, 1].
    """
    defective, good, masks = [], [], []
    for _ in range(size):
        picture, other = (_crop(_any(data.good, rng), side, rng) for _ in range(2))
        if rng.random() < CLEAN_SHARE:
            broken, mask = picture, np.zeros(picture.shape[:2], np.float32)
        else:
            broken, mask = add_defects(picture, other, rng)
        defective.append(planes(broken))
        good.append(planes(picture))
        masks.append(mask[None])
    return _stack(defective), _stack(good), _stack(masks)


def adversarial_pair(
    data: TrainingData, side: int, seed: int, steps: int, step: int
) -> tuple[Tensor, Tensor]:
    """The good and the defective picture of one adversarial step, `(1, C, H, W)` each, in [0, 1].

    An epoch of `steps` steps takes the good pictures in a random order of its own (again from the start where it is
    longer than that), each with a random defective one: the sets differ in size.
    """
    epoch, index = divmod(step, steps)
    order = generator_for(seed, ORDER, epoch).permutation(len(data.good))
    rng = generator_for(seed, ADVERSARIAL, step)
    good = data.good[int(order[index % len(order)])].pixels
    return tuple(_stack([planes(_crop(picture, side, rng))]) for picture in (good, _any(data.defective, rng)))  # type: ignore[return-value]


def _any(pictures: Sequence[LabelledPicture], rng: np.random.Generator) -> np.ndarray:
    return pictures[int(rng.integers(len(pictures)))].pixels


def _crop(pixels: np.ndarray, side: int, rng: np.random.Generator) -> np.ndarray:
    return np.ascontiguousarray(flip(cut(pixels, side, rng), rng))


def _stack(arrays: Sequence[np.ndarray]) -> Tensor:
    return torch.from_numpy(np.stack(arrays))
