"""A form over all settings of a run: it knows no single one, only how they describe themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.gui.views.train.widgets.setting_errors import placed
from app.gui.views.train.widgets.setting_fields import matches, nested, shown_group
from app.gui.views.train.widgets.setting_row import SettingRow
from app.gui.views.train.widgets.setting_section import SettingSection
from core.language import sentences, tr

if TYPE_CHECKING:
    from core.training.settings import TrainingSettings


class SettingsForm(QWidget):
    """Emits `changed()` on every change by the user; `settings()` is then the model, or None while it is not valid.

    Args:
        preset: settings to begin with and to go back to.
    """

    changed = Signal()

    def __init__(self, preset: TrainingSettings, parent: QWidget | None = None) -> None:
        from core.training.fields import fields
        from core.training.settings import GROUPS

        super().__init__(parent)
        self._base: dict[str, Any] = {}
        self._settings: TrainingSettings | None = preset
        self._rules: dict[str, str] = {}
        self._open_before: dict[str, bool] | None = None
        self.rows = {field.name: SettingRow(field) for field in fields()}
        self.sections: dict[str, SettingSection] = {}
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(tr("Train", "Search the settings"))
        self.search.setAccessibleName(tr("Train", "Search the settings"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.reset_all = QPushButton(self)
        self.reset_all.setProperty("small", True)
        self.reset_all.setToolTip(tr("Train", "All settings back to the preset's values"))
        self.reset_all.clicked.connect(self._on_reset_all)
        self.error = QLabel(self)
        self.error.setObjectName("staleNote")
        self.error.setWordWrap(True)
        self.error.hide()
        self.nothing = QLabel(tr("Train", "No setting has these words."), self)
        self.nothing.setProperty("role", "muted")
        self.nothing.hide()
        inner = QWidget(self)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(2)
        column.addWidget(self.nothing)
        for group in GROUPS:
            section = self.sections[group] = SettingSection(shown_group(group), inner)
            section.add([row for row in self.rows.values() if row.field.group == group])
            column.addWidget(section)
        for name, row in self.rows.items():
            row.edited.connect(lambda n=name: self._on_edit(n))
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        self._scroll = scroll
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.search, 1)
        head.addWidget(self.reset_all)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.error)
        layout.addWidget(scroll, 1)
        self.set_preset(preset)
        next(iter(self.sections.values())).set_open(True)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """It scrolls, and takes the height that there is."""
        return False

    def settings(self) -> TrainingSettings | None:
        """The model that the controls make, or None while something is wrong with it."""
        return self._settings

    def set_preset(self, preset: TrainingSettings) -> None:
        """Show a preset and take it as what to go back to; emits nothing."""
        from core.training.fields import values

        self._base = values(preset)
        for name, row in self.rows.items():
            row.set_preset(self._base[name])
            row.set_value(self._base[name])
        self._check(None)

    def set_settings(self, settings: TrainingSettings) -> None:
        """Show settings that may differ from the preset; emits nothing."""
        from core.training.fields import values

        found = values(settings)
        # What has no row, as the preset's name, comes along.
        self._base.update({name: found[name] for name in self._base.keys() - self.rows.keys()})
        for name, row in self.rows.items():
            row.set_value(found[name])
        self._check(None)

    def set_value(self, name: str, value: Any) -> None:
        """Show one setting's value, by its dotted name; emits nothing."""
        self.rows[name].set_value(value)
        self._check(None)

    def changed_fields(self) -> list[str]:
        """Dotted names of the settings that differ from the preset."""
        return [name for name, row in self.rows.items() if row.changed]

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc ends the search."""
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
        else:
            super().keyPressEvent(event)

    def _on_edit(self, name: str) -> None:
        self._check(name)
        self.changed.emit()

    def _on_reset_all(self) -> None:
        for row in self.rows.values():
            row.back_to_preset()
        self._check(None)
        self.search.setFocus()
        self.changed.emit()

    def _check(self, edited: str | None) -> None:
        from pydantic import ValidationError

        from core.training.settings import TrainingSettings

        values = {**self._base, **{name: row.value() for name, row in self.rows.items()}}
        at: dict[str, str] = {}
        general: list[str] = []
        rules: dict[str, str] = {}
        try:
            self._settings = TrainingSettings.model_validate(nested(values))
        except ValidationError as error:
            self._settings = None
            at, general, rules = placed(error, self.rows, edited, self._rules)
        self._rules = rules
        for name, row in self.rows.items():
            row.set_error(at.get(name, ""))
            if name in at:
                # What is wrong must not be out of sight.
                self.sections[row.field.group].set_open(True)
        self.error.setText(sentences(general))
        self.error.setVisible(bool(general))
        total = sum(section.count_changed() for section in self.sections.values())
        text = tr("Train", "Reset all ({total})", total=total) if total else tr("Train", "Reset all")
        self.reset_all.setText(text)
        self.reset_all.setEnabled(total > 0)

    def _filter(self, text: str) -> None:
        searching = bool(text.strip())
        if searching and self._open_before is None:
            self._open_before = {name: section.isExpanded() for name, section in self.sections.items()}
        some = False
        for name, section in self.sections.items():
            hits = 0
            for row in section.rows:
                hit = not searching or matches(row.field, text)
                row.setVisible(hit)
                hits += hit
            section.setVisible(hits > 0)
            some |= hits > 0
            before = (self._open_before or {}).get(name, section.isExpanded())
            section.set_open(hits > 0 if searching else before)
        if not searching:
            self._open_before = None
        self.nothing.setVisible(not some)
