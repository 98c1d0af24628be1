"""One picture with a header, a crosshair and, if wanted, contours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from superqt import QElidingLabel

from app.gui.jobs import JobRunner
from app.gui.theme import theme_of
from app.gui.views.inspect.colours import CURSOR
from app.gui.views.inspect.outlines import Outlines
from app.gui.widgets.pane_box import PaneBox
from app.gui.widgets.pyramid import Pyramid
from app.gui.widgets.pyramid_item import PyramidItem
from app.gui.widgets.view_state import ViewState
from core.inspection.result import Defect
from core.language import tr, tr_n


class Pane(QFrame):
    """Pane `number` (1-4). Positions in and out are in the original image's pixels.

    Signals: `hovered(QPointF)`; `left()`, the cursor left it; `viewed()`, it shows another part.
    """

    hovered = Signal(QPointF)
    left = Signal()
    viewed = Signal()

    def __init__(
        self,
        number: int,
        title: str,
        with_outlines: bool,
        runner: JobRunner | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self.setAccessibleName(title)
        self._base_title = title
        self._title = QElidingLabel(title)
        self._title.setProperty("role", "heading")
        self._key = QLabel(str(number))
        self._key.setProperty("role", "muted")
        self._key.setAccessibleName(tr("Inspect", "Key {number}", number=number))
        self._key.setToolTip(tr("Inspect", "{number} or a double-click maximises this pane", number=number))
        self._head = QFrame(self)
        self._head.setObjectName("paneHeader")
        self.header = QHBoxLayout(self._head)
        self.header.setContentsMargins(8, 0, 8, 0)
        self.header.setSpacing(8)
        self.header.addWidget(self._key)
        # It takes the room that is left: beside a stretch it would be given none and show three dots.
        self.header.addWidget(self._title, 1)
        self.canvas = pg.GraphicsView(self, background=None)
        self.canvas.setAcceptDrops(False)
        self.canvas.viewport().setAcceptDrops(False)
        self.canvas.setMinimumSize(80, 80)
        self.box = PaneBox()
        self.canvas.setCentralItem(self.box)
        self.picture = PyramidItem(self.box, 0, runner)
        self._note = QLabel("", self.canvas.viewport())
        self._note.setProperty("role", "muted")
        self._note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._note.setWordWrap(True)
        self._note.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        over = QVBoxLayout(self.canvas.viewport())
        over.addWidget(self._note)
        self._lines = [pg.InfiniteLine(angle=angle) for angle in (90, 0)]
        for line in self._lines:
            line.setZValue(20)
            line.hide()
            self.box.addItem(line, ignoreBounds=True)
        self.outlines = Outlines(self.box) if with_outlines else None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self._head)
        layout.addWidget(self.canvas, 1)
        self.canvas.scene().sigMouseMoved.connect(self._on_moved)
        self.canvas.installEventFilter(self)
        self._set_title(title)
        self._size_header()
        self._recolour()

    @property
    def title(self) -> str:
        """What the header says."""
        return self._title.text()

    @property
    def scale(self) -> float:
        """Physical screen pixels that show one pixel of the original."""
        width = self.box.viewRect().width()
        return self.box.width() / max(width, 1e-9) * self.devicePixelRatioF()

    @property
    def note(self) -> str:
        """What stands where no picture is."""
        return self._note.text()

    def set_picture(
        self,
        picture: Pyramid | None,
        size: tuple[int, int],
        table: Sequence[int] | None = None,
        title: str = "",
    ) -> None:
        """Show `picture` over an original of `size` (width, height); None: none, and `set_note` says why."""
        self.picture.set_picture(picture, size, table)
        self._set_title(title or self._base_title)
        self._note.setVisible(picture is None)

    def set_note(self, text: str) -> None:
        """What to say while there is no picture."""
        self._note.setText(text)

    def set_defects(self, defects: Sequence[Defect], size: tuple[int, int]) -> None:
        """Draw the contours of an image of `size`, in a pane that has them."""
        if self.outlines is not None:
            self.outlines.set_defects(defects, size)
            self.canvas.setAccessibleDescription(
                tr_n(
                    "Inspect",
                    len(defects),
                    "{n} defect outlined and numbered",
                    "{n} defects outlined and numbered",
                )
            )

    def set_state(self, state: ViewState) -> None:
        """Show the part that `state` says."""
        width, height = self.size_px()
        if width > 1 and height > 1:
            self.box.setRange(QRectF(*state.rect(width, height)), padding=0, disableAutoRange=False)
            seen, scale = self.box.viewRect(), self.scale
            self.picture.set_view(seen, scale)
            if self.outlines is not None:
                self.outlines.set_view(seen, scale)
            self.viewed.emit()

    def size_px(self) -> tuple[float, float]:
        """Width and height of the picture area in logical screen pixels."""
        return self.box.width(), self.box.height()

    def set_cursor(self, point: QPointF | None) -> None:
        """Put the crosshair on an image position; None hides it."""
        for line in self._lines:
            line.setVisible(point is not None)
        if point is not None:
            self._lines[0].setValue(point.x())
            self._lines[1].setValue(point.y())

    def eventFilter(self, watched: Any, event: QEvent) -> bool:  # noqa: N802
        """The cursor left the picture."""
        if event.type() == QEvent.Type.Leave:
            self.left.emit()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme and the font."""
        super().changeEvent(event)
        if not hasattr(self, "outlines"):
            return
        if event.type() == QEvent.Type.PaletteChange:
            self._recolour()
        elif event.type() == QEvent.Type.FontChange:
            self._size_header()

    def _on_moved(self, scene: QPointF) -> None:
        if self.box.sceneBoundingRect().contains(scene):
            self.hovered.emit(self.box.mapSceneToView(scene))

    def _set_title(self, title: str) -> None:
        self._title.setText(title)
        self.canvas.setAccessibleName(tr("Inspect", "{pane} picture", pane=title))

    def _size_header(self) -> None:
        # One height for all, so that the four pictures have one size.
        self._head.setFixedHeight(self.fontMetrics().height() + 10)
        # The scale beside a title gives way to it.
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        self._title.setMinimumWidth(QFontMetrics(bold).horizontalAdvance(self._base_title) + 4)

    def _recolour(self) -> None:
        self.canvas.setBackground(theme_of(self).canvas)
        # pyqtgraph's pens, as Qt's cosmetic ones, are in physical pixels.
        for line in self._lines:
            line.setPen(pg.mkPen(CURSOR, width=self.devicePixelRatioF()))
