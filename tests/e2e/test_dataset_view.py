"""A quality engineer collects a dataset: drop, accept, relabel, move, mark areas, undo, close, reopen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.gui.main_window import MainWindow
from core.datasets.dataset import Label, Split
from core.images.areas import Area

LONG = 60_000


@pytest.fixture(params=["dagm", "synthetic"])
def source(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """DAGM class 1 where it is on this machine, and a small set in the same layout everywhere."""
    if request.param == "dagm":
        real: Path = request.getfixturevalue("real_data")
        return real / "dagm-class1-256" / "Class1"
    from core.datasets.synth import write_dataset

    write_dataset(tmp_path / "weave", texture="weave", good=10, defective=5, size=64, seed=3)
    return tmp_path / "weave"


def drop(window: MainWindow, path: Path) -> None:
    """Let `path` fall on the left half of the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(100, 300), copy, data, left, none))
    QApplication.sendEvent(window, QDropEvent(QPointF(100, 300), copy, data, left, none))


def imported(qtbot: QtBot, window: MainWindow, source: Path, project: Path) -> None:
    """Drop, accept what was recognised, wait until every file was read."""
    drop(window, source)
    page = window.dataset.import_page
    qtbot.waitUntil(page.review.isVisible, timeout=LONG)
    assert page.plan.sources[0].layout == "dagm"
    page.review.target.field.setText(str(project))
    with qtbot.waitSignal(window.project.reading_done, timeout=LONG):
        qtbot.mouseClick(page.review.accept, Qt.MouseButton.LeftButton)
    settled(qtbot, window)


def settled(qtbot: QtBot, window: MainWindow) -> None:
    """Nothing is on its way to the file any more."""
    qtbot.waitUntil(lambda: not window.runner.jobs and not window.project._edits.busy, timeout=LONG)


def everything(window: MainWindow) -> dict[int, tuple[object, ...]]:
    """What the project says of every image that is shown."""
    table = window.project.table
    rows = [table.row(int(row)) for row in np.flatnonzero(table.shown())]
    return {
        row.id: (row.name, row.label, row.split, row.reviewed, row.tags, row.note, row.has_areas)
        for row in rows
    }


