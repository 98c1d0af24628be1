"""One setting in the form: title, control, the way back to the preset, help, and what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QToolButton, QWidget

from app.gui import icons
from app.gui.theme import theme_of
from app.gui.views.train.widgets.setting_editors import EDITORS
from app.gui.views.train.widgets.setting_fields import help_of, shown, title_of
from core.language import sentences, tr

if TYPE_CHECKING:
    from core.training.fields import SettingField


class SettingRow(QWidget):
    """Emits `edited()` when the user changes the value, by the control or by the reset button."""

    edited = Signal()

    def __init__(self, field: SettingField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self._preset = field.default
        self.editor = EDITORS[field.kind](field, self)
        self.title = QLabel(title_of(field), self)
        self.title.setToolTip(field.name)
        self.title.setBuddy(self.editor)
        self.title.setWordWrap(True)
        self.reset = QToolButton(self)
        self.reset.setProperty("flat", True)
        self.reset.clicked.connect(self._on_reset)
        policy = self.reset.sizePolicy()
        # Nothing moves when a value is changed.
        policy.setRetainSizeWhenHidden(True)
        self.reset.setSizePolicy(policy)
        self.help = QLabel(help_of(field), self)
        self.help.setProperty("role", "muted")
        self.help.setWordWrap(True)
        self.help.setVisible(bool(field.description))
        self.error = QLabel(self)
        self.error.setWordWrap(True)
        self.error.setTextFormat(Qt.TextFormat.PlainText)
        self.error.hide()
        self._error_icon = QLabel(self)
        self._error_icon.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.title, 0, 0, 1, 2)
        grid.addWidget(self.editor, 0, 2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self.reset, 0, 3)
        grid.addWidget(self.help, 1, 0, 1, 4)
        grid.addWidget(self._error_icon, 2, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.error, 2, 1, 1, 3)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_preset(field.default)
        self.set_value(field.default)
        self.editor.edited.connect(self._on_edit)
        self._recolour()

    @property
    def changed(self) -> bool:
        """Whether the value is another than the preset's."""
        return bool(self.value() != self._preset)

    def value(self) -> Any:
        """What the control says."""
        value = self.editor.value()
        # The order of what is ticked has no meaning.
        if isinstance(value, tuple) and isinstance(self._preset, tuple) and set(value) == set(self._preset):
            return self._preset
        return value

    def set_value(self, value: Any) -> None:
        """Show a value; emits nothing."""
        self.editor.set_value(value)
        self._mark()

    def set_preset(self, value: Any) -> None:
        """The value that the preset has: going back is to this one."""
        self._preset = value
        self.reset.setToolTip(tr("Train", "Back to the preset's value: {value}", value=shown(value)))
        self.reset.setAccessibleName(
            tr(
                "Train",
                "{setting}: back to the preset's value: {value}",
                setting=title_of(self.field),
                value=shown(value),
            )
        )
        self._mark()

    def back_to_preset(self) -> None:
        """As the preset has it; emits nothing."""
        self.set_value(self._preset)

    def set_error(self, text: str) -> None:
        """What is wrong with the value; empty = nothing."""
        self.error.setText(text)
        self.error.setVisible(bool(text))
        self._error_icon.setVisible(bool(text))
        about = sentences([help_of(self.field), text])
        (self.editor.focusProxy() or self.editor).setAccessibleDescription(about)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_error_icon"):
            self._recolour()

    def _on_edit(self) -> None:
        self._mark()
        self.edited.emit()

    def _on_reset(self) -> None:
        # The button goes with the change; the keyboard stays at this setting.
        self.editor.setFocus()
        self.back_to_preset()
        self.edited.emit()

    def _mark(self) -> None:
        changed = self.changed
        self.reset.setVisible(changed)
        role = "heading" if changed else ""
        if self.title.property("role") != role:
            self.title.setProperty("role", role)
            # Qt looks at a property in the style sheet only when it is told to.
            self.title.style().unpolish(self.title)
            self.title.style().polish(self.title)
        title = title_of(self.field)
        self.title.setAccessibleName(tr("Train", "{setting}, changed", setting=title) if changed else title)

    def _recolour(self) -> None:
        theme = theme_of(self)
        self.reset.setIcon(icons.icon("reset", theme.accent, theme.border))
        self._error_icon.setPixmap(icons.pixmap("problem", theme.ng, 16, self.devicePixelRatioF()))
        palette = self.error.palette()
        palette.setColor(self.error.foregroundRole(), theme.ng)
        self.error.setPalette(palette)
