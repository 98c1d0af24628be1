"""All findings of one kind, as a card: a heading, the findings a few at a time, and what can be done with all."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from superqt import QFlowLayout

from app.gui import icons
from app.gui.theme import Theme, theme_of
from app.gui.views.dataset.preflight_finding import FindingRow, small_button
from app.gui.views.dataset.preflight_groups import Group, breakable, merged, question
from app.gui.widgets.ask_box import AskBox
from core.datasets.preflight.findings import Severity
from core.language import Later, later, tr, tr_n

FIRST, STEP = 3, 20
"""Findings shown at first, and by each press of the button that shows more: there may be thousands."""


@dataclass(frozen=True)
class SeverityLook:
    """Icon name, the name of the colour in `Theme`, and the heading."""

    icon: str
    colour: str
    heading: Later

    def colour_in(self, theme: Theme) -> str:
        """The colour under `theme`, `#rrggbb`."""
        value: str = getattr(theme, self.colour)
        return value


SEVERITIES = {
    Severity.ERROR: SeverityLook("ng", "ng", later("Dataset", "Errors")),
    Severity.WARNING: SeverityLook("unreadable", "review", later("Dataset", "Warnings")),
    Severity.NOTE: SeverityLook("info", "accent", later("Dataset", "Notes")),
}


class KindCard(QFrame):
    """Signals: `show_asked(list of Path)`; `fix_asked(Fix, places in the report)`."""

    show_asked = Signal(list)
    fix_asked = Signal(object, list)

    def __init__(self, group: Group, done: Collection[int] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findingCard")
        self.group = group
        self.rows: dict[int, FindingRow] = {}
        self._done = set(done)
        self._icon = QLabel(self)
        self._title = QLabel(group.title, self)
        self._title.setProperty("role", "heading")
        self._title.setWordWrap(True)
        images = tr_n("Dataset", group.images, "{n} image", "{n} images")
        self._images = QLabel(images if group.images else "", self)
        self._images.setProperty("role", "muted")
        self._body = QVBoxLayout()
        self._body.setSpacing(8)
        buttons = QWidget(self)
        flow = QFlowLayout(buttons)
        flow.setContentsMargins(0, 0, 0, 0)
        flow.setHorizontalSpacing(6)
        flow.setVerticalSpacing(6)
        self.more = small_button("", buttons)
        self.more.clicked.connect(self._show_more)
        self.show_all = small_button(tr("Dataset", "Show all {number}", number=group.images), buttons)
        self.show_all.setAccessibleName(tr("Dataset", "Show all {number} images", number=group.images))
        self.show_all.clicked.connect(lambda: self.show_asked.emit(group.paths))
        self.fix_all = small_button("", buttons)
        self.fix_all.clicked.connect(self._ask)
        for button in (self.more, self.show_all, self.fix_all):
            button.setAccessibleDescription(group.title)
            flow.addWidget(button)
        self._buttons = buttons
        self.confirm = AskBox(tr("Dataset", "Fix all"), tr("Dataset", "Cancel"), self, below=True)
        self.confirm.answered.connect(self._on_answer)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._icon)
        head.addWidget(self._title, 1)
        head.addWidget(self._images)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 10)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addLayout(self._body)
        layout.addWidget(self.confirm)
        layout.addWidget(buttons)
        self._show_more(FIRST)
        self._recolour()

    def set_done(self, place: int, done: bool) -> None:
        """Tick a finding off, or take the tick back; of another kind's nothing is known here."""
        (self._done.add if done else self._done.discard)(place)
        if place in self.rows:
            self.rows[place].set_done(done)

    def refresh(self) -> None:
        """What is left, after some were ticked off."""
        several = len(self.group.findings) > 1
        hidden = len(self.group.findings) - len(self.rows)
        left = len(self.group.left(self._done))
        asking = not self.confirm.isHidden()
        self.more.setText(
            tr("Dataset", "{number} more of {hidden}", number=STEP, hidden=hidden)
            if hidden > STEP
            else tr("Dataset", "{number} more", number=hidden)
        )
        self.more.setVisible(hidden > 0)
        self.show_all.setVisible(several and self.group.images > 0)
        self.fix_all.setText(tr("Dataset", "Fix all {number}…", number=left))
        self.fix_all.setVisible(self.group.harmless and left > 1 and not asking)
        self._buttons.setVisible(any(not b.isHidden() for b in (self.more, self.show_all, self.fix_all)))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_icon"):
            self._recolour()

    def _show_more(self, number: int = 0) -> None:
        shown = len(self.rows)
        for place, finding in self.group.findings[shown : shown + (number or STEP)]:
            if self.rows:
                line = QFrame(self)
                line.setObjectName("thinLine")
                line.setFixedHeight(1)
                self._body.addWidget(line)
            row = FindingRow(finding, self)
            row.set_done(place in self._done)
            row.show_asked.connect(lambda f=finding: self.show_asked.emit(list(f.paths)))
            row.fix_asked.connect(lambda f=finding, p=place: self.fix_asked.emit(f.fix, [p]))
            self._body.addWidget(row)
            self.rows[place] = row
        self.refresh()

    def _ask(self) -> None:
        self.confirm.ask(breakable(question([fix for fix, _ in merged(self.group.left(self._done))])))
        self.refresh()
        self.confirm.no.setFocus()

    def _on_answer(self, agreed: bool) -> None:
        fixes = merged(self.group.left(self._done)) if agreed else []
        self.refresh()
        self.fix_all.setFocus()
        for fix, places in fixes:
            self.fix_asked.emit(fix, places)

    def _recolour(self) -> None:
        look = SEVERITIES[self.group.severity]
        colour = look.colour_in(theme_of(self))
        self._icon.setPixmap(icons.pixmap(look.icon, colour, 18, self.devicePixelRatioF()))
