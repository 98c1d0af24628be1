"""Magnetic tile surfaces (Huang, Qiu, Yuan 2018): `MT_Free`, `MT_Blowhole`, `MT_Crack` and so on.

Each holds JPEG images, directly or in `Imgs`; a PNG with the same stem is the image's mask, never an image.
"""

from __future__ import annotations

from core.datasets.dataset import Label
from core.datasets.layouts.base import NO_IMAGE, NO_MASK, Layout, Loaded, place_of, stem, subfolders
from core.images.listing import Folder
from core.language import later

_PREFIX = "mt_"
_GOOD = "free"
_JPEG = (".jpg", ".jpeg")


def _types(root: Folder) -> dict[str, Folder]:
    """Folder of images by defect type, "free" included."""
    found = {}
    for name, folder in [(root.name.lower(), root), *subfolders(root).items()]:
        if name.startswith(_PREFIX):
            inner = subfolders(folder).get("imgs", folder)
            if any(image.lower().endswith(_JPEG) for image in inner.files):
                found[name.removeprefix(_PREFIX)] = inner
    return found


def matches(root: Folder) -> bool:
    """Whether `root` holds `MT_...` folders with JPEG images, or is one."""
    return bool(_types(root))


def load(root: Folder) -> Loaded:
    """Read every `MT_...` folder; nothing is assigned to a split, since the set has none."""
    loaded = Loaded()
    for defect_type, folder in _types(root).items():
        pngs = {stem(name): name for name in folder.files if name.lower().endswith(".png")}
        unmasked: list[str] = []
        for name in (name for name in folder.files if name.lower().endswith(_JPEG)):
            mask = pngs.pop(stem(name), None)
            if defect_type == _GOOD:
                loaded.add(folder, (name,), Label.GOOD)
                continue
            if mask is None:
                unmasked.append(name)
            mask_path = folder.path / mask if mask else None
            loaded.add(folder, (name,), Label.DEFECTIVE, defect_type=defect_type, mask=mask_path)
        loaded.note(place_of(folder, root), NO_MASK, unmasked)
        loaded.note(place_of(folder, root), NO_IMAGE, pngs.values())
    return loaded


LAYOUT = Layout(
    name="magnetic_tile",
    expected=later("Datasets", "MT_Free and MT_<defect> folders of JPEG images with PNG masks"),
    matches=matches,
    load=load,
    pictures=load,
)
