"""Other cuts: what is judged again as it is, and what has to be outlined anew."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.gui.views.inspect.keeping import kept_results
from app.gui.views.inspect.rejudging import contours_stay
from app.gui.views.inspect.session import InspectSession
from app.gui.views.inspect.store import Entry
from core.inspection.calibration import Calibration
from core.inspection.result import Verdict
from core.inspection.segment import SegmentSettings, segment

GUARDED = SegmentSettings()


def cuts(review: float, noise: float = 0.2) -> Calibration:
    return Calibration(
        policy="manual",
        review_cut=review,
        ng_cut=0.9,
        noise_level=noise,
        good_scores=(0.1, 0.2),
        defective_scores=(0.8,),
    )


def entry(score: float, settings: SegmentSettings | None = GUARDED) -> Entry:
    return Entry(Path("a.png"), score, Verdict.OK, 0, settings)


@pytest.mark.parametrize(
    ("score", "before", "after", "stays"),
    [
        (0.2, cuts(0.3), cuts(0.5), True),
        (0.4, cuts(0.3), cuts(0.5), False),
        (0.4, cuts(0.5), cuts(0.3), False),
        (0.2, cuts(0.3, noise=0.1), cuts(0.5, noise=0.3), True),
        (0.2, None, cuts(0.5), False),
        (0.2, cuts(0.5), None, False),
    ],
)
def test_only_what_stays_below_both_review_cuts_keeps_its_contours(
    score: float, before: Calibration | None, after: Calibration | None, stays: bool
) -> None:
    assert contours_stay(entry(score), before, after) is stays


@pytest.mark.parametrize("mode", ["otsu", "fixed"])
def test_without_the_guard_no_calibration_is_asked(mode: Any) -> None:
    assert contours_stay(entry(0.8, SegmentSettings(mode=mode)), cuts(0.3), None)


def test_the_guard_outlines_by_the_review_cut() -> None:
    """The reason for all of this: what the segmenter itself does with two places of unlike strength."""
    similarity = np.ones((40, 40), np.float32)
    similarity[4:10, 4:10], similarity[28:34, 28:34] = 0.1, 0.15
    local = np.zeros_like(similarity)
    local[7, 7], local[31, 31] = 0.7, 0.4
    flat = np.zeros_like(similarity)
    found = [
        len(
            segment(flat, flat, similarity, local, small_too(), cuts(review), window=3, size=(40, 40)).defects
        )
        for review in (0.3, 0.5, 0.8)
    ]
    assert found == [2, 1, 0]


def small_too() -> SegmentSettings:
    return GUARDED.model_copy(update={"min_area": 1})


def test_the_session_inspects_again_what_may_be_outlined_otherwise(
    qtbot: QtBot, ready: InspectSession, engine: Any
) -> None:
    def idle() -> bool:
        return not ready._jobs and not ready._refresh.isActive()

    ready.inspect_all()
    qtbot.waitUntil(lambda: idle() and not ready.store.pending_count)
    scores = {e.path: e.score for e in ready.store.entries if e.score is not None}
    engine.inspector.inspected.clear()
    border = sorted(scores.values())[len(scores) // 2]
    assert ready.model is not None
    ready.recalibrate(replace(ready.model), cuts(border), cuts(border + 0.2))
    qtbot.waitUntil(lambda: idle() and not ready.store.pending_count)
    assert set(engine.inspector.inspected) == {path for path, score in scores.items() if score >= border}
    kept = [e for e in ready.store.entries if e.score is not None and e.score < border]
    assert kept
    assert all(e.inspection.review_cut == border + 0.2 for e in kept if e.inspection)


def test_what_was_judged_again_is_found_again(
    qtbot: QtBot, ready: InspectSession, engine: Any, tmp_path: Path
) -> None:
    def idle() -> bool:
        return not ready._jobs and not ready._refresh.isActive()

    ready.results_place = lambda: tmp_path / "results.sqlite"
    ready.inspect_all()
    qtbot.waitUntil(lambda: idle() and not ready.store.pending_count)
    assert ready.model is not None
    model = replace(ready.model, sha256="of the file with the new cuts")
    # Above all scores, so that every contour stays.
    ready.recalibrate(model, cuts(0.7), cuts(0.8))
    qtbot.waitUntil(idle)
    with kept_results(tmp_path / "results.sqlite", model, ready.settings, {}, pytest.fail) as kept:
        inspected = {e.path for e in ready.store.entries if not e.error and e.score < 0.7}
        found = list(kept.known(sorted(inspected)))
    assert {inspection.path for inspection in found} == inspected != set()
    assert {inspection.review_cut for inspection in found} == {0.8}
