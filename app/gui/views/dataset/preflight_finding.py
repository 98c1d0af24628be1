"""One finding in the panel: what it is, its images, and the fix as a button."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from superqt import QFlowLayout

from app.gui import icons
from app.gui.theme import theme_of
from app.gui.views.dataset.preflight_groups import breakable
from core.datasets.preflight.findings import Finding
from core.language import tr, tr_n


class FindingRow(QWidget):
    """Signals: `show_asked()`, `fix_asked()`."""

    show_asked = Signal()
    fix_asked = Signal()

    def __init__(self, finding: Finding, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finding = finding
        self._text = QLabel(breakable(finding.shown), self)
        self._text.setWordWrap(True)
        self._done_icon = QLabel(self)
        self._done = QLabel(tr("Dataset", "Done"), self)
        self._done.setProperty("role", "muted")
        buttons = QWidget(self)
        flow = QFlowLayout(buttons)
        flow.setContentsMargins(0, 0, 0, 0)
        flow.setHorizontalSpacing(6)
        flow.setVerticalSpacing(6)
        self.show_button = small_button(tr("Dataset", "Show {number}", number=len(finding.paths)), buttons)
        name = tr_n("Dataset", len(finding.paths), "Show {n} image", "Show {n} images")
        self.show_button.setAccessibleName(name)
        self.show_button.setToolTip(tr("Dataset", "Show these images in the grid"))
        self.show_button.setVisible(bool(finding.paths))
        self.show_button.setAccessibleDescription(finding.shown)
        self.show_button.clicked.connect(self.show_asked)
        self.fix_button = small_button(finding.fix.shown if finding.fix else "", buttons)
        self.fix_button.setVisible(finding.fix is not None)
        self.fix_button.setAccessibleDescription(finding.shown)
        self.fix_button.clicked.connect(self.fix_asked)
        flow.addWidget(self.show_button)
        flow.addWidget(self.fix_button)
        buttons.setVisible(bool(finding.paths) or finding.fix is not None)
        done = QHBoxLayout()
        done.setSpacing(4)
        done.addWidget(self._done_icon)
        done.addWidget(self._done, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 2)
        layout.setSpacing(6)
        layout.addWidget(self._text)
        layout.addLayout(done)
        layout.addWidget(buttons)
        self.set_done(False)
        self._recolour()

    def set_done(self, done: bool) -> None:
        """Tick the finding off, or take the tick back."""
        self._done_icon.setVisible(done)
        self._done.setVisible(done)
        fix = self.finding.fix
        self._done.setText(tr("Dataset", "Done: {fix}", fix=fix.shown) if done and fix else "")
        self.fix_button.setVisible(not done and self.finding.fix is not None)
        self._text.setProperty("role", "muted" if done else None)
        self._text.style().unpolish(self._text)
        self._text.style().polish(self._text)

    @property
    def done(self) -> bool:
        """Whether it is ticked off."""
        return not self._done.isHidden()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_done_icon"):
            self._recolour()

    def _recolour(self) -> None:
        theme = theme_of(self)
        self._done_icon.setPixmap(icons.pixmap("ok", theme.ok, 16, self.devicePixelRatioF()))


def small_button(text: str, parent: QWidget) -> QPushButton:
    """A button that fits into a card."""
    button = QPushButton(text, parent)
    button.setProperty("small", True)
    return button
