"""Which training pictures are taught with their masks."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from core.datasets.dataset import Sample
from core.datasets.masks import read_mask
from core.errors import ImageFileError, TrainingError
from core.language import later
from core.training.data import LabelledPicture, TrainingData

_PURPOSE = 0x6D61736B
"""Keeps this choice apart from the seed's others."""


def with_masks(data: TrainingData, samples: Sequence[Sample], count: int, seed: int) -> TrainingData:
    """The data with the masks of `count` of its defective training pictures, or of all that have one.

    The seed decides which; a smaller number takes some of the same. A mask that cannot be read, or that marks nothing,
    is named in `unreadable`, and its picture stays without.
    """
    masks = {sample.path: sample.mask for sample in samples if sample.mask is not None}
    order = np.random.default_rng([seed, _PURPOSE]).permutation(len(data.defective))
    pictures, unreadable = list(data.defective), list(data.unreadable)
    left = count
    for index in order.tolist():
        picture = pictures[index]
        mask = masks.get(picture.path)
        if mask is None or not left:
            continue
        height, width = picture.size
        try:
            defect = read_mask(mask, width, height)
        except ImageFileError as error:
            unreadable.append(error.told)
            continue
        if not defect.any():
            unreadable.append(
                later("Training", "The mask of {path} marks nothing at the working size.", path=picture.path)
            )
            continue
        pictures[index] = replace(picture, defect=defect)
        left -= 1
    return replace(data, defective=tuple(pictures), unreadable=tuple(unreadable))


def masked(pictures: Sequence[LabelledPicture]) -> list[int]:
    """The indices of those that have a mask."""
    return [index for index, picture in enumerate(pictures) if picture.defect is not None]


def masks_digest(pictures: Sequence[LabelledPicture]) -> str:
    """SHA-256 over the masks that are learnt from and whose they are; "" without one."""
    there = masked(pictures)
    if not there:
        return ""
    digest = hashlib.sha256()
    for index in there:
        defect = pictures[index].defect
        assert defect is not None
        digest.update(repr((index, defect.shape)).encode())
        digest.update(np.packbits(defect).tobytes())
    return digest.hexdigest()


def check_same_masks(now: str, wanted: str | None, run: Path) -> None:
    """See that a resumed run is taught by the masks that it began with.

    Args:
        now, wanted: as `masks_digest` gives them; None: the run began before they were noted.
        run: its folder.

    Raises:
        TrainingError: they differ.
    """
    if wanted is not None and now != wanted:
        raise TrainingError(
            later(
                "Training",
                "The masks of the training images are not those that the run in {run} began with.",
                run=run,
            ),
            later("Training", "Bring them back as they were, or start a new run to learn from the new ones."),
            run,
        )
