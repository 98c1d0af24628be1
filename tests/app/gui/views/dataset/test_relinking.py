"""Folders that moved: told, looked for, relinked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.gui.errors import Notice
from app.gui.main_window import MainWindow
from app.gui.views.dataset.relink_dialog import RelinkDialog, prefixes
from core.datasets.dataset import Sample
from core.project.images import import_images, read_new_images
from core.project.problem import Problem
from core.project.project import Project
from tests.app.gui.views.dataset.hands import Settled


@pytest.fixture
def notices(window: MainWindow, collect: Callable[[Any], list[Any]]) -> list[Notice]:
    return collect(window.notifications.noticed)


@pytest.fixture
def moved(
    qtbot: QtBot,
    window: MainWindow,
    samples: list[Sample],
    tmp_path: Path,
    settled: Settled,
    notices: list[Notice],
) -> MainWindow:
    """A project whose folder `bilder` is called `fotos` now, opened."""
    with Project.create(tmp_path / "p.isugan") as project:
        import_images(project, samples)
        read_new_images(project)
    (tmp_path / "bilder").rename(tmp_path / "fotos")
    window.open_project(tmp_path / "p.isugan")
    qtbot.waitUntil(lambda: window.project.is_open)
    settled(window)
    return window


def asked(qtbot: QtBot, window: MainWindow) -> RelinkDialog:
    window.actions_registry["relink"].trigger()
    qtbot.waitUntil(lambda: window.dataset.relinking.dialog is not None)
    dialog = window.dataset.relinking.dialog
    assert dialog is not None
    return dialog


def folders(window: MainWindow) -> set[str]:
    table = window.project.table
    return {table.folder_of(row) for row in range(len(table))}


def test_missing_folders_are_told_when_the_project_opens(
    moved: MainWindow, notices: list[Notice], tmp_path: Path
) -> None:
    (notice,) = [n for n in notices if "not there" in n.text]
    assert notice.text == f"12 images are not there: {tmp_path / 'bilder'}."
    assert "Relink moved folders" in notice.way_out


def test_relinking_end_to_end(
    qtbot: QtBot, moved: MainWindow, tmp_path: Path, settled: Settled, notices: list[Notice]
) -> None:
    browser = moved.dataset.browser
    dialog = asked(qtbot, moved)
    assert dialog.isVisible()
    assert not dialog.isModal()
    assert dialog._old.currentText() == str(tmp_path / "bilder")
    assert not dialog._go.isEnabled()
    dialog.set_new(tmp_path / "leer")
    qtbot.waitUntil(lambda: dialog._result.text() == "0 of 12 images are in the new place.")
    assert not dialog._go.isEnabled()
    assert folders(moved) == {str(tmp_path / "bilder")}
    dialog.set_new(tmp_path / "fotos")
    qtbot.waitUntil(lambda: dialog._result.text() == "12 of 12 images are in the new place.")
    # Nothing changes before it is asked for.
    assert folders(moved) == {str(tmp_path / "bilder")}
    qtbot.mouseClick(dialog._go, Qt.MouseButton.LeftButton)
    settled(moved)
    assert moved.dataset.relinking.dialog is None
    assert folders(moved) == {str(tmp_path / "fotos")}
    assert browser.model.tile(0).path == str(tmp_path / "fotos" / "img0.png")
    assert moved.project.undo_text == "Relink 12 images"
    moved.project.undo()
    settled(moved)
    assert folders(moved) == {str(tmp_path / "bilder")}
    moved.project.redo()
    settled(moved)
    assert folders(moved) == {str(tmp_path / "fotos")}
    notices.clear()
    moved.actions_registry["relink"].trigger()
    qtbot.waitUntil(lambda: bool(notices))
    assert notices[0].text == "Every folder of the project is where it was."
    settled(moved)


def test_marks_of_missing_files_go_when_they_are_found(
    qtbot: QtBot, moved: MainWindow, tmp_path: Path, settled: Settled
) -> None:
    ids = moved.project.table.ids.tolist()
    moved.dataset.preflight.run()
    settled(moved)
    assert moved.project.table.get_values("problems", ids) == [Problem.MISSING] * 12
    dialog = asked(qtbot, moved)
    dialog.set_new(tmp_path / "fotos")
    qtbot.waitUntil(dialog._go.isEnabled)
    dialog._go.click()
    settled(moved)
    assert moved.project.table.get_values("problems", ids) == [Problem(0)] * 12


def test_enter_asks_and_then_relinks(
    qtbot: QtBot, moved: MainWindow, tmp_path: Path, settled: Settled
) -> None:
    dialog = asked(qtbot, moved)
    dialog._new.setFocus()
    qtbot.keyClicks(dialog._new, str(tmp_path / "fotos"))
    qtbot.keyClick(dialog._new, Qt.Key.Key_Return)
    assert QApplication.activeModalWidget() is None  # not the chooser
    qtbot.waitUntil(dialog._go.isEnabled)
    qtbot.keyClick(dialog._new, Qt.Key.Key_Return)
    settled(moved)
    assert folders(moved) == {str(tmp_path / "fotos")}


def test_an_answer_to_an_older_question_is_not_used(
    qtbot: QtBot, moved: MainWindow, tmp_path: Path, settled: Settled
) -> None:
    dialog = asked(qtbot, moved)
    dialog.set_new(tmp_path / "fotos")
    qtbot.waitUntil(dialog._go.isEnabled)
    dialog._old.setCurrentText(str(tmp_path / "andere"))
    assert not dialog._go.isEnabled()
    qtbot.waitUntil(lambda: dialog._result.text() == "No image of the project lies in the first folder.")
    assert not dialog._go.isEnabled()
    dialog._new.setText("")
    dialog._new.editingFinished.emit()
    assert dialog._result.text() == ""
    dialog.close()
    settled(moved)


def test_one_dialog_at_a_time_and_none_for_another_project(
    qtbot: QtBot, moved: MainWindow, tmp_path: Path, settled: Settled
) -> None:
    first = asked(qtbot, moved)
    moved.actions_registry["relink"].trigger()
    settled(moved)
    assert moved.dataset.relinking.dialog is first
    with qtbot.waitSignal(moved.project.opened):
        moved.project.create(tmp_path / "q.isugan")
    assert moved.dataset.relinking.dialog is None
    settled(moved)
    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, RelinkDialog) and w.isVisible()]


def test_a_read_only_project_is_not_relinked(
    qtbot: QtBot,
    window: MainWindow,
    samples: list[Sample],
    tmp_path: Path,
    settled: Settled,
    notices: list[Notice],
) -> None:
    with Project.create(tmp_path / "p.isugan") as project:
        import_images(project, samples[:1])
        (tmp_path / "bilder").rename(tmp_path / "fotos")
        window.open_project(tmp_path / "p.isugan")
        qtbot.waitUntil(lambda: any("not there" in n.text for n in notices))
        (notice,) = [n for n in notices if "not there" in n.text]
        assert notice.text.startswith("1 image is not there")
        assert notice.way_out == "If they moved, that can be told where the project is open for writing."
        assert not window.actions_registry["relink"].isEnabled()
        settled(window)
        with qtbot.waitSignal(window.project.opened):
            window.project.close()
        settled(window)


def test_what_may_have_moved() -> None:
    a, b = Path("/data/set/train"), Path("/data/set/test")
    assert prefixes([]) == []
    assert prefixes([a]) == [a]
    assert prefixes([a, b]) == [Path("/data/set"), a, b]
    # Not the root of the disk.
    assert prefixes([Path("/one/x"), Path("/two/y")]) == [Path("/one/x"), Path("/two/y")]
    assert prefixes([Path("/data/set"), a]) == [Path("/data/set"), a]


def test_the_dialog_can_be_used_by_name_and_by_keyboard(moved: MainWindow, qtbot: QtBot) -> None:
    dialog = asked(qtbot, moved)
    assert dialog._old.accessibleName() == "Was"
    assert dialog._new.accessibleName() == "Is now"
    buttons = {b.text().replace("&", ""): b for b in dialog.findChildren(QPushButton)}
    assert buttons["Choose…"].accessibleName() == "Choose the folder where the images are now"
    assert buttons["Relink"].isDefault()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert moved.dataset.relinking.dialog is None
