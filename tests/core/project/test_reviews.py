"""Decisions: who, when, what; nothing is ever lost, whatever is undone."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from core.datasets.dataset import Label, Sample, Split
from core.datasets.polygon_mask import PolygonMask
from core.errors import ProjectError
from core.project import edits, reviews
from core.project.decision import Decision
from core.project.images import dataset, import_images, read_new_images
from core.project.project import Project
from core.project.review_file import read_review_file, write_review_file
from core.project.review_merging import export_review, merge_review

MASK = PolygonMask.of(6, 4, [[(1, 1), (4, 1), (2, 3)]])


def said(project: Project, image: int) -> list[tuple[str, str, str, bool]]:
    return [(r.who, r.decision, r.note, r.undone) for r in reviews.reviews(project, image)]


def test_decisions_say_who_and_when_and_are_added(five: Project) -> None:
    before = datetime.now().astimezone()
    applied = reviews.decide(five, 2, Decision.NG, "edge chipped", MASK, "Ana")
    assert applied.text == "Confirm 2.png NG"
    reviews.decide(five, 3, Decision.OK)
    reviews.decide(five, 2, Decision.OK, who=" Ben ")
    reviews.decide(five, 2, Decision.UNSURE, who="Ana")
    assert said(five, 2) == [
        ("Ana", "NG", "edge chipped", False),
        ("Ben", "OK", "", False),
        ("Ana", "unsure", "", False),
    ]
    for decided in reviews.reviews(five, 2):
        assert timedelta(0) <= decided.at - before < timedelta(minutes=5)
        assert decided.at.tzinfo is not None
    first, second, _ = reviews.reviews(five, 2)
    assert (first.has_mask, second.has_mask) == (True, False)
    assert reviews.mask_of(five, first.id) == MASK
    assert reviews.mask_of(five, second.id) is None
    assert reviews.reviews(five, 3)[0].who
    assert reviews.reviews(five, 1) == []
    with pytest.raises(KeyError):
        reviews.decide(five, 99, Decision.OK)


def test_what_a_decision_says_of_where_the_defects_are(five: Project, tmp_path: Path) -> None:
    runs = PolygonMask.of_pixels(np.eye(4, 6, dtype=bool))
    for mask, accepted in (
        (None, False),
        (MASK, False),
        (runs, True),
        (MASK, True),
        (PolygonMask.of(6, 4), False),
    ):
        reviews.decide(five, 2, Decision.NG, mask=mask, accepted=accepted, who="Ana")
    read_new_images(five)
    with Project.create(tmp_path / "other.isugan") as other:
        import_images(other, [Sample(dataset(five).samples[1].path, Label.GOOD, Split.TRAIN)])
        read_new_images(other)
        review, _ = export_review(five, "Ana")
        write_review_file(tmp_path / "review.json", review)
        merge_review(other, read_review_file(tmp_path / "review.json"))
        for project, image in ((five, 2), (other, 1)):
            said = reviews.reviews(project, image)
            assert [str(one.marking) for one in said] == ["", "drawn", "accepted", "accepted", "cleared"]
            assert [one.has_mask for one in said] == [False, True, True, True, False]
            assert [reviews.mask_of(project, one.id) for one in said[:4]] == [None, MASK, runs, MASK]


def test_the_latest_decision_of_each_person_stands(five: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reviews.time, "time", lambda: 2e9)
    reviews.decide(five, 1, Decision.OK, who="Ana")
    monkeypatch.setattr(reviews.time, "time", lambda: 1e9)  # the clock was set back
    reviews.decide(five, 1, Decision.NG, who="Ana")
    reviews.decide(five, 1, Decision.OK, who="Ben")
    reviews.decide(five, 2, Decision.UNSURE, who="Ben")
    edits.remove(five, [2])
    standing = reviews.standing(five)
    assert {who: one.decision for who, one in standing[1].items()} == {"Ana": "NG", "Ben": "OK"}
    assert set(standing) == {1}
    assert reviews.decisions_of(five, "Ben", [1, 2, 3]) == {1: Decision.OK, 2: Decision.UNSURE}
    assert reviews.reviewers(five) == ["Ana", "Ben"]


def test_undo_marks_a_decision_and_redo_takes_the_mark_away(five: Project) -> None:
    reviews.decide(five, 1, Decision.OK, who="Ana")
    reviews.decide(five, 1, Decision.NG, "a slip", MASK, who="Ana")
    assert edits.undo(five).text == "Confirm 1.png NG"
    assert said(five, 1) == [("Ana", "OK", "", False), ("Ana", "NG", "a slip", True)]
    assert reviews.standing(five)[1]["Ana"].decision is Decision.OK
    edits.redo(five)
    assert reviews.standing(five)[1]["Ana"].decision is Decision.NG
    edits.undo(five)
    edits.undo(five)
    assert reviews.standing(five) == {}
    reviews.decide(five, 1, Decision.UNSURE, who="Ana")
    assert edits.redo(five) is None
    assert [undone for *_, undone in said(five, 1)] == [True, True, False]


def test_a_strange_decision_is_a_damaged_file(five: Project) -> None:
    reviews.decide(five, 1, Decision.OK)
    with five.write() as connection:
        connection.exec_driver_sql("UPDATE reviews SET decision = 'perhaps'")
    with pytest.raises(ProjectError, match="is damaged"):
        reviews.reviews(five, 1)
