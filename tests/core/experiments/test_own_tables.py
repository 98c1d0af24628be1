"""The tables that compare nothing with the paper, with results made up by hand."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from core.experiments.cells import RESULT, Cell
from core.experiments.notes import notes_of
from core.experiments.planning import cells_of
from core.experiments.record import record_of
from core.experiments.sheets import sheets_of
from core.experiments.subjects import surfaces_in
from core.experiments.systems import systems_of
from core.experiments.tables import write_tables
from tests.core.experiments.test_families import cells_in

CHANGES = {"masks": 5, "averaging": 0.5}


def keep(cell: Cell, auroc: float, aupro: float | None) -> None:
    rate = {"value": 0.5, "low": 0, "high": 1}
    cell.keep(
        RESULT,
        {
            "masks": 0 if cell.system.good_only else 4,
            "training_seconds": 90.0,
            "parameters": 1_000_000,
            "gmac": 2.5,
            "device": "CPU, 2 threads",
            "versions": {"isugan": "1.2"},
            "test": {
                "decision": {"tp": 1, "fp": 1, "fn": 1, "tn": 1, "accuracy": rate, "f1": rate},
                "image": {"auroc": {**rate, "value": auroc}, "ap": None},
                "pixel": None if aupro is None else {"iou": 0.25, "aupro": aupro},
                "good_repair_mse": 3.0,
            },
        },
    )


@pytest.fixture
def ablation(classes_root: Path, tmp_path: Path) -> tuple[Cell, ...]:
    names = ["isugan-plus", "good-only", "masks-5", "paper-game"]
    surfaces = surfaces_in(classes_root)
    cells = cells_of(systems_of("ablation", names), surfaces, (0,), tmp_path, "quick", CHANGES)
    for cell, auroc in zip(cells, (1.0, 0.9, 1.0, 0.5, 0.9, 0.8, 0.9), strict=False):
        keep(cell, auroc, None if cell.system.name == "good-only" else auroc / 2)
    return cells


def test_an_ablation_has_a_sheet_for_each_figure_it_is_about(ablation: tuple[Cell, ...]) -> None:
    sheets = sheets_of(record_of("ablation", ablation))
    assert [sheet.title for sheet in sheets] == [
        *("AUROC", "F1", "AUPRO", "MSE", "Training min"),
        *("Every figure: Class1", "Every figure: Class6", "Every figure: Average"),
    ]
    assert sheets[0].one_line_head == ("System", "Class1 AUROC", "Class6 AUROC", "Average AUROC")
    assert sheets[0].rows == (
        ("All parts", "1.0000", "0.9000", "0.9500"),
        ("Good images alone", "0.9000", "0.8000", "0.8500"),
        ("5 masks", "1.0000", "0.9000", "0.9500"),
        ("The paper's game", "0.5000", "–", "–"),
    )
    assert sheets[2].rows[1] == ("Good images alone", "–", "–", "–")
    assert sheets[4].rows[0][1:] == ("1.5", "1.5", "1.5")
    alone = sheets_of(record_of("ablation", ablation[:4]))
    assert [sheet.title for sheet in alone] == ["In short", "Every figure: Class1"]
    assert alone[0].rows[0] == ("All parts", "1.0000", "0.5000", "0.5000", "3.00", "1.5")


def test_what_makes_the_rows_is_said(ablation: tuple[Cell, ...]) -> None:
    notes = {note.topic: note.text for note in notes_of(record_of("ablation", ablation))}
    epochs, more = (cell.settings.epochs for cell in (ablation[0], ablation[3]))
    rows = notes["Rows"]
    assert rows.startswith("All parts is the preset with ")
    assert "; Good images alone: no defective training image; 5 masks: the same run as All parts; " in rows
    assert (
        f"The paper's game: network.judge patchgan, network.difference off, epochs {more}, warm_up_steps 0"
        in rows
    )
    assert more > epochs
    assert notes["Steps"] == "The paper's game: no warm-up, but as many more steps in epochs."
    assert notes["Settings"].startswith("Preset quick; changed in all rows")
    assert "averaging 0.5 (" in notes["Settings"]
    assert notes["Surfaces"] == "Synthetic: Class1 (texture grain) and Class6 (texture weave)."
    assert notes["Images"] == "All surfaces, Good images alone: trained and calibrated on good images alone."
    assert notes["Masks"] == (
        "So many were learnt from: Class1: All parts 4, 5 masks 4, The paper's game 4; "
        "Class6: All parts 4, 5 masks 4."
    )
    assert notes["Not done yet"] == "1 of 8 cells: The paper's game, Class6, seed 0."


def test_nothing_is_said_of_the_paper(ablation: tuple[Cell, ...], tmp_path: Path) -> None:
    record = record_of("ablation", [cell for cell in ablation if cell.system.name != "paper-game"])
    for path in write_tables(record, tmp_path):
        assert path.stem == "ablation"
        text = path.read_text(encoding="utf-8").lower()
        assert "stand-in" not in text
        assert "paper" not in text.replace('class="paper"', "").replace(".paper", "")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "ablation.csv").read_text())))
    assert [row["kind"] for row in rows] == ["cell"] * 6 + ["mean", "mean", "average"] * 3


def test_families_stand_beside_the_whole_recipe(classes_root: Path, tmp_path: Path) -> None:
    cells = cells_in(classes_root, tmp_path, seeds=(0, 1))
    figures = (0.8, 1.0, 0.6, 0.9, 0.6, 1.0, 0.6, 0.9)
    for cell, auroc in zip(cells, figures, strict=True):
        keep(cell, auroc, auroc / 2)
    record = record_of("families", cells)
    short, without, whole = sheets_of(record)
    assert short.groups == (("", 1), ("Family left out", 2), ("All families", 2))
    assert short.rows == (
        ("Class1/hole", "0.7000 ± 0.1414", "0.3500 ± 0.0707", "1.0000 ± 0.0000", "0.5000 ± 0.0000"),
        ("Class1/scratch", "0.6000 ± 0.0000", "0.3000 ± 0.0000", "0.9000 ± 0.0000", "0.4500 ± 0.0000"),
        # The mean of each seed, (0.8 + 0.6) / 2 and (0.6 + 0.6) / 2, then over the seeds.
        ("Average", "0.6500 ± 0.0707", "0.3250 ± 0.0354", "0.9500 ± 0.0000", "0.4750 ± 0.0000"),
    )
    assert (without.title, whole.title) == ("Every figure: Family left out", "Every figure: All families")
    assert [row[0] for row in whole.rows] == ["Class1/hole", "Class1/scratch", "Average"]
    assert all(len(row) == len(sheet.head) for sheet in (short, without, whole) for row in sheet.rows)
    notes = {note.topic: note.text for note in notes_of(record)}
    assert notes["Images"] == "All surfaces, all rows: trained and calibrated on good images alone."
    assert "Rows" not in notes
    texts = [path.read_text(encoding="utf-8") for path in write_tables(record, tmp_path)]
    assert not any("paper" in text.lower() for text in texts[:2])
