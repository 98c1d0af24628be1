"""Any folder of images: nothing is known of them."""

from __future__ import annotations

from pathlib import Path

from core.datasets.dataset import Label, Sample, Split
from core.datasets.layouts.base import Layout, Loaded, images_below


def matches(root: Path) -> bool:
    """Whether there is an image in `root` or below."""
    return bool(images_below(root))


def load(root: Path) -> Loaded:
    """Every image in `root` and below, unlabelled."""
    return [Sample(path, Label.UNLABELLED, Split.UNASSIGNED) for path in images_below(root)], []


LAYOUT = Layout(name="flat", expected="images in any arrangement", matches=matches, load=load)
