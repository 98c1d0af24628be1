"""The `?` sheet: every key and gesture, made from the action registry."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.gui.action_spec import shown_group
from app.gui.actions import ACTIONS, GESTURES, ActionRegistry
from core.language import tr

SPACE = 30
"""Between the columns, in pixels."""
MARGIN = 24
LETTERS = 26
"""Letters of a text in one line; a longer one is broken."""


def sheet_lines(actions: ActionRegistry) -> dict[str, list[tuple[str, str]]]:
    """`{group: [(keys, text), ...]}` of everything that has a key or is a gesture."""
    lines: dict[str, list[tuple[str, str]]] = {}
    for spec in ACTIONS:
        if keys := actions.key_text(spec.name):
            lines.setdefault(spec.shown_group, []).append((keys, spec.plain))
    for gesture in GESTURES:
        lines.setdefault(shown_group(gesture.group), []).append(gesture.shown)
    return lines


class ShortcutSheet(QDialog):
    """A non-modal window; Esc closes it. Signal: `change_asked()`, the user wants other keys."""

    change_asked = Signal()

    def __init__(self, actions: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Shortcuts", "Keyboard shortcuts"))
        self.setModal(False)
        self._actions = actions
        self._groups: list[tuple[int, QWidget]] = []
        self._columns = 0
        self._scroll = QScrollArea(self)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setAccessibleName(tr("Shortcuts", "All keys"))
        change = QPushButton(tr("Shortcuts", "Change…"), self)
        change.setAccessibleName(tr("Shortcuts", "Change keyboard shortcuts"))
        change.setAutoDefault(False)
        change.clicked.connect(self.change_asked)
        foot = QHBoxLayout()
        foot.setContentsMargins(MARGIN, 0, MARGIN, 14)
        foot.addStretch(1)
        foot.addWidget(change)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll)
        whole.addLayout(foot)
        self._body = QWidget(self)
        self._fill()
        room = self.screen().availableSize() * 0.94
        self._arrange(room.width())
        width = self._columns * (self._widest() + SPACE) - SPACE + 2 * MARGIN + self._bar()
        body = self._body
        # Where no text is broken into lines, the height does not depend on the width.
        tall = body.heightForWidth(width) if body.hasHeightForWidth() else body.sizeHint().height()
        height = tall + foot.sizeHint().height()
        self.resize(QSize(width, height).boundedTo(room))
        actions.keys_changed.connect(self._fill)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """As many columns as there is room for."""
        super().resizeEvent(event)
        self._arrange(event.size().width())

    def _fill(self) -> None:
        """Write everything anew."""
        self._groups = [
            (len(lines), _table(name, lines)) for name, lines in sheet_lines(self._actions).items()
        ]
        self._groups.sort(key=lambda group: -group[0])
        self._columns = 0
        self._arrange(self.width())

    def _widest(self) -> int:
        return max(table.minimumSizeHint().width() for _, table in self._groups)

    def _bar(self) -> int:
        return self._scroll.verticalScrollBar().sizeHint().width()

    def _arrange(self, width: int) -> None:
        """Columns of about the same height; a group is never torn apart."""
        room = width - 2 * MARGIN - self._bar()
        number = min(max((room + SPACE) // (self._widest() + SPACE), 1), len(self._groups))
        if number == self._columns:
            return
        self._columns = number
        body = QWidget()
        columns = QHBoxLayout(body)
        columns.setContentsMargins(MARGIN, 18, MARGIN, 20)
        columns.setSpacing(SPACE)
        heights = [0] * number
        layouts = [QVBoxLayout() for _ in heights]
        for lines, table in self._groups:
            shortest = heights.index(min(heights))
            layouts[shortest].addWidget(table)
            layouts[shortest].addSpacing(14)
            heights[shortest] += lines + 2
        for layout in layouts:
            layout.addStretch(1)
            columns.addLayout(layout, 1)
        # The tables have moved into the new body: the one before goes without them.
        self._scroll.setWidget(body)
        self._body = body


def _table(name: str, lines: list[tuple[str, str]]) -> QWidget:
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    heading = QLabel(name)
    heading.setProperty("role", "heading")
    grid.addWidget(heading, 0, 0, 1, 2)
    for row, (keys, text) in enumerate(lines, start=1):
        key = QLabel(keys)
        key.setProperty("role", "key")
        grid.addWidget(key, row, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        words = QLabel(text)
        if len(text) > LETTERS:
            words.setWordWrap(True)
            words.setMinimumWidth(LETTERS * words.fontMetrics().averageCharWidth())
        grid.addWidget(words, row, 1)
    grid.setColumnMinimumWidth(0, 90)
    grid.setColumnStretch(1, 1)
    grid.setRowStretch(len(lines) + 1, 1)
    return table
