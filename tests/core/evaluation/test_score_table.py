"""Counts at cuts, against counting one by one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.datasets.dataset import Label, Split
from core.evaluation.score_histogram import score_histogram
from core.evaluation.score_table import ScoredImage, ScoreTable
from core.inspection.cuts import Cuts
from core.inspection.result import Verdict

DECISIONS = (Verdict.OK, Verdict.REVIEW, Verdict.NG)


@pytest.fixture
def images() -> list[ScoredImage]:
    """Scores with ties, every fourth image defective, every third one trained on."""
    scores = np.round(np.random.default_rng(5).uniform(0, 1, 200), 2)
    return [
        ScoredImage(float(s), n % 4 == 0, Path(f"{n}.png"), n, seen=Split.TRAIN if n % 3 == 0 else None)
        for n, s in enumerate(scores)
    ]


@pytest.mark.parametrize("cuts", [Cuts(0.3, 0.6), Cuts(0.5, 0.5), Cuts(0, 0), Cuts(0.2, 7)])
def test_counts_and_lists_are_what_the_verdicts_say(images: list[ScoredImage], cuts: Cuts) -> None:
    table = ScoreTable(images)
    counts, trained = table.counts(cuts), table.trained_counts(cuts)
    for label in (Label.GOOD, Label.DEFECTIVE):
        for verdict in DECISIONS:
            expected = [i for i in images if i.label is label and cuts.verdict(i.score) is verdict]
            assert counts.of(label, verdict) == len(expected)
            assert trained.of(label, verdict) == sum(i.trained for i in expected)
            listed = table.judged(cuts, verdict, label)
            assert sorted(i.image_id or 0 for i in listed) == sorted(i.image_id or 0 for i in expected)
            assert [i.score for i in listed] == sorted((i.score for i in expected), reverse=True)
    assert counts.total == len(images)


def test_the_confusion_matrix_takes_review_as_not_called(images: list[ScoredImage]) -> None:
    cuts = Cuts(0.3, 0.6)
    confusion = ScoreTable(images).counts(cuts).confusion
    assert confusion.fp == sum(not i.defective and i.score >= 0.6 for i in images)
    assert confusion.fn == sum(i.defective and i.score < 0.6 for i in images)
    assert confusion.total == len(images)


@pytest.mark.parametrize("log", [False, True])
def test_bars_count_every_image_and_list_the_same(images: list[ScoredImage], log: bool) -> None:
    images = [image for image in images if image.score]
    table = ScoreTable(images)
    histogram = score_histogram(table, bins=7, log=log)
    assert histogram is not None
    assert (histogram.edges[0] == 0) is not log
    assert np.ptp(np.diff(np.log(histogram.edges)) if log else np.diff(histogram.edges)) < 1e-6
    assert histogram.good.sum() + histogram.defective.sum() == len(images)
    for i in range(7):
        low, high = histogram.edges[i], histogram.edges[i + 1]
        assert len(table.between(low, high, Label.GOOD)) == histogram.good[i]
        assert len(table.between(low, high, Label.DEFECTIVE)) == histogram.defective[i]
        assert sum(image.trained for image in table.between(low, high)) == histogram.trained[i]


def test_images_trained_on_are_not_held_out(images: list[ScoredImage]) -> None:
    good, defective = ScoreTable(images).held_out()
    assert good.tolist() == sorted(i.score for i in images if not i.trained and not i.defective)
    assert defective.tolist() == sorted(i.score for i in images if not i.trained and i.defective)


def test_without_images_there_is_nothing_to_show() -> None:
    table = ScoreTable()
    assert score_histogram(table) is None
    assert table.counts(Cuts(0, 1)).total == 0
    assert table.between(0, 1) == ()


@pytest.mark.parametrize("score", [float("nan"), float("inf"), -0.1])
def test_wrong_scores_are_refused(score: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        ScoreTable([ScoredImage(score, False)])


@pytest.mark.parametrize("pair", [(0.5, 0.4), (-0.1, 0.4), (0.1, float("inf")), (float("nan"), 0.4)])
def test_impossible_cuts_are_refused(pair: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="pair of cuts"):
        Cuts(*pair)


def test_uncalibrated_is_no_decision(images: list[ScoredImage]) -> None:
    with pytest.raises(ValueError, match="not a decision"):
        ScoreTable(images).judged(Cuts(0, 1), Verdict.UNCALIBRATED)
