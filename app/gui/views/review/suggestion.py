"""What a model outlined, as a mask that one key accepts."""

from __future__ import annotations

from app.gui.views.review.work import ReviewPicture
from core.inspection.segment import SegmentSettings
from core.language import tr

SMALLEST = SegmentSettings().min_area
"""Pixels of the image: an outline of less may flag it, but shows no training where a defect is."""


def why_not(picture: ReviewPicture | None, seen: bool) -> str:
    """Why it cannot be accepted, as a sentence; "" = it can.

    Args:
        seen: whether it is shown.
    """
    if picture is None or not picture.suggestion:
        return tr("Review", "The model outlined nothing here.")
    if picture.suggested_px < SMALLEST:
        return tr(
            "Review",
            "What the model outlined is too small to learn from: mark the defect with a rough stroke.",
        )
    return "" if seen else tr("Review", "What the model outlined is hidden.")
