"""Scores, cuts, policies, history and the model file, without a widget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.gui.engine import LoadedModel
from app.gui.project.edit_queue import edit_call
from app.gui.project.session import ProjectSession
from app.gui.views.calibrate.scope import Scope
from app.gui.views.calibrate.session import STORED as IN_FILE
from app.gui.views.calibrate.session import CalibrateSession
from core.datasets.dataset import Label, Sample
from core.datasets.snapshot import hash_file
from core.inspection.calibration import Calibration
from core.inspection.cuts import Cuts
from core.inspection.result import Verdict


def scores(session: CalibrateSession) -> list[float]:
    assert session.collected is not None
    return session.collected.table.scores.tolist()


def test_the_validation_images_are_scored_and_what_the_model_has_judges_them(
    scored: CalibrateSession, stored: Calibration, collect: Callable[[Any], list[Any]]
) -> None:
    assert scores(scored) == [0.0, 0.01, 0.02, 0.03, 0.10, 0.11]
    assert scored.choice is not None
    assert scored.choice.cuts == stored.cuts
    assert scored.figures is not None
    assert scored.figures.counts.of(Label.GOOD, Verdict.OK) == 4
    assert scored.current_policy == IN_FILE
    assert not scored.unsaved
    assert scored.undo_text == ""
    assert any("4 good images" in str(warning) for warning in scored.collected.warnings)


def test_a_drag_is_one_step_and_undone_as_one(scored: CalibrateSession, stored: Calibration) -> None:
    for ng in (0.07, 0.105, 0.2):
        scored.move(Cuts(0.02, ng))
        assert scored.figures is not None
        assert scored.figures.counts.defective.ng == sum(score >= ng for score in (0.10, 0.11))
    assert scored.undo_text == ""
    scored.drop(Cuts(0.02, 0.2))
    scored.drop(Cuts(0.02, 0.2))
    assert scored.unsaved
    assert scored.undo_text == "Move the cuts"
    scored.undo()
    assert scored.choice is not None
    assert scored.choice.cuts == stored.cuts
    assert (scored.undo_text, scored.redo_text) == ("", "Move the cuts")
    scored.redo()
    assert scored.choice.cuts == Cuts(0.02, 0.2)
    assert scored.figures is not None
    assert scored.figures.counts.defective.review == 2


def test_every_press_of_a_key_changes_a_verdict_or_nothing(scored: CalibrateSession) -> None:
    seen = []
    for _ in range(5):
        scored.nudge("ng", 1)
        assert scored.figures is not None
        seen.append(scored.figures.counts.defective.ng)
    assert seen == [1, 0, 0, 0, 0]
    scored.nudge("review", 1)
    assert scored.choice is not None
    assert scored.choice.cuts.review > 0.10
    for _ in range(9):
        scored.nudge("ng", -1)
    assert scored.choice.cuts.ng == scored.choice.cuts.review


def test_a_policy_gives_its_cuts_and_its_name(scored: CalibrateSession, stored: Calibration) -> None:
    scored.apply("no-miss")
    assert scored.choice is not None
    assert scored.choice.cuts.ng == pytest.approx(0.065)
    assert scored.current_policy == "no-miss"
    assert scored.undo_text == "Apply No known defect missed"
    scored.apply(IN_FILE)
    assert scored.choice.cuts == stored.cuts
    scored.edit_policy("cost=1:20", "cost=1:7")
    assert [item.policy for item in scored.policies][3] == "cost=1:7"
    assert scored.prices.miss == 7
    scored.set_share(0.5)
    assert scored.figures is not None
    assert scored.figures.parts.defective_share == 0.5


def test_saving_writes_the_file_and_undo_brings_the_old_one_back(
    qtbot: QtBot,
    scored: CalibrateSession,
    stored: Calibration,
    engine: Any,
    collect: Callable[[Any], list[Any]],
) -> None:
    models = collect(scored.calibrated)
    scored.drop(Cuts(0.02, 0.2))
    with qtbot.waitSignal(scored.calibrated):
        scored.save()
        assert not scored.editable
    assert engine.stored.cuts == Cuts(0.02, 0.2)
    assert engine.stored.policy == "manual"
    assert engine.stored.good_scores == (0.0, 0.01, 0.02, 0.03)
    assert engine.stored.noise_level == scored.collected.noise_level
    assert not scored.unsaved
    assert models[0].tip == "0.2"
    qtbot.waitUntil(lambda: scored.editable)
    assert scored.undo_text == "Save into the model"
    with qtbot.waitSignal(scored.calibrated):
        scored.undo()
    assert engine.stored == stored
    # The cuts on the screen stay what they are: they are not saved any more.
    assert scored.choice is not None
    assert scored.choice.cuts == Cuts(0.02, 0.2)
    assert scored.unsaved
    qtbot.waitUntil(lambda: scored.editable)
    with qtbot.waitSignal(scored.calibrated):
        scored.redo()
    assert engine.stored.cuts == Cuts(0.02, 0.2)


def test_a_file_that_cannot_be_written_changes_nothing(
    qtbot: QtBot, scored: CalibrateSession, stored: Calibration, engine: Any, reported: list[BaseException]
) -> None:
    scored.drop(Cuts(0.02, 0.2))
    engine.full = True
    scored.save()
    qtbot.waitUntil(lambda: bool(reported) and scored.editable)
    assert scored.stored == stored
    assert scored.unsaved
    assert scored.undo_text == "Move the cuts"


def test_other_images_are_measured_with_the_same_cuts(qtbot: QtBot, scored: CalibrateSession) -> None:
    scored.drop(Cuts(0.02, 0.2))
    with qtbot.waitSignal(scored.scores_changed):
        scored.set_scope(Scope.TEST)
    assert scores(scored) == [0.04, 0.05, 0.06, 0.07]
    assert scored.choice is not None
    assert scored.choice.cuts == Cuts(0.02, 0.2)
    with qtbot.waitSignal(scored.scores_changed):
        scored.set_scope(Scope.STORED)
    assert scores(scored) == [0.01, 0.03, 0.05, 0.07]
    assert scored.counts(Scope.STORED) == (3, 1)
    assert scored.counts(Scope.HELD_OUT) == (8, 2)


def test_images_that_the_model_was_trained_on_are_counted_and_never_saved(
    qtbot: QtBot, calibrate: CalibrateSession, model: LoadedModel, engine: Any, samples: list[Sample]
) -> None:
    engine.seen = (hash_file(samples[3].path),)
    calibrate.set_model(model)
    with qtbot.waitSignal(calibrate.scores_changed, timeout=60_000):
        calibrate.start()
    assert calibrate.figures is not None
    assert calibrate.figures.trained.total == 1
    calibrate.drop(Cuts(0.02, 0.2))
    with qtbot.waitSignal(calibrate.calibrated):
        calibrate.save()
    assert engine.stored.good_scores == (0.0, 0.01, 0.02)


def test_without_a_project_the_scores_of_the_file_are_shown(
    qtbot: QtBot, calibrate: CalibrateSession, model: LoadedModel
) -> None:
    with qtbot.waitSignal(calibrate._project.opened):
        calibrate._project.close()
    calibrate.set_model(model)
    assert calibrate.scopes == (Scope.STORED,)
    with qtbot.waitSignal(calibrate.scores_changed, timeout=60_000):
        calibrate.start()
    assert scores(calibrate) == [0.01, 0.03, 0.05, 0.07]


def test_an_uncalibrated_model_gets_the_first_policy_that_is_possible(
    qtbot: QtBot, calibrate: CalibrateSession, model: LoadedModel, engine: Any
) -> None:
    engine.stored = None
    calibrate.set_model(model)
    with qtbot.waitSignal(calibrate.scores_changed, timeout=60_000):
        calibrate.start()
    qtbot.waitUntil(lambda: calibrate.choice is not None)
    assert calibrate.current_policy == "best-f1"
    assert calibrate.unsaved


def test_a_changed_label_says_that_the_scores_are_out_of_date(
    qtbot: QtBot, scored: CalibrateSession, filled: ProjectSession, collect: Callable[[Any], list[Any]]
) -> None:
    assert not scored.outdated
    changed = collect(scored.changed)
    filled.edit(edit_call("set_label", [1], Label.DEFECTIVE), {"label": Label.DEFECTIVE}, [1])
    assert scored.outdated
    assert changed
    with qtbot.waitSignal(scored.scores_changed):
        scored.score()
    assert scored.collected is not None
    assert len(scored.collected.table.defective_scores) == 3
    assert not scored.outdated


def test_cancelling_leaves_the_choice_to_begin_again(
    qtbot: QtBot, calibrate: CalibrateSession, model: LoadedModel, engine: Any
) -> None:
    engine.inspector.gate.clear()
    calibrate.set_model(model)
    calibrate.start()
    assert calibrate.scoring is not None
    calibrate.scoring.cancel()
    engine.inspector.gate.set()
    qtbot.waitUntil(lambda: calibrate.scoring is None)
    assert calibrate.collected is None
    assert sum(calibrate.counts(calibrate.scope)) == 6


def test_unreadable_images_are_left_out_and_named(
    qtbot: QtBot,
    calibrate: CalibrateSession,
    model: LoadedModel,
    engine: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from core.errors import ImageFileError

    inspect = engine.inspector.inspect

    def half(path: Any, *rest: Any) -> Any:
        if path.name == "img2.png":
            raise ImageFileError("img2.png is truncated.", "Save it again.", path)
        return inspect(path, *rest)

    monkeypatch.setattr(engine.inspector, "inspect", half)
    calibrate.set_model(model)
    with qtbot.waitSignal(calibrate.scores_changed, timeout=60_000):
        calibrate.start()
    assert scores(calibrate) == [0.0, 0.01, 0.03, 0.10, 0.11]
    assert calibrate.collected is not None
    assert "truncated" in calibrate.collected.unreadable[0].error


def test_kept_results_are_not_made_again(
    qtbot: QtBot, calibrate: CalibrateSession, model: LoadedModel, engine: Any, tmp_path: Path
) -> None:
    calibrate.results_place = lambda: tmp_path / "results.sqlite"
    calibrate.set_model(replace(model, sha256="of the file"))
    inspected = engine.inspector.inspected
    for again in (6, 0):
        inspected.clear()
        with qtbot.waitSignal(calibrate.scores_changed, timeout=60_000):
            calibrate.score()
        assert len(inspected) == again
        assert scores(calibrate) == [0.0, 0.01, 0.02, 0.03, 0.10, 0.11]
    # Without pictures nothing can be measured on them: it is taken from the calibration.
    assert calibrate.collected is not None
    assert calibrate.collected.noise_level == 0.5
    engine.stored = None
    inspected.clear()
    with qtbot.waitSignal(calibrate.scores_changed, timeout=60_000):
        calibrate.score()
    assert len(inspected) == 4
    assert calibrate.collected.noise_level == pytest.approx(0.97, abs=0.005)
