"""Figures that need no decision: how well the scores alone set defective images apart from good ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.evaluation.rates import CONFIDENCE, Estimate
from core.language import Later, english, later

Floats = NDArray[np.float64]
NO_DEFECTIVE = later("Calibrate", "There are no defective images, so AUROC and AP are not defined.")
NO_GOOD = later("Calibrate", "There are no good images, so AUROC and AP are not defined.")


@dataclass(frozen=True)
class ImageFigures:
    """Area under the ROC curve and average precision of image scores.

    Attributes:
        auroc, ap: None where they are not defined.
        reason: why they are not; None where they are.
    """

    auroc: Estimate | None
    ap: Estimate | None
    reason: Later | None = None

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            "auroc": self.auroc and self.auroc.to_dict(),
            "ap": self.ap and self.ap.to_dict(),
            "reason": english(self.reason) or "",
        }


def image_figures(
    scores: ArrayLike, defective: ArrayLike, *, resamples: int = 1000, seed: int = 0
) -> ImageFigures:
    """AUROC and AP of `scores`, larger = worse, against the labels.

    The 95 % intervals are percentiles over `resamples` bootstrap samples drawn within each label, so that
    every sample has as many good and defective images as the data; 0 leaves the intervals out.

    Args:
        scores: `(N,)` finite scores.
        defective: `(N,)` true where the image is labelled defective.

    Raises:
        ValueError: the two differ in length, or a score is not finite.
    """
    values = np.asarray(scores, dtype=np.float64)
    truth = np.asarray(defective, dtype=bool)
    if values.shape != truth.shape or values.ndim != 1:
        raise ValueError(f"{values.shape} scores do not go with {truth.shape} labels.")
    if not truth.any():
        return ImageFigures(None, None, NO_DEFECTIVE)
    if truth.all():
        return ImageFigures(None, None, NO_GOOD)
    from sklearn.metrics import average_precision_score, roc_auc_score

    drawn = np.array(_resampled(values, truth, resamples, seed)).reshape(-1, 2)
    return ImageFigures(
        auroc=_estimate(float(roc_auc_score(truth, values)), drawn[:, 0]),
        ap=_estimate(float(average_precision_score(truth, values)), drawn[:, 1]),
    )


def weighted_areas(truth: NDArray[np.bool_], ends: NDArray[np.intp], weights: Floats) -> tuple[float, float]:
    """AUROC and AP of images sorted by falling score, each counted `weights` times.

    scikit-learn's definitions without its checks, which cost more than the sums in a thousand resamples.

    Args:
        truth: `(N,)` labels, by falling score.
        ends: index of the last image of each run of equal scores; the last one is N - 1.
        weights: `(N,)` counts, 0 or more, with some in each label.
    """
    found = np.cumsum(weights * truth)[ends]
    alarms = np.cumsum(weights * ~truth)[ends]
    new_found = np.diff(found, prepend=0.0)
    new_alarms = np.diff(alarms, prepend=0.0)
    auroc = np.sum(new_alarms * (found - new_found / 2)) / (found[-1] * alarms[-1])
    called = found + alarms
    precision = np.divide(found, called, out=np.zeros_like(found), where=called > 0)
    return float(auroc), float(np.sum(new_found * precision) / found[-1])


def _resampled(
    values: Floats, truth: NDArray[np.bool_], resamples: int, seed: int
) -> list[tuple[float, float]]:
    order = np.argsort(-values, kind="stable")
    ordered, truth = values[order], truth[order]
    ends = np.append(np.flatnonzero(np.diff(ordered)), ordered.size - 1)
    generator = np.random.default_rng(seed)
    groups = [np.flatnonzero(truth), np.flatnonzero(~truth)]
    areas = []
    for _ in range(resamples):
        weights = np.zeros(ordered.size)
        for group in groups:
            picked = generator.integers(group.size, size=group.size)
            weights[group] = np.bincount(picked, minlength=group.size)
        areas.append(weighted_areas(truth, ends, weights))
    return areas


def _estimate(value: float, drawn: Floats) -> Estimate:
    if drawn.size == 0 or np.ptp(drawn) == 0:
        return Estimate(value, None, None)
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(drawn, [tail, 1 - tail])
    return Estimate(value, float(low), float(high))
