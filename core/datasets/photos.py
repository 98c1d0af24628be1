"""The photos a user means by naming files and folders: of a dataset's folder its images, not its masks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from core.datasets.layout import LAYOUTS
from core.errors import DatasetError
from core.images.find import find_images

LEVELS = 2
"""A part of a dataset can be named: ClassN/Test lies one folder below what the layout knows, MVTec's two."""


def find_photos(paths: Sequence[Path]) -> tuple[list[Path], int]:
    """Images as `core.images.find.find_images` lists them, less masks in folders; and the number of masks.

    A mask that is named itself stays.

    Raises:
        ImageFileError: a path does not exist, or a folder given may not be listed.
    """
    found = find_images(paths)
    masks: set[Path] = set()
    for folder in {path.absolute() for path in paths if path.is_dir()}:
        masks |= _masks_around(folder, [path.absolute() for path in found])
    masks -= {path.absolute() for path in paths}
    kept = [path for path in found if path.absolute() not in masks]
    return kept, len(found) - len(kept)


def _masks_around(folder: Path, found: Sequence[Path]) -> set[Path]:
    """Masks of the dataset that `folder` holds or is a part of, as its layout tells them from its images."""
    for root in [folder, *folder.parents][: LEVELS + 1]:
        for name, layout in LAYOUTS.items():
            if name == "flat":  # any folder is one, and it has no masks
                continue
            try:
                samples = layout.load(root)[0] if layout.matches(root) else []
            except (OSError, DatasetError):
                continue
            if samples:
                images = {sample.path for sample in samples}
                stems = {(path.parent, path.stem) for path in images}
                # Magnetic tile has a mask beside every image, good ones included.
                beside = {p for p in found if p not in images and (p.parent, p.stem) in stems}
                return beside | {sample.mask for sample in samples if sample.mask is not None}
    return set()
