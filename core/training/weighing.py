"""How much D_p's surprise counts beside the SSIM map: what tells the validation pictures apart best."""

from __future__ import annotations

from core.inspection.critic_map import add_evidence
from core.inspection.result import FloatImage
from core.inspection.score import anomaly_score

FACTORS = (0.0, *(2.0**power for power in range(-8, 4)))
"""Tried are the SSIM map alone and factors from 1/256 to 8: a good picture's worst place has some 0.3 of 1 - SSIM and
up to 5 of surprise."""


def scores_at(local: FloatImage, second: FloatImage | None) -> list[float]:
    """A picture's anomaly score at each of `FACTORS`; without a second evidence at the first alone.

    Args:
        local, second: `(H, W)`, larger = worse; `local` is changed.
    """
    if second is None:
        return [anomaly_score(local)]
    scores, before = [], 0.0
    for factor in FACTORS:
        add_evidence(local, second, factor - before)
        scores.append(anomaly_score(local))
        before = factor
    return scores


def columns(scores: list[list[float]]) -> list[list[float]]:
    """The pictures' scores factor by factor."""
    return [list(column) for column in zip(*scores, strict=True)]
