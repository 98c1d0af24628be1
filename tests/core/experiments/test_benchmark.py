from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.datasets.dataset import Dataset
from core.errors import TrainingError
from core.experiments import run_cell
from core.experiments.benchmark import CellEnded, CellEvent, CellStarted, CellTested, run_cells
from core.experiments.cells import RESULT, Cell
from core.training.control import Control
from core.training.events import FINAL, Event, StepLosses
from core.training.run import MODEL, train
from core.training.settings import TrainingSettings
from tests.core.experiments.conftest import MakeCells


class Trainer:
    """Stands before `train`: notes what is trained, and fails for some systems."""

    def __init__(self, **failures: Exception) -> None:
        self.failures = failures
        self.trained: list[str] = []

    def __call__(
        self, dataset: Dataset, settings: TrainingSettings, out: Path, **options: Any
    ) -> Path | None:
        name = out.parent.parent.name
        self.trained.append(name)
        if name in self.failures:
            raise self.failures[name]
        return train(dataset, settings, out, **options)


def run(cells: tuple[Cell, ...], **options: Any) -> list[CellEvent]:
    told: list[CellEvent] = []
    assert run_cells(cells, told.append, device="cpu", **options)
    return told


def test_a_failed_cell_loses_no_other_and_is_tried_again(
    make_cells: MakeCells, monkeypatch: pytest.MonkeyPatch
) -> None:
    cells = make_cells("table2", "unet", "cyclegan", "dcgan")[:3]
    unet, _, whole = cells
    trainer = Trainer(unet=TrainingError("No room.", "Make some."), cyclegan=RuntimeError("unforeseen"))
    monkeypatch.setattr(run_cell, "train", trainer)
    told = run(cells)
    assert trainer.trained == ["unet", "cyclegan", "dcgan"]
    assert [event.error for event in told if isinstance(event, CellEnded)] == [
        "No room. Make some.",
        "Unexpected RuntimeError: unforeseen",
        "",
    ]
    assert unet.failure() == "No room. Make some."
    assert whole.result() is not None
    before = (whole.folder / RESULT).read_bytes()

    monkeypatch.setattr(run_cell, "train", again := Trainer())
    told = run(cells)
    assert again.trained == ["unet", "cyclegan"]
    assert [event.known for event in told if isinstance(event, CellEnded)] == [False, False, True]
    assert all(cell.result() is not None and cell.failure() is None for cell in cells)
    assert (whole.folder / RESULT).read_bytes() == before

    # Of a damaged result the run is still there: it is tested, not trained.
    (unet.folder / RESULT).write_text("{")
    monkeypatch.setattr(run_cell, "train", third := Trainer())
    told = run(cells)
    assert third.trained == []
    assert unet.result() is not None
    images = [(event.done, event.images) for event in told if isinstance(event, CellTested)]
    assert images == [(n, 10) for n in range(1, 11)]


def measured(cell: Cell) -> dict[str, Any]:
    """A result without what depends on the clock."""
    document = cell.result()
    assert document is not None
    test = {name: value for name, value in document["test"].items() if name != "seconds"}
    return {name: value for name, value in document.items() if name != "training_seconds"} | {"test": test}


def test_stopped_within_a_cell_and_gone_on_with_is_the_same(make_cells: MakeCells, tmp_path: Path) -> None:
    (whole, _) = make_cells("table2", "isu-gan", out=tmp_path / "whole")
    run((whole,))
    cells = make_cells("table2", "isu-gan")
    control = Control()
    told: list[CellEvent] = []
    heard: list[Event] = []

    def emit(event: Event) -> None:
        heard.append(event)
        if isinstance(event, StepLosses) and event.phase == "adversarial":
            control.leave()

    assert not run_cells(cells, told.append, emit, control, "cpu")
    assert [type(event) for event in told] == [CellStarted]
    assert not any(isinstance(event, FINAL) for event in heard)
    assert cells[0].result() is None
    assert cells[0].failure() is None
    assert not cells[1].folder.exists()
    run(cells[:1])
    assert measured(cells[0]) == measured(whole)


def test_stopped_while_testing_is_tested_again_and_not_trained(
    make_cells: MakeCells, monkeypatch: pytest.MonkeyPatch
) -> None:
    cells = make_cells("table2", "dcgan")[:1]
    control = Control()

    def tell(event: CellEvent) -> None:
        if isinstance(event, CellTested):
            control.leave()

    assert not run_cells(cells, tell, control=control, device="cpu")
    assert cells[0].result() is None
    assert (cells[0].run / MODEL).exists()
    monkeypatch.setattr(run_cell, "train", trainer := Trainer())
    run(cells)
    assert trainer.trained == []
    document = cells[0].result()
    assert document is not None
    assert len(document["test"]["rows"]) == 10


def test_nothing_begins_where_another_cell_lies(make_cells: MakeCells) -> None:
    made = make_cells("table3", "se")
    made[1].claim(trained=False)
    text = (made[1].folder / "cell.json").read_text()
    told: list[CellEvent] = []
    with pytest.raises(TrainingError, match="--out"):
        run_cells(make_cells("table3", "se", learning_rate=1e-3), told.append, device="cpu")
    assert told == []
    assert not made[0].folder.exists()
    assert (made[1].folder / "cell.json").read_text() == text


def test_the_time_left_is_that_of_what_is_missing(
    make_cells: MakeCells, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten seconds a cell; one of four is there already, and one fails, which tells nothing of the others' time."""
    cells = make_cells("table3", "se", seeds=(0, 1, 2))[:5]
    cells[1].claim(trained=True)
    cells[1].keep(RESULT, {})
    clock = iter([0.0, 10.0, 20.0, 20.0, 30.0, 40.0, 50.0, 60.0])
    monkeypatch.setattr("core.experiments.benchmark.time.monotonic", lambda: next(clock))

    def ended(cell: Cell, *_: object) -> bool:
        if cell is cells[2]:
            cell.keep("failure.json", {"error": "broken"})
        else:
            cell.keep(RESULT, {})
        return True

    monkeypatch.setattr("core.experiments.benchmark.run_cell", ended)
    told = run(cells)
    left = [(event.number, event.seconds_left) for event in told if isinstance(event, CellStarted)]
    assert left == [(1, None), (3, 30.0), (4, 20.0), (5, 10.0)]
    assert json.loads((cells[2].folder / "failure.json").read_text())["error"] == "broken"
