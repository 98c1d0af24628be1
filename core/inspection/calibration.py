"""The two cuts, fitted on the scores of images that the model was not trained on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, model_validator

from core.inspection.choosing import Floats, checked, choose_cuts
from core.inspection.cuts import Cuts
from core.inspection.policy import Policy
from core.language import Later, later, later_n

FEW_GOOD = 20
MANUAL: Final = "manual"
"""What the policy is called where somebody set the cuts by hand."""


class Calibration(BaseModel):
    """Two cuts on the anomaly score, where they come from, and the noise of good pictures.

    A score below `review_cut` is OK, from `ng_cut` up NG, between them Review.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    policy: str = Field(description="the policy the cuts were chosen by, or 'manual'")
    review_cut: float = Field(ge=0, description="score from which an image goes to review")
    ng_cut: float = Field(ge=0, description="score from which an image is NG")
    noise_level: float = Field(ge=-1, le=1, description="SSIM below which 1 % of good images' pixels lie")
    good_scores: tuple[float, ...] = Field(description="scores of the good images it was fitted on")
    defective_scores: tuple[float, ...] = Field(description="scores of the defective images it was fitted on")
    warnings: tuple[str, ...] = Field((), description="why the cuts may not hold")

    @model_validator(mode="after")
    def _ordered(self) -> Calibration:
        if self.review_cut > self.ng_cut:
            raise ValueError("the review cut lies above the NG cut")
        return self

    @property
    def cuts(self) -> Cuts:
        """Both cuts as a pair."""
        return Cuts(self.review_cut, self.ng_cut)


def fit(
    good_scores: Sequence[float], defective_scores: Sequence[float], policy: Policy, *, noise_level: float
) -> Calibration:
    """Choose the cuts by `policy`, see `choose_cuts`.

    Raises:
        CalibrationError: as there.
    """
    good, bad = checked(good_scores), checked(defective_scores)
    return _calibration(str(policy), choose_cuts(good, bad, policy), good, bad, noise_level)


def set_cuts(
    cuts: Cuts,
    good_scores: Sequence[float] | Floats,
    defective_scores: Sequence[float] | Floats,
    *,
    noise_level: float,
    policy: str = MANUAL,
) -> Calibration:
    """A calibration with cuts that are chosen already, and the scores that they were chosen by.

    Args:
        policy: what chose them.

    Raises:
        CalibrationError: a score is not a finite number >= 0.
    """
    return _calibration(policy, cuts, checked(good_scores), checked(defective_scores), noise_level)


def cuts_by_hand(cuts: Cuts, before: Calibration | None) -> Calibration:
    """A calibration with cuts that somebody set without inspecting anything.

    The scores and the noise of the calibration `before` stay, as cuts change neither. Without one nothing is known of
    good pictures' noise, and OTSU's level is not held below it.
    """
    if before is None:
        return set_cuts(cuts, (), (), noise_level=1.0)
    return set_cuts(cuts, before.good_scores, before.defective_scores, noise_level=before.noise_level)


def warnings_of(
    good_scores: Sequence[float] | Floats, defective_scores: Sequence[float] | Floats
) -> tuple[Later, ...]:
    """Why cuts on these scores may not hold, each with what to do about it; () = nothing speaks against them.

    They are no sentences: without a capital at their beginning and a full stop.

    Raises:
        CalibrationError: a score is not a finite number >= 0.
    """
    good, bad = checked(good_scores), checked(defective_scores)
    found = []
    if good.size < FEW_GOOD:
        found.append(
            later_n(
                "Calibrate",
                good.size,
                "{n} good image to go by; at least {advised} are advised: add good ones that the model is not "
                "trained on",
                "{n} good images to go by; at least {advised} are advised: add good ones that the model is not "
                "trained on",
                advised=FEW_GOOD,
            )
        )
    if good.size > 1 and np.ptp(good) < 1e-9:
        found.append(
            later(
                "Calibrate",
                "all good images have the same score: the repair may be constant; look at it in Inspect, and train "
                "again",
            )
        )
    if bad.size and good.size and np.median(bad) <= np.median(good):
        found.append(
            later(
                "Calibrate",
                "defective images score no higher than good ones: the model does not tell them apart; check the "
                "labels, then train longer or with more good images",
            )
        )
    elif bad.size and good.size and bad[0] <= good[-1]:
        found.append(
            later(
                "Calibrate",
                "good and defective scores overlap: some images will be judged wrongly at any cut; look through "
                "those between the cuts for wrong labels, and let Review take the rest",
            )
        )
    return tuple(found)


def _calibration(policy: str, cuts: Cuts, good: Floats, bad: Floats, noise_level: float) -> Calibration:
    return Calibration(
        policy=policy,
        review_cut=cuts.review,
        ng_cut=cuts.ng,
        noise_level=noise_level,
        good_scores=tuple(good.tolist()),
        defective_scores=tuple(bad.tolist()),
        warnings=tuple(warning.english for warning in warnings_of(good, bad)),
    )
