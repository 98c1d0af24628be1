"""The decision thresholds, fitted on the scores of images that the model was not trained on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, model_validator

from core.errors import CalibrationError
from core.inspection.policy import Policy

FEW_GOOD = 20
NG_SIGMAS = 3.09
REVIEW_SIGMAS = 2.33


class Calibration(BaseModel):
    """Two cuts on the anomaly score, where they come from, and the noise of good pictures.

    A score below `review_cut` is OK, from `ng_cut` up NG, between them Review.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

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


def fit(
    good_scores: Sequence[float], defective_scores: Sequence[float], policy: Policy, *, noise_level: float
) -> Calibration:
    """Choose the cuts by `policy`.

    The NG cut follows the policy. The review cut is the highest one at which every known defective image is at
    least sent to review, but not below the good images' median; where good and defective do not overlap it lies
    half-way between the worst good image and the NG cut. From good images alone both are quantiles of a normal
    distribution fitted to the logarithms of the scores (99.9 % and 99 %), the NG cut above every good score.

    Raises:
        CalibrationError: fewer than two good scores, no defective score where the policy needs one, or a score
            that is not a finite number >= 0.
    """
    good, bad = _checked(good_scores), _checked(defective_scores)
    if good.size < 2:
        raise CalibrationError(
            f"Calibration needs at least 2 good images that the model was not trained on; there are {good.size}.",
            "Put more good images into the validation split.",
        )
    if policy.kind in ("best-f1", "cost") and not bad.size:
        raise CalibrationError(
            f"The policy {policy} needs defective images that the model was not trained on; there are none.",
            "Use --policy good-only or far=0.01, or add defective images to the validation split.",
        )
    if policy.kind == "good-only":
        review, ng = _from_good(good)
    else:
        ng = _ng_cut(good, bad, policy)
        review = _review_cut(good, bad, ng)
    return Calibration(
        policy=str(policy),
        review_cut=review,
        ng_cut=ng,
        noise_level=noise_level,
        good_scores=tuple(good.tolist()),
        defective_scores=tuple(bad.tolist()),
        warnings=tuple(_warnings(good, bad)),
    )


def _checked(scores: Sequence[float]) -> NDArray[np.float64]:
    values = np.sort(np.asarray(scores, np.float64))
    if not np.isfinite(values).all() or (values < 0).any():
        raise CalibrationError("A score is not a finite number of at least 0.", "Train the model again.")
    return values


def _candidates(good: NDArray[np.float64], bad: NDArray[np.float64]) -> NDArray[np.float64]:
    """Every cut that changes a decision: half-way between neighbouring scores, and beyond both ends."""
    values = np.unique(np.concatenate([good, bad]))
    return np.concatenate([[values[0]], (values[1:] + values[:-1]) / 2, [values[-1] * 1.05 + 1e-6]])


def _ng_cut(good: NDArray[np.float64], bad: NDArray[np.float64], policy: Policy) -> float:
    cuts = _candidates(good, bad)
    alarms = good.size - np.searchsorted(good, cuts)
    misses = np.searchsorted(bad, cuts)
    hits = bad.size - misses
    if policy.kind == "far":
        # Fewer alarms at higher cuts: the first that keeps the rate catches the most defects.
        return float(cuts[int(np.argmax(alarms <= policy.rate * good.size))])
    if policy.kind == "cost":
        worth = -(policy.false_alarm_cost * alarms + policy.miss_cost * misses)
    else:
        worth = 2 * hits / np.maximum(2 * hits + alarms + misses, 1)
    best = np.flatnonzero(worth == worth.max())
    return float(cuts[best[len(best) // 2]])


def _review_cut(good: NDArray[np.float64], bad: NDArray[np.float64], ng: float) -> float:
    below = good[good < ng]
    if bad.size and bad[0] < ng:
        # Just below the least conspicuous known defect.
        under = good[good < bad[0]]
        cut = (bad[0] + under[-1]) / 2 if under.size else bad[0]
        return float(min(ng, max(cut, np.median(good))))
    return float((below[-1] + ng) / 2) if below.size else ng


def _from_good(good: NDArray[np.float64]) -> tuple[float, float]:
    logs = np.log(np.maximum(good, 1e-6))
    mean, sigma = logs.mean(), logs.std(ddof=1)
    ng = max(float(np.exp(mean + NG_SIGMAS * sigma)), float(good[-1]) * 1.02 + 1e-6)
    return min(float(np.exp(mean + REVIEW_SIGMAS * sigma)), ng), ng


def _warnings(good: NDArray[np.float64], bad: NDArray[np.float64]) -> list[str]:
    found = []
    if good.size < FEW_GOOD:
        found.append(f"fitted on {good.size} good images; at least {FEW_GOOD} are advised")
    if np.ptp(good) < 1e-9:
        found.append("all good images have the same score: the repair may be constant")
    if bad.size and np.median(bad) <= np.median(good):
        found.append("defective images score no higher than good ones: the model does not tell them apart")
    elif bad.size and bad[0] <= good[-1]:
        found.append("good and defective scores overlap: some images will be judged wrongly at any cut")
    return found
