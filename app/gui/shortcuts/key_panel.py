"""The keys of one action: what is pressed is taken at once, or asked for where another action has it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.gui.actions import SPECS, ActionRegistry
from app.gui.shortcuts.key_field import KeyField
from app.gui.shortcuts.keymap import OWN_KEYS, native
from app.gui.widgets.ask_box import AskBox
from core.language import all_of, later, tr

NAMES = later("Shortcuts", "Key"), later("Shortcuts", "Second key"), later("Shortcuts", "Third key")
HINT = later("Shortcuts", "Click a field and press the new key. Backspace removes it, Esc leaves it.")


class KeyPanel(QFrame):
    """Edits the keys of the action that is shown. Signal: `left()`, back to the list."""

    left = Signal()

    def __init__(self, actions: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._name = ""
        self._wanted: tuple[str, ...] = ()
        self.title = QLabel(self)
        self.title.setProperty("role", "heading")
        self.title.setWordWrap(True)
        self.note = QLabel(str(HINT), self)
        self.note.setProperty("role", "muted")
        self.note.setWordWrap(True)
        self.fields = [KeyField(str(name), self) for name in NAMES]
        self.reset = QPushButton(tr("Shortcuts", "Reset"), self)
        self.reset.setAutoDefault(False)
        self.reset.setToolTip(tr("Shortcuts", "The keys that it comes with"))
        self.reset.clicked.connect(lambda: self._actions.reset_keys(self._name))
        self.question = AskBox(tr("Shortcuts", "Take it"), tr("Shortcuts", "Leave it"), self)
        self.question.answered.connect(self._on_answered)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        for column, (name, field) in enumerate(zip(NAMES, self.fields, strict=True)):
            label = QLabel(str(name), self)
            label.setBuddy(field)
            grid.addWidget(label, 0, column)
            grid.addWidget(field, 1, column)
            grid.setColumnStretch(column, 1)
            field.entered.connect(lambda _key: self._on_entered())
            field.left.connect(self._on_left)
        grid.addWidget(self.reset, 1, len(self.fields))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for part in (self.title, self.note):
            layout.addWidget(part)
        layout.addLayout(grid)
        layout.addWidget(self.question)
        actions.keys_changed.connect(self._refresh)
        self.show_action("")

    def show_action(self, name: str) -> None:
        """Edit the keys of `name`; empty = of none."""
        self._name = name
        self._refresh()

    def begin(self) -> None:
        """Wait for the first key."""
        self.fields[0].setFocus()

    def _refresh(self) -> None:
        self.question.hide()
        name = self._name
        keys = self._actions.keymap.keys(name) if name else ()
        for number, field in enumerate(self.fields):
            field.show_key(keys[number] if number < len(keys) else "")
            field.setEnabled(bool(name))
        self.title.setText(
            tr("Shortcuts", "{action}: {tip}", action=SPECS[name].plain, tip=self._actions.tip(name))
            if name
            else tr("Shortcuts", "Choose an action above")
        )
        self.reset.setEnabled(bool(name) and self._actions.keymap.is_changed(name))
        self.note.setText(self._kept_away() or str(HINT))

    def _kept_away(self) -> str:
        """That a key which the action comes with was given to another one."""
        keymap = self._actions.keymap
        if not self._name or self._name in keymap.chosen:
            return ""
        gone = [key for key in keymap.default(self._name) if key not in keymap.keys(self._name)]
        return " ".join(
            tr("Shortcuts", "{key} was given to {actions}.", key=native(key), actions=self._owners(key))
            for key in gone
        )

    def _owners(self, key: str) -> str:
        holders = self._actions.keymap.holders(self._name, key)
        return all_of(
            tr("Shortcuts", "“{action}” ({menu})", action=spec.plain, menu=spec.shown_group)
            for spec in holders
        )

    def _on_entered(self) -> None:
        """Take the keys, unless that takes one away from another action, or one that is used otherwise."""
        before = self._actions.keymap.keys(self._name)
        entered = [field.keySequence().toString() for field in self.fields]
        self._wanted = tuple(dict.fromkeys(key for key in entered if key))
        for key in self._wanted:
            if key in before:
                continue
            if owners := self._owners(key):
                self.question.ask(
                    tr(
                        "Shortcuts",
                        "{key} belongs to {actions}, which would lose it.",
                        key=native(key),
                        actions=owners,
                    )
                )
                return
            if key in OWN_KEYS:
                self.question.ask(
                    tr(
                        "Shortcuts",
                        "{key} is used by lists, buttons and pictures while they have the focus, and will not always "
                        "reach this action.",
                        key=native(key),
                    )
                )
                return
        self._actions.assign(self._name, self._wanted)

    def _on_answered(self, taken: bool) -> None:
        if taken:
            self._actions.assign(self._name, self._wanted)
        else:
            self._refresh()
        self.begin()

    def _on_left(self) -> None:
        self._refresh()
        self.left.emit()
