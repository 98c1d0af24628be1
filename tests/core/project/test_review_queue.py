"""The queue: flagged, not decided yet, near a cut."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from core.inspection.result import FailedInspection, Inspection, Verdict
from core.project import edits, records, reviews
from core.project.decision import Decision
from core.project.project import Project
from core.project.review_queue import QueueItem, review_queue


def result(path: Path, score: float, review: float | None = 0.3, ng: float | None = 0.6) -> Inspection:
    verdict = Verdict.UNCALIBRATED
    if review is not None and ng is not None:
        verdict = Verdict.NG if score >= ng else Verdict.REVIEW if score >= review else Verdict.OK
    return Inspection(path, 6, 4, score, verdict, review, ng, 0.4, 0.3, (), 0.1, 0.1)


@pytest.fixture
def inspected(five: Project, tmp_path: Path) -> Project:
    """Images 1 to 5: OK, NG far, Review near the review cut, NG near, unreadable."""
    model = records.add_model(five, "first", tmp_path / "m.safetensors")
    paths = [tmp_path / "images" / f"{number}.png" for number in range(1, 6)]
    scores = (0.29, 0.9, 0.32, 0.65)
    items: list[Any] = [result(path, score) for path, score in zip(paths[:4], scores, strict=True)]
    records.record_inspections(five, model, [*items, FailedInspection(paths[4], "It is too small.")])
    return five


def ids(items: tuple[QueueItem, ...]) -> list[int]:
    return [item.image for item in items]


def test_flagged_images_nearest_to_a_cut_first(inspected: Project, tmp_path: Path) -> None:
    queue = review_queue(inspected, "Ana")
    assert ids(queue) == [3, 4, 2]
    first = queue[0]
    assert (first.path, first.verdict, first.score, first.decision) == (
        *(tmp_path / "images" / "3.png", Verdict.REVIEW, 0.32),
        None,
    )
    assert (first.model, first.review_cut, first.ng_cut) == (1, 0.3, 0.6)
    assert first.distance == pytest.approx(0.02)


def test_what_the_reviewer_decided_comes_last(inspected: Project) -> None:
    reviews.decide(inspected, 3, Decision.OK, who="Ana")
    assert ids(review_queue(inspected, "Ana")) == [4, 2, 3]
    assert review_queue(inspected, "Ana")[2].decision is Decision.OK
    assert ids(review_queue(inspected, "Ben")) == [3, 4, 2]
    edits.undo(inspected)
    assert ids(review_queue(inspected, "Ana")) == [3, 4, 2]


def test_everything(inspected: Project) -> None:
    queue = review_queue(inspected, "Ana", everything=True)
    assert ids(queue) == [1, 3, 4, 2, 5]
    assert (queue[4].verdict, queue[4].distance) == (None, float("inf"))
    edits.remove(inspected, [1, 3])
    assert ids(review_queue(inspected, "Ana", everything=True)) == [4, 2, 5]
    assert ids(review_queue(inspected, "Ana")) == [4, 2]


def test_the_latest_model_speaks(inspected: Project, tmp_path: Path) -> None:
    second = records.add_model(inspected, "second", tmp_path / "n.safetensors")
    path = tmp_path / "images" / "2.png"
    records.record_inspections(inspected, second, [result(path, 0.5)])
    item = next(item for item in review_queue(inspected, "") if item.image == 2)
    assert (item.model, item.model_name) == (second, "second")
    assert (item.score, item.verdict) == (0.5, Verdict.REVIEW)
    records.record_inspections(inspected, second, [result(path, 0.5, None, None)])
    assert ids(review_queue(inspected, "")) == [3, 4]
