"""Both tables at toy size, checked by arithmetic of its own."""

from __future__ import annotations

import csv
import json
import re
import signal
from collections.abc import Callable
from html import unescape
from pathlib import Path
from statistics import fmean
from typing import Any

import pytest
from click.testing import Result

from app.cli.commands.benchmark import SYSTEMS, TABLES
from app.cli.exit_codes import ExitCode
from app.cli.training_view import TrainingView
from core.experiments.systems import TABLES as ENGINE_TABLES
from core.experiments.systems import systems_of
from core.training.events import Event, StepLosses
from tests.tiny import write_classes

Run = Callable[..., Result]
TINY = [
    *("--preset", "quick", "--device", "cpu", "--epochs", 1),
    *("--set", "network.base=4", "--set", "network.blocks=0", "--set", "crop=32", "--set", "warm_up_crop=32"),
    *("--set", "warm_up_batch=1", "--set", "warm_up_steps=1", "--set", "steps_per_epoch=1"),
    *("--set", "precision=fp32", "--set", "validation=0.5"),
]
PAPER = {
    ("table2", "UNet"): ("93.74", "0.9342", "94.78", "0.9454"),
    ("table2", "ResUNet++"): ("97.21", "0.9655", "98.61", "0.9848"),
    ("table2", "CycleGAN"): ("96.00", "0.9420", "97.39", "0.9710"),
    ("table2", "DCGAN"): ("92.87", "0.9043", "96.17", "0.9412"),
    ("table2", "ISU-GAN"): ("96.52", "0.9524", "98.78", "0.9853"),
    ("table3", "Default"): ("0.9420", "23.50", "0.9710", "44.19"),
    ("table3", "Skip"): ("0.9589", "19.17", "0.9504", "10.31"),
    ("table3", "Involution"): ("0.9458", "38.36", "0.9925", "74.23"),
    ("table3", "SE"): ("0.9412", "21.34", "0.9680", "41.65"),
    ("table3", "ISU-GAN"): ("0.9524", "19.40", "0.9853", "8.95"),
}
"""As the paper prints it, classes 1 and 6."""
NAMES = ["UNet", "ResUNet++", "CycleGAN", "DCGAN", "ISU-GAN", "Default", "Skip", "Involution", "SE"]
TITLES = dict(zip(NAMES, SYSTEMS[: len(NAMES)], strict=True))


@pytest.fixture(scope="module")
def classes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("DAGM")
    write_classes(root)
    return root


def test_the_tables_and_systems_are_the_engines() -> None:
    assert TABLES == ENGINE_TABLES
    named = [system.name for table in TABLES for system in systems_of(table)]  # type: ignore[arg-type]
    assert list(dict.fromkeys(named)) == list(SYSTEMS)


def by_hand(document: dict[str, Any]) -> dict[str, float | None]:
    """Every figure of a cell from what `result.json` says of the single images."""
    test = document["test"]
    rows = test["rows"]
    good = [row for row in rows if row["label"] == "good"]
    bad = [row for row in rows if row["label"] == "defective"]
    tp = sum(row["verdict"] == "NG" for row in bad)
    fp = sum(row["verdict"] == "NG" for row in good)
    pairs = [(b["score"] > g["score"]) + (b["score"] == g["score"]) / 2 for b in bad for g in good]
    # Precision at each threshold, weighted by the recall that it adds.
    ap, before = 0.0, 0.0
    for cut in sorted({row["score"] for row in rows}, reverse=True):
        found = sum(row["score"] >= cut for row in bad)
        ap += (found / len(bad) - before) * found / sum(row["score"] >= cut for row in rows)
        before = found / len(bad)
    return {
        "accuracy": 100 * (tp + len(good) - fp) / len(rows),
        "f1": 2 * tp / (2 * tp + fp + len(bad) - tp),
        "tp": tp,
        "fp": fp,
        "fn": len(bad) - tp,
        "tn": len(good) - fp,
        "auroc": fmean(pairs),
        "ap": ap,
        "pixel_iou": test["pixel"]["iou"],
        "aupro": test["pixel"]["aupro"],
        "mse": test["good_repair_mse"],
        **{name: document[name] for name in ("training_seconds", "parameters", "gmac")},
    }


def printed(name: str, value: float | None) -> str:
    """How the tables show a figure."""
    if value is None:
        return "–"
    if name in ("tp", "fp", "fn", "tn"):
        return f"{value:.0f}" if value == int(value) else f"{value:.1f}"
    unit, digits = {
        "accuracy": (1, 2),
        "mse": (1, 2),
        "training_seconds": (60, 1),
        "parameters": (1e6, 3),
        "gmac": (1, 3),
    }.get(name, (1, 4))
    return f"{value / unit:.{digits}f}"


