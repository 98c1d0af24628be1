"""A group of settings that can be folded away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from superqt import QCollapsible

from app.gui import icons
from app.gui.theme import theme_of
from app.gui.views.train.widgets.setting_row import SettingRow
from core.language import tr

NO_LIMIT = 16_777_215
"""Qt's own: no maximum height."""


class SettingSection(QCollapsible):
    """Heading with the number of changed settings; under it a row for each."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.title = title
        self.rows: list[SettingRow] = []
        self._open = False
        self.setDuration(0)
        if (layout := self.layout()) is not None:
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        self.toggleButton().setStyleSheet("")
        self.toggleButton().setObjectName("sectionToggle")
        self.body = QWidget(self)
        self._column = QVBoxLayout(self.body)
        self._column.setContentsMargins(10, 2, 2, 8)
        self._column.setSpacing(2)
        old = self.content()
        self.setContent(self.body)
        old.deleteLater()
        self.toggled.connect(self._on_toggled)
        self.body.hide()
        self._recolour()

    def add(self, rows: Sequence[SettingRow]) -> None:
        """Take more rows."""
        for row in rows:
            self.rows.append(row)
            self._column.addWidget(row)

    def set_open(self, on: bool) -> None:
        """Unfold or fold."""
        if on != self.isExpanded():
            (self.expand if on else self.collapse)(animate=False)

    def count_changed(self) -> int:
        """How many settings differ from the preset; the heading says it too."""
        changed = sum(row.changed for row in self.rows)
        count = tr("Train", "{number} changed", number=changed)
        self.setText(f"{self.title}  ·  {count}" if changed else self.title)
        name = tr("Train", "{group}, {count}", group=self.title, count=count) if changed else self.title
        self.toggleButton().setAccessibleName(name)
        return changed

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "body"):
            self._recolour()

    def _on_toggled(self, on: bool) -> None:
        # Folded rows must not take the keyboard, and open ones grow with their texts.
        self.body.setVisible(on)
        self.body.setMaximumHeight(NO_LIMIT)

    def _recolour(self) -> None:
        theme = theme_of(self)
        self.setExpandedIcon(icons.icon("down", theme.muted))
        self.setCollapsedIcon(icons.icon("next", theme.muted))
