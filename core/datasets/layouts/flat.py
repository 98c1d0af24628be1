"""Any folder of images: nothing is known of them."""

from __future__ import annotations

from core.datasets.dataset import Label
from core.datasets.layouts.base import Layout, Loaded
from core.images.listing import Folder
from core.language import later


def matches(root: Folder) -> bool:
    """Any folder may be flat; whether there is an image in it shows when it is loaded."""
    return True


def load(root: Folder) -> Loaded:
    """Every image in `root` and below, unlabelled."""
    loaded = Loaded()
    for folder, names in root.walk():
        loaded.add(folder, names, Label.UNLABELLED)
    return loaded


LAYOUT = Layout(
    name="flat", expected=later("Datasets", "images in any arrangement"), matches=matches, load=load
)
