"""The open project's images in Inspect."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.gui.main_window import MainWindow
from core.datasets.dataset import Sample
from core.project.images import import_images
from core.project.project import Project


def test_they_are_listed_those_that_are_gone_too(
    qtbot: QtBot, window: MainWindow, samples: list[Sample], tmp_path: Path
) -> None:
    action = window.actions_registry["open_project_images"]
    assert not action.isEnabled()
    with Project.create(tmp_path / "p.isugan") as project:
        import_images(project, samples)
    samples[0].path.unlink()
    window.open_project(tmp_path / "p.isugan")
    qtbot.waitUntil(action.isEnabled)
    with qtbot.waitSignal(window.session.files_changed):
        action.trigger()
    assert {entry.path for entry in window.session.store.entries} == {sample.path for sample in samples}
    assert window.session.sources == (tmp_path / "p.isugan",)
    qtbot.waitUntil(lambda: window._current == "inspect")
    window.project.close()
    qtbot.waitUntil(lambda: not action.isEnabled())


def test_a_folder_that_is_a_project_is_opened_as_one(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    Project.create(tmp_path / "p.isugan").close()
    window.actions_registry["open_folder"].trigger()
    (dialog,) = window.findChildren(QFileDialog)
    dialog.filesSelected.emit([str(tmp_path / "p.isugan")])
    dialog.reject()
    qtbot.waitUntil(lambda: window.project.is_open)
    assert window.session.sources == ()
