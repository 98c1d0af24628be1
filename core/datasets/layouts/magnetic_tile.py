"""Magnetic tile surfaces (Huang, Qiu, Yuan 2018): `MT_Free`, `MT_Blowhole`, `MT_Crack` and so on.

Each holds JPEG images, directly or in `Imgs`; a PNG with the same stem is the image's mask, never an image.
"""

from __future__ import annotations

from pathlib import Path

from core.datasets.dataset import Label, Sample, Split
from core.datasets.layouts.base import Layout, Loaded, files, name_some, subfolders

_PREFIX = "mt_"
_GOOD = "free"
_JPEG = frozenset({".jpg", ".jpeg"})


def _types(root: Path) -> dict[str, Path]:
    """Folder of images by defect type, "free" included."""
    found = {}
    for name, folder in [(root.name.lower(), root), *subfolders(root).items()]:
        if name.startswith(_PREFIX):
            inner = subfolders(folder).get("imgs", folder)
            if any(path.suffix.lower() in _JPEG for path in files(inner).values()):
                found[name.removeprefix(_PREFIX)] = inner
    return found


def matches(root: Path) -> bool:
    """Whether `root` holds `MT_...` folders with JPEG images, or is one."""
    return bool(_types(root))


def load(root: Path) -> Loaded:
    """Read every `MT_...` folder; nothing is assigned to a split, since the set has none."""
    samples: list[Sample] = []
    problems: list[str] = []
    for defect_type, folder in _types(root).items():
        inside = list(files(folder).values())
        pngs = {path.stem.lower(): path for path in inside if path.suffix.lower() == ".png"}
        unmasked: list[str] = []
        for image in (path for path in inside if path.suffix.lower() in _JPEG):
            mask = pngs.pop(image.stem.lower(), None)
            if defect_type == _GOOD:
                samples.append(Sample(image, Label.GOOD, Split.UNASSIGNED))
                continue
            if mask is None:
                unmasked.append(image.name)
            samples.append(Sample(image, Label.DEFECTIVE, Split.UNASSIGNED, mask, defect_type))
        place = folder.relative_to(root)
        if unmasked:
            problems.append(f"{place}, defective without a mask: {name_some(unmasked)}.")
        if pngs:
            problems.append(f"{place}, masks without an image: {name_some(p.name for p in pngs.values())}.")
    return samples, problems


LAYOUT = Layout(
    name="magnetic_tile",
    expected="MT_Free and MT_<defect> folders of JPEG images with PNG masks",
    matches=matches,
    load=load,
)
