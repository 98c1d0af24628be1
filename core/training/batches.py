"""What each step sees, derived from (seed, phase, step) alone: a resumed run needs no stored generator state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

import numpy as np
import torch
from torch import Tensor

from core.datasets.recipe.names import FAMILY_NAMES
from core.inspection.result import FloatImage, Mask
from core.nets.pixel_scale import PixelScale
from core.training.cuts import Cut, draw_cut, pixels_in, planes, taken
from core.training.data import LabelledPicture, TrainingData
from core.training.pasted import pasted
from core.training.synthetic import defects_inside

WARM_UP, ADVERSARIAL, ORDER, VALIDATION, POOL, DROP_OUT, MADE, MARKED = range(8)
CLEAN_SHARE = 0.25
"""Share of warm-up pictures that stay without defect: the repair must leave good pictures alone."""


class WarmUpBatch(NamedTuple):
    """Crops of good pictures with and without synthetic defects.

    Attributes:
        defective, good: `(N, C, side, side)`, in the networks' range by the scale of each whole good picture.
        mask: the defects' soft masks, `(N, 1, side, side)` in [0, 1].
        looked_at: `(N, 1, side, side)`, 1 where inspected, else 0; None: everywhere.
    """

    defective: Tensor
    good: Tensor
    mask: Tensor
    looked_at: Tensor | None = None


class Pair(NamedTuple):
    """A good and a defective picture, `(1, C, H, W)` in the networks' range.

    Where each is inspected is `(1, 1, H, W)` of 0 and 1, or None: everywhere.
    """

    good: Tensor
    defective: Tensor
    good_looked_at: Tensor | None = None
    defective_looked_at: Tensor | None = None


class PairCuts(NamedTuple):
    """What a pair shows, of one of the good and of one of the defective pictures."""

    good: Cut
    defective: Cut


Batch = TypeVar("Batch", bound=NamedTuple)


def generator_for(seed: int, purpose: int, number: int) -> np.random.Generator:
    """The random generator of one step (or epoch)."""
    return np.random.default_rng([seed, purpose, number])


def warm_up_batch(
    data: TrainingData,
    side: int,
    size: int,
    rng: np.random.Generator,
    families: Sequence[str] = FAMILY_NAMES,
    pasted_share: float = 0,
) -> WarmUpBatch:
    """Crops of good pictures with synthetic defects of these families, the same without, and the soft masks.

    Args:
        pasted_share: of those with a defect get a real one where there is one with a mask, see `pasted`.
    """
    defective, good, masks, inside = [], [], [], []
    for _ in range(size):
        cuts = [
            draw_cut(data.good, int(rng.integers(len(data.good))), side, rng, turns=data.turns)
            for _ in range(2)
        ]
        (picture, looked_at), (other, _) = (cropped(data.good, cut) for cut in cuts)
        scale = data.good[cuts[0].index].scale
        if rng.random() < CLEAN_SHARE:
            broken, mask = picture, np.zeros(picture.shape[:2], np.float32)
        else:
            real = _pasted(data, picture, looked_at, scale, rng, pasted_share)
            broken, mask = real or defects_inside(picture, other, looked_at, rng, families)
        to_network = scale.to_network
        defective.append(planes(to_network(broken)))
        good.append(planes(to_network(picture)))
        masks.append(mask[None])
        inside.append(looked_at)
    return WarmUpBatch(stacked(defective), stacked(good), stacked(masks), stacked_masks(inside))


def draw_pair(data: TrainingData, side: int, seed: int, steps: int, step: int) -> PairCuts:
    """What the good and the defective picture of one adversarial step show.

    An epoch of `steps` steps takes the good pictures in a random order of its own (again from the start where it is
    longer than that), each with a random defective one: the sets differ in size.
    """
    rng = generator_for(seed, ADVERSARIAL, step)
    defective = int(rng.integers(len(data.defective)))
    return PairCuts(
        draw_cut(data.good, good_at(data, seed, steps, step), side, rng, turns=data.turns),
        draw_cut(data.defective, defective, side, rng, turns=data.turns),
    )


def good_at(data: TrainingData, seed: int, steps: int, step: int) -> int:
    """The index of a step's good picture, see `draw_pair`."""
    epoch, index = divmod(step, steps)
    order = generator_for(seed, ORDER, epoch).permutation(len(data.good))
    return int(order[index % len(order)])


