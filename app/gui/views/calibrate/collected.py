"""What the view shows of one choice of images: their scores, and what is drawn of them."""

from __future__ import annotations

from dataclasses import dataclass

from app.gui.views.calibrate.scope import Scope
from core.evaluation.curves import Curves, curves
from core.evaluation.score_table import ScoredImage, ScoreTable
from core.inspection.calibration import Calibration, warnings_of
from core.inspection.result import FailedInspection
from core.language import Later


@dataclass(frozen=True, eq=False)
class Collected:
    """Scores of labelled images, ready to be cut.

    Attributes:
        scope: which images.
        table: their scores.
        curves: ROC and PR.
        noise_level: SSIM below which 1 % of good pixels lie, as a calibration keeps it.
        warnings: why cuts on these scores may not hold, each with what to do about it.
        unreadable: what was left out.
    """

    scope: Scope
    table: ScoreTable
    curves: Curves
    noise_level: float
    warnings: tuple[Later, ...]
    unreadable: tuple[FailedInspection, ...] = ()


def collected(
    scope: Scope,
    table: ScoreTable,
    noise_level: float,
    unreadable: tuple[FailedInspection, ...] = (),
) -> Collected:
    """Draw what is to be drawn; up to a second for 10,000 images."""
    return Collected(scope, table, curves(table), noise_level, warnings_of(*table.held_out()), unreadable)


def from_calibration(calibration: Calibration) -> Collected:
    """The scores that a model file keeps."""
    images = [
        ScoredImage(score, defective)
        for defective, scores in ((False, calibration.good_scores), (True, calibration.defective_scores))
        for score in scores
    ]
    return collected(Scope.STORED, ScoreTable(images), calibration.noise_level)
