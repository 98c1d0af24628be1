"""A quality engineer drags the NG cut until no good part is rejected, saves, and the command line judges the same."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.cli.exit_codes import ExitCode
from app.cli.main import main
from app.gui.main_window import MainWindow
from core.datasets.dataset import Label, Sample, Split
from core.datasets.layout import recognise
from core.datasets.synth import write_dataset
from core.inspection.model_file import load_model
from core.inspection.result import Verdict
from core.project.images import import_images, read_new_images
from core.project.project import Project
from resources import DEMO_MODEL

LONG = 60_000


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """The demo's model, as a file of one's own."""
    return Path(shutil.copy(DEMO_MODEL, tmp_path / "Modell ä.safetensors"))


@pytest.fixture(params=["painted", "DAGM class 1"])
def parts(request: pytest.FixtureRequest, tmp_path: Path) -> list[Sample]:
    """Validation images of another surface than the model's, which it therefore rejects, good or not."""
    if request.param == "painted":
        dataset = write_dataset(tmp_path / "cloud", "cloud", good=6, defective=4, size=64, seed=3)
        return [replace(sample, split=Split.VALIDATION) for sample in dataset.select(split=Split.TEST)]
    dataset = recognise(request.getfixturevalue("real_data") / "dagm-class1-256")
    found = []
    for label, number in ((Label.GOOD, 4), (Label.DEFECTIVE, 2)):
        for sample in dataset.select(split=Split.TEST, label=label)[:number]:
            path = tmp_path / "DAGM" / sample.path.name
            path.parent.mkdir(exist_ok=True)
            shutil.copy(sample.path, path)
            found.append(replace(sample, path=path, split=Split.VALIDATION))
    return found


@pytest.fixture
def folder(tmp_path: Path, parts: list[Sample]) -> Path:
    """A project with these images."""
    with Project.create(tmp_path / "Teile.isugan") as project:
        import_images(project, parts)
        read_new_images(project)
    return tmp_path / "Teile.isugan"


def mouse(window: MainWindow, kind: QEvent.Type, x: float, y: float) -> None:
    chart = window.calibrate.plot.chart.viewport()
    point = QPointF(x, y)
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else Qt.MouseButton.LeftButton
    event = QMouseEvent(
        kind, point, QPointF(chart.mapToGlobal(point)), button, held, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(chart, event)


def drag_until_no_false_alarm(window: MainWindow) -> None:
    """Take the flag of the NG cut and pull it to the right, ten pixels at a time."""
    session, chart = window.calibration, window.calibrate.plot.chart
    place = chart.flag_rect("ng").center()
    mouse(window, QEvent.Type.MouseButtonPress, place.x(), place.y())
    x = place.x()
    while session.figures is not None and session.figures.counts.good.ng and x < 2 * chart.width():
        x += 10
        mouse(window, QEvent.Type.MouseMove, x, place.y())
    mouse(window, QEvent.Type.MouseButtonRelease, x, place.y())


def inspect_by_command(model: Path, images: Path, out: Path) -> dict[str, str]:
    """What `isugan inspect` says of each image of a folder, by name."""
    words = ["inspect", str(model), str(images), "--out", str(out), "--json", "--device", "cpu"]
    result = CliRunner().invoke(main, words)
    assert result.exit_code in (ExitCode.OK, ExitCode.NG, ExitCode.REVIEW), result.output
    return {Path(row["path"]).name: row["verdict"] for row in json.loads(result.stdout)["images"]}


def verdicts(window: MainWindow) -> dict[str, str]:
    """What the list in Inspect says, by name."""
    return {entry.path.name: str(entry.verdict) for entry in window.session.store.entries}


def test_drag_until_no_false_alarm_then_the_command_line_judges_the_same(
    qtbot: QtBot, window: MainWindow, model: Path, folder: Path, parts: list[Sample], tmp_path: Path
) -> None:
    images = parts[0].path.parent
    window.open_model(model)
    window.open_project(folder)
    window.open_paths([images])
    session, inspection = window.calibration, window.session
    qtbot.waitUntil(
        lambda: session.model is not None and window.project.is_open and len(inspection.store) == len(parts),
        timeout=LONG,
    )
    window.show_view("calibrate")
    qtbot.waitUntil(lambda: session.figures is not None, timeout=LONG)
    before = load_model(model).header.calibration
    assert session.figures is not None
    assert session.figures.counts.good.ng == sum(part.label is Label.GOOD for part in parts)

    drag_until_no_false_alarm(window)
    assert session.figures.counts.good.ng == 0
    assert window.calibrate.matrix.cells[Label.GOOD, Verdict.NG].accessibleName().count("0")
    assert session.choice is not None
    with qtbot.waitSignal(session.calibrated, timeout=LONG):
        window.actions_registry["calibrate_save"].trigger()
    stored = load_model(model).header.calibration
    assert stored is not None
    assert stored.cuts == session.choice.cuts

    # The window goes on with the saved cuts, and so does the command line.
    window.show_view("inspect")
    window.actions_registry["inspect_folder"].trigger()
    qtbot.waitUntil(lambda: inspection.store.pending() == [] and not window.runner.jobs, timeout=LONG)
    judged = verdicts(window)
    assert judged == inspect_by_command(model, images, tmp_path / "first")
    assert {judged[part.path.name] for part in parts if part.label is Label.GOOD} <= {"OK", "Review"}

    # Undo brings the file back, and the list with it.
    window.show_view("calibrate")
    with qtbot.waitSignal(session.calibrated, timeout=LONG):
        window.actions_registry["undo"].trigger()
    assert load_model(model).header.calibration == before
    qtbot.waitUntil(lambda: inspection.store.pending() == [] and not window.runner.jobs, timeout=LONG)
    assert verdicts(window) == inspect_by_command(model, images, tmp_path / "second")
    assert verdicts(window) != judged
