"""Where an import goes: the open project, or a new one beside the folder that was dropped."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QEvent, QStandardPaths, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.gui import icons
from app.gui.theme import theme_of
from core.images.names import PROJECT_SUFFIX
from core.language import sentences, tr

DATABASE = "project.sqlite"
"""As `core.project.project` has them; importing that would load the database library with the window."""


class ImportTarget(QWidget):
    """Signals: `changed()`, another place or a mistake in it; `confirmed()`, Enter in the field."""

    changed = Signal()
    confirmed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project = ""
        self._icon = QLabel(self)
        self._label = QLabel(self)
        self._label.setProperty("role", "heading")
        self.field = QLineEdit(self)
        self.field.setAccessibleName(tr("Dataset", "Folder of the new project"))
        self.field.setMinimumWidth(240)
        self.field.textChanged.connect(self._check)
        self.field.returnPressed.connect(self.confirmed)
        self._label.setBuddy(self.field)
        self._label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.change = QPushButton(tr("Dataset", "Change…"), self)
        self.change.setProperty("small", True)
        self.change.setToolTip(tr("Dataset", "Choose where the project goes"))
        self.change.setAccessibleName(tr("Dataset", "Choose where the project goes"))
        self.change.clicked.connect(self._ask)
        self._message = QLabel(self)
        self._message.setWordWrap(True)
        self._message_icon = QLabel(self)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._label)
        row.addWidget(self.field, 1)
        row.addWidget(self.change)
        # Takes the room where there is no field.
        row.addStretch(0)
        below = QHBoxLayout()
        below.setSpacing(6)
        below.addWidget(self._message_icon)
        below.addWidget(self._message, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addLayout(below)
        self.set_project("")

    @property
    def path(self) -> Path | None:
        """Folder of the new project; None if the images go into the one that is open."""
        return None if self._project else project_path(self.field.text())

    @property
    def mistake(self) -> str:
        """Why the place will not do; "" if it will."""
        return "" if self._project else mistake_in(self.field.text())

    @property
    def text(self) -> str:
        """What the row says."""
        message = "" if self._message.isHidden() else self._message.text()
        return sentences([self._label.text(), message])

    def set_project(self, name: str) -> None:
        """Say which project is open; "" = none, so that a new one is made."""
        self._project = name
        self._label.setText(
            tr("Dataset", "Into project {name}", name=name) if name else tr("Dataset", "New project")
        )
        self.field.setVisible(not name)
        self.change.setVisible(not name)
        self._check()
        self._recolour()

    def suggest(self, source: Path) -> None:
        """Propose a project beside what was dropped."""
        self.field.setText(str(suggested(source)))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_message_icon"):
            self._recolour()

    def _check(self) -> None:
        mistake = self.mistake
        self._message.setText(mistake)
        self._message.setVisible(bool(mistake))
        self._message_icon.setVisible(bool(mistake))
        self.field.setAccessibleDescription(mistake)
        self.changed.emit()

    def _ask(self) -> None:
        kinds = tr("Dataset", "Projects (*{suffix})", suffix=PROJECT_SUFFIX)
        dialog = QFileDialog(self, tr("Dataset", "New project"), self.field.text(), kinds)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix(PROJECT_SUFFIX.removeprefix("."))
        # What is there already is told in this row, and never overwritten.
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        path = Path(self.field.text())
        dialog.setDirectory(str(path.parent))
        dialog.selectFile(path.name)
        dialog.fileSelected.connect(self.field.setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _recolour(self) -> None:
        theme = theme_of(self)
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(icons.pixmap("project", theme.muted, 20, ratio))
        self._message_icon.setPixmap(icons.pixmap("ng", theme.ng, 16, ratio))


def project_path(text: str) -> Path:
    """The folder that was typed, with the suffix of a project."""
    path = Path(text.strip()).expanduser()
    return (
        path
        if path.suffix.lower() == PROJECT_SUFFIX
        else path.with_name(f"{path.name}{PROJECT_SUFFIX}")
        if path.name
        else path
    )


def mistake_in(text: str) -> str:
    """Why no project can be made in the folder that was typed; "" if it can."""
    if not text.strip():
        return tr("Dataset", "Say where the project goes.")
    path = project_path(text)
    if not path.is_absolute() or path.stem in ("", PROJECT_SUFFIX):
        return tr("Dataset", "Give the whole path of the project's folder.")
    try:
        if (path / DATABASE).exists():
            return tr(
                "Dataset",
                "{name} is a project already. Open it first to import into it, or choose another name.",
                name=path.name,
            )
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            return tr(
                "Dataset",
                "{name} is there already and is no project. Choose another name.",
                name=path.name,
            )
        above = next(folder for folder in (path, *path.parents) if folder.exists())
    except OSError as error:
        return tr("Dataset", "This place cannot be used: {why}.", why=error.strerror)
    if not above.is_dir():
        return tr("Dataset", "{path} is a file. Choose another folder.", path=above)
    if is_writable(above):
        return ""
    return tr("Dataset", "{path} may not be written. Choose another folder.", path=above)


def suggested(source: Path) -> Path:
    """A name that is free, beside `source`; in the user's documents or home where that may not be written."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    places = [source.parent, *([Path(documents)] if documents else []), Path.home()]
    folder = next((place for place in places if is_writable(place)), places[-1])
    name = source.name or "images"
    path = folder / f"{name}{PROJECT_SUFFIX}"
    number = 2
    while os.path.lexists(path):
        path = folder / f"{name} {number}{PROJECT_SUFFIX}"
        number += 1
    return path


def is_writable(folder: Path) -> bool:
    """Whether something can be made in `folder`, as far as its permissions say."""
    return folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)
