"""ROC and PR against scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import auc, precision_recall_curve, roc_curve

from core.datasets.dataset import Split
from core.evaluation.curves import curves
from core.evaluation.cut_figures import cut_figures
from core.evaluation.score_table import ScoredImage, ScoreTable
from core.inspection.cuts import Cuts


@pytest.fixture
def table() -> ScoreTable:
    """Overlapping labels with ties."""
    rng = np.random.default_rng(2)
    defective = rng.random(150) < 0.3
    scores = np.round(np.abs(rng.normal(size=150) + defective), 1)
    return ScoreTable(ScoredImage(float(s), bool(d)) for s, d in zip(scores, defective, strict=True))


def test_both_curves_equal_scikit_learn(table: ScoreTable) -> None:
    found = curves(table, resamples=0)
    assert found.roc is not None
    assert found.pr is not None
    assert found.auroc is not None
    fpr, tpr, cuts = roc_curve(table.defective, table.scores, drop_intermediate=False)
    np.testing.assert_allclose([found.roc.x, found.roc.y, found.roc.cuts], [fpr, tpr, cuts])
    assert found.auroc.value == pytest.approx(auc(found.roc.x, found.roc.y))
    precision, recall, cuts = precision_recall_curve(table.defective, table.scores)
    np.testing.assert_allclose([found.pr.x, found.pr.y], [recall[::-1], precision[::-1]])
    np.testing.assert_allclose(found.pr.cuts[1:], cuts[::-1])


def test_the_points_of_a_cut_lie_on_the_curves(table: ScoreTable) -> None:
    found = curves(table, resamples=0)
    assert found.roc is not None
    assert found.pr is not None
    at = 7
    point = cut_figures(table, Cuts(0, float(found.roc.cuts[at]))).ng_point
    assert point is not None
    assert (point.false_alarm_rate, point.recall) == (found.roc.x[at], found.roc.y[at])
    assert (point.recall, point.precision) == (found.pr.x[at], found.pr.y[at])


def test_one_label_alone_gives_a_reason_and_training_images_are_counted() -> None:
    found = curves(ScoreTable([ScoredImage(0.1, False, seen=Split.TRAIN), ScoredImage(0.2, False)]))
    assert found.roc is found.pr is found.auroc is None
    assert "no defective images" in str(found.reason)
    assert found.trained == 1
