"""A quality engineer opens a model, inspects a folder with broken files, filters NG, and exports the report."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QToolButton
from pytestqt.qtbot import QtBot

from app.gui.main_window import MainWindow
from core.inspection.result import Verdict
from resources import DEMO_IMAGES, DEMO_MODEL

LONG = 60_000
BROKEN = ("cut.png", "empty.jpg")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The demo's images, and two files that are none."""
    made = tmp_path / "Schicht 3 <b>"
    shutil.copytree(DEMO_IMAGES, made, ignore=shutil.ignore_patterns("*.json", "*.txt"))
    (made / BROKEN[0]).write_bytes(next(made.glob("*.png")).read_bytes()[:200])
    (made / BROKEN[1]).write_bytes(b"")
    return made


def quiet(window: MainWindow) -> bool:
    return not window.runner.jobs and not window.session._refresh.isActive() and window.inspect.list.settled


def listed(window: MainWindow) -> list[Path]:
    model = window.inspect.list.model
    return [model.path(row) for row in range(model.rowCount())]


def press(window: MainWindow, word: str) -> None:
    """The chip of the list's filter that begins with a word."""
    chips = window.inspect.list.chips.findChildren(QToolButton)
    next(chip for chip in chips if chip.text().startswith(word)).click()


def test_open_inspect_filter_and_report(
    qtbot: QtBot, window: MainWindow, folder: Path, tmp_path: Path
) -> None:
    window.open_model(DEMO_MODEL)
    window.open_paths([folder])
    store = window.session.store
    qtbot.waitUntil(lambda: window.session.model is not None and len(store) > len(BROKEN), timeout=LONG)

    qtbot.keyClick(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: not store.pending_count and quiet(window), timeout=LONG)
    assert {entry.path.name for entry in store.entries if entry.error} == set(BROKEN)
    wrong = {entry.path for entry in store.entries if entry.verdict is Verdict.NG}
    assert 0 < len(wrong) < len(store) - len(BROKEN)

    press(window, "NG")
    qtbot.waitUntil(lambda: quiet(window) and set(listed(window)) == wrong)
    scores = [store[path].score for path in listed(window)]
    assert scores == sorted(scores, reverse=True)
    window.inspect.list.select(listed(window)[0])
    qtbot.waitUntil(lambda: window.inspect._shown is not None and bool(window.inspect._shown.defects))
    assert window.inspect.defects.model.rowCount() == store[listed(window)[0]].defects

    press(window, "Unreadable")
    qtbot.waitUntil(lambda: quiet(window) and {path.name for path in listed(window)} == set(BROKEN))
    press(window, "All")

    out = tmp_path / "Bericht"
    out.mkdir()
    window.actions_registry["export_html"].trigger()
    (dialog,) = window.findChildren(QFileDialog)
    dialog.filesSelected.emit([str(out)])
    dialog.reject()
    qtbot.waitUntil(lambda: "exported as HTML report" in window.questions.text, timeout=LONG)
    (report,) = out.glob("*.html")
    text = report.read_text(encoding="utf-8")
    assert all(name in text for name in BROKEN)
    assert f"{len(wrong)}" in text
    # A folder's name is text in it, never markup.
    assert "Schicht 3 &lt;b&gt;" in text
    assert "Schicht 3 <b>" not in text

    window.session.export(out)
    qtbot.waitUntil(lambda: "rows were written" in window.banner.text, timeout=LONG)
    with (out / "results.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert {Path(row["path"]).name for row in rows if row["verdict"] == "NG"} == {path.name for path in wrong}
    window.banner.close_notice()
