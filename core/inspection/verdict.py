"""From a score to a decision."""

from __future__ import annotations

from dataclasses import replace

from core.inspection.calibration import Calibration
from core.inspection.result import Inspection, Verdict


def verdict_of(score: float, calibration: Calibration | None) -> Verdict:
    """OK below the review cut, NG from the NG cut up, Review between them."""
    return Verdict.UNCALIBRATED if calibration is None else calibration.cuts.verdict(score)


def judged_again(inspection: Inspection, calibration: Calibration | None) -> Inspection:
    """The same inspection under other cuts; its defects stay what they are."""
    return replace(
        inspection,
        verdict=verdict_of(inspection.score, calibration),
        review_cut=calibration.review_cut if calibration else None,
        ng_cut=calibration.ng_cut if calibration else None,
    )