def tables_in(markdown: str) -> dict[str, list[list[str]]]:
    """The rows of each table, by the head above it; without the line of heads."""
    found: dict[str, list[list[str]]] = {}
    for block in markdown.split("\n## ")[1:]:
        lines = [line for line in block.splitlines() if line.startswith("| ")]
        if lines:
            rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[2:]]
            found[block.splitlines()[0]] = rows
    return found


@pytest.mark.slow
def test_both_tables_at_toy_size(classes: Path, tmp_path: Path, isugan: Run, isugan_json: Callable) -> None:
    out = tmp_path / "out"
    for table, trained in (("table2", 10), ("table3", 8)):
        result = isugan("benchmark", table, classes, *TINY, "--out", out)
        assert result.exit_code == ExitCode.OK, result.stderr
        assert "10 of 10 cells done" in result.stdout
        assert len(re.findall(r"^done$", result.stderr, re.MULTILINE)) == trained
        assert result.stderr.count("done before") == 10 - trained
        check_table(table, out)
        assert "Figure 5: contours" in (out / f"{table}.html").read_text(encoding="utf-8")
    document, code = isugan_json("benchmark", "table3", classes, *TINY, "--out", out)
    assert code == ExitCode.OK
    assert {row["status"] for row in document["cells"]} == {"done"}
    assert "Stand-in" in {one["topic"] for one in document["differences"]}


def check_table(table: str, out: Path) -> None:
    names = [title for of, title in PAPER if of == table]
    cells = {
        (number, title): by_hand(json.loads(path.read_text(encoding="utf-8")))
        for title in names
        for number in (1, 6)
        for path in [out / "cells" / f"Class{number}" / TITLES[title] / "seed-0" / "result.json"]
    }
    figures = list(next(iter(cells.values())))
    wanted: dict[tuple[object, str], dict[str, float | None]] = dict(cells)
    for title in names:
        one, six = cells[1, title], cells[6, title]
        wanted["Average", title] = {
            name: None if one[name] is None else (one[name] + six[name]) / 2  # type: ignore[operator]
            for name in figures
        }

    sheets = tables_in((out / f"{table}.md").read_text(encoding="utf-8"))
    for surface, head in ((1, "Class1 (stand-in)"), (6, "Class6 (stand-in)"), ("Average", "Average")):
        assert sheets[f"Every figure: {head}"] == [
            [title, "1", *(printed(name, wanted[surface, title][name]) for name in figures)]
            for title in names
        ]
    compared = ("accuracy", "f1") if table == "table2" else ("f1", "mse")
    for row in sheets["Beside the paper"]:
        title = row[0]
        ours = [printed(name, wanted[place, title][name]) for place in (1, 6, "Average") for name in compared]
        assert row[1::2] == ours
        assert tuple(row[2::2]) == (*PAPER[table, title], "–", "–")

    html = (out / f"{table}.html").read_text(encoding="utf-8")
    shown = [unescape(cell) for cell in re.findall(r"<td[^>]*>([^<]*)</td>", html)]
    assert shown == [cell for rows in sheets.values() for row in rows for cell in row[1:]]

    with (out / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["kind"] for row in rows].count("cell") == 10
    titles = {name: title for title, name in TITLES.items()}
    for row in rows:
        place = "Average" if row["kind"] == "average" else int(row["surface"][-1])
        values = wanted[place, titles[row["system"]]]
        assert (row["mse"] == "") == (row["system"] in ("unet", "resunet++"))
        for name in figures:
            value = None if row[name] == "" else float(row[name])
            assert value == (None if values[name] is None else pytest.approx(values[name], rel=1e-12)), name


