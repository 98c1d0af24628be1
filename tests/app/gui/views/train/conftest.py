"""A trainer that trains nothing: it tells what a test lets it tell, and leaves a run's files."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from pytestqt.qtbot import QtBot

from app.gui.jobs import JobRunner
from app.gui.project.session import ProjectSession
from app.gui.views.train.session import TrainSession
from core.datasets.dataset import Dataset
from core.datasets.snapshot import take_snapshot
from core.errors import TrainingError
from core.training.control import Control, Request
from core.training.events import (
    Cancelled,
    Done,
    Event,
    Failed,
    Loaded,
    Notice,
    PhaseStarted,
    StepLosses,
    Validated,
)
from core.training.folder import CHECKPOINT, LOG, MODEL, SETTINGS, SNAPSHOT
from core.training.log import JsonLines
from core.training.settings import TrainingSettings, preset
from core.training.source import Source


class Events(list[Event]):
    """As `core.training.thread.EventQueue`."""

    def take(self, most: int | None = None) -> list[Event]:
        """All that wait, or the first of them."""
        taken = self[:most]
        del self[: len(taken)]
        return taken


class FakeTrainer(threading.Thread):
    """Stands in for `core.training.thread.TrainerThread`; goes on until `finish` is set or the control says so."""

    made: list[FakeTrainer] = []  # noqa: RUF012

    def __init__(
        self,
        dataset: Dataset,
        settings: TrainingSettings,
        out: Path,
        *,
        resume: bool,
        source: Source,
        stand_back: Callable[[], object],
    ) -> None:
        super().__init__(name=f"fake {out.name}")
        self.dataset, self.settings, self.out, self.resumes = dataset, settings, out, resume
        self.source = source
        self.control = Control()
        self.events = Events()
        self.finish = threading.Event()
        self.made.append(self)
        if "unready" in out.name:
            raise TrainingError("There is no room.", "Make some.", out)

    def run(self) -> None:
        """Files, one step, then wait."""
        self.out.mkdir(parents=True, exist_ok=True)
        log = JsonLines(self.out / LOG, append=self.resumes)

        def tell(event: Event) -> None:
            log(event)
            self.events.append(event)

        tell(Notice("hello"))
        if "broken" in self.out.name:
            tell(Failed("The device is gone.", "Plug it in."))
            log.close()
            return
        (self.out / SETTINGS).write_text(json.dumps(self.settings.model_dump()), encoding="utf-8")
        (self.out / SNAPSHOT).write_text(take_snapshot(self.dataset).to_json(), encoding="utf-8")
        (self.out / CHECKPOINT).write_bytes(b"")
        tell(Loaded(8, 2, min(self.settings.masks, 2), 2))
        tell(PhaseStarted("adversarial", 10))
        tell(StepLosses("adversarial", 1, 10, 1, {"g_p2n": 0.5, "cycle": 0.1}, 0.1, 60.0))
        tell(Validated(1, 0.9, 2.0, 3.0, False, True, 0.8))
        request = Request.GO_ON
        while request is Request.GO_ON and not self.finish.is_set():
            time.sleep(0.005)
            request = self.control.check()
        if request is Request.CANCEL:
            tell(Cancelled())
            log.close()
            for name in (CHECKPOINT, LOG, SETTINGS, SNAPSHOT):
                (self.out / name).unlink()
            self.out.rmdir()
            return
        (self.out / MODEL).write_bytes(b"")
        tell(Done(self.out / MODEL, 1, request is Request.STOP_AND_KEEP, 90.0))
        log.close()


@pytest.fixture
def trainers(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[FakeTrainer]]:
    """The trainers that were made, oldest first; none of them is left running."""
    module = ModuleType("core.training.thread")
    module.TrainerThread = FakeTrainer  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    made: list[FakeTrainer] = []
    monkeypatch.setattr(FakeTrainer, "made", made)
    yield made
    for trainer in made:
        trainer.control.stop_and_keep()
        if trainer.ident is not None:
            trainer.join()


@pytest.fixture
def told() -> list[str]:
    """What the session told the user."""
    return []


@pytest.fixture
def runs(
    qtbot: QtBot, filled: ProjectSession, trainers: list[FakeTrainer], told: list[str]
) -> Iterator[TrainSession]:
    """A session on a project of twelve images, with fake trainers."""
    runner = filled._runner
    assert isinstance(runner, JobRunner)
    made = TrainSession(
        filled, runner, lambda _level, text, way_out: told.append(f"{text} {way_out}".strip())
    )
    yield made
    made.shutdown()


@pytest.fixture
def quick() -> TrainingSettings:
    """Any settings."""
    return preset("quick")


@pytest.fixture
def training(qtbot: QtBot, runs: TrainSession, quick: TrainingSettings) -> Callable[[str], None]:
    """`training(name)`: add a run and wait until it trains."""

    def start(name: str) -> None:
        runs.add(runs.plan(name, quick))
        qtbot.waitUntil(
            lambda: runs.live is not None and runs.live.plan.name == name and runs.live.last is not None
        )

    return start
