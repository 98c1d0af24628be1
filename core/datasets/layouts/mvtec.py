"""MVTec AD: `train/good`, `test/good`, `test/<type>`, and masks in `ground_truth/<type>/NAME_mask.png`."""

from __future__ import annotations

from pathlib import Path

from core.datasets.dataset import Label, Sample, Split
from core.datasets.layouts.base import (
    GOOD_NAMES,
    Layout,
    Loaded,
    images,
    name_some,
    subfolders,
)


def matches(root: Path) -> bool:
    """Whether `root` has `train/good`, `test` with folders, and `ground_truth`."""
    inside = subfolders(root)
    if not {"train", "test", "ground_truth"} <= inside.keys():
        return False
    good = [path for name, path in subfolders(inside["train"]).items() if name in GOOD_NAMES]
    return any(images(path) for path in good) and bool(subfolders(inside["test"]))


def load(root: Path) -> Loaded:
    """Read both halves; a defective sample's type is its folder's name."""
    inside = subfolders(root)
    truth = subfolders(inside["ground_truth"])
    samples: list[Sample] = []
    problems: list[str] = []
    for half, split in (("train", Split.TRAIN), ("test", Split.TEST)):
        for name, folder in subfolders(inside[half]).items():
            if name in GOOD_NAMES:
                samples += [Sample(path, Label.GOOD, split) for path in images(folder)]
                continue
            masks = {path.stem.lower(): path for path in images(truth[name])} if name in truth else {}
            unmasked: list[str] = []
            for path in images(folder):
                stem = path.stem.lower()
                mask = masks.pop(f"{stem}_mask", None) or masks.pop(stem, None)
                if mask is None:
                    unmasked.append(path.name)
                samples.append(Sample(path, Label.DEFECTIVE, split, mask, folder.name))
            if unmasked:
                problems.append(f"{half}/{folder.name}, defective without a mask: {name_some(unmasked)}.")
            if masks:
                names = name_some(path.name for path in masks.values())
                problems.append(f"{truth[name].relative_to(root)}, masks without an image: {names}.")
    return samples, problems


LAYOUT = Layout(
    name="mvtec",
    expected="train/good, test/good, test/<type> and ground_truth/<type>",
    matches=matches,
    load=load,
)
