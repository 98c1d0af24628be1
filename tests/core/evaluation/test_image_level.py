from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import average_precision_score, roc_auc_score

from core.evaluation.image_level import image_figures, weighted_areas


@pytest.fixture
def ties() -> tuple[np.ndarray, np.ndarray]:
    """Scores with many ties, and labels that they separate in part."""
    generator = np.random.default_rng(7)
    truth = generator.random(150) < 0.4
    return np.round(generator.normal(size=150) + truth, 1), truth


def test_areas_equal_scikit_learn(ties: tuple[np.ndarray, np.ndarray]) -> None:
    scores, truth = ties
    figures = image_figures(scores, truth)
    assert figures.auroc is not None
    assert figures.ap is not None
    assert figures.auroc.value == roc_auc_score(truth, scores)
    assert figures.ap.value == average_precision_score(truth, scores)
    for estimate in (figures.auroc, figures.ap):
        assert estimate.low is not None
        assert estimate.high is not None
        assert 0 < estimate.low < estimate.value < estimate.high < 1


def test_resampled_areas_equal_scikit_learn_with_weights(ties: tuple[np.ndarray, np.ndarray]) -> None:
    scores, truth = ties
    order = np.argsort(-scores, kind="stable")
    scores, truth = scores[order], truth[order]
    ends = np.append(np.flatnonzero(np.diff(scores)), scores.size - 1)
    weights = np.random.default_rng(1).integers(0, 3, scores.size).astype(float)
    auroc, ap = weighted_areas(truth, ends, weights)
    assert auroc == pytest.approx(roc_auc_score(truth, scores, sample_weight=weights))
    assert ap == pytest.approx(average_precision_score(truth, scores, sample_weight=weights))


def test_the_interval_narrows_with_more_images() -> None:
    generator = np.random.default_rng(0)

    def width(n: int) -> float:
        truth = np.arange(n) % 3 == 0
        auroc = image_figures(generator.normal(size=n) + truth, truth).auroc
        assert auroc is not None
        assert auroc.low is not None
        assert auroc.high is not None
        return auroc.high - auroc.low

    assert width(900) < 0.6 * width(90)


def test_intervals_repeat(ties: tuple[np.ndarray, np.ndarray]) -> None:
    assert image_figures(*ties) == image_figures(*ties)
    assert image_figures(*ties, seed=1).auroc != image_figures(*ties, seed=2).auroc


@pytest.mark.parametrize(("truth", "missing"), [([False, False], "defective"), ([True, True], "good")])
def test_one_label_alone_gives_a_reason(truth: list[bool], missing: str) -> None:
    figures = image_figures([0.1, 0.2], truth)
    assert figures.auroc is None
    assert figures.ap is None
    assert f"no {missing} images" in str(figures.reason)


def test_no_images_give_a_reason() -> None:
    assert image_figures([], []).reason


def test_a_perfect_separation_claims_no_interval() -> None:
    figures = image_figures([0.1, 0.2, 0.3, 0.4], [False, False, True, True])
    assert figures.auroc is not None
    assert (figures.auroc.value, figures.auroc.low, figures.auroc.high) == (1.0, None, None)


def test_unequal_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="do not go with"):
        image_figures([0.1], [True, False])
