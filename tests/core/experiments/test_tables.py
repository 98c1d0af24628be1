"""Two systems, two surfaces and two seeds with results made up by hand."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from core.datasets.dataset import Dataset, Label, Sample, Split
from core.experiments.cells import FAILURE, RESULT, Cell
from core.experiments.csv_table import CSV_COLUMNS
from core.experiments.differences import differences
from core.experiments.planning import cells_of
from core.experiments.record import record_of
from core.experiments.sections import Panel, Section
from core.experiments.sheets import sheets_of
from core.experiments.subjects import Subject
from core.experiments.systems import systems_of
from core.experiments.tables import write_tables
from core.training.settings import preset

FIELDS = {"low": 0, "high": 1}


def keep(cell: Cell, tp: int, fp: int, fn: int, tn: int, mse: float | None, auroc: float) -> None:
    rates = {"accuracy": (tp + tn) / (tp + fp + fn + tn), "f1": 2 * tp / (2 * tp + fp + fn)}
    decision = {"tp": tp, "fp": fp, "fn": fn, "tn": tn} | {
        n: {"value": v, **FIELDS} for n, v in rates.items()
    }
    cell.keep(
        RESULT,
        {
            "training_seconds": 60.0 * (1 + cell.seed),
            "parameters": 1_000_000,
            "gmac": 2.5,
            "device": "CPU, 2 threads",
            "versions": {"isugan": "1.2", "torch": "2.3"},
            "test": {
                "decision": decision,
                "image": {"auroc": {"value": auroc, **FIELDS}, "ap": None},
                "pixel": None,
                "good_repair_mse": mse,
            },
        },
    )


def surface(name: str, dagm_class: int | None, texture: str | None = None) -> Subject:
    root = Path("/there") / name
    samples = [
        Sample(root / f"{split}{label}{n}.png", label, split)
        for split in (Split.TRAIN, Split.TEST)
        for label in (Label.GOOD, Label.DEFECTIVE)
        for n in range(5)
    ]
    return Subject(name, Dataset(root, "dagm", tuple(samples)), dagm_class, texture)


@pytest.fixture
def cells(tmp_path: Path) -> tuple[Cell, ...]:
    """Of UNet one failed and of ISU-GAN one is missing, both on Class6 with seed 1."""
    surfaces = (surface("Class1", 1), surface("Class6", 6, "weave"))
    made = cells_of(systems_of("table2", ["unet", "isu-gan"]), surfaces, (0, 1), tmp_path, "quick", {})
    keep(made[0], 5, 1, 0, 4, None, 0.9)  # UNet, Class1, seed 0: accuracy 90, F1 10 / 11
    keep(made[1], 4, 0, 1, 5, 8.0, 1.0)  # ISU-GAN, Class1: 90, 8 / 9
    keep(made[2], 3, 0, 2, 5, None, 0.8)  # UNet, Class6: 80, 6 / 8
    keep(made[3], 5, 0, 0, 5, 10.0, 1.0)  # ISU-GAN, Class6: 100, 1
    keep(made[4], 5, 2, 0, 3, None, 0.7)  # UNet, Class1, seed 1: 80, 10 / 12
    keep(made[5], 4, 0, 1, 5, 12.0, 1.0)  # ISU-GAN, Class1: 90, 8 / 9
    made[6].keep(FAILURE, {"error": "=BROKEN() | <b>"})
    return made


def test_means_spreads_and_averages_by_hand(cells: tuple[Cell, ...]) -> None:
    unet, isu_gan = record_of("table2", cells).rows
    first, second = unet.entries
    assert first.seeds == 2
    assert first.figures["accuracy"].mean == pytest.approx(85)
    assert first.figures["accuracy"].spread == pytest.approx(50**0.5)  # sqrt((25 + 25) / 1)
    assert first.figures["f1"].mean == pytest.approx((10 / 11 + 10 / 12) / 2)
    assert first.figures["fp"].mean == 1.5
    assert first.figures["training_seconds"].mean == 90
    assert (first.figures["mse"].mean, first.figures["ap"].mean) == (None, None)
    assert (second.seeds, second.figures["accuracy"].mean, second.figures["accuracy"].spread) == (1, 80, None)
    # An average needs both surfaces: of seed 1 there is only one.
    assert unet.average is not None
    assert unet.average.seeds == 1
    assert unet.average.figures["accuracy"].mean == pytest.approx((90 + 80) / 2)
    assert unet.average.figures["mse"].mean is None
    assert isu_gan.entries[0].figures["mse"].values == (8.0, 12.0)
    assert isu_gan.average is not None
    assert isu_gan.average.figures["mse"].mean == 9
    assert isu_gan.average.printed is None


def test_the_sheets_stand_beside_the_paper(cells: tuple[Cell, ...]) -> None:
    beside, class1, class6, average = sheets_of(record_of("table2", cells))
    assert [name for name, _ in beside.groups] == ["", "Class1", "Class6 (stand-in)", "Average"]
    assert beside.one_line_head[:5] == ("System", "Class1 Accuracy %", "paper", "Class1 F1", "paper")
    assert beside.rows[0] == (
        *("UNet", "85.00 ± 7.07", "93.74", "0.8712 ± 0.0536", "0.9342"),
        *("80.00 ± –", "94.78", "0.7500 ± –", "0.9454", "85.00 ± –", "–", "0.8295 ± –", "–"),
    )
    assert all(len(row) == len(beside.head) for row in beside.rows)
    assert sum(span for _, span in beside.groups) == len(beside.head)
    assert class1.rows[1][:8] == (
        "ISU-GAN",
        "2",
        "90.00 ± 0.00",
        "0.8889 ± 0.0000",
        *("4.0 ± 0.0", "0.0 ± 0.0", "1.0 ± 0.0", "5.0 ± 0.0"),
    )
    assert class6.rows[1][1] == "1"
    assert average.title == "Every figure: Average"


def test_what_differs_is_said(cells: tuple[Cell, ...]) -> None:
    quick = preset("quick")
    text = "\n".join(f"{topic}: {words}" for topic, words in differences(record_of("table2", cells)))
    for part in (
        "Not done yet: 1 of 8 cells: ISU-GAN, Class6, seed 1.",
        "Failed: UNet, Class6, seed 1: =BROKEN() | <b>",
        "2 seeds ± sample standard deviation",
        "Class 7 of the paper is missing",
        "Class6 is synthetic (texture weave)",
        "Class1, UNet: trained on 5 good and 5 defective images, where Table 1 has 575 and 80.",
        "Class1, ISU-GAN: trained on 5 good and 5 defective images, where Table 1 has 400 and 80.",
        "Class1, all systems: tested with 5 good and 5 defective",
        "15% of the training images are held back",
        "Preset quick; not as in the paper, whose value is in brackets: network.base 32 (64), preprocess.width as",
        f"epochs {quick.epochs} (100)",
        f"UNet: no warm-up, but {quick.epochs + quick.warm_up_steps // quick.steps_per_epoch} epochs, as many steps.",
        "UNet: taught by the masks",
        "rules out the printed F1 of UNet (0.9342, at most 0.7978) and ISU-GAN (0.9524, at most 0.8765)",
        "CPU, 2 threads; isugan 1.2, torch 2.3",
    ):
        assert part in text, part


def test_the_files(cells: tuple[Cell, ...], tmp_path: Path) -> None:
    section = Section(
        "Figure 5: contours", (Panel("a<b", b"\x89PNG", "faint"), Panel("c", b"PNG2")), "The median one."
    )
    paths = write_tables(record_of("table2", cells), tmp_path, [section])
    assert [path.name for path in paths] == ["table2.csv", "table2.md", "table2.html"]
    table, markdown, html = (path.read_text(encoding="utf-8") for path in paths)

    rows = list(csv.DictReader(io.StringIO(table)))
    assert [row["kind"] for row in rows] == ["cell"] * 8 + ["mean", "mean", "average"] * 2
    assert tuple(rows[0]) == CSV_COLUMNS
    assert float(rows[0]["f1"]) == 10 / 11
    assert (rows[0]["mse"], rows[0]["paper_accuracy"], rows[1]["mse"]) == ("", "93.74", "8.0")
    assert [row["status"] for row in rows[6:8]] == ["failed", "missing"]
    assert rows[6]["error"] == "'=BROKEN() | <b>"
    assert rows[7]["accuracy"] == ""
    assert float(rows[8]["accuracy_spread"]) == pytest.approx(50**0.5)

    assert "| UNet | 85.00 ± 7.07 | 93.74 |" in markdown
    assert "=BROKEN() \\| \\<b>" in markdown
    assert "![a\\<b](table2-pictures/01.png)" in markdown
    assert (tmp_path / "table2-pictures" / "02.png").read_bytes() == b"PNG2"

    assert "<td>85.00 <small>± 7.07</small></td>" in html
    assert "=BROKEN() | &lt;b&gt;" in html
    assert 'src="data:image/png;base64,iVBORw=="' in html
    assert "http://" not in html
    assert "<script" not in html


def test_one_other_surface_has_nothing_to_compare_with(tmp_path: Path) -> None:
    made = cells_of(
        systems_of("table3", ["isu-gan"]), (surface("=tiles", None),), (0,), tmp_path, "quick", {}
    )
    record = record_of("table3", made)
    beside, details = sheets_of(record)
    assert beside.one_line_head == ("System", "=tiles F1", "=tiles MSE")
    assert beside.rows == (("ISU-GAN", "–", "–"),)
    assert set(details.rows[0][2:]) == {"–"}
    texts = dict[str, Any](differences(record))
    assert texts["Surfaces"].startswith("None of the paper's")
    assert "Machine" not in texts
    table = write_tables(record, tmp_path)[0].read_text()
    assert table.splitlines()[1].startswith("cell,'=tiles,isu-gan,0")
