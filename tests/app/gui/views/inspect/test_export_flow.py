"""File > Export: every kind, on a stand-in engine, from the action to the files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.gui.export_actions import EXPORT_ACTIONS
from app.gui.main_window import MainWindow
from app.gui.views.inspect import colours, export_flow
from core.export.report.pictures import HIGH, LOW, colour_table
from core.export.results_json import read_results_json
from core.images.write import write_png
from core.inspection.calibration import Calibration
from core.inspection.segment import SegmentSettings


@pytest.fixture
def ready(
    qtbot: QtBot, opened: MainWindow, images: Path, engine: Any, monkeypatch: pytest.MonkeyPatch
) -> MainWindow:
    """Everything inspected with a calibrated model; the images can be opened."""
    plain = engine.header

    def header(model: Any) -> Any:
        cuts = Calibration(
            policy="manual",
            review_cut=0.03,
            ng_cut=0.06,
            noise_level=0.5,
            good_scores=(),
            defective_scores=(),
        )
        return plain(model).model_copy(update={"calibration": cuts})

    monkeypatch.setattr(engine, "header", header)
    for path in images.glob("img*.png"):
        write_png(path, np.full((64, 128), 90, np.uint8))
    opened.actions_registry["inspect_folder"].trigger()
    qtbot.waitUntil(lambda: not opened.session.store.pending() and not opened.session.is_busy("run"))
    return opened


def export(qtbot: QtBot, window: MainWindow, kind: str, place: Path) -> None:
    """Through the action and its dialog, until the bar says that it is written."""
    window.actions_registry[f"export_{kind}"].trigger()
    (dialog,) = window.findChildren(QFileDialog)
    dialog.filesSelected.emit([str(place)])
    dialog.reject()
    # The first report loads what measures and what draws it.
    qtbot.waitUntil(lambda: bool(window.questions.text or window.banner.text), timeout=30_000)
    assert window.banner.text == ""
    qtbot.waitUntil(lambda: not window.findChildren(QFileDialog))


def test_every_kind_has_its_action(window: MainWindow) -> None:
    assert {spec.name for spec in EXPORT_ACTIONS} == {f"export_{kind}" for kind in export_flow.TITLES}
    assert not any(window.actions_registry[spec.name].isEnabled() for spec in EXPORT_ACTIONS)


MADE = {
    "json": "bilder json/results.json",
    "masks": "bilder masks/masks/img8.png",
    "overlays": "bilder overlays/overlays/img8.png",
    "coco": "bilder coco/instances.json",
    "labelme": "bilder labelme/img3.json",
    "html": "bilder report.html",
    "pdf": "bilder report.pdf",
}


def test_every_export_ends_with_the_way_to_it(
    qtbot: QtBot, ready: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Path] = []
    monkeypatch.setattr(export_flow, "show_in_folder", shown.append)
    place = tmp_path / "aus ü"
    place.mkdir()
    assert set(MADE) == set(export_flow.TITLES)
    for kind, made in MADE.items():
        export(qtbot, ready, kind, place)
        assert (place / made).stat().st_size > 0
        assert "exported as" in ready.questions.text
        assert ("could not be read" if kind == "json" else "left out") in ready.questions.text
        ready.questions.answer(0)
        assert shown.pop() == place / Path(made).parts[0]
        assert ready.actions_registry[f"export_{kind}"].isEnabled()
    # The same place again: nothing there is touched.
    export(qtbot, ready, "json", place)
    assert (place / "bilder json 2" / "results.json").is_file()


def test_the_document_holds_what_the_window_shows(qtbot: QtBot, ready: MainWindow, tmp_path: Path) -> None:
    """Also after the settings changed: what is outdated is made anew, so that one document has one rule."""
    ready.session.set_settings(SegmentSettings(min_area=17))
    export(qtbot, ready, "json", tmp_path)
    read = read_results_json(tmp_path / "bilder json" / "results.json")
    assert read.segment.min_area == 17
    assert all(image.defects == () for image in read.images)
    entries = {str(entry.path): entry for entry in ready.session.store.entries}
    assert {image.path: (image.score, image.verdict) for image in read.images} == {
        path: (entry.score, entry.verdict) for path, entry in entries.items() if entry.verdict is not None
    }
    assert len(read.failed) == 1


def test_without_calibration_the_reason_is_told(
    qtbot: QtBot, ready: MainWindow, engine: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "header", type(engine).header.__get__(engine))
    ready.actions_registry["export_coco"].trigger()
    (dialog,) = ready.findChildren(QFileDialog)
    dialog.filesSelected.emit([str(tmp_path)])
    dialog.reject()
    qtbot.waitUntil(lambda: "no calibration" in ready.banner.text)
    assert list(tmp_path.glob("bilder coco*")) == []
    assert ready.actions_registry["export_coco"].isEnabled()


def test_a_cancelled_export_leaves_nothing(
    qtbot: QtBot, ready: MainWindow, engine: Any, tmp_path: Path
) -> None:
    ready.session.set_settings(SegmentSettings(min_area=17))
    engine.inspector.gate.clear()
    ready.actions_registry["export_json"].trigger()
    (dialog,) = ready.findChildren(QFileDialog)
    dialog.filesSelected.emit([str(tmp_path)])
    dialog.reject()
    qtbot.waitUntil(lambda: any(job.title == "Exporting JSON" for job in ready.runner.jobs))
    ready.actions_registry["cancel"].trigger()
    engine.inspector.gate.set()
    qtbot.waitUntil(lambda: not ready.runner.jobs)
    assert list(tmp_path.glob("*bilder json*")) == []
    assert ready.questions.text == ""


def test_labels_of_a_report_are_those_of_the_folder(
    qtbot: QtBot, ready: MainWindow, images: Path, tmp_path: Path
) -> None:
    for number, path in enumerate(sorted(images.glob("img*.png"))):
        shapes = [{"label": "x", "points": [[0, 0], [9, 0], [9, 9]], "shape_type": "polygon"}] * (number % 2)
        document = {"version": "5", "shapes": shapes, "imageWidth": 128, "imageHeight": 64}
        path.with_suffix(".json").write_text(json.dumps(document))
    export(qtbot, ready, "html", tmp_path)
    text = (tmp_path / "bilder report.html").read_text(encoding="utf-8")
    assert "95 % interval" in text
    assert "labelled defective" in text


def test_the_map_has_the_colours_of_the_window() -> None:
    assert (colours.LOW, colours.HIGH) == (LOW, HIGH)
    difference = colours.ssim_table()[:, :3].astype(int) - colour_table()
    assert np.abs(difference).max() <= 6
