"""Questions to the user: dialogs that leave the event loop running and call back with the answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from app.gui.settings import Settings
from core.images.names import PROJECT_SUFFIX, SUFFIXES
from core.language import tr

MODEL_SUFFIX = ".safetensors"


def _ask(
    parent: QWidget, settings: Settings, title: str, mode: QFileDialog.FileMode, filters: str
) -> QFileDialog:
    dialog = QFileDialog(parent, title, settings.last_folder(), filters)
    dialog.setFileMode(mode)
    if mode == QFileDialog.FileMode.Directory:
        dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog


def _open(dialog: QFileDialog, settings: Settings, answer: Callable[[list[Path]], object]) -> None:
    def chosen(names: Sequence[str]) -> None:
        paths = [Path(name) for name in names]
        if paths:
            settings.set_last_folder(paths[0].parent)
            answer(paths)

    dialog.filesSelected.connect(chosen)
    dialog.open()


def _everything() -> str:
    return f"{tr('Window', 'All files')} (*)"


def _review_files() -> str:
    return f"{tr('Window', 'Review files')} (*.json)"


def ask_model(parent: QWidget, settings: Settings, answer: Callable[[Path], object]) -> None:
    """Which model file to open."""
    filters = f"{tr('Window', 'Models')} (*{MODEL_SUFFIX});;{_everything()}"
    dialog = _ask(parent, settings, tr("Window", "Open model"), QFileDialog.FileMode.ExistingFile, filters)
    _open(dialog, settings, lambda paths: answer(paths[0]))


def ask_images(parent: QWidget, settings: Settings, answer: Callable[[list[Path]], object]) -> None:
    """Which image files to list."""
    names = " ".join(f"*{suffix} *{suffix.upper()}" for suffix in sorted(SUFFIXES))
    filters = f"{tr('Window', 'Images')} ({names});;{_everything()}"
    dialog = _ask(parent, settings, tr("Window", "Open images"), QFileDialog.FileMode.ExistingFiles, filters)
    _open(dialog, settings, answer)


def ask_review(parent: QWidget, settings: Settings, answer: Callable[[Path], object]) -> None:
    """Which review file to merge."""
    filters = f"{_review_files()};;{_everything()}"
    dialog = _ask(
        parent, settings, tr("Window", "Merge a review file"), QFileDialog.FileMode.ExistingFile, filters
    )
    _open(dialog, settings, lambda paths: answer(paths[0]))


def ask_save_review(parent: QWidget, settings: Settings, name: str, answer: Callable[[Path], object]) -> None:
    """Where to write decisions; `name` is proposed. Qt asks before a file is overwritten."""
    dialog = _ask(
        parent, settings, tr("Window", "Export decisions"), QFileDialog.FileMode.AnyFile, _review_files()
    )
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("json")
    dialog.selectFile(name)
    _open(dialog, settings, lambda paths: answer(paths[0]))


def ask_folder(parent: QWidget, settings: Settings, title: str, answer: Callable[[Path], object]) -> None:
    """Which folder to open or write to."""
    dialog = _ask(parent, settings, title, QFileDialog.FileMode.Directory, "")
    _open(dialog, settings, lambda paths: answer(paths[0]))


def ask_new_project(parent: QWidget, settings: Settings, answer: Callable[[Path], object]) -> None:
    """Where to make a project, and what to call it."""
    dialog = _ask(
        parent,
        settings,
        tr("Window", "New project"),
        QFileDialog.FileMode.AnyFile,
        f"{tr('Window', 'Projects')} (*.isugan)",
    )
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(PROJECT_SUFFIX.removeprefix("."))
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, tr("Window", "Make"))
    # What is there already is refused with a message, never overwritten.
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite, True)
    _open(dialog, settings, lambda paths: answer(paths[0]))