def test_ablation_and_families_at_toy_size(
    classes: Path, tmp_path: Path, isugan: Run, isugan_json: Callable
) -> None:
    words = [*TINY, "--classes", 1, "--out", tmp_path]
    rows = ["isugan-plus", "good-only", "masks-all"]
    document, code = isugan_json("benchmark", "ablation", classes, "--systems", *rows, *words)
    assert code == ExitCode.OK
    assert [(cell["surface"], cell["system"]) for cell in document["cells"]] == [
        ("Class1", name) for name in rows
    ]
    assert "Rows" in {note["topic"] for note in document["notes"]}
    for cell in document["cells"]:
        result = json.loads((Path(cell["folder"]) / "result.json").read_text(encoding="utf-8"))
        assert cell["figures"] == pytest.approx(by_hand(result), rel=1e-12)
        assert result["masks"] == (0 if cell["system"] == "good-only" else 2)
    assert (tmp_path / "ablation-pictures" / "01.png").exists()

    result = isugan("benchmark", "families", classes, "--families", "hole", "dent", *words, "--epochs", 0)
    assert result.exit_code == ExitCode.OK, result.stderr
    assert "4 of 4 cells done" in result.stdout
    with (tmp_path / "families.csv").open(encoding="utf-8", newline="") as stream:
        of = {(row["kind"], row["surface"], row["system"]): row for row in csv.DictReader(stream)}
    for system in ("left-out", "all-families"):
        aurocs = []
        for family in ("hole", "dent"):
            folder = tmp_path / "cells" / "Class1" / family / system / "seed-0"
            figures = by_hand(json.loads((folder / "result.json").read_text(encoding="utf-8")))
            row = of["cell", f"Class1/{family}", system]
            assert float(row["auroc"]) == pytest.approx(figures["auroc"])
            aurocs.append(float(row["auroc"]))
        assert float(of["average", "Average", system]["auroc"]) == pytest.approx(fmean(aurocs))
    assert len(list(tmp_path.glob("defects/Class1/seed-0/dent/*_mask.png"))) == 6
    document, code = isugan_json(
        "benchmark", "families", classes, "--families", "hole", "dent", *words, "--epochs", 0
    )
    assert (code, document["done"]) == (ExitCode.OK, 4)


def test_ctrl_c_leaves_a_table_and_the_same_command_goes_on(
    classes: Path, tmp_path: Path, isugan: Run, isugan_json: Callable
) -> None:
    words = [
        "benchmark",
        "table2",
        classes,
        "--classes",
        1,
        "--systems",
        "unet",
        "dcgan",
        *TINY,
        "--out",
        tmp_path,
    ]
    show, pressed = TrainingView.__call__, [False]

    def press(self: TrainingView, event: Event) -> None:
        show(self, event)
        if isinstance(event, StepLosses) and not pressed[0]:
            pressed[0] = True
            signal.raise_signal(signal.SIGINT)

    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(TrainingView, "__call__", press)
        result = isugan(*words)
    assert result.exit_code == ExitCode.INTERRUPTED
    assert "same command" in result.stderr
    assert "same command" in result.stdout
    text = (tmp_path / "table2.md").read_text(encoding="utf-8")
    assert "2 of 2 cells: UNet, Class1, seed 0 and DCGAN, Class1, seed 0" in text
    document, code = isugan_json(*words)
    assert code == ExitCode.OK
    assert document["done"] == 2


def test_a_failed_cell_is_told(
    classes: Path, tmp_path: Path, isugan_json: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("unforeseen")

    monkeypatch.setattr("core.experiments.run_cell.train", fail)
    words = ["--systems", "se", "--classes", "6", *TINY, "--out", tmp_path / "out"]
    document, code = isugan_json("benchmark", "table3", classes, *words)
    assert code == ExitCode.FAILURE
    assert document["cells"][0]["error"] == "Unexpected RuntimeError: unforeseen"
    assert "Unexpected RuntimeError" in (tmp_path / "out" / "table3.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["table4"], ExitCode.USAGE, "table4"),
        (["table2", "--classes", 11], ExitCode.USAGE, "11"),
        (["table2", "--classes", 1, 7], ExitCode.FAILURE, "Class7"),
        (["table2", "--systems", "default"], ExitCode.USAGE, "default"),
        (["table2", "--set", "speed=9"], ExitCode.USAGE, "speed"),
        (["table2", "--seeds", 0], ExitCode.USAGE, "0"),
        (["table3", "--families", "hole"], ExitCode.USAGE, "--families"),
        (["families", "--families", "moth"], ExitCode.USAGE, "moth"),
        (["ablation", "--also", "nowhere"], ExitCode.FAILURE, "nowhere"),
        (["families", "--set", "speed=9"], ExitCode.USAGE, "speed"),
    ],
)
def test_wrong_wishes_start_nothing(
    words: list[object], code: ExitCode, message: str, classes: Path, tmp_path: Path, isugan_json: Callable
) -> None:
    table, *options = words
    document, got = isugan_json("benchmark", table, classes, *options, "--out", tmp_path / "out")
    assert got == code
    assert message in document["error"]
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["--classes", "1", "6"], ["DATA"]),
        (["DATA", "--classes", "1", "6"], []),
        (["--classes", "1", "--classes", "6"], ["DATA"]),
        (["--classes=1", "--classes", "6", "--"], ["DATA"]),
    ],
)
def test_options_take_all_values_that_follow(before: list[str], after: list[str]) -> None:
    from app.cli.commands.benchmark import command

    words = ["table2", *before, *after]
    context = command.make_context("benchmark", ["--out", "OUT", "--systems", "isu-gan", "unet", *words])
    assert context.params["classes"] == ("1", "6")
    assert context.params["systems"] == ("isu-gan", "unet")
    assert context.params["dataset"] == Path("DATA")
