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


class ResultCard(QWidget):
    """Image name, verdict with icon and word, and the figures behind it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._word = ""
        self._icon = QLabel(self)
        self._verdict = QLabel(self)
        self._verdict.setAccessibleName("Verdict")
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
        self._word = str(inspection.verdict)
        self._verdict.setText(self._word)
        self._set_name(inspection.path.name, str(inspection.path))
        if inspection.review_cut is None or inspection.ng_cut is None:
            cuts = "The model is not calibrated: no verdict"
        else:
            cuts = f"Review from {inspection.review_cut:.4f}, NG from {inspection.ng_cut:.4f}"
        milliseconds = 1000 * (inspection.repair_seconds + inspection.segment_seconds)
        self._lines.setText(
            f"Score {inspection.score:.4f}\n{cuts}\n"
            f"Defect area {inspection.area_px:,.0f} px, {inspection.area_percent:.2f} %\n"
            f"{inspection.width} × {inspection.height} px, inspected in {milliseconds:.0f} ms"
        )
        self._recolour()

    def show_waiting(self, path: Path, size: tuple[int, int]) -> None:
        """Show which large image is being inspected."""
        self._word = PENDING
        self._verdict.setText(self._word)
        self._set_name(path.name, str(path))
        self._lines.setText(f"{size[0]} × {size[1]} px, being inspected in tiles")
        self._recolour()

    def show_failed(self, failed: FailedInspection) -> None:
        """Show that an image cannot be inspected; why stands where the pictures would be."""
        self._word = UNREADABLE
        self._verdict.setText(self._word)
        self._set_name(failed.path.name, str(failed.path))
        self._lines.setText("")
        self._recolour()

    def clear(self) -> None:
        """No image is shown."""
        self._word = ""
        self._verdict.setText("")
        self._set_name("No image chosen", "")
        self._lines.setText("")
        self._recolour()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_word"):
            self._recolour()

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
