"""Choose the two cuts on known scores by a policy."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.errors import CalibrationError
from core.inspection.cuts import Cuts
from core.inspection.policy import Policy
from core.language import later, later_n

Floats = NDArray[np.float64]

NG_SIGMAS = 3.09
REVIEW_SIGMAS = 2.33


def choose_cuts(
    good_scores: Sequence[float] | Floats, defective_scores: Sequence[float] | Floats, policy: Policy
) -> Cuts:
    """The cuts that `policy` asks for.

    The NG cut follows the policy. The review cut is the highest one at which every known defective image is at
    least sent to review, but not below the good images' median; where no known defect lies below the NG cut it lies
    half-way between the worst good image that is not NG and the NG cut. From good images alone both are quantiles of
    a normal distribution fitted to the logarithms of the scores (99.9 % and 99 %), the NG cut above every good score.

    Raises:
        CalibrationError: fewer than two good scores, no defective score where the policy needs one, or a score
            that is not a finite number >= 0.
    """
    good, bad = checked(good_scores), checked(defective_scores)
    if good.size < 2:
        raise CalibrationError(
            later_n(
                "Inspection",
                int(good.size),
                "Calibration needs at least 2 good images that the model was not trained on; there is {n}.",
                "Calibration needs at least 2 good images that the model was not trained on; there are {n}.",
            ),
            later("Inspection", "Put more good images into the validation split."),
        )
    if policy.kind in ("best-f1", "cost", "no-miss") and not bad.size:
        raise CalibrationError(
            later(
                "Inspection",
                "The policy {policy} needs defective images that the model was not trained on; there are none.",
                policy=policy,
            ),
            later(
                "Inspection",
                "Use --policy good-only or far=0.01, or add defective images to the validation split.",
            ),
        )
    if policy.kind == "good-only":
        return _from_good(good)
    ng = _ng_cut(good, bad, policy)
    return Cuts(_review_cut(good, bad, ng), ng)


def checked(scores: Sequence[float] | Floats) -> Floats:
    """The scores in rising order.

    Raises:
        CalibrationError: one is not a finite number >= 0.
    """
    values = np.sort(np.asarray(scores, np.float64))
    if not np.isfinite(values).all() or (values < 0).any():
        raise CalibrationError(
            later("Inspection", "A score is not a finite number of at least 0."),
            later("Inspection", "Train the model again."),
        )
    return values


def _candidates(good: Floats, bad: Floats) -> Floats:
    """Every cut that changes a decision: half-way between neighbouring scores, and beyond both ends."""
    values = np.unique(np.concatenate([good, bad]))
    return np.concatenate([[values[0]], (values[1:] + values[:-1]) / 2, [values[-1] * 1.05 + 1e-6]])


def _ng_cut(good: Floats, bad: Floats, policy: Policy) -> float:
    cuts = _candidates(good, bad)
    alarms = good.size - np.searchsorted(good, cuts)
    misses = np.searchsorted(bad, cuts)
    hits = bad.size - misses
    if policy.kind == "far":
        # Fewer alarms at higher cuts: the first that keeps the rate catches the most defects.
        return float(cuts[int(np.argmax(alarms / good.size <= policy.rate))])
    if policy.kind == "no-miss":
        return float(cuts[np.flatnonzero(misses == 0)[-1]])
    if policy.kind == "cost":
        worth = -(policy.false_alarm_cost * alarms + policy.miss_cost * misses)
    else:
        worth = 2 * hits / np.maximum(2 * hits + alarms + misses, 1)
    best = np.flatnonzero(worth == worth.max())
    return float(cuts[best[len(best) // 2]])


def _review_cut(good: Floats, bad: Floats, ng: float) -> float:
    below = good[good < ng]
    if bad.size and bad[0] < ng:
        # Just below the least conspicuous known defect.
        under = good[good < bad[0]]
        cut = (bad[0] + under[-1]) / 2 if under.size else bad[0]
        return float(min(ng, max(cut, np.median(good))))
    return float((below[-1] + ng) / 2) if below.size else ng


def _from_good(good: Floats) -> Cuts:
    logs = np.log(np.maximum(good, 1e-6))
    mean, sigma = logs.mean(), logs.std(ddof=1)
    ng = max(float(np.exp(mean + NG_SIGMAS * sigma)), float(good[-1]) * 1.02 + 1e-6)
    return Cuts(min(float(np.exp(mean + REVIEW_SIGMAS * sigma)), ng), ng)
