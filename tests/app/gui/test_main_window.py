"""The shell: views, welcome, drops, errors, status line, memory of the layout."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QFileDialog,
    QHeaderView,
    QMessageBox,
    QPushButton,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from app.gui import main_window as module
from app.gui.actions import VIEWS
from app.gui.errors import Level
from app.gui.jobs import JobContext
from app.gui.main_window import MainWindow, source_name
from app.gui.settings import Settings
from app.gui.theme import DARK


def drop(window: MainWindow, paths: list[Path]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(50, 50), copy, data, left, none)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    assert window.veil.isVisible()
    QApplication.sendEvent(window, QDropEvent(QPointF(50, 50), copy, data, left, none))
    assert not window.veil.isVisible()


def test_starts_with_the_welcome_page(window: MainWindow) -> None:
    assert window.stack.currentWidget() is window.welcome
    texts = [b.text() for b in window.welcome.findChildren(QPushButton)]
    assert texts == ["Open demo", "Open model…", "Open folder…"]


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
    assert window._sheet is not None
    assert window._sheet.isVisible()
    assert QApplication.activeModalWidget() is None
    window._sheet.close()


def test_opening_tells_what_is_open(qtbot: QtBot, opened: MainWindow) -> None:
    assert opened.stack.currentWidget() is opened.inspect
    assert opened.top._project.text() == "bilder"
    assert opened.top._model.text() == "model"
    assert opened.top._device.text() == "test device"
    assert opened.windowTitle() == "bilder - ISU-GAN Inspector"


def test_opened_things_are_recent_the_next_time(opened: MainWindow, settings: Settings, images: Path) -> None:
    assert settings.recent("folder") == [images]
    assert settings.recent("model") == [Path("model.safetensors")]
    names = [b.accessibleName() for b in opened.welcome.findChildren(QToolButton)]
    assert f"Open {images}" in names


def test_recent_model_opens_from_the_welcome_page(
    qtbot: QtBot, window: MainWindow, settings: Settings
) -> None:
    settings.add_recent("model", Path("old.safetensors"))
    window._refresh_welcome()
    buttons = [b for b in window.welcome.findChildren(QToolButton) if "old" in b.text()]
    with qtbot.waitSignal(window.session.model_changed):
        buttons[0].click()


def test_a_model_alone_asks_for_images(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.session.model_changed):
        window.open_model(Path("m.safetensors"))
    assert window.inspect.centre.currentWidget() is window.inspect.no_images


def test_images_alone_ask_for_a_model(qtbot: QtBot, window: MainWindow, images: Path) -> None:
    with qtbot.waitSignal(window.session.opened):
        window.open_paths([images])
    assert window.inspect.centre.currentWidget() is window.inspect.no_model
    assert not window.actions_registry["inspect_folder"].isEnabled()
    with qtbot.waitSignal(window.session.shown):
        window.open_model(Path("m.safetensors"))
    assert window.inspect.centre.currentWidget() is window.inspect.panes
    assert window.actions_registry["inspect_folder"].isEnabled()


def test_empty_folder_says_so(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    with qtbot.waitSignal(window.session.opened):
        window.open_paths([tmp_path])
    page = window.inspect.no_images
    assert window.inspect.centre.currentWidget() is page
    assert page._title.text() == "No images found"


def test_drop_of_a_model_and_a_folder(qtbot: QtBot, window: MainWindow, images: Path) -> None:
    with qtbot.waitSignal(window.session.shown):
        drop(window, [Path("m.safetensors"), images])
    assert window.session.model is not None
    assert len(window.session.store) == 9


def test_drop_of_two_models_uses_the_first_and_says_so(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.session.model_changed):
        drop(window, [Path("one.safetensors"), Path("two.safetensors")])
    assert window.top._model.text() == "one"
    assert "one.safetensors is used" in window.banner.text
    window.banner.close_notice()


def test_drag_that_leaves_again(window: MainWindow) -> None:
    window.veil.cover()
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert not window.veil.isVisible()


def test_drag_of_text_is_not_taken(window: MainWindow) -> None:
    data = QMimeData()
    data.setText("hello")
    enter = QDragEnterEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(window, enter)
    assert not window.veil.isVisible()


def test_a_bad_model_is_a_banner_and_the_window_lives(qtbot: QtBot, opened: MainWindow) -> None:
    opened.open_model(Path("bad.safetensors"))
    qtbot.waitUntil(lambda: "bad.safetensors is damaged. Copy it again." in opened.banner.text)
    assert opened.top._model.text() == "model"
    assert opened.isVisible()


def test_missing_demo_is_a_banner(qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "DEMO_MODEL", Path("bad_demo.safetensors"))
    monkeypatch.setattr(module, "DEMO_IMAGES", Path("/nowhere"))
    window.actions_registry["open_demo"].trigger()
    qtbot.waitUntil(lambda: len(window.banner._notices) == 2)


def test_demo_is_opened_and_inspected(
    qtbot: QtBot, window: MainWindow, images: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "DEMO_IMAGES", images)
    window.actions_registry["open_demo"].trigger()
    qtbot.waitUntil(lambda: len(window.session.store) == 9 and not window.session.store.pending())


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


@pytest.mark.parametrize(
    ("action", "title"),
    [
        ("open_model", "Open model"),
        ("open_folder", "Open folder"),
        ("open_images", "Open images"),
        ("export_csv", "Write results.csv and defects.csv into"),
    ],
)
def test_questions_leave_the_event_loop_running(
    qtbot: QtBot, opened: MainWindow, action: str, title: str
) -> None:
    opened.actions_registry[action].trigger()
    (dialog,) = opened.findChildren(QFileDialog)
    assert dialog.windowTitle() == title
    dialog.reject()
    qtbot.waitUntil(lambda: not opened.findChildren(QFileDialog))


def test_an_answer_opens_and_is_remembered(qtbot: QtBot, window: MainWindow, images: Path) -> None:
    window.actions_registry["open_folder"].trigger()
    (dialog,) = window.findChildren(QFileDialog)
    with qtbot.waitSignal(window.session.opened):
        dialog.filesSelected.emit([str(images)])
    assert window.settings.last_folder() == str(images.parent)
    dialog.reject()


def test_about_is_not_modal(qtbot: QtBot, window: MainWindow) -> None:
    window.actions_registry["about"].trigger()
    (box,) = window.findChildren(QMessageBox)
    assert QApplication.activeModalWidget() is None
    box.close()


def test_notices_reach_the_banner(window: MainWindow) -> None:
    window.notifications.tell(Level.WARNING, "Look here.")
    assert window.banner.text == "Look here."


def test_every_control_has_a_name_for_a_screen_reader(opened: MainWindow) -> None:
    kinds = (QAbstractButton, QComboBox, QAbstractSpinBox, QAbstractItemView)
    nameless = [
        w
        for kind in kinds
        for w in opened.findChildren(kind)
        if not (w.accessibleName() or (isinstance(w, QAbstractButton) and w.text()))
        and not w.objectName().startswith("qt_")
        # Parts that Qt makes inside a control and names through it.
        and not isinstance(w, QHeaderView)
        and not isinstance(w.parentWidget(), QComboBox)
        and w.window() is opened
    ]
    assert nameless == []


@pytest.mark.parametrize(
    ("sources", "name"),
    [
        (["/data/parts"], "parts"),
        (["/"], "/"),
        (["/data/a.png", "/data/b.png"], "data (2 chosen)"),
        (["/x/a.png", "/y/b.png", "/y/c.png"], "a.png and 2 more"),
    ],
)
def test_name_of_what_is_open(sources: list[str], name: str) -> None:
    assert source_name([Path(s) for s in sources]) == name
