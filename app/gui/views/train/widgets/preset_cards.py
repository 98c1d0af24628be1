"""The presets as cards: what each is for and how long it takes on this machine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.gui import icons
from app.gui.theme import theme_of
from app.gui.widgets.job_row import duration
from core.language import Later, later, sentences, tr

NARROW = 560
"""Below this width, in pixels, the cards stand under each other."""


@dataclass(frozen=True)
class PresetText:
    """A preset in words; `name` is what `core.training.settings.preset` calls it."""

    name: str
    title: Later
    purpose: Later


PRESETS = (
    PresetText(
        "quick",
        later("Train", "Quick look"),
        later("Train", "Does the texture suit the method? Compact networks, a few epochs."),
    ),
    PresetText(
        "standard",
        later("Train", "Standard"),
        later("Train", "For daily use without a GPU: compact networks at full resolution."),
    ),
    PresetText(
        "paper",
        later("Train", "Paper"),
        later("Train", "The paper's own networks and schedule, at 256 × 256 pixels. Best with a GPU."),
    ),
)


@dataclass(frozen=True)
class Estimate:
    """How long a preset takes here: `seconds`, or what is known instead.

    Attributes:
        seconds: None = not measured.
        measuring: it is being found out.
        reason: why it is not measured, in a few words.
    """

    seconds: float | None = None
    measuring: bool = False
    reason: str = ""

    def text(self) -> str:
        """As the card says it."""
        if self.measuring:
            return tr("Train", "measuring…")
        if self.seconds is not None:
            return tr("Train", "about {time}, measured on this machine", time=duration(self.seconds))
        if self.reason:
            return tr("Train", "not measured: {reason}", reason=self.reason)
        return tr("Train", "not measured")


class PresetCards(QWidget):
    """Emits `chosen(name)` when the user chooses another preset. Arrow keys go from card to card."""

    chosen = Signal(str)

    def __init__(self, presets: Sequence[PresetText] = PRESETS, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Train", "Presets"))
        self.cards = {preset.name: PresetCard(preset, self) for preset in presets}
        self._columns = 0
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        for card in self.cards.values():
            card.clicked.connect(lambda _=False, c=card: self._on_click(c))
            card.moved.connect(lambda by, c=card: self._move(c, by))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._grid)
        self._arrange(len(self.cards))

    @property
    def current(self) -> str:
        """Name of the chosen preset; empty while there is none."""
        return next((name for name, card in self.cards.items() if card.chosen), "")

    def choose(self, name: str) -> None:
        """Show which is chosen; emits nothing. A name without a card: none."""
        for each, card in self.cards.items():
            card.set_chosen(each == name)
        # Tab goes to the chosen card alone, as with a group of radio buttons.
        reached = self.cards.get(name) or next(iter(self.cards.values()))
        for card in self.cards.values():
            on = card is reached
            card.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.ClickFocus)

    def set_estimate(self, name: str, estimate: Estimate) -> None:
        """How long a preset takes."""
        self.cards[name].set_estimate(estimate)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Side by side where there is room."""
        super().resizeEvent(event)
        self._arrange(1 if self.width() < NARROW else len(self.cards))

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for place, card in enumerate(self.cards.values()):
            self._grid.removeWidget(card)
            self._grid.addWidget(card, place // columns, place % columns)
        for column in range(len(self.cards)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def _on_click(self, card: PresetCard) -> None:
        # A click on the chosen card would take the choice away.
        already = card.chosen
        self.choose(card.preset.name)
        if not already:
            self.chosen.emit(card.preset.name)

    def _move(self, card: PresetCard, by: int) -> None:
        cards = list(self.cards.values())
        target = cards[(cards.index(card) + by) % len(cards)]
        target.setFocus()
        target.click()


class PresetCard(QPushButton):
    """A button with a title, a purpose and an estimate; `moved(+1 or -1)` is an arrow key."""

    moved = Signal(int)

    def __init__(self, preset: PresetText, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("presetCard")
        self.setCheckable(True)
        self.preset = preset
        self.chosen = False
        title = QLabel(str(preset.title), self)
        title.setProperty("role", "heading")
        self._tick = QLabel(self)
        self._word = QLabel(tr("Train", "Chosen"), self)
        purpose = QLabel(str(preset.purpose), self)
        purpose.setWordWrap(True)
        self.estimate = QLabel(self)
        self.estimate.setWordWrap(True)
        self.estimate.setProperty("role", "muted")
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(self._tick)
        head.addWidget(self._word)
        layout = self._column = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(purpose)
        layout.addStretch(1)
        layout.addWidget(self.estimate)
        for label in self.findChildren(QLabel):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_estimate(Estimate())
        self.set_chosen(False)
        self._recolour()

    def set_chosen(self, on: bool) -> None:
        """Mark it, by a tick and a word beside the frame."""
        self.chosen = on
        self.setChecked(on)
        self._tick.setVisible(on)
        self._word.setVisible(on)

    def set_estimate(self, estimate: Estimate) -> None:
        """Say how long it takes."""
        self.estimate.setText(estimate.text())
        self.setAccessibleName(tr("Train", "Preset {name}", name=self.preset.title))
        self.setAccessibleDescription(sentences([str(self.preset.purpose), estimate.text()]))

    def sizeHint(self) -> QSize:  # noqa: N802
        """What its labels need, not its own (empty) text."""
        return self._column.sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """As above."""
        return self._column.minimumSize()

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """Its texts wrap."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """As its texts need."""
        return self._column.totalHeightForWidth(width)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Arrow keys choose the neighbour, as in a group of radio buttons."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        if event.key() in steps:
            self.moved.emit(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "estimate"):
            self._recolour()

    def _recolour(self) -> None:
        self._tick.setPixmap(icons.pixmap("ok", theme_of(self).accent, 16, self.devicePixelRatioF()))
