"""What a pre-flight found: a summary, the findings by severity, and the facts."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.gui import icons
from app.gui.theme import theme_of
from app.gui.views.dataset.counters import PAPER_DEFECTIVE, PAPER_GOOD
from app.gui.views.dataset.preflight_card import SEVERITIES, KindCard
from app.gui.views.dataset.preflight_finding import small_button
from app.gui.views.dataset.preflight_groups import breakable, facts, grouped, summary
from core.datasets.preflight.findings import Fix, Kind, Severity
from core.language import sentences, tr, tr_n

if TYPE_CHECKING:
    from core.datasets.preflight.report import PreflightReport


def paper_words() -> str:
    """How many images the paper trained with, and what fewer mean."""
    return tr(
        "Dataset",
        "The paper trained with {good} good and {defective} defective images. With fewer good ones expect more false "
        "alarms; with fewer defective ones, less certain cuts between OK and NG.",
        good=PAPER_GOOD,
        defective=PAPER_DEFECTIVE,
    )


class PreflightResult(QWidget):
    """Signals: `show_asked(list of Path)`, `fix_asked(Fix)`."""

    show_asked = Signal(list)
    fix_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.report: PreflightReport | None = None
        self.cards: list[KindCard] = []
        self._done: set[int] = set()
        self._asked: list[tuple[Fix, list[int]]] = []
        self._when = datetime.now().astimezone()
        self._icon = QLabel(self)
        self._summary = QLabel(self)
        self._summary.setObjectName("preflightSummary")
        self._summary.setWordWrap(True)
        self._about = QLabel(self)
        self._about.setProperty("role", "muted")
        self._about.setWordWrap(True)
        self.again = small_button(tr("Dataset", "Run again"), self)
        self._stale = QLabel(
            tr("Dataset", "The images changed since. Run it again to see what is left."), self
        )
        self._stale.setObjectName("staleNote")
        self._stale.setWordWrap(True)
        self._scroll = QScrollArea(self)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._summary)
        row = QHBoxLayout()
        row.addWidget(self._about, 1)
        row.addWidget(self.again)
        words.addLayout(row)
        head = QHBoxLayout()
        head.setContentsMargins(14, 10, 14, 0)
        head.setSpacing(10)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        stale = QHBoxLayout()
        stale.setContentsMargins(14, 0, 14, 0)
        stale.addWidget(self._stale)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addLayout(stale)
        layout.addWidget(self._scroll, 1)

    @property
    def text(self) -> str:
        """What the top says."""
        stale = "" if self._stale.isHidden() else self._stale.text()
        return f"{self._summary.text()} {self._about.text()} {stale}"

    def show_report(self, report: PreflightReport, when: datetime, outdated: bool) -> None:
        """Show a report; of the one that is shown already, what was ticked off stays so."""
        if report is not self.report:
            self._done, self._asked = set(), []
        self.report = report
        self._when = when
        self._summary.setText(summary(report))
        today = when.date() == datetime.now().astimezone().date()
        early = tr("Dataset", "Stopped early: only what was looked at until then.")
        about = tr_n(
            "Dataset",
            report.images,
            "{n} image, looked at {time}",
            "{n} images, looked at {time}",
            time=when.strftime("%H:%M" if today else tr("Dataset", "%d %b %H:%M")),
        )
        self._about.setText(sentences(["" if report.complete else early, about]))
        self.set_outdated(outdated)
        self._fill(report)
        self._recolour()

    def set_outdated(self, outdated: bool) -> None:
        """Say that images changed since."""
        self._stale.setVisible(outdated)

    def set_fixed(self, fix: Fix, done: bool) -> None:
        """Tick off what `fix`, one that was asked for, puts right; or take the tick back."""
        for asked, places in self._asked:
            if asked is fix:
                self._mark(places, done)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_scroll"):
            self._recolour()

    def _fill(self, report: PreflightReport) -> None:
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(14, 4, 14, 14)
        column.setSpacing(8)
        self.cards = []
        severity: Severity | None = None
        for group in grouped(report):
            if group.severity is not severity:
                if severity is not None:
                    column.addSpacing(6)
                severity = group.severity
                column.addWidget(_heading(str(SEVERITIES[severity].heading), body))
            card = KindCard(group, self._done, body)
            card.show_asked.connect(self.show_asked)
            card.fix_asked.connect(self._on_fix)
            self.cards.append(card)
            column.addWidget(card)
        column.addSpacing(6)
        column.addWidget(_heading(tr("Dataset", "The set"), body))
        lines = facts(report)
        if not report.of(Kind.FEW_IMAGES):
            lines.append(paper_words())
        for line in lines:
            label = QLabel(breakable(line), body)
            label.setWordWrap(True)
            label.setProperty("role", "muted")
            column.addWidget(label)
        smallest = report.smallest_defect
        if smallest is not None:
            button = small_button(tr("Dataset", "Show the smallest defect"), body)
            button.clicked.connect(lambda: self.show_asked.emit([smallest.path]))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._scroll.setWidget(body)

    def _on_fix(self, fix: Fix, places: list[int]) -> None:
        self._asked.append((fix, places))
        # As everywhere, the screen shows an edit at once.
        self._mark(places, True)
        self.fix_asked.emit(fix)

    def _mark(self, places: list[int], done: bool) -> None:
        (self._done.update if done else self._done.difference_update)(places)
        for card in self.cards:
            mine = {place for place, _ in card.group.findings}
            for place in mine.intersection(places):
                card.set_done(place, done)
            card.refresh()

    def _recolour(self) -> None:
        theme = theme_of(self)
        worst = next(iter(self.cards), None)
        name, colour = ("ok", theme.ok)
        if worst is not None:
            look = SEVERITIES[worst.group.severity]
            name, colour = look.icon, look.colour_in(theme)
        self._icon.setPixmap(icons.pixmap(name, colour, 24, self.devicePixelRatioF()))


def _heading(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setProperty("role", "heading")
    return label
