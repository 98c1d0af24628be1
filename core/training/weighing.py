"""How much D_p's surprise counts beside the SSIM map: what tells the validation pictures apart best."""

from __future__ import annotations

from core.inspection.critic_map import weigh
from core.inspection.result import FloatImage
from core.inspection.score import anomaly_score

WEIGHTS = (0.0, *(2.0**power / (1 + 2.0**power) for power in range(-8, 4)))
"""Tried are the SSIM map alone, and shares of D_p from 1/257 to 8/9: how far the scales of the two lie apart depends on
the surface and on how far both networks have come."""


def scores_at(local: FloatImage, second: FloatImage | None) -> list[float]:
    """A picture's anomaly score at each of `WEIGHTS`; without a second evidence at the first alone.

    Args:
        local, second: `(H, W)`, larger = worse.
    """
    if second is None:
        return [anomaly_score(local)]
    scores = []
    for weight in WEIGHTS:
        both = local.copy()
        weigh(both, second, weight)
        scores.append(anomaly_score(both))
    return scores


def columns(scores: list[list[float]]) -> list[list[float]]:
    """The pictures' scores weight by weight."""
    return [list(column) for column in zip(*scores, strict=True)]
