"""The Train view: training at full speed with it open against the command line, and a run of very many steps.

xvfb-run -a python -m benchmarks.train_view [--rounds 3] [--steps 200] [--base 32] [--logged 1000000]
"""

from __future__ import annotations

import argparse
import json
import shlex
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np

from app.gui.main_window import MainWindow
from app.gui.views.train.live_run import LiveRun
from benchmarks.common import machine
from benchmarks.heartbeat import Heartbeat, wait
from benchmarks.window import memory, real_window, say
from core.datasets.synth import write_dataset
from core.project.images import import_images, read_new_images
from core.project.project import Project
from core.training import thread
from core.training.control import Control, Request
from core.training.events import Done, Event, PhaseStarted, StepLosses
from core.training.fields import command_line
from core.training.folder import LOG, SETTINGS
from core.training.log import JsonLines
from core.training.settings import TrainingSettings, preset

EPOCHS = 2
SKIPPED = 20
"""Steps at the beginning that are not counted: first ones are slow everywhere."""
LONG = 24 * 3600
LOSSES = ("g_p2n", "g_n2p", "cycle", "identity", "d_p", "d_n", "synthetic", "critic")
LOOKS = 20
"""Redraws of which the median counts."""


def make_project(scratch: Path) -> Path:
    """A project with a synthetic texture."""
    source = write_dataset(scratch / "weave", "weave", good=40, defective=16, size=128, seed=7)
    folder = scratch / "benchmark.isugan"
    with Project.create(folder) as project:
        import_images(project, source.samples)
        read_new_images(project)
    return folder


def steps_per_second(run: Path) -> float:
    """Of a whole run, validation included, from its log."""
    lines = (json.loads(line) for line in (run / LOG).read_text(encoding="utf-8").splitlines())
    times = [line["time"] for line in lines if line["event"] == "StepLosses"][SKIPPED:]
    return (len(times) - 1) / (times[-1] - times[0])


def in_the_window(
    window: MainWindow, beat: Heartbeat, name: str, settings: TrainingSettings
) -> tuple[float, dict[str, float]]:
    """Train with the view open: steps per second, and the longest gap in seconds of each part."""
    session = window.training
    plan = session.plan(name, settings)
    gaps = {}
    beat.reset()
    session.add(plan)
    window.train.select([plan.folder])
    live = session.live
    assert live is not None
    wait(lambda: steps_of(live) > SKIPPED or not session.alive, LONG, "the training")
    gaps["preparing"] = beat.longest
    beat.reset()
    total = settings.warm_up_steps + EPOCHS * settings.steps_per_epoch
    wait(lambda: steps_of(live) >= total or not session.alive, LONG, "the last step")
    gaps["training"] = beat.longest
    beat.reset()
    wait(lambda: not session.alive and not window.runner.jobs, LONG, "the end")
    gaps["ending"] = beat.longest
    return steps_per_second(plan.folder), gaps


def steps_of(live: LiveRun) -> int:
    """Steps it has told of."""
    return live.curves.last_step


def on_the_command_line(project: Path, name: str, settings: TrainingSettings) -> float:
    """The same by `isugan train`: steps per second."""
    run = project.parent / name
    words = shlex.split(command_line(settings, project, run))[1:]
    subprocess.run([sys.executable, "-m", "app.cli.main", *words], check=True, capture_output=True)
    return steps_per_second(run)


def compare(
    window: MainWindow, beat: Heartbeat, project: Path, settings: TrainingSettings, rounds: int
) -> None:
    """By turns, so that what else the machine does meets both."""
    ratios = []
    worst = dict.fromkeys(("preparing", "training", "ending"), 0.0)
    for number in range(rounds):
        here, gaps = in_the_window(window, beat, f"window-{number}", settings)
        there = on_the_command_line(project, f"command-{number}", settings)
        ratios.append(here / there)
        worst = {part: max(worst[part], gaps[part]) for part in worst}
        say(f"steps/s, round {number + 1}: view open, command line", f"{here:.2f}, {there:.2f}")
    loss = 100 * (1 - statistics.median(ratios))
    say("slower with the view open (median of the rounds)", f"{loss:.1f} %", "3 %")
    say(
        "longest gap of the event loop, training and validating",
        f"{1000 * worst['training']:.0f} ms",
        "100 ms",
    )
    say("longest gap, from *Train* to the first steps", f"{1000 * worst['preparing']:.0f} ms", "100 ms")
    say("longest gap, writing and calibrating the model", f"{1000 * worst['ending']:.0f} ms", "100 ms")


class Teller(threading.Thread):
    """Stands in for the trainer's thread: trains nothing, and logs and tells steps as fast as it can."""

    steps = 0

    def __init__(
        self,
        dataset: Any,
        settings: TrainingSettings,
        out: Path,
        *,
        resume: bool,
        source: Any,
        stand_back: Callable[[], object],
    ) -> None:
        super().__init__(name="teller")
        self.control = Control()
        self.events = thread.EventQueue(stand_back=stand_back)
        self.told = 0
        self._settings, self._out = settings, out

    def run(self) -> None:
        """Tell."""
        self._out.mkdir(parents=True)
        (self._out / SETTINGS).write_text(self._settings.model_dump_json(), encoding="utf-8")
        log = JsonLines(self._out / LOG, append=False)

        def tell(event: Event) -> None:
            log(event)
            self.events.put(event)

        values = np.random.default_rng(0).lognormal(-2, 0.5, (1000, len(LOSSES))).tolist()
        tell(PhaseStarted("adversarial", self.steps))
        for step in range(1, self.steps + 1):
            losses = dict(zip(LOSSES, values[step % len(values)], strict=True))
            epoch = 1 + EPOCHS * step // (self.steps + 1)
            tell(StepLosses("adversarial", step, self.steps, epoch, losses, 0.01, 0.01 * (self.steps - step)))
            self.told = step
            if self.control.check() is not Request.GO_ON:
                break
        tell(Done(self._out / "model.safetensors", 1, False, 1.0))
        log.close()


