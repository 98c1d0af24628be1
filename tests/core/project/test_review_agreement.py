"""Cohen's kappa against its definition, and where it has none."""

from __future__ import annotations

import numpy as np
import pytest

from core.language import english
from core.project import reviews
from core.project.decision import Decision
from core.project.project import Project
from core.project.review_agreement import agreement

OK, UNSURE, NG = Decision.OK, Decision.UNSURE, Decision.NG


def decide(project: Project, who: str, *decisions: Decision | None) -> None:
    for image, decision in enumerate(decisions, start=1):
        if decision is not None:
            reviews.decide(project, image, decision, who=who)


def test_kappa_is_agreement_beyond_chance(five: Project) -> None:
    decide(five, "Ana", OK, OK, NG, UNSURE, NG)
    decide(five, "Ben", OK, NG, NG, OK, NG)
    found = agreement(five, "Ana", "Ben")
    order = (OK, UNSURE, NG)
    table = np.array([[found.counts.get((a, b), 0) for b in order] for a in order], float) / 5
    chance = float(table.sum(axis=1) @ table.sum(axis=0))
    assert found.kappa == pytest.approx((np.trace(table) - chance) / (1 - chance))
    assert (found.agreed, len(found.images), found.undefined) == (3, 5, "")
    assert [(item.path.name, item.rank) for item in found.images] == [
        *(("2.png", 0), ("4.png", 1), ("1.png", 2), ("3.png", 2), ("5.png", 2))
    ]
    assert (found.images[0].first, found.images[0].second) == (OK, NG)


def test_only_what_both_decided_counts(five: Project) -> None:
    decide(five, "Ana", OK, NG, None, NG)
    decide(five, "Ben", OK, NG, NG)
    found = agreement(five, "Ana", "Ben")
    assert (found.kappa, found.agreed, len(found.images)) == (1.0, 2, 2)


def test_it_says_when_kappa_is_undefined(five: Project) -> None:
    decide(five, "Ana", NG, NG)
    nothing = agreement(five, "Ana", "Ben")
    assert (nothing.kappa, english(nothing.undefined)) == (None, "There is no image that both decided on.")
    decide(five, "Ben", NG, NG)
    same = agreement(five, "Ana", "Ben")
    assert same.kappa is None
    assert english(same.undefined).startswith("Both say NG of every image")
    assert same.agreed == 2
