"""Defective images whose defect nobody can see: it lies in what is ignored."""

from __future__ import annotations

from pathlib import Path

from core.datasets.dataset import Label, Sample
from core.datasets.masks import read_mask
from core.errors import IsuganError
from core.images.bands import bands
from core.inspection.result import Mask
from core.language import Later, later


def defect_hidden(sample: Sample, looked_at: Mask | None) -> bool:
    """Whether the true mask marks a defect, and none of it lies in what is inspected.

    Such an image is neither a good nor a defective one: it is left out of training, calibration and figures. Without
    a mask, or with one that cannot be read, nobody knows, and the image counts.

    Args:
        looked_at: at working size; None: everywhere.
    """
    if looked_at is None or sample.mask is None or sample.label is not Label.DEFECTIVE:
        return False
    height, width = looked_at.shape
    try:
        truth = read_mask(sample.mask, width, height)
    except IsuganError:
        return False
    seen = any((truth[band.rows] & looked_at[band.rows]).any() for band in bands(width, height))
    return bool(truth.any()) and not seen


def hidden_text(path: Path) -> Later:
    """What to tell of such an image."""
    return later(
        "Inspection",
        "The whole defect of {path} lies in what is ignored. Move the areas, or label the image good.",
        path=path,
    )
