"""Good test images with synthetic defects of one family each, as files that any model can be tested with."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from core.datasets.dataset import Dataset, Label, Sample, Split
from core.datasets.defects import one_defect
from core.datasets.parallel import map_in_order
from core.datasets.recipe.names import FAMILY_NAMES, FamilyName
from core.errors import ImageFileError, TrainingError
from core.experiments.cells import digest_of
from core.files import read_json, write_atomically
from core.images.areas import looked_at
from core.images.convert import to_uint8
from core.images.read import read_picture
from core.images.write import write_png

NOTE = "drawn.json"
TRIES = 50
"""Draws until a defect can be seen; on a picture without texture a smear never can."""
_PURPOSE = 0x66616D


def family_samples(
    dataset: Dataset,
    families: Sequence[FamilyName],
    seed: int,
    folder: Path,
    bits16: int = 16,
    drawn: Callable[[], None] = lambda: None,
) -> dict[FamilyName, tuple[Sample, ...]]:
    """Write each good test image of `dataset` once more for every family, with one defect of it, and the mask.

    What is there already is kept, so that a call that was cut off is completed by the next. An image that cannot be
    read, or on which no defect of a family can be seen, has none of that family.

    Args:
        seed: decides the defects, with the family and the image's place.
        folder: where they are written, as 8-bit PNGs, in a folder for each family.
        bits16: see `core.images.read.read_picture`.
        drawn: called after each.

    Raises:
        TrainingError: the folder holds defects on other images.
        OSError: the folder cannot be written.
    """
    good = dataset.select(split=Split.TEST, label=Label.GOOD)
    _claim(folder, digest_of(Dataset(dataset.root, dataset.layout, good), dataset.name_of), seed)
    found: dict[FamilyName, tuple[Sample, ...]] = {}
    for family in families:
        write = partial(_write, folder / family, family, seed, bits16)

        def samples(write: Callable[[tuple[int, Sample]], Sample | None] = write) -> Iterator[Sample]:
            for sample in map_in_order(write, enumerate(good)):
                drawn()
                if sample is not None:
                    yield sample

        found[family] = tuple(samples())
    return found


def _claim(folder: Path, images: str, seed: int) -> None:
    """Note in the folder what it is for, or see that it is for the same."""
    note = {"schema_version": 1, "images": images, "seed": seed}
    path = folder / NOTE
    if not path.exists():
        with write_atomically(path) as temporary:
            temporary.write_text(json.dumps(note, indent=1), encoding="utf-8")
        return
    try:
        there = read_json(path)
    except ValueError:
        there = None
    if there != note:
        raise TrainingError(
            f"{folder} holds defects on other images.",
            "Choose another folder with --out, or delete that one.",
            folder,
        )


def _write(
    folder: Path, family: FamilyName, seed: int, bits16: int, item: tuple[int, Sample]
) -> Sample | None:
    index, good = item
    path, mask_path = (folder / f"{index + 1:04d}{end}.png" for end in ("", "_mask"))
    if not path.exists():
        try:
            picture = read_picture(good.path, bits16=bits16).pixels
        except ImageFileError:
            return None
        rng = np.random.default_rng([seed, _PURPOSE, FAMILY_NAMES.index(family), index])
        height, width = picture.shape[:2]
        inside = looked_at(good.areas, width, height)
        tries = (one_defect(picture, picture[::-1], rng, (family,), inside) for _ in range(TRIES))
        made = next((one for one in tries if one is not None), None)
        if made is None:
            return None
        # The mask first: an image that is there has its mask.
        write_png(mask_path, made[1].astype(np.uint8) * np.uint8(255))
        write_png(path, to_uint8(made[0]))
    return Sample(path, Label.DEFECTIVE, Split.TEST, mask_path, family, good.areas)
