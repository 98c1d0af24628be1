"""The demo model on demo images: the window, its CSV, the command line's CSV and JSON, and `evaluate` say the same."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner
from pytestqt.qtbot import QtBot

from app.cli.main import main
from app.gui.engine import Engine
from app.gui.jobs import JobRunner
from app.gui.views.inspect.export_work import Results, export
from app.gui.views.inspect.session import InspectSession
from core.datasets.dataset import Dataset, Label, Sample, Split
from core.evaluation.evaluate import evaluate
from core.images.write import write_png
from core.inspection.inspector import Inspector
from core.inspection.model_file import load_model
from core.inspection.result import Inspection
from resources import DEMO_IMAGES, DEMO_MODEL

GOOD, DEFECTIVE = ("0002.png", "0006.png"), ("0001.png", "0003.png")


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two good and two defective images, in folders that say so."""
    folder = tmp_path_factory.mktemp("photos")
    for name, images in (("good", GOOD), ("defective", DEFECTIVE)):
        (folder / name).mkdir()
        for image in images:
            shutil.copy(DEMO_IMAGES / image, folder / name / image)
    return folder


@pytest.fixture(scope="module")
def truth(photos: Path) -> dict[str, Inspection]:
    """What the core says, image by image, by path."""
    inspector = Inspector(load_model(DEMO_MODEL), "cpu")
    found = [inspector.inspect(path, keep_images=False) for path in sorted(photos.rglob("*.png"))]
    assert {item.verdict.value for item in found} == {"OK", "NG"}
    assert sum(len(item.defects) for item in found) > 1
    return {str(item.path): item for item in found}


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Iterator[InspectSession]:
    """The window's session on the real core, its results kept on the disk."""
    failed: list[BaseException] = []
    runner = JobRunner(failed.append)
    made = InspectSession(runner, Engine(), runner)
    made.results_place = lambda: tmp_path / "results.sqlite"
    yield made
    runner.shutdown()
    made._refresh.stop()
    runner.deleteLater()
    assert failed == []


def open_all(qtbot: QtBot, session: InspectSession, photos: Path) -> None:
    session.open_model(DEMO_MODEL)
    session.open_paths([photos])
    ready = lambda: session.model is not None and len(session.store) == 4 and not session._runner.jobs  # noqa: E731
    qtbot.waitUntil(ready, timeout=60_000)


def same_as_the_core(session: InspectSession, truth: dict[str, Inspection]) -> None:
    for entry in session.store.entries:
        wanted, found = truth[str(entry.path)], entry.inspection
        assert (entry.score, entry.verdict) == (wanted.score, wanted.verdict)
        assert found is not None
        assert (found.otsu_level, found.level) == (wanted.otsu_level, wanted.level)
        assert len(found.defects) == entry.defects == len(wanted.defects)
        for one, other in zip(found.defects, wanted.defects, strict=True):
            np.testing.assert_array_equal(one.contour, other.contour)
            assert (one.area_px, one.mean_ssim, one.contrast) == (
                other.area_px,
                other.mean_ssim,
                other.contrast,
            )


def tables(folder: Path) -> list[list[dict[str, str]]]:
    """Both tables, without how long it took."""
    found = []
    for name in ("results.csv", "defects.csv"):
        with (folder / name).open(encoding="utf-8", newline="") as stream:
            rows = [{k: v for k, v in row.items() if k != "repair_seconds"} for row in csv.DictReader(stream)]
        found.append(sorted(rows, key=lambda row: (row["path"], row.get("defect", ""))))
    return found


def value(text: str) -> str | float | None:
    """What a cell of the table is in the document."""
    try:
        return float(text) if text else None
    except ValueError:
        return text


def command(*words: object) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(CliRunner().invoke(main, [*map(str, words), "--json"]).stdout)
    return document


