"""What happens when a run has ended well: Calibrate opens by itself, or an offer waits."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.gui.main_window import MainWindow
from app.gui.project.edit_queue import edit_call
from app.gui.views.calibrate.scope import Scope
from core.datasets.dataset import Sample, Split
from core.inspection.calibration import set_cuts
from core.inspection.cuts import Cuts
from core.training.settings import preset

LONG = 60_000
"""Milliseconds: the first time, the database and scikit-learn are imported."""
FITTED = set_cuts(Cuts(0.04, 0.06), [0.01, 0.03], [0.07], noise_level=0.5, policy="best-f1")


@pytest.fixture
def engine(engine: Any) -> Any:
    """Its models are calibrated, as those of a run are."""

    class Calibrated(type(engine)):  # type: ignore[misc]
        def header(self, model: Any) -> Any:
            return super().header(model).model_copy(update={"calibration": FITTED})

    return Calibrated()


@pytest.fixture
def train(
    qtbot: QtBot,
    window: MainWindow,
    samples: list[Sample],
    trainers: list[Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> MainWindow:
    """A window on a project of twelve images, looking at a run that trains."""
    monkeypatch.setattr(window.train.setup.estimates, "start", lambda: None)
    monkeypatch.setattr(window.train.run.feed, "_has_gpu", False)
    with qtbot.waitSignal(window.project.opened, timeout=LONG):
        window.project.create(tmp_path / "p.isugan")
    with qtbot.waitSignals([window.project.imported, window.project.reading_done], timeout=LONG):
        window.project.import_images(samples)
    window.show_view("train")
    begin(qtbot, window, "a")
    return window


def begin(qtbot: QtBot, window: MainWindow, name: str) -> None:
    training = window.training
    plan = training.plan(name, preset("quick"))
    training.add(plan)
    window.train.select([plan.folder])
    qtbot.waitUntil(lambda: training.live is not None and training.live.last is not None)


def end(qtbot: QtBot, window: MainWindow, trainer: Any) -> None:
    """Let it train to its end."""
    trainer.finish.set()
    qtbot.waitUntil(lambda: not window.training.alive and not window.runner.jobs, timeout=LONG)


def shown(window: MainWindow) -> str:
    """The view that is seen."""
    return next(name for name, view in window.views.items() if view is window.stack.currentWidget())


OFFER = "a is trained."


@pytest.mark.parametrize(
    ("scope", "told"),
    [(Scope.VALIDATION, OFFER), (Scope.STORED, "a was stopped, and its best model is kept.")],
    ids=["done, own validation split", "stopped, drawn by the run"],
)
def test_whoever_watches_is_shown_the_validation_images_in_calibrate(
    qtbot: QtBot, train: MainWindow, trainers: list[Any], scope: Scope, told: str, collect: Any
) -> None:
    notices = collect(train.notifications.noticed)
    if scope is Scope.VALIDATION:
        train.project.edit(edit_call("set_split", train.project.table.ids[:3].tolist(), Split.VALIDATION))
        qtbot.waitUntil(lambda: sum(train.calibration.counts(Scope.VALIDATION)) == 3)
    else:
        train.training.stop_and_keep()
    end(qtbot, train, trainers[0])
    calibration = train.calibration
    qtbot.waitUntil(lambda: calibration.figures is not None, timeout=LONG)
    assert shown(train) == "calibrate"
    assert calibration.model is not None
    assert calibration.model.path == trainers[0].out / "model.safetensors"
    assert (calibration.scope, len(calibration.collected.table.scores)) == (scope, 3)
    assert calibration.choice.cuts == FITTED.cuts
    assert train.questions.text == ""
    assert [notice.text for notice in notices] == [told]


@pytest.mark.parametrize("where", ["in another view", "at the next run's settings", "minimised"])
def test_whoever_does_something_else_is_asked(
    qtbot: QtBot, train: MainWindow, trainers: list[Any], where: str
) -> None:
    if where == "in another view":
        train.show_view("dataset")
    elif where == "minimised":
        train.showMinimized()
    else:
        train.actions_registry["train_new"].trigger()
    before = shown(train)
    end(qtbot, train, trainers[0])
    assert shown(train) == before
    assert train.questions.text == OFFER
    assert train.session.model is None


def test_nobody_is_called_away_from_what_comes_next(
    qtbot: QtBot, train: MainWindow, trainers: list[Any]
) -> None:
    train.training.add(train.training.plan("b", preset("quick")))
    trainers[0].finish.set()
    qtbot.waitUntil(lambda: len(trainers) == 2)
    assert shown(train) == "train"
    assert train.questions.text == OFFER
    end(qtbot, train, trainers[1])


def test_cuts_that_are_not_saved_stay(
    qtbot: QtBot, train: MainWindow, trainers: list[Any], tmp_path: Path
) -> None:
    train.links.calibrate(tmp_path / "other.safetensors")
    calibration = train.calibration
    qtbot.waitUntil(lambda: calibration.figures is not None, timeout=LONG)
    calibration.drop(Cuts(0.01, 0.02))
    train.show_view("train")
    end(qtbot, train, trainers[0])
    assert shown(train) == "train"
    assert train.questions.text == OFFER
    assert calibration.choice is not None
    assert calibration.choice.cuts == Cuts(0.01, 0.02)
    assert calibration.undo_text == "Move the cuts"


@pytest.mark.parametrize("what", ["leaves", "cannot be read"])
def test_an_offer_waits_where_it_came_to_nothing(
    qtbot: QtBot,
    train: MainWindow,
    trainers: list[Any],
    engine: Any,
    monkeypatch: pytest.MonkeyPatch,
    what: str,
) -> None:
    if what == "leaves":
        # While the model is being loaded.
        train.training.ended.connect(lambda _plan, _event: train.show_view("dataset"))
    else:
        load = engine.load
        monkeypatch.setattr(engine, "load", lambda _path: load(Path("bad.safetensors")))
    end(qtbot, train, trainers[0])
    qtbot.waitUntil(lambda: train.questions.text == OFFER)
    assert shown(train) == ("dataset" if what == "leaves" else "train")
