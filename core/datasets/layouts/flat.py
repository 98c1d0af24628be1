"""Any folder of images: nothing is known of them."""

from __future__ import annotations

from pathlib import Path

from core.datasets.dataset import Label, Sample, Split
from core.datasets.layouts.base import Layout, Loaded
from core.images.find import find_images, is_image_name


def matches(root: Path) -> bool:
    """Any folder may be flat; whether there is an image in it shows when it is loaded."""
    return root.is_dir()


def load(root: Path) -> Loaded:
    """Every image in `root` and below, unlabelled."""
    found = find_images([root])
    samples = [Sample(p, Label.UNLABELLED, Split.UNASSIGNED) for p in found if is_image_name(p.name)]
    problems = [f"{p.relative_to(root)} cannot be listed." for p in found if not is_image_name(p.name)]
    return samples, problems


LAYOUT = Layout(name="flat", expected="images in any arrangement", matches=matches, load=load)
