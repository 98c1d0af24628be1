"""The run's pictures: read once into memory, cut and flipped on demand by seeded generators."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import psutil
from numpy.typing import NDArray

from core.datasets.dataset import Dataset, Label, Sample, Split
from core.errors import AreasError, ImageFileError, TrainingError
from core.images.read import read_picture
from core.inspection.hidden import defect_hidden, hidden_text
from core.inspection.preprocess import Preprocess
from core.inspection.result import Mask
from core.inspection.working import seen, working_picture

FloatImage = NDArray[np.float32]
MEMORY_SHARE = 0.6
MIN_CROP = 32


@dataclass(frozen=True)
class LabelledPicture:
    """A working picture, float32 in [0, 1], `(H, W)` or `(H, W, 3)`, with its label.

    `looked_at` is bool `(H, W)`, True where it is inspected; None: everywhere. Elsewhere `pixels` continue what is
    inspected: nothing of what the file shows there is kept.
    """

    path: Path
    label: Label
    pixels: FloatImage
    looked_at: Mask | None = None


@dataclass(frozen=True)
class TrainingData:
    """What a run trains and validates on; the validation pictures are never trained on."""

    good: tuple[LabelledPicture, ...]
    defective: tuple[LabelledPicture, ...]
    validation: tuple[LabelledPicture, ...]
    unreadable: tuple[str, ...]


def load_data(
    dataset: Dataset, preprocess: Preprocess, progress: Callable[[int, int], None] | None = None
) -> TrainingData:
    """Read the training and validation splits of `dataset`.

    A file that cannot be read is left out and named in `unreadable`; so is one whose areas leave nothing to look at,
    or hide its whole defect.

    Raises:
        TrainingError: fewer than two good training pictures, fewer than two good validation pictures, or more
            pictures than the memory holds.
    """
    groups: dict[tuple[Split, Label], list[LabelledPicture]] = {}
    unreadable = []
    wanted = [s for s in dataset.samples if s.split in (Split.TRAIN, Split.VALIDATION)]
    limit = MEMORY_SHARE * psutil.virtual_memory().available
    used = 0
    for done, sample in enumerate(wanted, 1):
        try:
            picture = _load(sample, preprocess)
        except (ImageFileError, AreasError) as error:
            unreadable.append(str(error))
            continue
        if defect_hidden(sample, picture.looked_at):
            unreadable.append(hidden_text(sample.path))
            continue
        used += picture.pixels.nbytes
        if used > limit:
            raise TrainingError(
                f"The pictures do not fit into memory ({len(wanted)} of them; {done} took {used / 2**30:.1f} GiB).",
                "Train on fewer pictures, or set a smaller --size.",
            )
        groups.setdefault((sample.split, sample.label), []).append(picture)
        if progress is not None:
            progress(done, len(wanted))
    good = tuple(groups.get((Split.TRAIN, Label.GOOD), ()))
    defective = tuple(groups.get((Split.TRAIN, Label.DEFECTIVE), ()))
    validation = tuple(
        p for label in (Label.GOOD, Label.DEFECTIVE) for p in groups.get((Split.VALIDATION, label), ())
    )
    if len(good) < 2:
        raise TrainingError(
            f"There are {len(good)} readable good training pictures in {dataset.root}; at least 2 are needed."
            + (f" Left out: {unreadable[0]}" if unreadable else ""),
            "The paper trained with 100 good and 50 defective ones. Check the folder with isugan check.",
        )
    if sum(p.label is Label.GOOD for p in validation) < 2:
        raise TrainingError(
            f"Fewer than 2 good pictures of {dataset.root} are left for validation.",
            "Add good pictures, or raise --validation.",
        )
    return TrainingData(good, defective, validation, tuple(unreadable))


def _load(sample: Sample, preprocess: Preprocess) -> LabelledPicture:
    read = read_picture(sample.path, bits16=preprocess.bits16).pixels
    pixels, looked_at = working_picture(read, preprocess, sample.areas, sample.path)
    if min(pixels.shape[:2]) < MIN_CROP:
        raise ImageFileError(
            f"{sample.path} is too small to train on ({pixels.shape[1]} x {pixels.shape[0]} pixels).",
            f"Each side needs at least {MIN_CROP} pixels.",
            sample.path,
        )
    return LabelledPicture(sample.path, sample.label, seen(pixels, looked_at), looked_at)


def cut(pixels: FloatImage, side: int, rng: np.random.Generator) -> FloatImage:
    """A random square of `side` pixels; a picture shorter than that is continued by reflection. 0: the whole."""
    if not side:
        return pixels
    pixels = _at_least(pixels, side)
    height, width = pixels.shape[:2]
    top, left = int(rng.integers(height - side + 1)), int(rng.integers(width - side + 1))
    return pixels[top : top + side, left : left + side]


def cut_inside(
    pixels: FloatImage, looked_at: Mask, side: int, rng: np.random.Generator
) -> tuple[FloatImage, Mask]:
    """The same random square of both, as by `cut`, that has a random inspected pixel in its middle half (as far as
    the picture's border leaves room): a crop of ignored pixels teaches nothing."""
    if not side:
        return pixels, looked_at
    pixels, looked_at = _at_least(pixels, side), _at_least(looked_at, side)
    height, width = looked_at.shape
    places = np.flatnonzero(looked_at)
    y, x = divmod(int(places[rng.integers(len(places))]), width)
    top, left = (
        max(0, min(place - int(rng.integers(side // 4, side - side // 4)), length - side))
        for place, length in ((y, height), (x, width))
    )
    square = slice(top, top + side), slice(left, left + side)
    return pixels[square], looked_at[square]


def _at_least(array: NDArray[Any], side: int) -> NDArray[Any]:
    """`(H, W)` or `(H, W, C)`, continued by reflection to `side` pixels at least."""
    height, width = array.shape[:2]
    if height >= side and width >= side:
        return array
    pad = [(0, max(0, side - height)), (0, max(0, side - width))] + [(0, 0)] * (array.ndim - 2)
    return np.pad(array, pad, "symmetric")


def flip(pixels: FloatImage, rng: np.random.Generator) -> FloatImage:
    """As it is, left-right or up-down, with equal chance (paper, section "Implementation details")."""
    choice = int(rng.integers(3))
    return pixels if choice == 0 else pixels[:, ::-1] if choice == 1 else pixels[::-1]


def planes(pixels: FloatImage) -> FloatImage:
    """`(H, W)` or `(H, W, 3)` to contiguous `(C, H, W)`."""
    return np.ascontiguousarray(pixels[None] if pixels.ndim == 2 else pixels.transpose(2, 0, 1))
