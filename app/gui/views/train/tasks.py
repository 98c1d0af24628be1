"""What the Train view reads off the GUI thread. Every function returns the work of a job."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.gui.jobs import JobContext, Work
from core.training.folder import LOG
from core.training.log import RunLog, read_log

if TYPE_CHECKING:
    from core.training.events import Probe


@dataclass(frozen=True)
class SeenRun:
    """What was read of a run's folder: its log, and the epochs that have pictures."""

    folder: Path
    log: RunLog
    epochs: tuple[int, ...]


def read_runs(folders: Sequence[Path]) -> Work:
    """The logs of some runs, in the same order."""

    def work(context: JobContext) -> list[SeenRun]:
        from core.training.probes import epochs

        return [
            SeenRun(folder, read_log(folder / LOG, cancelled=context.cancelled), tuple(epochs(folder)))
            for folder in folders
        ]

    return work


def probe_epochs(folder: Path) -> Work:
    """The epochs that have pictures."""

    def work(_context: JobContext) -> list[int]:
        from core.training.probes import epochs

        return epochs(folder)

    return work


def read_epoch(folder: Path, epoch: int) -> Work:
    """The pictures of one epoch."""

    def work(_context: JobContext) -> tuple[Probe, ...]:
        from core.training.probes import read_probes

        return read_probes(folder, epoch)

    return work
