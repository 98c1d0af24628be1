"""The command palette: type a few letters of anything that can be done, Enter does it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from app.gui.actions import ActionRegistry
from app.gui.settings import Settings
from app.gui.widgets.palette.delegate import PaletteDelegate
from app.gui.widgets.palette.model import PaletteModel
from core.language import tr

OWN_ACTION = "palette"
LINES = 14
"""Rows that are seen at once."""
LETTERS = 78
"""Letters for which there is room in a row, where the window is wide enough."""
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class CommandPalette(QFrame):
    """Opens over the window that it belongs to; Esc or a click beside it closes it."""

    def __init__(self, actions: ActionRegistry, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("palette")
        self.setAccessibleName(tr("Palette", "Command palette"))
        self._actions = actions
        self._settings = settings
        self._over = parent
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(tr("Palette", "What do you want to do?"))
        self.search.setAccessibleName(tr("Palette", "Find an action"))
        self.search.installEventFilter(self)
        self.model = PaletteModel(actions, OWN_ACTION)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(PaletteDelegate(self.list))
        self.list.setAccessibleName(tr("Palette", "Actions"))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The keys are typed into the field, whichever row is chosen.
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.note = QLabel(self)
        self.note.setProperty("role", "muted")
        self.note.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(6)
        layout.addWidget(self.search)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.note)
        self.search.textChanged.connect(self._look_up)
        self.list.clicked.connect(self._run)
        self.list.selectionModel().currentChanged.connect(self._on_current)

    def open(self) -> None:
        """Show it over the upper part of the window, with nothing typed."""
        self.search.clear()
        self._look_up()
        metrics = self.fontMetrics()
        window = self._over.size()
        width = min(LETTERS * metrics.averageCharWidth(), window.width() - 40)
        rows = LINES * self.list.sizeHintForRow(0) + 2 * self.list.frameWidth()
        around = self.search.sizeHint().height() + self.note.sizeHint().height() + 40
        self.resize(width, min(rows + around, window.height() - 80))
        self.move(self._over.mapToGlobal(QPoint((window.width() - width) // 2, 48)))
        self.show()
        self.search.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Keys of the field that mean something to the list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _MOVES:
                QApplication.sendEvent(self.list, event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run(self.list.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _look_up(self) -> None:
        self.model.show(self.search.text(), self._settings.recent_actions())
        self.list.setCurrentIndex(self.model.index(0, 0))
        self.list.scrollToTop()
        if not self.model.rowCount():
            self._tell(tr("Palette", "Nothing is called that. Try another word."))

    def _run(self, index: QModelIndex) -> None:
        row = self.model.row(index)
        # Asked anew: a job may have ended while the palette was open.
        if row is None or self._actions.hindrance(row.name):
            return
        self._settings.add_recent_action(row.name)
        # First away, then the action, which may open something itself.
        self.hide()
        self._actions[row.name].trigger()

    def _on_current(self, index: QModelIndex) -> None:
        row = self.model.row(index)
        if row is None:
            return
        tip = self._actions.tip(row.name)
        self._tell(f"{tip} — {row.hindrance}" if row.hindrance else tip)
        self.search.setAccessibleDescription(row.spoken)

    def _tell(self, text: str) -> None:
        self.note.setText(text)
