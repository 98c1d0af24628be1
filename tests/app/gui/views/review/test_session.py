"""Going through the queue: what comes next, what is undone, and what is kept of what was begun."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from pytestqt.qtbot import QtBot

from app.gui.engine import LoadedModel
from app.gui.project.session import ProjectSession
from app.gui.views.review.drafts import Drafts
from app.gui.views.review.session import ReviewSession
from core.datasets.masks import read_mask
from core.inspection.calibration import set_cuts
from core.inspection.cuts import Cuts
from core.inspection.segment import SegmentSettings
from core.project import records, reviews
from core.project.decision import Decision
from core.project.rejudging import rejudge
from tests.app.gui.conftest import FakeInspector

Settle = Callable[[], None]


def order(review: ReviewSession) -> list[int]:
    return [item.image for item in review.items]


def said(review: ReviewSession, image: int) -> list[tuple[str, str, bool]]:
    return [(d.who, d.decision, d.undone) for d in reviews.reviews(review.project.project, image)]


def test_the_doubtful_one_first_with_its_contour(review: ReviewSession) -> None:
    assert order(review) == [2, 5, 6, 4, 3]
    assert review.current.image == 2
    picture = review._pictures[2]
    (contour,) = picture.suggestion
    np.testing.assert_array_equal(contour, np.array([[7, 7], [13, 7], [13, 13], [7, 13]], np.float32))
    assert (picture.picture.size, picture.mask, picture.decisions) == ((32, 24), None, ())


def test_the_next_one_is_there_already(review: ReviewSession, collect: Any) -> None:
    assert set(review._pictures) == {2, 5}
    shown = collect(review.shown)
    review.decide(Decision.OK, "", None)
    # Without going back to the event loop.
    assert [picture.item.image for picture in shown] == [5]


def test_decisions_are_kept_and_the_next_comes_by_itself(
    review: ReviewSession, settled: Settle, collect: Any
) -> None:
    finished = collect(review.finished)
    mask = np.zeros((24, 32), bool)
    mask[3:9, 4:8] = True
    seen = []
    for number in range(5):
        seen.append(review.current.image)
        review.decide(
            Decision.NG if number == 1 else Decision.OK, "at the rim", mask if number == 1 else None
        )
        settled()
    assert seen == [2, 5, 6, 4, 3]
    assert len(finished) == 1
    assert review.reviewed == 5
    assert review.people == ["Ana"]
    (decided,) = reviews.reviews(review.project.project, 5)
    assert (decided.who, decided.decision, decided.note) == ("Ana", "NG", "at the rim")
    np.testing.assert_array_equal(read_mask(reviews.mask_of(review.project.project, decided.id)), mask)


def test_undo_goes_back_to_the_image_and_what_was_drawn(review: ReviewSession, settled: Settle) -> None:
    mask = np.eye(24, 32, dtype=bool)
    review.decide(Decision.NG, "", mask)
    review.decide(Decision.OK, "", None)
    settled()
    assert review.current.image == 6
    review.undo()
    settled()
    assert (review.current.image, review.current.decision) == (5, None)
    review.undo()
    settled()
    assert (review.current.image, review.reviewed) == (2, 0)
    picture = review._pictures[2]
    assert picture.own
    np.testing.assert_array_equal(picture.mask, mask)
    assert said(review, 2) == [("Ana", "NG", True)]
    review.redo()
    settled()
    assert (review.current.image, review.current.decision) == (2, Decision.NG)


def test_unreviewed_ones_go_round(review: ReviewSession, settled: Settle) -> None:
    review.step_unreviewed(-1)
    assert review.row == 4
    settled()
    review.decide(Decision.UNSURE, "", None)
    assert review.row == 0
    review.step_unreviewed(-1)
    assert review.row == 3
    review.step(1)
    assert review.row == 4
    review.step(1)
    assert review.row == 4
    settled()


def test_a_queue_that_is_read_while_a_decision_is_written_has_it(
    review: ReviewSession, settled: Settle
) -> None:
    review.decide(Decision.OK, "", None)
    review.reload()
    settled()
    assert order(review) == [5, 6, 4, 3, 2]
    assert review.items[4].decision is Decision.OK
    assert (review.current.image, review.row) == (5, 0)


def test_another_reviewer_has_a_queue_of_their_own(
    review: ReviewSession, settled: Settle, collect: Any
) -> None:
    review.decide(Decision.OK, "", None)
    settled()
    review.set_reviewer("Ben")
    settled()
    assert review.reviewed == 0
    assert order(review)[0] == 2
    review.show_image(2)
    settled()
    review.decide(Decision.NG, "", None)
    settled()
    assert said(review, 2) == [("Ana", "OK", False), ("Ben", "NG", False)]
    compared = collect(review.compared)
    review.compare("Ana", "Ben")
    settled()
    assert [(item.image, item.rank) for item in compared[0].images] == [(2, 0)]


def test_all_images(review: ReviewSession, settled: Settle) -> None:
    review.set_everything(True)
    settled()
    assert sorted(order(review)) == [1, 2, 3, 4, 5, 6]


def test_review_files_and_sending_back(
    review: ReviewSession, settled: Settle, collect: Any, tmp_path: Path, session: ProjectSession
) -> None:
    review.decide(Decision.NG, "", np.eye(24, 32, dtype=bool))
    settled()
    exported, planned, merged = (
        collect(signal) for signal in (review.exported, review.planned, review.merged)
    )
    review.export(tmp_path / "ana.json")
    settled()
    assert exported == [(tmp_path / "ana.json", 1, ())]
    review.merge(tmp_path / "ana.json")
    settled()
    assert (merged[0].known, merged[0].added) == (1, 0)
    review.plan_sending()
    settled()
    assert (planned[0].defective, planned[0].masks) == ((2,), (2,))
    review.send_back()
    settled()
    assert session.table.get_values("label", [2]) == ["defective"]
    assert session.table.get_values("has_mask", [2]) == [True]
    assert session.undo_text == "Send the review of 1 image back"


def test_a_file_that_cannot_be_merged_is_reported(
    review: ReviewSession, settled: Settle, tmp_path: Path, reported: list[BaseException]
) -> None:
    (tmp_path / "x.json").write_text("{}", encoding="utf-8")
    review.merge(tmp_path / "x.json")
    settled()
    assert "x.json is no review file" in str(reported[0])


def test_a_decision_that_cannot_be_written_is_taken_back_on_the_screen(
    review: ReviewSession, settled: Settle, reported: list[BaseException], monkeypatch: Any
) -> None:
    def full(*_arguments: Any) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(reviews, "decide", full)
    review.decide(Decision.OK, "", None)
    assert review.reviewed == 1
    settled()
    assert review.reviewed == 0
    assert "the disk is full" in str(reported[0])


def test_without_a_stored_result_the_model_in_use_is_asked(
    review: ReviewSession, settled: Settle, collect: Any
) -> None:
    inspector = FakeInspector()
    model = LoadedModel(Path("m.safetensors"), "m", "", "test", SegmentSettings(), inspector)
    review._model = lambda: model
    with review.project.project.write() as connection:
        for table in ("defects", "inspections"):
            connection.exec_driver_sql(f"DELETE FROM {table}")
    review.set_everything(True)
    shown = collect(review.shown)
    review.show_image(5)
    settled()
    assert shown[-1].item.model is None
    # As many as the number in its name modulo 3.
    assert len(shown[-1].suggestion) == 2
    assert {path.name for path in inspector.inspected} >= {"5.png"}


def test_contours_of_earlier_cuts_are_never_shown(
    review: ReviewSession, settled: Settle, collect: Any
) -> None:
    project, inspector = review.project.project, FakeInspector()
    (known,) = records.models(project)
    rejudge(project, known.path, set_cuts(Cuts(0.4, 0.6), [], [], noise_level=0.0))
    shown = collect(review.shown)
    for path in (None, Path("other.safetensors"), known.path):
        model = LoadedModel(path, "m", "", "test", SegmentSettings(), inspector) if path else None
        review._model = lambda model=model: model
        review.reload()
        settled()
        review.show_image(4)
        settled()
        picture = shown[-1]
        assert picture.item.image == 4
        if path != known.path:
            assert (picture.suggestion, picture.missing) == ((), "m")
            assert not inspector.inspected
    # As many as the number in its name modulo 3.
    assert (len(picture.suggestion), picture.missing) == (1, "")
    # Found again, they are kept.
    assert len(records.defects(project, 4, known.id)) == 1


def test_an_image_that_is_not_in_the_queue_waits_for_it(review: ReviewSession, settled: Settle) -> None:
    assert not review.show_image(1)
    assert review.current.image == 2
    review.set_everything(True)
    settled()
    assert review.current.image == 1


def test_what_changed_elsewhere_is_seen_after_reading_anew(
    review: ReviewSession, settled: Settle, collect: Any
) -> None:
    reviews.decide(review.project.project, 2, Decision.NG, "elsewhere", who="Ana")
    shown = collect(review.shown)
    review.reload()
    settled()
    assert order(review) == [5, 6, 4, 3, 2]
    assert [d.note for d in shown[-1].decisions] == ["elsewhere"]


def test_an_unreadable_image_is_shown_as_such(
    qtbot: QtBot, review: ReviewSession, reviewable: Path, settled: Settle, collect: Any
) -> None:
    (reviewable.parent / "bilder" / "3.png").write_bytes(b"no picture")
    shown = collect(review.shown)
    review.show_image(3)
    settled()
    assert shown[-1].picture is None
    assert "3.png" in shown[-1].error


def test_drafts_come_back_as_they_were() -> None:
    drafts = Drafts()
    mask = np.random.default_rng(1).random((13, 7)) > 0.5
    drafts.keep(1, "look", mask)
    drafts.keep(2, "only a note", None)
    np.testing.assert_array_equal(drafts.get(1).mask, mask)
    assert (drafts.get(1).note, drafts.get(2).mask) == ("look", None)
    drafts.drop(1)
    assert drafts.get(1) is None
