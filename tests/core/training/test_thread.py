"""The trainer thread and its queue."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from core.datasets.dataset import Dataset
from core.language import english
from core.training import thread as module
from core.training.events import Done, Failed, Notice, Preview, StepLosses, Validated
from core.training.settings import TrainingSettings
from core.training.thread import EventQueue, TrainerThread


def losses(step: int) -> StepLosses:
    return StepLosses("warm-up", step, 1000, 0, {"warm_up": 1.0}, 0.1, 1.0)


def test_a_full_queue_drops_old_losses_first_and_final_events_never() -> None:
    queue = EventQueue(size=4)
    validated = Validated(1, 0.9, 1.0, 2.0, False, True)
    for event in (losses(1), validated, losses(2), losses(3), losses(4), Notice("n")):
        queue.put(event)
    assert queue.take() == [validated, losses(3), losses(4), Notice("n")]
    assert queue.dropped == 2
    done = Done(Path("m"), 1, False, 1.0)
    queue.put(done)
    for number in range(10):
        queue.put(Notice(str(number)))
    taken = queue.take()
    assert done in taken
    assert len(taken) == 4
    assert queue.take() == []


def test_only_quick_steps_and_those_that_nobody_reads_make_the_trainer_rest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rests: list[float] = []
    now = 1.0
    monkeypatch.setattr(module.time, "sleep", rests.append)
    monkeypatch.setattr(module.time, "monotonic", lambda: now)
    stood_back: list[int] = []
    queue = EventQueue(size=4, stand_back=lambda: stood_back.append(len(rests)))
    queue.put(losses(1))
    now += 0.5
    queue.put(losses(2))
    queue.put(Notice("a third"))
    assert rests == []
    assert len(stood_back) == 2
    now += 0.5
    queue.put(losses(3))
    assert rests == [module.BEHIND * module.BREATH]
    queue.take()
    now += module.QUICK / 2
    queue.put(losses(4))
    assert rests[1:] == [module.BREATH]
    assert stood_back == [0, 0, 0, 1]


def test_a_reader_may_take_some_and_leave_the_rest() -> None:
    queue = EventQueue()
    for number in range(5):
        queue.put(Notice(str(number)))
    assert queue.take(2) == [Notice("0"), Notice("1")]
    assert queue.take(9) == [Notice("2"), Notice("3"), Notice("4")]
    assert queue.take(9) == []


def test_of_previews_only_the_newest_waits() -> None:
    queue = EventQueue(size=4)
    for epoch in range(3):
        queue.put(Notice(str(epoch)))
        queue.put(Preview(epoch, ()))
    assert queue.take() == [Notice("0"), Notice("1"), Notice("2"), Preview(2, ())]


def test_a_reader_that_never_reads_does_not_stall_training(
    tiny: Dataset, settings: TrainingSettings, tmp_path: Path
) -> None:
    thread = TrainerThread(tiny, settings, tmp_path / "run", device="cpu", queue_size=3)
    thread.start()
    thread.join(60)
    assert not thread.is_alive()
    events = thread.events.take()
    assert len(events) == 3
    assert isinstance(events[-1], Done)


def test_pause_and_stop_from_outside(tiny: Dataset, settings: TrainingSettings, tmp_path: Path) -> None:
    thread = TrainerThread(tiny, settings, tmp_path / "run", device="cpu")
    thread.control.pause()
    thread.start()
    time.sleep(0.5)
    assert not any(isinstance(e, StepLosses) for e in thread.events.take())
    thread.control.stop_and_keep()
    thread.join(60)
    assert isinstance(thread.events.take()[-1], Done)


def test_a_failure_before_the_run_began_is_an_event_too(
    tiny: Dataset, settings: TrainingSettings, tmp_path: Path
) -> None:
    thread = TrainerThread(tiny, settings, tmp_path / "run", resume=True, device="cpu")
    thread.start()
    thread.join(60)
    events = thread.events.take()
    assert [type(e) for e in events] == [Failed]
    assert "checkpoint" in english(events[0].message)  # type: ignore[union-attr]
