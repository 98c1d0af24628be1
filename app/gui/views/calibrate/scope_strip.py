"""The strip above the figures: which images they are of, and what to do with the cuts."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget
from superqt import QElidingLabel

from app.gui import icons
from app.gui.actions import ActionRegistry
from app.gui.theme import theme_of
from app.gui.views.calibrate.scope import Scope
from app.gui.views.calibrate.session import CalibrateSession
from app.gui.widgets.giving_words import GivingWords
from core.language import sentences, tr, tr_n


class ScopeStrip(QFrame):
    """Signals: `scope_chosen(Scope)`."""

    scope_chosen = Signal(object)

    def __init__(
        self, session: CalibrateSession, actions: ActionRegistry, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("toolStrip")
        self._session = session
        self._actions = actions
        self.scope = QComboBox(self)
        self.scope.setAccessibleName(tr("Calibrate", "Images that the figures are of"))
        self.scope.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        # A box gives words back as plain texts.
        self.scope.activated.connect(lambda row: self.scope_chosen.emit(Scope(self.scope.itemData(row))))
        label = QLabel(tr("Calibrate", "&Figures of"), self)
        label.setBuddy(self.scope)
        self.note = QElidingLabel(self)
        self.note.setProperty("role", "muted")
        self.note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._save = self._button("calibrate_save")
        self._save.setProperty("primary", True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 5, 8, 5)
        layout.setSpacing(6)
        score = self._button("calibrate_score")
        for widget in (label, self.scope, score):
            layout.addWidget(widget)
        layout.addWidget(self.note, 1)
        for name in ("undo", "redo"):
            layout.addWidget(self._button(name, words=False))
        layout.addWidget(self._save)
        GivingWords(self, layout, (self._save,), (score,))
        session.changed.connect(self.refresh)
        session.cuts_changed.connect(self._say)
        actions["calibrate_save"].changed.connect(self._recolour)
        self.refresh()
        self._recolour()

    def refresh(self) -> None:
        """Show what there is to choose."""
        session = self._session
        with QSignalBlocker(self.scope):
            self.scope.clear()
            for scope in session.scopes:
                self.scope.addItem(scope.counted(*session.counts(scope)), scope)
            self.scope.setCurrentIndex(self.scope.findData(session.scope))
        self._say()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "note"):
            self._recolour()

    def _say(self) -> None:
        session = self._session
        words = []
        if session.scoring is not None and session.collected is not None:
            words.append(tr("Calibrate", "Scoring…"))
        if session.outdated:
            words.append(tr("Calibrate", "Images or labels have changed since: score again."))
        if session.collected is not None and session.collected.unreadable:
            number = len(session.collected.unreadable)
            words.append(tr_n("Calibrate", number, "{n} image is left out.", "{n} images are left out."))
            self.note.setToolTip("\n".join(item.shown for item in session.collected.unreadable[:10]))
        else:
            self.note.setToolTip("")
        if session.unsaved:
            words.append(tr("Calibrate", "The cuts are not saved."))
        self.note.setText(sentences(words))

    def _button(self, name: str, words: bool = True) -> QToolButton:
        action = self._actions[name]
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setIconSize(QSize(18, 18))
        button.setAccessibleName(action.iconText())
        style = Qt.ToolButtonStyle
        button.setToolButtonStyle(style.ToolButtonTextBesideIcon if words else style.ToolButtonIconOnly)
        return button

    def _recolour(self) -> None:
        # The filled button needs its icon in the colour of its text.
        theme = theme_of(self)
        self._save.setIcon(icons.icon("model", theme.on_accent, theme.muted))
