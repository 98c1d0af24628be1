"""Logs and curves against brute force."""

from __future__ import annotations

import json
import os
import tracemalloc
from pathlib import Path

import numpy as np
import pytest

from core.language import later, plug
from core.training.curves import Curves, similarity_mark
from core.training.events import (
    CheckpointSaved,
    Done,
    Event,
    Failed,
    Notice,
    Paused,
    PhaseStarted,
    Preview,
    StepLosses,
    Validated,
)
from core.training.log import JsonLines, TimedText, read_log
from core.training.settings import preset


def losses(phase: str, step: int, steps: int, **values: float) -> StepLosses:
    return StepLosses(phase, step, steps, int(phase == "adversarial"), values, 0.1, 1.0)  # type: ignore[arg-type]


def written(path: Path, *events: Event, append: bool = False) -> Path:
    log = JsonLines(path, append=append)
    for event in events:
        log(event)
    log.close()
    return path


def test_a_log_is_english_whatever_the_window_speaks(tmp_path: Path) -> None:
    plug(lambda _context, text, _n: text.upper())
    try:
        failed = Failed(later("Training", "No room in {out}.", out="x"), later("Training", "Make some."))
        path = written(tmp_path / "log.jsonl", failed, Paused(later("Training", "The disk is full.")))
    finally:
        plug(None)
    assert [notice.text for notice in read_log(path).notices] == [
        "No room in x. Make some.",
        "The disk is full.",
    ]


@pytest.mark.parametrize(("steps", "every"), [(7, 1), (64, 1), (65, 1), (1000, 1), (3000, 7), (5, 1000)])
def test_curves_are_what_brute_force_gives(steps: int, every: int) -> None:
    rng = np.random.default_rng(steps)
    values = rng.normal(size=steps)
    curves = Curves(64)
    curves.begin(PhaseStarted("warm-up", 10))
    for number, value in enumerate(values, 1):
        curves.add(losses("adversarial", number * every, steps * every, d_n=float(value), d_p=0.5))
    last = 10 + steps * every
    width = 1
    while last > 64 * width:
        width *= 2
    places = 10 + every * np.arange(1, steps + 1)
    bucket = (places - 1) // width
    expected = [(places[bucket == b], values[bucket == b]) for b in np.unique(bucket)]
    curve = curves.curves()["d_n"]
    assert curves.width == width
    assert curves.last_step == last
    np.testing.assert_allclose(curve.step, [p.mean() for p, _ in expected])
    np.testing.assert_array_equal(curve.low, [v.min() for _, v in expected])
    np.testing.assert_allclose(curve.mean, [v.mean() for _, v in expected], rtol=1e-9, atol=1e-12)
    np.testing.assert_array_equal(curve.high, [v.max() for _, v in expected])
    assert len(curve.step) <= 64
    assert set(curves.curves()["d_p"].mean) == {0.5}


def test_a_loss_that_begins_late_keeps_its_place() -> None:
    curves = Curves(4)
    for step in range(1, 9):
        curves.add(losses("warm-up", step, 8, warm_up=float(step)))
    curves.add(losses("adversarial", 1, 4, d_p=1.0))
    found = curves.curves()
    assert list(found) == ["warm_up", "d_p"]
    assert found["d_p"].step.tolist() == [9]
    assert found["warm_up"].step.tolist() == [2.5, 6.5]
    assert found["warm_up"].low.tolist() == [1, 5]
    assert found["warm_up"].high.tolist() == [4, 8]


def test_steps_that_a_resumed_run_repeats_count_once() -> None:
    curves = Curves()
    for step in (1, 2, 3, 2, 3, 4):
        curves.add(losses("warm-up", step, 9, warm_up=float(step)))
    assert curves.curves()["warm_up"].mean.tolist() == [1, 2, 3, 4]