def press(qtbot: QtBot, window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    """A key, while the grid has the focus."""
    window.dataset.browser.grid.setFocus()
    qtbot.keyClick(window.dataset.browser.grid, key, modifier or Qt.KeyboardModifier.NoModifier)


def test_curate_close_and_reopen(
    qtbot: QtBot,
    make_window: Callable[[], MainWindow],
    end_window: Callable[[MainWindow], None],
    source: Path,
    tmp_path: Path,
) -> None:
    project = tmp_path / "curated.isugan"
    window = make_window()
    imported(qtbot, window, source, project)
    view, session, act = window.dataset, window.project, window.actions_registry
    browser = view.browser
    assert view.stack.currentWidget() is browser
    start = everything(window)
    counters = browser.listing.counters
    assert counters.total == len(start) > 0
    assert counters.train_good > 0
    assert counters.train_defective > 0
    assert counters.test > 0

    # Find the good ones that train, and relabel the first three of them by key.
    browser.filters.search.setText("label:good split:train")
    qtbot.keyClick(browser.filters.search, Qt.Key.Key_Return)
    assert len(browser.listing.rows) == counters.train_good
    browser.grid.select_rows(np.arange(3))
    chosen = browser.selected_ids
    press(qtbot, window, Qt.Key.Key_D)
    assert session.table.get_values("label", chosen) == [Label.DEFECTIVE] * 3
    # They no longer match the search, and the work goes on with what took their place.
    qtbot.waitUntil(lambda: len(browser.listing.rows) == counters.train_good - 3)
    assert browser.selected_ids not in ([], chosen)

    # Move two others to the validation split, tag them, write a note.
    browser.grid.select_rows(np.array([0, 1]))
    moved = browser.selected_ids
    press(qtbot, window, Qt.Key.Key_V)
    act["show_all"].trigger()
    browser.grid.select_rows(browser.model.positions_of(moved))
    browser.details._tags.setText("kratzer, 划痕")
    browser.details._tags.editingFinished.emit()
    browser.grid.select_rows(browser.model.positions_of(moved[:1]))
    browser.details._note.setPlainText("look at this one 🙂")
    browser.details._note.finish()
    settled(qtbot, window)

    # Mark an area on one of them, and one on every image.
    browser.activated.emit(moved[0])
    qtbot.waitUntil(lambda: view.stack.currentWidget() is view.image, timeout=LONG)
    ignored = Area(kind="ignore", shape="ellipse", points=((0.1, 0.1), (0.3, 0.2)))
    view.image.areas_edited.emit("image", [ignored])
    view.image.areas_edited.emit(
        "project", [Area(kind="inspect", shape="rectangle", points=((0, 0), (1, 0.9)))]
    )
    settled(qtbot, window)
    view.image.closed.emit()

    # Remove one, undo that, undo the areas of the project, redo them.
    browser.grid.select_rows(browser.model.positions_of(chosen[:1]))
    act["remove_images"].trigger()
    settled(qtbot, window)
    assert len(everything(window)) == len(start) - 1
    for name in ("undo", "undo", "redo"):
        act[name].trigger()
        settled(qtbot, window)
    assert "areas of the project" in session.undo_text
    before = everything(window)
    assert before != start
    undo, redo = session.undo_text, session.redo_text
    end_window(window)

    again = make_window()
    again.open_project(project)
    qtbot.waitUntil(lambda: again.project.is_open, timeout=LONG)
    settled(qtbot, again)
    assert again.project.read_only == ""
    assert everything(again) == before
    assert (again.project.undo_text, again.project.redo_text) == (undo, redo)
    values = again.project.table.get_values
    assert values("label", chosen) == [Label.DEFECTIVE] * 3
    assert values("split", moved) == [Split.VALIDATION] * 2
    assert values("tags", moved) == [("kratzer", "划痕")] * 2
    assert values("note", moved) == ["look at this one 🙂", ""]
    assert values("has_areas", moved) == [True, False]

    # All the way back, over the restart.
    while again.project.undo_text and not again.project.undo_text.startswith("Import"):
        again.actions_registry["undo"].trigger()
        settled(qtbot, again)
    assert everything(again) == start
    again.actions_registry["undo"].trigger()
    settled(qtbot, again)
    assert everything(again) == {}
    assert again.dataset.stack.currentWidget() is again.dataset.no_images


def test_preflight_finds_a_copy_and_its_fix_is_an_undoable_step(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    from core.datasets.synth import write_dataset

    write_dataset(tmp_path / "set", texture="cloud", good=8, defective=4, size=64, seed=1)
    some = sorted((tmp_path / "set").rglob("*.[pP][nN][gG]"))
    good = next(p for p in some if "Label" not in p.parts and "Train" in p.parts)
    copy = good.with_name("9999.png")
    copy.write_bytes(good.read_bytes())
    (good.parent / "broken.png").write_bytes(b"no image at all")
    imported(qtbot, window, tmp_path / "set", tmp_path / "p.isugan")
    view, session = window.dataset, window.project
    window.actions_registry["run_preflight"].trigger()
    qtbot.waitUntil(lambda: not session.is_busy("check"), timeout=LONG)
    settled(qtbot, window)
    report = view.browser.preflight.result.report
    assert report is not None
    same = [f for f in report.findings if f.kind == "exact_duplicate"]
    assert [path.name for path in same[0].paths] == [good.name, "9999.png"]
    assert [f.paths[0].name for f in report.findings if f.kind == "unreadable"] == ["broken.png"]
    view.browser.preflight.show_asked.emit(list(same[0].paths))
    qtbot.waitUntil(lambda: len(view.browser.listing.rows) == 2, timeout=LONG)
    before = session.table.counters().total
    view.browser.preflight.fix_asked.emit(same[0].fix)
    settled(qtbot, window)
    assert session.table.counters().total == before - 1
    window.actions_registry["undo"].trigger()
    settled(qtbot, window)
    assert session.table.counters().total == before
