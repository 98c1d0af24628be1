"""The real window on the real engine: from a model file and a folder to a table on disk."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.gui.main_window import MainWindow
from app.gui.views.inspect.list_model import DEFECTS, SCORE

BROKEN = "zerstört_🙂.png"


@pytest.fixture(scope="module")
def model_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An untrained small network: its repairs are noise, but they are the same each time."""
    import torch

    from core.inspection.header import Header
    from core.inspection.model_file import save_model
    from core.inspection.preprocess import Preprocess
    from core.nets.generator import Generator
    from core.nets.settings import NetworkSettings

    torch.manual_seed(1)
    settings = NetworkSettings(base=8, blocks=1)
    path = tmp_path_factory.mktemp("model") / "klein.safetensors"
    header = Header(
        name="small", created="2026-01-01T00:00:00+00:00", network=settings, preprocess=Preprocess()
    )
    save_model(path, Generator(settings), header)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Six textures, one of them 16 bits deep, and a file that is no image."""
    made = tmp_path / "Fotos ä 🙂"
    made.mkdir()
    for number in range(6):
        noise = np.random.default_rng(number).integers(60, 200, (64, 80)).astype(np.uint16)
        picture = noise * 257 if number == 0 else noise.astype(np.uint8)
        Image.fromarray(picture).save(made / f"teil{number}.png")
    (made / BROKEN).write_bytes(b"\x89PNG not really")
    return made


def quiet(window: MainWindow) -> bool:
    return not window.runner.jobs and not window.session._refresh.isActive() and window.inspect.list.settled


def column(window: MainWindow, number: int) -> list[str]:
    model = window.inspect.list.model
    return [model.data(model.index(row, number)) for row in range(model.rowCount())]


def test_from_a_model_and_a_folder_to_a_table(
    qtbot: QtBot, window: MainWindow, model_file: Path, folder: Path, tmp_path: Path
) -> None:
    view, act = window.inspect, window.actions_registry
    window.open_model(model_file)
    qtbot.waitUntil(lambda: window.session.model is not None, timeout=60_000)
    assert window.top._model.text() == "small"
    assert window.top._device.text()

    window.open_paths([folder])
    qtbot.waitUntil(lambda: len(window.session.store) == 7)
    act["inspect_folder"].trigger()
    qtbot.waitUntil(lambda: quiet(window), timeout=60_000)
    assert window.session.store.pending() == []
    assert window.banner.text == ""

    # Sorted by score, worst first, the broken file last and with its reason.
    scores = [float(text) for text in column(window, SCORE) if text]
    assert len(scores) == 6
    assert scores == sorted(scores, reverse=True)
    assert view.list.model.path(6).name == BROKEN
    broken = window.session.store[folder / BROKEN].error
    assert BROKEN in broken

    # Step with D at a chosen zoom: it stays, and another image is shown.
    view.list.select(view.list.model.path(0))
    qtbot.waitUntil(lambda: view._shown is not None and view._shown.path == view.list.model.path(0))
    view.panes.panes[0].box.zoom_asked.emit(2.5, QPointF(40, 30))
    chosen = view.panes.state
    qtbot.keyClick(window, Qt.Key.Key_D)
    qtbot.waitUntil(lambda: view._shown is not None and view._shown.path == view.list.model.path(1))
    assert view.panes.state == chosen
    for pane in view.panes.panes:
        centre = pane.box.viewRect().center()
        assert (centre.x(), centre.y()) == pytest.approx((chosen.x, chosen.y))
        assert pane.size_px()[0] / pane.box.viewRect().width() == pytest.approx(chosen.scale)

    # Maximise and back.
    qtbot.keyClick(window, Qt.Key.Key_3)
    assert [p.isVisible() for p in view.panes.panes] == [False, False, True, False]
    qtbot.keyClick(window, Qt.Key.Key_3)

    # What the cursor reads is what the engine computed.
    view.panes.set_cursor(QPointF(12, 34))
    assert view._shown is not None
    assert view._shown.images is not None
    found = re.search(r"grey (\S+) +repair (\S+) +SSIM (\S+)", window.status.readout)
    assert found is not None
    expected = [
        view._shown.images.original[34, 12],
        view._shown.images.repair[34, 12],
        view._shown.images.ssim_map[34, 12],
    ]
    assert [float(value) for value in found.groups()] == pytest.approx(expected, abs=6e-4)

    # At level 1 every pixel is below it: one defect, the whole picture, in every image of the list.
    view.segment.mode.setCurrentIndex(view.segment.mode.findData("fixed"))
    view.segment.level.setValue(1.0)
    qtbot.waitUntil(lambda: quiet(window), timeout=60_000)
    assert column(window, DEFECTS)[:6] == ["1"] * 6
    assert view.defects.model.rowCount() == 1
    assert view._shown.defects[0].area_percent > 99

    window.session.export(tmp_path / "out")
    qtbot.waitUntil(lambda: "7 rows were written" in window.banner.text)
    window.banner.close_notice()
    with (tmp_path / "out" / "results.csv").open(encoding="utf-8", newline="") as stream:
        rows = {Path(row["path"]).name: row for row in csv.DictReader(stream)}
    assert len(rows) == 7
    assert rows[BROKEN]["error"] == broken
    assert {row["defects"] for name, row in rows.items() if name != BROKEN} == {"1"}
    for path in (view.list.model.path(row) for row in range(6)):
        shown = view.list.model.data(view.list.model.index(view.list.model.row(path), SCORE))
        assert float(rows[path.name]["score"]) == pytest.approx(float(shown), abs=6e-5)


def test_damaged_model_is_told_and_work_goes_on(
    qtbot: QtBot, window: MainWindow, model_file: Path, folder: Path, tmp_path: Path
) -> None:
    cut = tmp_path / "abgeschnitten.safetensors"
    cut.write_bytes(model_file.read_bytes()[:1000])
    window.open_model(cut)
    qtbot.waitUntil(lambda: "abgeschnitten.safetensors" in window.banner.text, timeout=60_000)
    window.banner.close_notice()
    window.open_any([model_file, folder])
    qtbot.waitUntil(lambda: window.inspect._shown is not None or bool(window.banner.text), timeout=60_000)
    qtbot.waitUntil(lambda: window.session.model is not None)
    assert window.banner.text == ""


def test_real_images(qtbot: QtBot, window: MainWindow, model_file: Path, real_data: Path) -> None:
    """A part of a dataset: its masks are no images to inspect, and the window says that it left them out."""
    test_half = real_data / "dagm-class1-512-sample" / "Class1" / "Test"
    window.open_model(model_file)
    window.open_paths([test_half])
    qtbot.waitUntil(
        lambda: window.session.model is not None and len(window.session.store) > 0, timeout=60_000
    )
    assert len(window.session.store) == 24
    assert "masks of a dataset were left out" in window.banner.text
    window.banner.close_notice()
    qtbot.waitUntil(lambda: window.inspect._shown is not None, timeout=60_000)
    assert window.inspect._shown is not None
    assert (window.inspect._shown.width, window.inspect._shown.height) == (512, 512)
    qtbot.waitUntil(lambda: quiet(window), timeout=60_000)


def test_launch_runs_until_the_window_is_closed(
    qtbot: QtBot, qapp: QApplication, model_file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`launch.run` opens what it is given, inspects it, and leaves no hook behind."""
    import signal
    import sys

    from app.gui import launch

    hooks = sys.excepthook
    interrupt = signal.getsignal(signal.SIGINT)

    def until_done() -> int:
        (window,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)]
        qtbot.waitUntil(lambda: len(window.session.store) == 7, timeout=60_000)
        qtbot.waitUntil(lambda: not window.session.store.pending() and quiet(window), timeout=60_000)
        window.close()
        window.deleteLater()
        return 0

    monkeypatch.setattr(qapp, "exec", until_done)
    try:
        assert launch.run([model_file, folder], inspect_now=True) == 0
    finally:
        signal.signal(signal.SIGINT, interrupt)
    assert sys.excepthook is hooks
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