def test_window_tables_json_and_evaluation_agree(
    qtbot: QtBot, session: InspectSession, photos: Path, truth: dict[str, Inspection], tmp_path: Path
) -> None:
    open_all(qtbot, session, photos)
    session.inspect_all()
    qtbot.waitUntil(lambda: not session._runner.jobs and not session._refresh.isActive(), timeout=60_000)
    same_as_the_core(session, truth)

    with qtbot.waitSignal(session.exported):
        session.export(tmp_path / "window")
    document = command("inspect", DEMO_MODEL, photos, "--out", tmp_path / "cli", "--device", "cpu")
    results, defects = tables(tmp_path / "window")
    assert [results, defects] == tables(tmp_path / "cli")
    keys = set(results[0])
    shown = [{k: v for k, v in row.items() if k in keys} for row in document["images"]]
    read = [{name: value(text) for name, text in row.items()} for row in results]
    assert sorted(shown, key=lambda row: row["path"]) == read
    for row in results:
        wanted = truth[row["path"]]
        assert row["score"] == f"{wanted.score:.6f}"
        assert (row["verdict"], int(row["defects"])) == (wanted.verdict, len(wanted.defects))
    areas = [row["area_px"] for row in defects]
    assert areas == [f"{d.area_px:.1f}" for path in sorted(truth) for d in truth[path].defects]

    evaluated = command("evaluate", DEMO_MODEL, photos, "--device", "cpu")["rows"]
    assert {row["path"]: (row["score"], row["verdict"]) for row in evaluated} == {
        path: (item.score, item.verdict) for path, item in truth.items()
    }

    # Kept and read back, they are the same to the last bit.
    session.open_model(DEMO_MODEL)
    qtbot.waitUntil(lambda: not session._runner.jobs, timeout=60_000)
    assert session.store.pending_count == 0
    same_as_the_core(session, truth)


class Quiet:
    """The context of a job that nobody follows."""

    def cancelled(self) -> bool:
        return False

    def progress(self, done: int, total: int) -> None:
        pass

    def put(self, item: object) -> None:
        pass


def test_the_windows_report_has_the_figures_per_pixel_of_evaluate(
    qtbot: QtBot, session: InspectSession, photos: Path, tmp_path: Path
) -> None:
    """Though the list holds no pictures; an image that is gone by then counts in no figure that needs them."""
    folder = shutil.copytree(photos, tmp_path / "photos")
    open_all(qtbot, session, folder)
    session.inspect_all()
    qtbot.waitUntil(lambda: not session._runner.jobs and not session._refresh.isActive(), timeout=60_000)
    assert session.model is not None
    found = [entry.inspection for entry in session.store.entries]
    samples = []
    for number, item in enumerate(inspection for inspection in found if inspection is not None):
        mask, label = None, Label(item.path.parent.name)
        if label is Label.DEFECTIVE:
            pixels = np.zeros((item.height, item.width), np.uint8)
            pixels[: item.height // 2, : item.width // 3] = 255
            write_png(mask := tmp_path / f"mask{number}.png", pixels)
        samples.append(Sample(item.path, label, Split.TEST, mask))
    dataset = Dataset(folder, "good_defective", tuple(samples))
    wanted = evaluate(Inspector(load_model(DEMO_MODEL), "cpu"), dataset)
    assert wanted.pixel is not None
    assert wanted.good_repair_mse is not None

    def report() -> str:
        results = Results(
            session._engine,
            session.model,
            session.settings,
            session.store.entries,
            {},
            session.areas_of,
            lambda: dataset,
        )
        written = export("html", results, tmp_path / "out", Quiet())
        assert written is not None
        assert (written.images, written.left_out) == (4, 0)
        return written.out.read_text(encoding="utf-8")

    text = report()
    figures = (wanted.pixel.auroc, wanted.pixel.aupro, wanted.pixel.iou, wanted.pixel.iou_per_image)
    assert [f"{figure:.4f}" for figure in figures if f"{figure:.4f}" not in text] == []
    assert f"{wanted.good_repair_mse:.2f}" in text
    (folder / "defective" / DEFECTIVE[0]).unlink()
    assert "Left out per pixel: 1 image that can no longer be inspected" in report()
