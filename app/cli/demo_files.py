"""The built-in demo: a model, images that it was not trained on, and what is known of them."""

from __future__ import annotations

import csv
from pathlib import Path

from core.errors import IsuganError
from core.images.find import find_images
from resources import DEMO, DEMO_IMAGES, DEMO_MODEL

TRUTH = DEMO / "truth.csv"
WAY_OUT = "Install the program again: its demo files are missing."


def demo_model() -> Path:
    """The demo model's path.

    Raises:
        IsuganError: it is not there.
    """
    if not DEMO_MODEL.is_file():
        raise IsuganError(f"The demo model {DEMO_MODEL} is missing.", WAY_OUT, DEMO_MODEL)
    return DEMO_MODEL


def demo_images() -> list[Path]:
    """The demo images in natural order, at least one.

    Raises:
        IsuganError: there are none.
    """
    images = find_images([DEMO_IMAGES]) if DEMO_IMAGES.is_dir() else []
    if not images:
        raise IsuganError(f"There are no demo images in {DEMO_IMAGES}.", WAY_OUT, DEMO_IMAGES)
    return images


def demo_truth() -> dict[str, str]:
    """Label (`good` or `defective`) by file name.

    Raises:
        IsuganError: the table is missing or is none.
    """
    try:
        with TRUTH.open(encoding="utf-8", newline="") as stream:
            return {row["name"]: row["label"] for row in csv.DictReader(stream)}
    except (OSError, KeyError, UnicodeDecodeError) as error:
        raise IsuganError(f"The demo's table {TRUTH} cannot be read: {error}.", WAY_OUT, TRUTH) from error
