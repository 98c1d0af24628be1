"""All cells of a table, one after the other."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.experiments.cells import Cell, check_folders
from core.experiments.run_cell import run_cell
from core.training.control import Control, Request
from core.training.events import FINAL, Emit, Event


@dataclass(frozen=True)
class CellStarted:
    """A cell is begun, or gone on with.

    Attributes:
        number, cells: it is this one of so many, counted from 1.
        seconds_left: of the whole table, by what the finished cells took; None before the first.
    """

    cell: Cell
    number: int
    cells: int
    seconds_left: float | None


@dataclass(frozen=True)
class CellTested:
    """A cell is trained; `done` of its `images` test images are inspected."""

    cell: Cell
    done: int
    images: int


@dataclass(frozen=True)
class CellEnded:
    """A cell is done, was done before, or has failed.

    Attributes:
        error: why it failed; "" otherwise.
        known: it was done before.
    """

    cell: Cell
    number: int
    cells: int
    error: str = ""
    known: bool = False


CellEvent = CellStarted | CellTested | CellEnded
Tell = Callable[[CellEvent], None]


def run_cells(
    cells: Sequence[Cell],
    tell: Tell = lambda event: None,
    emit: Emit = lambda event: None,
    control: Control | None = None,
    device: str = "auto",
) -> bool:
    """Run what is not done yet; what failed is tried again. A failure ends its cell only.

    Args:
        tell: hears of cells.
        emit: hears of the training within a cell, but not of its end.
        control: `leave` ends after the present step; the same call then goes on from there.

    Returns:
        whether the last cell was reached.

    Raises:
        TrainingError: a folder holds something else than its cell; nothing was begun.
        OSError: the results cannot be written.
    """
    control = control or Control()
    check_folders(cells)
    seconds: list[float] = []
    done = [cell.result() is not None for cell in cells]
    for number, cell in enumerate(cells, 1):
        if control.wanted is not Request.GO_ON:
            return False
        if done[number - 1]:
            tell(CellEnded(cell, number, len(cells), known=True))
            continue
        left = done[number - 1 :].count(False) * sum(seconds) / len(seconds) if seconds else None
        tell(CellStarted(cell, number, len(cells), left))
        started = time.monotonic()
        if not _run(cell, tell, emit, control, device):
            return False
        error = cell.failure() or ""
        if not error:
            seconds.append(time.monotonic() - started)
        tell(CellEnded(cell, number, len(cells), error))
    return True


def _run(cell: Cell, tell: Tell, emit: Emit, control: Control, device: str) -> bool:
    def trained(event: Event) -> None:
        if not isinstance(event, FINAL):
            emit(event)

    def tested(done: int, images: int) -> None:
        tell(CellTested(cell, done, images))

    return run_cell(cell, trained, control, device, tested)
