"""Two tiny surfaces, and cells of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.experiments.cells import Cell
from core.experiments.planning import cells_of
from core.experiments.subjects import Subject, subjects_in
from core.experiments.systems import TableName, systems_of
from tests.tiny import write_classes

TINY: dict[str, Any] = {
    "network": {"base": 4, "blocks": 0},
    "crop": 32,
    "warm_up_crop": 32,
    "warm_up_batch": 1,
    "warm_up_steps": 2,
    "steps_per_epoch": 2,
    "epochs": 1,
    "precision": "fp32",
    "validation": 0.4,
}

MakeCells = Callable[..., tuple[Cell, ...]]


@pytest.fixture(scope="session")
def classes_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("dagm")
    write_classes(root)
    return root


@pytest.fixture
def subjects(classes_root: Path) -> tuple[Subject, ...]:
    return subjects_in(classes_root)


@pytest.fixture
def make_cells(subjects: tuple[Subject, ...], tmp_path: Path) -> MakeCells:
    """Cells of a table's systems on the tiny surfaces."""

    def make(
        table: TableName,
        *names: str,
        seeds: tuple[int, ...] = (0,),
        of: tuple[Subject, ...] = subjects,
        out: Path = tmp_path / "out",
        **changes: Any,
    ) -> tuple[Cell, ...]:
        return cells_of(systems_of(table, names), of, seeds, out, "quick", {**TINY, **changes})

    return make
