"""Decisions back into the dataset, as one step."""

from __future__ import annotations

from typing import Any

import pytest

from core.datasets.dataset import Label
from core.datasets.polygon_mask import PolygonMask
from core.project import edits, reviews
from core.project.decision import Decision
from core.project.images import details, rows_of
from core.project.project import Project
from core.project.review_sending import Sending, plan_sending, send_back

OLD = PolygonMask.of(6, 4, [[(0, 0), (2, 0), (1, 2)]])
MASK = PolygonMask.of(6, 4, [[(1, 1), (4, 1), (2, 3)]])
NONE = PolygonMask.of(6, 4)
NEWER = PolygonMask.of(6, 4, [[(1, 1), (5, 1), (2, 3)]])


@pytest.fixture
def decided(five: Project) -> Project:
    """1: OK, with a mask that it must lose. 2: NG with masks. 3: unsure. 4: disputed. 5: NG, nothing drawn."""
    edits.set_mask(five, 1, OLD)
    edits.set_mask(five, 5, OLD)
    reviews.decide(five, 1, Decision.OK, who="Ana")
    reviews.decide(five, 2, Decision.NG, mask=MASK, who="Ana")
    reviews.decide(five, 2, Decision.NG, mask=NEWER, who="Ben")
    reviews.decide(five, 2, Decision.NG, who="Cem")
    reviews.decide(five, 3, Decision.NG, mask=MASK, who="Ana")
    reviews.decide(five, 3, Decision.UNSURE, who="Ben")
    reviews.decide(five, 4, Decision.NG, mask=MASK, who="Ana")
    reviews.decide(five, 4, Decision.OK, who="Ben")
    reviews.decide(five, 5, Decision.NG, who="Ana")
    return five


def test_the_plan_counts_and_changes_nothing(decided: Project, state: Any) -> None:
    before = state(decided)
    sending = plan_sending(decided)
    assert sending == Sending((1,), (2, 5), (2,), (1,), unsure=1, disputed=1, same=0)
    assert sending.images == 3
    assert state(decided) == before


def test_one_step_there_and_back(decided: Project, state: Any) -> None:
    before = state(decided)
    assert send_back(decided).text == "Send the review of 3 images back"
    rows = rows_of(decided, [1, 2, 3, 4, 5])
    assert [row.label for row in rows] == [
        Label.GOOD,
        Label.DEFECTIVE,
        Label.GOOD,
        Label.GOOD,
        Label.DEFECTIVE,
    ]
    assert [row.reviewed for row in rows] == [True, True, False, False, True]
    assert [details(decided, row.id).mask for row in rows] == [None, NEWER, None, None, OLD]
    after = state(decided)
    again = plan_sending(decided)
    assert (again.images, again.same) == (0, 3)
    assert send_back(decided) is None
    edits.undo(decided)
    assert state(decided) == before
    edits.redo(decided)
    assert state(decided) == after


def test_an_undone_decision_is_not_sent(five: Project) -> None:
    reviews.decide(five, 1, Decision.NG, who="Ana")
    edits.undo(five)
    assert plan_sending(five) == Sending()


def test_a_mask_that_was_taken_off_is_no_mask(five: Project) -> None:
    edits.set_mask(five, 1, OLD)
    edits.set_mask(five, 2, OLD)
    reviews.decide(five, 1, Decision.NG, mask=NONE, who="Ana")
    reviews.decide(five, 2, Decision.NG, mask=NONE, who="Ana")
    reviews.decide(five, 2, Decision.NG, mask=MASK, who="Ben")
    assert plan_sending(five).unmasked == (1,)
    send_back(five)
    assert [details(five, image).mask for image in (1, 2)] == [None, MASK]
    edits.undo(five)
    assert details(five, 1).mask == OLD
