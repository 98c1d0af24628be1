"""MVTec AD: `train/good`, `test/good`, `test/<type>`, and masks in `ground_truth/<type>/NAME_mask.png`."""

from __future__ import annotations

from core.datasets.dataset import Label, Split
from core.datasets.layouts.base import (
    GOOD_NAMES,
    NO_IMAGE,
    NO_MASK,
    Layout,
    Loaded,
    place_of,
    stem,
    subfolders,
)
from core.images.listing import Folder
from core.language import later


def matches(root: Folder) -> bool:
    """Whether `root` has `train/good`, `test` with folders, and `ground_truth`."""
    inside = subfolders(root)
    if not {"train", "test", "ground_truth"} <= inside.keys():
        return False
    good = [folder for name, folder in subfolders(inside["train"]).items() if name in GOOD_NAMES]
    return any(folder.images for folder in good) and bool(inside["test"].folders)


def load(root: Folder) -> Loaded:
    """Read both halves; a defective sample's type is its folder's name."""
    inside = subfolders(root)
    truth = subfolders(inside["ground_truth"])
    loaded = Loaded()
    for half, split in (("train", Split.TRAIN), ("test", Split.TEST)):
        for name, folder in subfolders(inside[half]).items():
            if name in GOOD_NAMES:
                loaded.add(folder, folder.images, Label.GOOD, split)
            else:
                _load_type(folder, truth.get(name), split, root, loaded)
    return loaded


def _load_type(folder: Folder, truth: Folder | None, split: Split, root: Folder, loaded: Loaded) -> None:
    masks = {stem(name): name for name in truth.images} if truth else {}
    unmasked: list[str] = []
    for name in folder.images:
        found = masks.pop(f"{stem(name)}_mask", None) or masks.pop(stem(name), None)
        mask = truth.path / found if truth and found else None
        if mask is None:
            unmasked.append(name)
        loaded.add(folder, (name,), Label.DEFECTIVE, split, folder.name, mask)
    loaded.note(place_of(folder, root), NO_MASK, unmasked)
    if truth:
        loaded.note(place_of(truth, root), NO_IMAGE, masks.values())


LAYOUT = Layout(
    name="mvtec",
    expected=later("Datasets", "train/good, test/good, test/<type> and ground_truth/<type>"),
    matches=matches,
    load=load,
    pictures=load,
)
