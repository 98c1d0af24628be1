"""The welcome page: the first steps and what was open lately."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from app.gui import icons
from app.gui.actions import ActionRegistry
from app.gui.theme import theme_of
from core.language import tr

RECENT_SHOWN = 4
ICONS = {
    "open_demo": "demo",
    "new_project": "add",
    "open_project": "project",
    "open_model": "model",
    "open_folder": "folder",
}


class Welcome(QWidget):
    """Shown while neither a model nor a folder is open."""

    project_chosen = Signal(Path)
    model_chosen = Signal(Path)
    folder_chosen = Signal(Path)

    def __init__(self, actions: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = QLabel("ISU-GAN Inspector", self)
        title.setProperty("role", "title")
        text = QLabel(
            tr(
                "Window",
                "Learns what a good surface looks like, repairs a suspect photo and shows what it repaired.",
            )
        )
        text.setProperty("role", "muted")
        self._logo = QLabel(self)
        self._steps: list[tuple[QPushButton, str]] = []
        steps = QVBoxLayout()
        steps.setSpacing(8)
        start = QLabel(tr("Window", "Start"))
        start.setProperty("role", "heading")
        steps.addWidget(start)
        for name, label in (
            ("open_demo", tr("Window", "Open demo")),
            ("new_project", tr("Window", "New project…")),
            ("open_project", tr("Window", "Open project…")),
            ("open_model", tr("Window", "Open model…")),
            ("open_folder", tr("Window", "Inspect a folder…")),
        ):
            action = actions[name]
            button = QPushButton(label, self)
            button.setToolTip(action.toolTip())
            button.setMinimumWidth(210)
            button.setIconSize(QSize(18, 18))
            button.clicked.connect(action.trigger)
            steps.addWidget(button)
            self._steps.append((button, ICONS[name]))
        self._steps[0][0].setProperty("primary", True)
        self.setFocusProxy(self._steps[0][0])
        steps.addStretch(1)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(2)
        hint = QLabel(
            tr("Window", "Or drop a project, a model file, images or folders anywhere in this window."), self
        )
        hint.setProperty("role", "muted")
        grid = QGridLayout()
        grid.setHorizontalSpacing(48)
        grid.setVerticalSpacing(10)
        grid.addWidget(self._logo, 0, 0, 1, 2)
        grid.addWidget(title, 1, 0, 1, 2)
        grid.addWidget(text, 2, 0, 1, 2)
        grid.setRowMinimumHeight(3, 14)
        grid.addLayout(steps, 4, 0)
        grid.addLayout(self._recent, 4, 1)
        grid.setRowMinimumHeight(5, 8)
        grid.addWidget(hint, 6, 0, 1, 2)
        grid.setColumnStretch(1, 1)
        body = QWidget(self)
        body.setLayout(grid)
        body.setMinimumWidth(640)
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addWidget(body, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        self._recolour()

    def set_recent(self, recent: Mapping[str, Sequence[Path]]) -> None:
        """List what was open lately: projects, models and folders, by the words of `Settings.recent`."""
        while (item := self._recent.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        heading = QLabel(tr("Window", "Recent"), self)
        heading.setProperty("role", "heading")
        self._recent.addWidget(heading)
        signals = {"project": self.project_chosen, "model": self.model_chosen, "folder": self.folder_chosen}
        for kind, signal in signals.items():
            for path in recent.get(kind, ())[:RECENT_SHOWN]:
                self._recent.addWidget(self._recent_button(kind, path, signal))
        if not any(recent.values()):
            nothing = QLabel(tr("Window", "Nothing yet."), self)
            nothing.setProperty("role", "muted")
            self._recent.addWidget(nothing)
        self._recent.addStretch(1)
        self._recolour()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._recolour()

    def _recent_button(self, icon: str, path: Path, signal: SignalInstance) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("flat", True)
        button.setProperty("icon_name", icon)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        shown = f"{path.parent.name}/{path.name}" if path.parent.name else str(path)
        button.setText(button.fontMetrics().elidedText(shown, Qt.TextElideMode.ElideMiddle, 360))
        button.setToolTip(str(path))
        button.setAccessibleName(tr("Window", "Open {path}", path=path))
        button.clicked.connect(lambda: signal.emit(path))
        return button

    def _recolour(self) -> None:
        theme = theme_of(self)
        self._logo.setPixmap(icons.pixmap("app", theme.text, 56, self.devicePixelRatioF()))
        for number, (button, name) in enumerate(self._steps):
            button.setIcon(icons.icon(name, theme.on_accent if number == 0 else theme.text))
        for recent in self.findChildren(QToolButton):
            recent.setIcon(icons.icon(recent.property("icon_name"), theme.muted))
