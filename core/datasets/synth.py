"""Write a synthetic dataset to disk, in DAGM's layout."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import numpy as np

from core.datasets.dataset import Dataset
from core.datasets.layout import recognise
from core.datasets.parallel import map_in_order
from core.datasets.recipe.names import in_order
from core.datasets.textures import TEXTURES, make_image
from core.datasets.textures.registry import SMALLEST, check_families, no_such_texture, too_small
from core.errors import DatasetError
from core.files import read_json, write_atomically
from core.images.write import write_png
from core.language import Later, later

_HALVES = ("Train", "Test")
_RECORD = "synthetic.json"


@dataclass(frozen=True)
class _Record:
    """What a folder holds or is to hold, so that an interrupted run goes on and another one is refused."""

    texture: str
    good: int
    defective: int
    size: int
    seed: int
    version: int = 1
    families: tuple[str, ...] = ()


def write_dataset(
    root: Path,
    texture: str,
    *,
    good: int,
    defective: int,
    size: int,
    seed: int,
    families: Sequence[str] = (),
    progress: Callable[[int, int], None] | None = None,
) -> Dataset:
    """Write `Class1/Train` and `Class1/Test`, each with `good` + `defective` images (twice that in all).

    The defective ones are mixed in by seed. Each half has its own pictures. Files that an interrupted run has
    written are kept, so running it again completes it, and once more changes nothing.

    Args:
        root: the folder; made if missing.
        texture: a key of `TEXTURES`.
        good, defective: images in each half, together at least 1.
        size: side in pixels, at least 64.
        seed: at least 0; decides everything.
        families: of the defects, see `core.datasets.recipe`; without any each texture has its own defect.
        progress: called with images done and images in all.

    Returns:
        The dataset as it is recognised on disk.

    Raises:
        DatasetError: an argument is out of range, or the folder holds something else.
        OSError: the folder cannot be written, or the disk is full.
    """
    root = Path(root)
    record = _Record(texture, good, defective, size, seed, families=in_order(families))
    _check_arguments(record)
    _claim(root, record)
    total = len(_HALVES) * (good + defective)
    done = 0
    for half_number, half in enumerate(_HALVES):
        folder = root / "Class1" / half
        is_defective = _mix(record, half_number)
        names = [f"{number:0{max(4, len(str(total)))}d}" for number in range(1, len(is_defective) + 1)]
        items = list(enumerate(zip(names, is_defective, strict=True)))
        for _ in map_in_order(partial(_write_one, record, half_number, folder), items):
            done += 1
            if progress is not None:
                progress(done, total)
        # Last, so that a half with its list is a half with all its files.
        with write_atomically(folder / "Label" / "Labels.txt") as temporary:
            temporary.write_text(_labels(names, is_defective), encoding="ascii", newline="\n")
    return recognise(root, "dagm")


def _check_arguments(record: _Record) -> None:
    if record.texture not in TEXTURES:
        raise no_such_texture(record.texture)
    check_families(record.families)
    if record.size < SMALLEST:
        raise too_small(record.size)
    if min(record.good, record.defective, record.seed) < 0 or record.good + record.defective == 0:
        raise DatasetError(
            later("Datasets", "There is nothing to write."),
            later("Datasets", "Numbers must be 0 or more, and not both 0."),
        )


def _claim(root: Path, record: _Record) -> None:
    """Note in the folder what it is for, or see that it is for the same."""
    note = root / _RECORD
    if note.exists():
        if _noted(root) != record:
            raise DatasetError(
                _another(root, _noted(root)),
                later("Datasets", "Give the same values to complete it, or choose another folder."),
                root,
            )
        return
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise DatasetError(
            later("Datasets", "{path} is not an empty folder.", path=root),
            later("Datasets", "Choose a new or an empty folder."),
            root,
        )
    with write_atomically(note) as temporary:
        temporary.write_text(json.dumps(asdict(record), indent=1), encoding="utf-8")


def synthetic_texture(root: Path) -> str | None:
    """The texture of the synthetic dataset in `root`; None where it holds another dataset, or none."""
    record = _noted(root)
    return None if record is None else record.texture


def _noted(root: Path) -> _Record | None:
    """What the note in a folder says; None where it says nothing that this version understands."""
    try:
        noted = read_json(root / _RECORD)
        if not isinstance(noted, dict):
            return None
        # Notes of earlier versions know no families: their defects are the textures' own.
        return _Record(**{**noted, "families": tuple(noted.get("families", ()))})
    except (OSError, ValueError, TypeError):
        return None


def _another(root: Path, other: _Record | None) -> Later:
    if other is None:
        return later("Datasets", "{path} holds another synthetic dataset.", path=root)
    images = later(
        "Datasets",
        "{good} good and {defective} defective images of {size} pixels in each half",
        good=str(other.good),
        defective=str(other.defective),
        size=str(other.size),
    )
    seed = str(other.seed)
    if not other.families:
        return later(
            "Datasets",
            "{path} holds another synthetic dataset: {texture}, {images}, seed {seed}.",
            path=root,
            texture=other.texture,
            images=images,
            seed=seed,
        )
    return later(
        "Datasets",
        "{path} holds another synthetic dataset: {texture}, {images}, seed {seed}, defects of {families}.",
        path=root,
        texture=other.texture,
        images=images,
        seed=seed,
        families=", ".join(other.families),
    )


def _mix(record: _Record, half: int) -> list[bool]:
    flags = np.arange(record.good + record.defective) >= record.good
    order = np.random.default_rng([record.seed, half]).permutation(len(flags))
    return [bool(flag) for flag in flags[order]]


def _write_one(record: _Record, half: int, folder: Path, item: tuple[int, tuple[str, bool]]) -> None:
    index, (name, is_defective) = item
    image_path = folder / f"{name}.PNG"
    if image_path.exists():
        return
    seed = (record.seed, half, index)
    pixels, mask = make_image(record.texture, record.size, seed, is_defective, record.families)
    # The mask first: an image that is there has its mask.
    if is_defective:
        write_png(folder / "Label" / f"{name}_label.PNG", mask.astype(np.uint8) * np.uint8(255))
    write_png(image_path, pixels)


def _labels(names: list[str], is_defective: list[bool]) -> str:
    """`Labels.txt` as DAGM writes it."""
    lines = ["1"]
    for name, defective in zip(names, is_defective, strict=True):
        mask = f"{name}_label.PNG" if defective else "0"
        lines.append(f"{name}\t{int(defective)}\t{name}.PNG\t0\t{mask}")
    return "\n".join(lines) + "\n"
