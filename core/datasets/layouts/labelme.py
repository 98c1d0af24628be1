"""Images with labelme's `NAME.json` beside some of them, in any folders.

A file with shapes says that its image is defective, one without any that it is good; an image without a file is
unlabelled. Folders train, validation and test below the root are taken as splits.
"""

from __future__ import annotations

from core.datasets.dataset import Label
from core.datasets.layouts.base import Layout, Loaded, below_masks, place_of, split_below
from core.datasets.layouts.beside import Beside
from core.images.listing import Folder
from core.language import later


def matches(root: Folder) -> bool:
    """Whether an image has a JSON file of its name beside it."""
    # In most folders all files are images, which is quickly seen.
    return any(
        len(folder.images) < len(folder.files) and Beside.look(folder).outlines for folder, _ in root.walk()
    )


def load(root: Folder) -> Loaded:
    """Read every image and the file beside it; a defective sample's type is its most frequent label."""
    loaded = Loaded()
    known: dict[Folder, Beside] = {}
    for folder, names in root.walk():
        if below_masks(folder, root):
            continue
        beside = known.setdefault(folder, Beside.look(folder))
        place, split = place_of(folder, root), split_below(folder, root)
        for name in names:
            if name in beside.mask_names:
                continue
            drawn = beside.outlines_of(name, place, loaded)
            if drawn is None:
                loaded.add(folder, (name,), Label.UNLABELLED, split)
            elif drawn.defective:
                mask = drawn.mask or beside.mask_of(name)
                loaded.add(folder, (name,), Label.DEFECTIVE, split, drawn.defect_type, mask)
            else:
                loaded.add(folder, (name,), Label.GOOD, split)
    loaded.finish()
    return loaded


LAYOUT = Layout(
    name="labelme",
    expected=later("Datasets", "images with labelme's NAME.json beside them"),
    matches=matches,
    load=load,
)