def made_pair(
    data: TrainingData,
    side: int,
    good: int,
    rng: np.random.Generator,
    families: Sequence[str],
    pasted_share: float = 0,
) -> tuple[Pair, Tensor]:
    """A pair whose defective picture is another good one with defects as in `warm_up_batch`, and their mask,
    `(1, 1, H, W)` of 0 and 1."""
    others = (int(rng.integers(len(data.good))), good)
    cuts = [draw_cut(data.good, index, side, rng, turns=data.turns) for index in (good, *others)]
    (picture, inside), (base, base_inside), (other, _) = (cropped(data.good, cut) for cut in cuts)
    if other.shape != base.shape:
        other = np.flip(base, 0)
    scale = data.good[others[0]].scale
    real = _pasted(data, base, base_inside, scale, rng, pasted_share)
    broken, mask = real or defects_inside(base, other, base_inside, rng, families)
    pair = Pair(
        stacked([planes(data.good[good].scale.to_network(picture))]),
        stacked([planes(scale.to_network(broken))]),
        stacked_masks([inside]),
        stacked_masks([base_inside]),
    )
    return pair, stacked([(mask > 0).astype(np.float32)[None]])


def _pasted(
    data: TrainingData,
    picture: FloatImage,
    looked_at: Mask | None,
    scale: PixelScale,
    rng: np.random.Generator,
    share: float,
) -> tuple[FloatImage, FloatImage] | None:
    # Without a share no number is drawn: the others stay what they were.
    return pasted(data, picture, looked_at, scale, rng) if share and rng.random() < share else None


def cut_pair(data: TrainingData, cuts: PairCuts) -> Pair:
    """The pair that `cuts` show of the pictures in memory."""
    good, good_inside = cropped(data.good, cuts.good)
    defective, defective_inside = cropped(data.defective, cuts.defective)
    return Pair(
        stacked([planes(data.good[cuts.good.index].scale.to_network(good))]),
        stacked([planes(data.defective[cuts.defective.index].scale.to_network(defective))]),
        stacked_masks([good_inside]),
        stacked_masks([defective_inside]),
    )


def ready_for(batch: Batch, device: torch.device) -> Batch:
    """The batch, of tensors and None, where a transfer to `device` makes nobody wait: for CUDA in locked memory."""
    if device.type != "cuda":
        return batch
    try:
        pinned = {name: t.pin_memory() for name, t in batch._asdict().items() if t is not None}
    except RuntimeError:
        # Some systems lock little memory for a program: then the transfer waits, and is right all the same.
        return batch
    return batch._replace(**pinned)


def cropped(pictures: Sequence[LabelledPicture], cut: Cut) -> tuple[FloatImage, Mask | None]:
    """What a cut shows of a picture, and where that is inspected; None: everywhere."""
    picture = pictures[cut.index]
    looked_at = None if picture.looked_at is None else taken(picture.looked_at, cut)
    return pixels_in(picture, cut), looked_at


def stacked_masks(masks: Sequence[Mask | None]) -> Tensor | None:
    """`(N, 1, H, W)` of 0 and 1, or None where no picture has areas."""
    shape = next((mask.shape for mask in masks if mask is not None), None)
    if shape is None:
        return None
    return stacked([(np.ones(shape) if m is None else m).astype(np.float32)[None] for m in masks])


def stacked(arrays: Sequence[np.ndarray]) -> Tensor:
    """Arrays of one shape as a batch."""
    return torch.from_numpy(np.stack(arrays))
