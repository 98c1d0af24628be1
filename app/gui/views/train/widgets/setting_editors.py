"""One control for one setting: made from the field, with its range and unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from app.gui.views.train.widgets.setting_fields import help_of, scientific, shown, title_of, unit_of
from app.gui.widgets.float_box import FloatBox
from core.language import tr

if TYPE_CHECKING:
    from core.training.fields import SettingField

MOST_INT = 2**31 - 1
MOST_FLOAT = 1e9
NUMBER_CHARACTERS = 17
"""Width of a field, in the digits of its font: all fields stand in one column."""
FRAME = 21
"""What a field has beside its text, in pixels: margins and arrows."""
ONE_COLUMN = 6
"""More check boxes than these stand in two columns."""

NOT_WRITTEN = {"share"}
"""Kinds of numbers rather than units: nobody writes them behind a figure."""


class Editor(QWidget):
    """A control with a value; `edited()` when the user changes it."""

    edited = Signal()

    def __init__(self, field: SettingField, parent: QWidget) -> None:
        super().__init__(parent)
        self.field = field

    def value(self) -> Any:
        """What the control says, as the model takes it."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show a value; emits nothing."""
        raise NotImplementedError

    def _hold(self, control: QWidget, *more: QWidget) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for widget in (control, *more):
            row.addWidget(widget)
        self.setFocusProxy(control)
        for widget in (control, *more):
            widget.setAccessibleName(title_of(self.field))
            widget.setAccessibleDescription(help_of(self.field))
            widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Scrolling through the form changes nothing on the way."""
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)


class NumberEditor(Editor):
    """A spin box; with a switch before it where the value may be None."""

    def __init__(self, field: SettingField, parent: QWidget) -> None:
        super().__init__(field, parent)
        self.box: QSpinBox | FloatBox
        if field.kind == "whole":
            box = QSpinBox(self)
            low = int(field.minimum or 0) + field.above_minimum
            box.setRange(low, MOST_INT if field.maximum is None else int(field.maximum))
            box.setGroupSeparatorShown(True)
            self.box = box
        else:
            self.box = FloatBox(self, scientific=scientific(field))
            # The end itself may be forbidden: the smallest figure above it then.
            least = (field.minimum or 0.0) + (10.0 ** -self.box.decimals() if field.above_minimum else 0.0)
            self.box.setRange(least, MOST_FLOAT if field.maximum is None else field.maximum)
            small = field.maximum is not None and field.maximum <= 1
            self.box.setSingleStep(0.05 if small else 1.0)
        self.box.setSuffix(f" {unit_of(field)}" if field.unit and field.unit not in NOT_WRITTEN else "")
        self.box.setKeyboardTracking(False)
        self.box.setFixedWidth(_wide(self.box))
        self.box.lineEdit().setTextMargins(4, 0, 0, 0)
        self.box.valueChanged.connect(self.edited)
        self.switch: QCheckBox | None = None
        if field.optional:
            self.switch = QCheckBox(self)
            self.switch.toggled.connect(self.box.setEnabled)
            self.switch.toggled.connect(self.edited)
            self._hold(self.switch, self.box)
            self.switch.setAccessibleName(tr("Train", "{setting}: given", setting=title_of(field)))
            self.box.setEnabled(False)
        else:
            self._hold(self.box)

    def value(self) -> int | float | None:
        """None where the switch is off."""
        if self.switch is not None and not self.switch.isChecked():
            return None
        number = self.box.value()
        return number if isinstance(number, int) else float(f"{number:.10g}")

    def set_value(self, value: Any) -> None:
        """None switches it off."""
        with QSignalBlocker(self.box):
            if self.switch is not None:
                with QSignalBlocker(self.switch):
                    self.switch.setChecked(value is not None)
                self.box.setEnabled(value is not None)
            if value is not None:
                self.box.setValue(value)


class SwitchEditor(Editor):
    """A check box."""

    def __init__(self, field: SettingField, parent: QWidget) -> None:
        super().__init__(field, parent)
        self.box = QCheckBox(tr("Train", "On"), self)
        self.box.toggled.connect(self.edited)
        self._hold(self.box)

    def value(self) -> bool:
        """On or off."""
        return self.box.isChecked()

    def set_value(self, value: Any) -> None:
        """On or off."""
        with QSignalBlocker(self.box):
            self.box.setChecked(bool(value))


class ChoiceEditor(Editor):
    """One of several."""

    def __init__(self, field: SettingField, parent: QWidget) -> None:
        super().__init__(field, parent)
        self.box = QComboBox(self)
        self.box.setFixedWidth(_wide(self.box))
        for choice in (None, *field.choices) if field.optional else field.choices:
            self.box.addItem(shown(choice), choice)
        self.box.currentIndexChanged.connect(self.edited)
        self._hold(self.box)

    def value(self) -> Any:
        """The chosen value itself, not its text."""
        return self.box.currentData()

    def set_value(self, value: Any) -> None:
        """Choose it."""
        with QSignalBlocker(self.box):
            self.box.setCurrentIndex(self.box.findData(value))


class ManyEditor(Editor):
    """Any of several, each with a check box."""

    def __init__(self, field: SettingField, parent: QWidget) -> None:
        super().__init__(field, parent)
        self.boxes = {choice: QCheckBox(shown(choice), self) for choice in field.choices}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        tall = len(self.boxes) if len(self.boxes) <= ONE_COLUMN else -(-len(self.boxes) // 2)
        for number, (choice, box) in enumerate(self.boxes.items()):
            name = tr("Train", "{name}: {message}", name=title_of(field), message=shown(choice))
            box.setAccessibleName(name)
            box.setAccessibleDescription(help_of(field))
            box.toggled.connect(self.edited)
            grid.addWidget(box, number % tall, number // tall)
        self.setFocusProxy(next(iter(self.boxes.values())))

    def value(self) -> tuple[Any, ...]:
        """In the order of the choices, or as it was set where that names the same ones."""
        return tuple(choice for choice, box in self.boxes.items() if box.isChecked())

    def set_value(self, value: Any) -> None:
        """Tick these."""
        for choice, box in self.boxes.items():
            with QSignalBlocker(box):
                box.setChecked(choice in value)


class TextEditor(Editor):
    """A line of text."""

    def __init__(self, field: SettingField, parent: QWidget) -> None:
        super().__init__(field, parent)
        self.box = QLineEdit(self)
        self.box.setFixedWidth(_wide(self.box))
        self.box.textEdited.connect(self.edited)
        self._hold(self.box)

    def value(self) -> str | None:
        """An empty line is None where that is allowed."""
        return None if self.field.optional and not self.box.text() else self.box.text()

    def set_value(self, value: Any) -> None:
        """Show it."""
        self.box.setText("" if value is None else str(value))


def _wide(control: QWidget) -> int:
    return NUMBER_CHARACTERS * control.fontMetrics().horizontalAdvance("0") + FRAME


EDITORS: dict[str, type[Editor]] = {
    "switch": SwitchEditor,
    "whole": NumberEditor,
    "number": NumberEditor,
    "choice": ChoiceEditor,
    "choices": ManyEditor,
    "text": TextEditor,
}
