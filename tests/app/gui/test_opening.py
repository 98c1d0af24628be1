"""Opening: welcome page, dialogs, drops, recent things, the demo."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from app.gui import main_window as module
from app.gui.engine import LoadedModel
from app.gui.main_window import MainWindow
from app.gui.settings import Settings
from app.gui.sources import source_name


def drop(window: MainWindow, paths: list[Path], share: float = 0.75) -> None:
    """Drop `paths` at `share` of the window's width."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(50, 50), copy, data, left, none)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    assert window.veil.isVisible()
    place = QPointF(window.width() * share, 50)
    QApplication.sendEvent(window, QDropEvent(place, copy, data, left, none))
    assert not window.veil.isVisible()


def test_opening_tells_what_is_open(qtbot: QtBot, opened: MainWindow) -> None:
    assert opened.stack.currentWidget() is opened.inspect
    assert opened.top._project.text() == "No project"
    assert opened.top._images.text() == "bilder"
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


def test_while_a_model_loads_nobody_is_asked_for_one(
    qtbot: QtBot, window: MainWindow, engine: Any, images: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load, loaded = engine.load, threading.Event()

    def slow(path: Path) -> LoadedModel:
        assert loaded.wait(10)
        return load(path)

    monkeypatch.setattr(engine, "load", slow)
    view = window.inspect
    for name, page in (("bad.safetensors", view.no_model), ("m.safetensors", view.panes)):
        loaded.clear()
        window.open_model(Path(name))
        window.open_paths([images])
        qtbot.waitUntil(lambda: view.list.model.rowCount() > 0)
        assert view.centre.currentWidget() is view.waiting
        assert view.waiting._title.text() == "Loading the model…"
        loaded.set()
        qtbot.waitUntil(lambda page=page: view.centre.currentWidget() is page)


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
    window.veil.cover(choice=True)
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
