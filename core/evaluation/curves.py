"""ROC and PR curve of a score table."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.evaluation.image_level import image_figures
from core.evaluation.rates import Estimate
from core.evaluation.score_table import ScoreTable
from core.language import Later

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Curve:
    """Points by falling NG cut, so that x never falls: `x`, `y` in 0..1 and the cut that gives them, `(N,)`.

    The first point is that of a cut above every score, written as infinity.
    """

    x: Floats
    y: Floats
    cuts: Floats


@dataclass(frozen=True, eq=False)
class Curves:
    """How well the scores alone set defective images apart.

    Attributes:
        roc: false-alarm rate and recall.
        pr: recall and precision.
        auroc, ap: areas with their 95 % intervals.
        reason: why there are none of these; None where there are.
        defective_share: share of defective images, which is the precision of chance.
        trained: images behind them that the model was trained on.
    """

    roc: Curve | None
    pr: Curve | None
    auroc: Estimate | None
    ap: Estimate | None
    reason: Later | None
    defective_share: float
    trained: int


def curves(table: ScoreTable, *, resamples: int = 1000) -> Curves:
    """Both curves and their areas; takes a second for 10,000 images, most of it for the intervals."""
    areas = image_figures(table.scores, table.defective, resamples=resamples)
    share = float(table.defective.mean()) if len(table) else 0.0
    trained = int(table.trained.sum())
    if areas.reason is not None:
        return Curves(None, None, None, None, areas.reason, share, trained)
    cuts = np.unique(table.scores)[::-1]
    alarms = table.good_scores.size - np.searchsorted(table.good_scores, cuts)
    found = table.defective_scores.size - np.searchsorted(table.defective_scores, cuts)
    recall = found / table.defective_scores.size
    false_alarm_rate = alarms / table.good_scores.size
    precision = found / (found + alarms)
    cuts = np.concatenate([[np.inf], cuts])
    return Curves(
        roc=Curve(np.concatenate([[0.0], false_alarm_rate]), np.concatenate([[0.0], recall]), cuts),
        # Nothing is rejected, so nothing wrongly: scikit-learn's convention for the end of the curve.
        pr=Curve(np.concatenate([[0.0], recall]), np.concatenate([[1.0], precision]), cuts),
        auroc=areas.auroc,
        ap=areas.ap,
        reason=None,
        defective_share=share,
        trained=trained,
    )
