"""How much D_p's surprise counts beside the SSIM map, and where it lets the repair in, by the validation pictures."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.inspection.critic_map import weigh
from core.inspection.gate import Gate
from core.inspection.result import FloatImage
from core.inspection.score import anomaly_score

WEIGHTS = (0.0, *(2.0**power / (1 + 2.0**power) for power in range(-8, 4)))
"""Tried are the SSIM map alone, and shares of D_p from 1/257 to 8/9: how far the scales of the two lie apart depends on
the surface and on how far both networks have come."""

LEAST_BEHIND_GATE = 0.5
"""The least share of D_p where there is a gate. The same good pictures set the gate and choose the share: on them it is
shut, so that the SSIM map looks better than it is on the next ones (on a model of class 1, with other photos than the
test half's: AUROC 0.98 without D_p, 0.999 from one half on)."""

SHUT, WHOLE = 0.8, 0.95
"""Shares of good pictures in which a gate stays shut, and by which the surprise that opens it in full is set."""
BEYOND = 1.5
"""That surprise, against the worst one in good pictures but for a twentieth of them."""
NARROWEST = 0.3
"""Between start and full at least: rounding must not decide whether a place is repaired."""
REACH = 16
"""Pixels around, two patches (docs/adr/0028)."""


def gate_of(worst: Sequence[float]) -> Gate:
    """A gate that stays shut in most good pictures.

    On models of class 1 and of blowholes, with other photos than those of the test halves, the SSIM map's AUROC rose
    from 0.39 to 0.97 and from 0.43 to 0.92; other such rules are in docs/adr/0027.

    Args:
        worst: the largest surprise in each good validation picture.
    """
    start = float(np.quantile(worst, SHUT))
    return Gate(start, max(start + NARROWEST, BEYOND * float(np.quantile(worst, WHOLE))), REACH)


def tried(weight: float, gate: Gate | None) -> bool:
    """Whether a share of D_p from 0 to 1 is one to choose from."""
    return gate is None or weight >= LEAST_BEHIND_GATE


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