def very_many_steps(window: MainWindow, beat: Heartbeat, steps: int) -> None:
    """Tell `steps` steps to the view, then open the log they left."""
    session, page = window.training, window.train.run
    Teller.steps = steps
    # A run that ended before has opened Calibrate.
    window.show_view("train")
    with mock.patch.object(thread, "TrainerThread", Teller):
        plan = session.plan("long", preset("quick", warm_up_steps=0, epochs=EPOCHS))
        session.add(plan)
        window.train.select([plan.folder])
        live = session.live
        assert live is not None
        wait(lambda: steps_of(live) > steps // 10, LONG, "the first tenth")
        before, drawn, start = memory("VmRSS"), page.losses.redraws, time.perf_counter()
        beat.reset()
        wait(lambda: steps_of(live) >= steps or not session.alive, LONG, "the last step")
        telling = beat.longest, beat.busiest
        took = time.perf_counter() - start
        beat.reset()
        wait(lambda: not session.alive and not window.runner.jobs, LONG, "the end")
    megabytes = (plan.folder / LOG).stat().st_size / 2**20
    say(f"{steps:,} steps told at full speed, all on the disk", f"{took:.0f} s, {megabytes:.0f} MB")
    say("memory grows from the first tenth on", f"{memory('VmRSS') - before:.1f} MB", "0")
    say("redraws a second", f"{(page.losses.redraws - drawn) / took:.1f}", "10")
    say_gap(*telling)
    say("longest gap when the run ends", f"{1000 * beat.longest:.0f} ms", "100 ms")

    window.actions_registry["train_new"].trigger()
    wait(lambda: not window.runner.jobs and not page.isVisible(), LONG, "rest")
    before = memory("VmRSS")
    beat.reset()
    start = time.perf_counter()
    session.rows = ()
    session.reload()
    wait(lambda: any(row.folder == plan.folder for row in session.rows), LONG, "the list of runs")
    say("its log is looked through for the list of runs", f"{time.perf_counter() - start:.2f} s")
    start, computed = time.perf_counter(), time.process_time()
    window.train.select([plan.folder])
    wait(lambda: page._seen is not None and page.losses.points_drawn() > 0, LONG, "the curves")
    took, computed = time.perf_counter() - start, time.process_time() - computed
    say(
        "opened: chosen in the list to curves on the screen; of processor time",
        f"{took:.1f} s; {computed:.1f} s",
    )
    say_gap(beat.longest, beat.busiest)
    say("memory grows by opening it", f"{memory('VmRSS') - before:.1f} MB")
    say("one redraw of its curves", f"{1000 * redraw_seconds(window):.0f} ms", "100 ms")
    say("points drawn", f"{page.losses.points_drawn():,}")


def say_gap(longest: float, busiest: float) -> None:
    """How long the loop did not answer, and what of it was the window's own work, both in seconds."""
    say("longest gap meanwhile", f"{1000 * longest:.0f} ms", "100 ms")
    say("most that the window's own thread computed in one", f"{1000 * busiest:.0f} ms")


def redraw_seconds(window: MainWindow) -> float:
    """The median of some."""
    plot = window.train.run.losses
    taken = []
    for _ in range(LOOKS):
        start = time.perf_counter()
        plot._redraw()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3, help="of both ways to train; 0 leaves them out")
    parser.add_argument(
        "--steps", type=int, default=200, help="of the warm-up; an epoch has a quarter of that"
    )
    parser.add_argument(
        "--base", type=int, default=0, help="channels of the first layer; 0 = the quick preset's"
    )
    parser.add_argument(
        "--logged", type=int, default=1_000_000, help="steps of the long log; 0 leaves it out"
    )
    options = parser.parse_args()
    settings = preset(
        "quick",
        warm_up_steps=options.steps,
        epochs=EPOCHS,
        ssim_epochs=1,
        steps_per_epoch=max(1, options.steps // 4),
        **({"network": {"base": options.base}} if options.base else {}),
    )
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        project = make_project(scratch)
        with real_window(scratch) as (window, beat):
            print(f"{machine('cpu')}\n\n| what | measured | bound |\n| --- | --- | --- |", flush=True)
            # Its measuring would take part in the first training.
            with mock.patch.object(window.train.setup.estimates, "start"):
                window.open_project(project)
                wait(lambda: bool(len(window.project.table)) and not window.runner.jobs, 60, "the project")
                window.show_view("train")
                if options.rounds:
                    compare(window, beat, project, settings, options.rounds)
                if options.logged:
                    very_many_steps(window, beat, options.logged)


if __name__ == "__main__":
    main()
