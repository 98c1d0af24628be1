"""From a score to a decision."""

from __future__ import annotations

from core.inspection.calibration import Calibration
from core.inspection.result import Verdict


def verdict_of(score: float, calibration: Calibration | None) -> Verdict:
    """OK below the review cut, NG from the NG cut up, Review between them."""
    if calibration is None:
        return Verdict.UNCALIBRATED
    if score >= calibration.ng_cut:
        return Verdict.NG
    return Verdict.REVIEW if score >= calibration.review_cut else Verdict.OK
