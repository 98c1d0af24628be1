"""A training run on the terminal: one bar with the time left, and a line for everything worth keeping."""

from __future__ import annotations

import sys
from datetime import timedelta
from types import TracebackType
from typing import Self

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from core.language import english
from core.training.events import (
    CheckpointSaved,
    Done,
    Event,
    Notice,
    Paused,
    PhaseStarted,
    StepLosses,
    Validated,
)
from core.words import terminal_text

RETRY_SECONDS = 30.0
"""How long the command line waits before a run tries again to write its files."""


class TrainingView:
    """Listens to a run's events. Lines go to stderr unless `quiet`; the bar only where stderr is a terminal.

    Attributes:
        notices: every notice so far.
        validated: every validation so far.
        done: the run's end, if it left a model.
    """

    def __init__(self, quiet: bool) -> None:
        self.notices: list[str] = []
        self.validated: list[Validated] = []
        self.done: Done | None = None
        self._quiet = quiet
        self._waiting_for = ""
        self._bar: Progress | None = None
        if not quiet and sys.stderr.isatty():
            columns = (
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("{task.fields[left]}"),
                TextColumn("{task.fields[losses]}"),
            )
            self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task("preparing", total=None, left="", losses="")

    def __enter__(self) -> Self:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def __call__(self, event: Event) -> None:
        """Show one event."""
        match event:
            case StepLosses():
                self._step(event)
            case PhaseStarted():
                # The compared systems' epochs are not adversarial, all of them.
                phase = "epochs" if event.phase == "adversarial" else event.phase
                self.say(f"{phase}: {event.steps - event.done} steps")
            case Validated():
                self.validated.append(event)
                self.say(_validation(event))
            case Notice():
                self.notices.append(event.text)
                self.say(event.text)
            case Paused():
                self._wait(english(event.reason))
            case CheckpointSaved() if self._waiting_for:
                self._waiting_for = ""
                self.say("Written; the run goes on.")
            case Done():
                self.done = event

    def say(self, line: str) -> None:
        """Print a line above the bar."""
        if self._quiet:
            return
        line = terminal_text(line)
        if self._bar is not None:
            self._bar.console.print(line, markup=False, highlight=False)
        else:
            click.echo(line, err=True)

    def _wait(self, reason: str) -> None:
        """Once for every reason, however often the run tries again."""
        if reason and reason != self._waiting_for:
            self.notices.append(reason)
            self.say(f"{reason} It tries again every {RETRY_SECONDS:g} seconds; Ctrl-C stops and keeps.")
        self._waiting_for = reason

    def _step(self, event: StepLosses) -> None:
        if self._bar is None:
            return
        left = timedelta(seconds=round(event.seconds_left))
        losses = " ".join(f"{name} {value:.3f}" for name, value in event.losses.items())
        self._bar.update(
            self._task,
            description=f"epoch {event.epoch}" if event.epoch else event.phase,
            completed=event.step,
            total=event.steps,
            left=f"{left} left",
            losses=losses,
        )


def _validation(event: Validated) -> str:
    name = f"epoch {event.epoch}" if event.epoch else "after the warm-up"
    against = " against synthetic defects" if event.synthetic else ""
    alone = "" if event.ssim_auroc is None else f" (SSIM map alone {event.ssim_auroc:.3f})"
    mse = f", good-repair MSE {event.good_mse:.1f}" if event.good_mse else ""
    left = "" if event.defects_left is None else f", synthetic defects {event.defects_left:.0%} left"
    best = ", best so far" if event.best else ""
    says = f". {event.text}." if event.text else ""
    return f"{name}: AUROC {event.auroc:.3f}{against}{alone}, separation {event.separation:.2f}{mse}{left}{best}{says}"
