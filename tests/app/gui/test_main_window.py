"""The shell: views, errors, status line, theme, memory of the layout."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from app.gui.actions import VIEWS, ActionRegistry
from app.gui.errors import Level
from app.gui.jobs import JobContext
from app.gui.main_window import MainWindow
from app.gui.settings import Settings
from app.gui.theme import DARK


def test_starts_with_the_welcome_page(window: MainWindow) -> None:
    assert window.stack.currentWidget() is window.welcome
    texts = [b.text() for b in window.welcome.findChildren(QPushButton)]
    assert texts == ["Open demo", "New project…", "Open project…", "Open model…", "Inspect a folder…"]


@pytest.mark.parametrize(("number", "name"), list(enumerate(VIEWS, start=1)))
def test_keys_switch_views(qtbot: QtBot, window: MainWindow, number: int, name: str) -> None:
    window.show_view("train" if name != "train" else "review")
    qtbot.keyClick(window, getattr(Qt.Key, f"Key_{number}"), Qt.KeyboardModifier.ControlModifier)
    expected = window.welcome if name == "inspect" else window.views[name]
    assert window.stack.currentWidget() is expected
    assert window.actions_registry[f"view_{name}"].isChecked()
    checked = [b.text() for b in window.rail.findChildren(QToolButton) if b.isChecked()]
    assert checked == [name.capitalize()]


def test_question_mark_shows_the_sheet_without_blocking(qtbot: QtBot, window: MainWindow) -> None:
    window.actions_registry["shortcuts"].trigger()
    assert window.keys.sheet is not None
    assert window.keys.sheet.isVisible()
    assert QApplication.activeModalWidget() is None
    window.keys.sheet.close()


def test_status_line_shows_progress_and_cancels(qtbot: QtBot, opened: MainWindow, engine: Any) -> None:
    engine.inspector.gate.clear()
    opened.actions_registry["inspect_folder"].trigger()
    assert opened.status.job_texts() == ["Inspecting"]
    assert opened.actions_registry["cancel"].isEnabled()
    assert not opened.actions_registry["inspect_folder"].isEnabled()
    opened.actions_registry["cancel"].trigger()
    engine.inspector.gate.set()
    qtbot.waitUntil(lambda: opened.status.job_texts() == [])
    assert not opened.actions_registry["cancel"].isEnabled()
    assert opened.actions_registry["inspect_folder"].isEnabled()


def test_cancel_button_of_one_job(qtbot: QtBot, window: MainWindow) -> None:
    def work(context: JobContext) -> None:
        context.progress(1, 4)
        context.flush()
        while not context.cancelled():
            time.sleep(0.005)

    job = window.runner.start("Counting", work)
    qtbot.waitUntil(lambda: window.status.job_texts() == ["Counting  1 / 4"])
    (row,) = window.status._rows.values()
    with qtbot.waitSignal(job.cancelled):
        row._cancel.click()
        assert window.status.job_texts() == ["Counting: stopping…"]


def test_many_jobs_are_counted(qtbot: QtBot, window: MainWindow) -> None:
    gate = threading.Event()
    for number in range(4):
        window.runner.start(f"job {number}", lambda _context: gate.wait(10))
    shown = [row for row in window.status._rows.values() if not row.isHidden()]
    assert len(shown) == 2
    assert window.status._more.text() == "and 2 more"
    gate.set()
    qtbot.waitUntil(lambda: window.status.job_texts() == [])
    assert window.status._more.isHidden()


def test_gui_thread_never_waits_for_the_engine(qtbot: QtBot, opened: MainWindow, engine: Any) -> None:
    """The engine stands still; the event loop goes on and every control answers."""
    engine.inspector.gate.clear()
    ticks: list[float] = []
    heartbeat = QTimer(opened)
    heartbeat.timeout.connect(lambda: ticks.append(time.monotonic()))
    heartbeat.start(10)
    opened.inspect.list.step(3)
    opened.actions_registry["inspect_folder"].trigger()
    opened.inspect.segment.area.setValue(99)
    opened.show_view("train")
    opened.show_view("inspect")
    qtbot.wait(300)
    heartbeat.stop()
    engine.inspector.gate.set()
    assert len(ticks) >= 10
    qtbot.waitUntil(lambda: not opened.runner.jobs)


def test_theme_from_the_menu_is_remembered(
    window: MainWindow, settings: Settings, qapp: QApplication
) -> None:
    window.actions_registry["theme_dark"].trigger()
    assert settings.theme() == "dark"
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == DARK.window
    brush = window.inspect.panes.panes[0].canvas.backgroundBrush()
    assert brush.color().name() == DARK.canvas


def test_layout_is_remembered_and_can_be_reset(qtbot: QtBot, opened: MainWindow, settings: Settings) -> None:
    splitter = opened.inspect.splitter
    before = splitter.sizes()
    splitter.setSizes([before[0] + 60, before[1] - 60, before[2]])
    changed = splitter.sizes()
    assert changed != before
    opened.close()
    assert not settings.layout("window").isEmpty()
    opened.inspect.restore_layout()
    assert splitter.sizes() == changed
    opened._reset_layout()
    assert splitter.sizes() == before


def test_damaged_layout_is_no_obstacle(opened: MainWindow, settings: Settings) -> None:
    settings.set_layout("inspect", settings.layout("nothing").append(b"junk"))
    opened.inspect.restore_layout()
    assert all(size > 0 for size in opened.inspect.splitter.sizes())


def test_about_is_not_modal(qtbot: QtBot, window: MainWindow) -> None:
    window.actions_registry["about"].trigger()
    (box,) = window.findChildren(QMessageBox)
    assert QApplication.activeModalWidget() is None
    box.close()


def test_notices_reach_the_banner(window: MainWindow) -> None:
    window.notifications.tell(Level.WARNING, "Look here.")
    assert window.banner.text == "Look here."


def test_the_palette_opens_by_key_and_runs_what_is_found(qtbot: QtBot, window: MainWindow) -> None:
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window, Qt.Key.Key_P, modifiers)
    palette = window.keys.palette
    assert palette is not None
    assert palette.isVisible()
    qtbot.keyClicks(palette.search, "train")
    qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert window.stack.currentWidget() is window.train


def test_own_keys_are_kept_and_shown(window: MainWindow, settings: Settings) -> None:
    actions = window.actions_registry
    actions.assign("view_train", ["F3"])
    actions.assign("open_project", ["F4"])
    assert settings.shortcuts() == {"view_train": ["F3"], "open_project": ["F4"]}
    tips = {b.text(): b.toolTip() for bar in (window.rail, window.top) for b in bar.findChildren(QToolButton)}
    assert tips["Train"] == "Train (F3)"
    assert tips["No project"] == "Open a project folder (F4)"
    again = ActionRegistry(window, settings.shortcuts())
    assert again["view_train"].shortcut().toString() == "F3"
