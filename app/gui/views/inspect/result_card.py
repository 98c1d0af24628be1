"""What the inspection says about the shown image: verdict, score against the cuts, area."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QPalette, QPixmap
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from app.gui import icons
from app.gui.theme import theme_of
from app.gui.views.inspect.verdict_look import LOOKS, PENDING, UNREADABLE
from core.inspection.result import FailedInspection, Inspection
from core.language import tr


class ResultCard(QWidget):
    """Image name, verdict with icon and word, and the figures behind it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._word = ""
        self._icon = QLabel(self)
        self._verdict = QLabel(self)
        self._verdict.setAccessibleName(tr("Inspect", "Verdict"))
        self._name = QLabel(self)
        self._name.setProperty("role", "heading")
        self._name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lines = QLabel(self)
        self._lines.setProperty("role", "muted")
        self._lines.setWordWrap(True)
        self._lines.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        top = QGridLayout()
        top.setHorizontalSpacing(10)
        top.addWidget(self._icon, 0, 0, 2, 1)
        top.addWidget(self._verdict, 0, 1)
        top.addWidget(self._name, 1, 1)
        top.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 8)
        layout.setSpacing(6)
        layout.addLayout(top)
        layout.addWidget(self._lines)
        self.clear()

    @property
    def text(self) -> str:
        """Everything that the card says."""
        return f"{self._verdict.text()} {self._name.toolTip()} {self._lines.text()}"

    def show_inspection(self, inspection: Inspection) -> None:
        """Show a result."""
        self._set_word(str(inspection.verdict))
        self._set_name(inspection.path.name, str(inspection.path))
        if inspection.review_cut is None or inspection.ng_cut is None:
            cuts = tr("Inspect", "The model is not calibrated: no verdict")
        else:
            review, ng = f"{inspection.review_cut:.4f}", f"{inspection.ng_cut:.4f}"
            cuts = tr("Inspect", "Review from {review}, NG from {ng}", review=review, ng=ng)
        milliseconds = 1000 * (inspection.repair_seconds + inspection.segment_seconds)
        lines = (
            tr("Inspect", "Score {score}", score=f"{inspection.score:.4f}"),
            cuts,
            tr(
                "Inspect",
                "Defect area {pixels} px, {percent} %",
                pixels=f"{inspection.area_px:,.0f}",
                percent=f"{inspection.area_percent:.2f}",
            ),
            tr(
                "Inspect",
                "{width} × {height} px, inspected in {time} ms",
                width=str(inspection.width),
                height=str(inspection.height),
                time=f"{milliseconds:.0f}",
            ),
        )
        self._lines.setText("\n".join(lines))
        self._recolour()

    def show_waiting(self, path: Path, size: tuple[int, int]) -> None:
        """Show which large image is being inspected."""
        self._set_word(PENDING)
        self._set_name(path.name, str(path))
        width, height = map(str, size)
        self._lines.setText(
            tr("Inspect", "{width} × {height} px, being inspected in tiles", width=width, height=height)
        )
        self._recolour()

    def show_failed(self, failed: FailedInspection) -> None:
        """Show that an image cannot be inspected; why stands where the pictures would be."""
        self._set_word(UNREADABLE)
        self._set_name(failed.path.name, str(failed.path))
        self._lines.setText("")
        self._recolour()

    def clear(self) -> None:
        """No image is shown."""
        self._set_word("")
        self._set_name(tr("Inspect", "No image chosen"), "")
        self._lines.setText("")
        self._recolour()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_word"):
            self._recolour()

    def _set_word(self, word: str) -> None:
        self._word = word
        self._verdict.setText(LOOKS[word].word if word else "")

    def _set_name(self, name: str, path: str) -> None:
        room = 30 * self.fontMetrics().averageCharWidth()
        self._name.setText(self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, room))
        self._name.setToolTip(path)

    def _recolour(self) -> None:
        theme = theme_of(self)
        look = LOOKS.get(self._word)
        self._icon.setVisible(look is not None)
        self._verdict.setVisible(look is not None)
        if look is not None:
            colour = look.colour_in(theme)
            self._icon.setPixmap(_picture(look.icon, colour, self.devicePixelRatioF()))
            font = self.font()
            font.setPointSizeF(1.5 * self.fontInfo().pointSizeF())
            font.setBold(True)
            self._verdict.setFont(font)
            palette = self.palette()
            palette.setColor(QPalette.ColorRole.WindowText, QColor(colour))
            self._verdict.setPalette(palette)


@cache
def _picture(name: str, colour: str, ratio: float) -> QPixmap:
    # There are few, and one of them is wanted at every step to another image.
    return icons.pixmap(name, colour, 36, ratio)