def test_a_log_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    first = Validated(0, 0.7, 1.0, 3.0, False, True, 0.5, "First figures")
    again = Validated(1, 0.9, 2.0, 2.0, False, True, 0.8, "Still improving")
    written(
        path,
        Notice("5 good"),
        PhaseStarted("warm-up", 2),
        losses("warm-up", 1, 2, warm_up=1.0),
        losses("warm-up", 2, 2, warm_up=0.5),
        first,
        PhaseStarted("adversarial", 4),
        losses("adversarial", 1, 4, d_p=0.25, cycle=2.0),
        Validated(1, 0.1, 2.0, 2.0, False, False),
        CheckpointSaved(path, "adversarial", 1),
    )
    with path.open("a") as stream:
        stream.write('{"time": 3, "event": "StepLosses", "phase": "adver')  # killed here
    last = losses("adversarial", 2, 4, d_p=0.75, cycle=1.0)
    written(path, PhaseStarted("adversarial", 4, 1), last, again, Paused("full"), append=True)
    log = read_log(path)
    assert log.validations == (first, again)
    assert [n.text for n in log.notices] == ["5 good", "full"]
    assert log.phases == {"warm-up": 2, "adversarial": 4}
    assert log.last == last
    assert log.seconds_per_step == {"warm-up": 0.1, "adversarial": 0.1}
    assert (log.end, log.seconds) == ("", None)
    curves = log.curves.curves()
    assert curves["warm_up"].step.tolist() == [1, 2]
    assert curves["d_p"].step.tolist() == [3, 4]
    assert curves["d_p"].mean.tolist() == [0.25, 0.75]
    assert log.started is not None
    assert log.ended is not None
    assert log.started <= log.ended
    # It can go on live.
    log.curves.add(losses("adversarial", 3, 4, d_p=1.0))
    assert log.curves.curves()["d_p"].step.tolist() == [3, 4, 5]
    written(path, Done(path, 1, False, 12.5), append=True)
    assert (read_log(path).end, read_log(path).seconds) == ("Done", 12.5)
    written(path, Failed("Broken.", "Mend it."), append=True)
    assert read_log(path).end == "Failed"
    assert read_log(path).notices[-1] == TimedText(read_log(path).ended or 0, "Broken. Mend it.")


def test_logs_of_older_and_newer_versions(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    old = {"epoch": 1, "auroc": 0.5, "separation": 1.0, "good_mse": 2.0, "synthetic": False, "best": True}
    lines: list[object] = [
        {"time": 1, "event": "Validated", **old},
        {"time": 2, "event": "Validated", "epoch": 2, "surprise": 1},
        {"time": 3, "event": "Unheard"},
        [],
        7,
        {"event": "Notice", "text": "without time"},
    ]
    path.write_bytes(b"\n".join(json.dumps(line).encode() for line in lines) + b"\n\xff\xfe\n")
    log = read_log(path)
    assert log.validations == (Validated(1, 0.5, 1.0, 2.0, False, True, None),)
    assert log.notices == ()
    assert read_log(tmp_path / "missing").last is None


def test_a_million_steps_take_no_more_memory_than_a_thousand(tmp_path: Path) -> None:
    """A tenth of a million here, which is a hundred times the points that are kept."""
    path = tmp_path / "log.jsonl"
    line = '{"time": 1.5, "event": "StepLosses", "phase": "adversarial", "step": %d, "steps": 100000, "epoch": 1, '
    line += '"losses": {"d_p": %d, "d_n": 0.5}, "seconds_per_step": 0.1, "seconds_left": 9.0}\n'
    with path.open("w") as stream:
        stream.writelines(line % (step, step % 10) for step in range(1, 100_001))
    tracemalloc.start()
    log = read_log(path, most_points=1000)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    curve = log.curves.curves()["d_p"]
    assert (len(curve.step), log.curves.width) == (782, 128)
    assert curve.mean[:-1] == pytest.approx(4.5, abs=0.1)
    assert (set(curve.low), set(curve.high)) == ({0.0}, {9.0})
    assert peak < 2**21  # the file has 17 MiB
    stopped = read_log(path, cancelled=lambda: True)
    assert stopped.last is None


def test_a_preview_is_not_logged(tmp_path: Path) -> None:
    assert written(tmp_path / "log.jsonl", Preview(1, ())).read_bytes() == b""


def test_the_mark_of_the_change_from_ssim_to_l1() -> None:
    settings = preset("quick", epochs=4, warm_up_steps=100, ssim_epochs=1)
    assert similarity_mark(settings, 200) == 150
    assert similarity_mark(settings, 0) is None
    assert similarity_mark(settings.model_copy(update={"ssim_epochs": 4}), 200) is None
    assert similarity_mark(settings.model_copy(update={"ssim_epochs": 0}), 200) is None


@pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="this system opens links only")
def test_a_link_in_its_place_leads_nowhere(tmp_path: Path) -> None:
    """Somebody else's run is gone on with; its log would be emptied, or added to."""
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "log.jsonl").symlink_to(tmp_path / "notes.txt")
    for append in (False, True):
        with pytest.raises(OSError, match="symbolic link"):
            JsonLines(tmp_path / "log.jsonl", append=append)
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"
