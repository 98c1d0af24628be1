"""The run's pictures, read once into memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import psutil
from numpy.typing import NDArray

from core.datasets.dataset import Dataset, Label, Sample, Split
from core.datasets.masks import read_mask
from core.errors import AreasError, ImageFileError, TrainingError
from core.images.read import read_picture
from core.inspection.hidden import defect_hidden, hidden_text
from core.inspection.preprocess import Preprocess
from core.inspection.result import Mask
from core.inspection.working import seen, working_picture
from core.language import Later, later, later_n
from core.nets.pixel_scale import FIXED_PIXELS, PixelScale, scale_of_pixels
from core.training.packed import Packed, packed, unpacked

FloatImage = NDArray[np.float32]
MEMORY_SHARE = 0.6
MIN_CROP = 32


@dataclass(frozen=True)
class LabelledPicture:
    """A working picture with its label; `pixels` and `stored` are `(H, W)` or `(H, W, 3)`.

    `stored` is what `core.training.packed` makes of it, or float32 in [0, 1] as it is. `looked_at` is bool `(H, W)`,
    True where it is inspected; None: everywhere. Elsewhere `pixels` continue what is inspected: nothing of what the
    file shows there is kept. `defect` is bool `(H, W)`, the mask of a defective picture where masks are learnt from.
    `scale` is that of the whole picture, as the inspection has it: a crop's own would show the networks another
    contrast than they will see.
    """

    path: Path
    label: Label
    stored: Packed
    looked_at: Mask | None = None
    defect: Mask | None = None
    scale: PixelScale = FIXED_PIXELS

    @property
    def pixels(self) -> FloatImage:
        """float32 in [0, 1], made anew each time."""
        return unpacked(self.stored)

    @property
    def size(self) -> tuple[int, int]:
        """Height and width, pixels."""
        height, width = self.stored.shape[:2]
        return height, width

    @property
    def nbytes(self) -> int:
        """What it takes of the memory."""
        parts = (self.stored, self.looked_at, self.defect)
        return sum(part.nbytes for part in parts if part is not None)


@dataclass(frozen=True)
class TrainingData:
    """What a run trains and validates on; the validation pictures are never trained on.

    `turns`: what is trained on may be turned by quarters.
    """

    good: tuple[LabelledPicture, ...]
    defective: tuple[LabelledPicture, ...]
    validation: tuple[LabelledPicture, ...]
    unreadable: tuple[str | Later, ...]
    turns: bool = False

    @property
    def masks(self) -> int:
        """Defective training pictures whose mask is learnt from."""
        return sum(picture.defect is not None for picture in self.defective)


def learnt_from(dataset: Dataset) -> tuple[Sample, ...]:
    """The samples that a run trains and validates on: the labelled ones of both splits."""
    splits = (Split.TRAIN, Split.VALIDATION)
    return tuple(s for s in dataset.samples if s.split in splits and s.label is not Label.UNLABELLED)


def load_data(
    dataset: Dataset,
    preprocess: Preprocess,
    *,
    masks: bool = False,
) -> TrainingData:
    """Read the labelled images of the training and validation splits of `dataset`.

    A file that cannot be read is left out and named in `unreadable`; so is one whose areas leave nothing to look at,
    or hide its whole defect. With `masks` a defective training picture has to have one that can be read.

    Raises:
        TrainingError: fewer than two good training pictures, fewer than two good validation pictures, or more
            pictures than the memory holds.
    """
    groups: dict[tuple[Split, Label], list[LabelledPicture]] = {}
    unreadable: list[str | Later] = []
    wanted = learnt_from(dataset)
    limit = MEMORY_SHARE * psutil.virtual_memory().available
    used = 0
    for done, sample in enumerate(wanted, 1):
        try:
            picture = _load(sample, preprocess)
            if masks and sample.label is Label.DEFECTIVE and sample.split is Split.TRAIN:
                picture = _with_mask(picture, sample)
        except (ImageFileError, AreasError) as error:
            unreadable.append(error.told)
            continue
        if defect_hidden(sample, picture.looked_at):
            unreadable.append(hidden_text(sample.path))
            continue
        used += picture.nbytes
        if used > limit:
            raise TrainingError(
                later(
                    "Training",
                    "The pictures do not fit into memory ({number} of them; {done} took {used} GiB).",
                    number=str(len(wanted)),
                    done=str(done),
                    used=f"{used / 2**30:.1f}",
                ),
                later("Training", "Train on fewer pictures, or set a smaller --size."),
            )
        groups.setdefault((sample.split, sample.label), []).append(picture)
    good = tuple(groups.get((Split.TRAIN, Label.GOOD), ()))
    defective = tuple(groups.get((Split.TRAIN, Label.DEFECTIVE), ()))
    validation = tuple(
        p for label in (Label.GOOD, Label.DEFECTIVE) for p in groups.get((Split.VALIDATION, label), ())
    )
    if not wanted and dataset.samples:
        raise TrainingError(
            later("Training", "No image in {folder} has a label to learn from.", folder=dataset.root),
            later(
                "Training",
                "Put good ones into a folder good and defective ones into a folder defective, and give their parent.",
            ),
            dataset.root,
        )
    if len(good) < 2:
        raise TrainingError(
            _too_few(len(good), dataset.root, unreadable),
            later(
                "Training",
                "The paper trained with 100 good and 50 defective ones. Check the folder with isugan check.",
            ),
        )
    if sum(p.label is Label.GOOD for p in validation) < 2:
        raise TrainingError(
            later(
                "Training",
                "Fewer than 2 good pictures of {folder} are left for validation.",
                folder=dataset.root,
            ),
            later("Training", "Add good pictures, or raise --validation."),
        )
    return TrainingData(good, defective, validation, tuple(unreadable))


def _too_few(number: int, folder: Path, left_out: Sequence[str | Later]) -> Later:
    text = later_n(
        "Training",
        number,
        "There is {n} readable good training picture in {folder}; at least 2 are needed.",
        "There are {n} readable good training pictures in {folder}; at least 2 are needed.",
        folder=folder,
    )
    if not left_out:
        return text
    return later("Training", "{problem} Left out: {image}", problem=text, image=left_out[0])


def _load(sample: Sample, preprocess: Preprocess) -> LabelledPicture:
    read = read_picture(sample.path, bits16=preprocess.bits16).pixels
    pixels, looked_at = working_picture(read, preprocess, sample.areas, sample.path)
    if min(pixels.shape[:2]) < MIN_CROP:
        raise ImageFileError(
            later(
                "Training",
                "{path} is too small to train on ({width} x {height} pixels).",
                path=sample.path,
                width=str(pixels.shape[1]),
                height=str(pixels.shape[0]),
            ),
            later("Training", "Each side needs at least {least} pixels.", least=MIN_CROP),
            sample.path,
        )
    pixels = seen(pixels, looked_at)
    scale = scale_of_pixels(pixels, standardise=preprocess.standardise)
    return LabelledPicture(sample.path, sample.label, packed(pixels), looked_at, scale=scale)


def _with_mask(picture: LabelledPicture, sample: Sample) -> LabelledPicture:
    if sample.mask is None:
        raise ImageFileError(
            later("Training", "{path} has no mask.", path=sample.path),
            later("Training", "Draw one, or train another network."),
            sample.path,
        )
    height, width = picture.size
    return replace(picture, defect=read_mask(sample.mask, width, height))
