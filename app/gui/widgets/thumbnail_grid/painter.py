"""Draws tiles. Called for every visible tile of every frame, so it makes as few objects as it can."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from app.gui import icons
from app.gui.theme import Theme
from app.gui.widgets.thumbnail_grid.geometry import PAD
from app.gui.widgets.thumbnail_grid.images import Thumbnail
from app.gui.widgets.thumbnail_grid.looks import SPLIT_WORDS, Looks
from app.gui.widgets.thumbnail_grid.tile import UNLABELLED, Tile
from core.language import tr

RADIUS = 6.0
_NAME_FROM = 104
"""Narrower tiles have no room for a name; it is in the tooltip."""
_SCORE_FROM = 128
_LEADING = 3
_BELOW = 5
"""Between picture and caption."""
_MAX_ELIDED = 4000
_CENTRED = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
_HINTS = QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
_NO_PEN = Qt.PenStyle.NoPen
_NO_BRUSH = Qt.BrushStyle.NoBrush


class TileState(NamedTuple):
    """How a tile stands in the view."""

    selected: bool
    current: bool
    focus: bool


class TilePainter:
    """Draws tiles in one theme, font and size.

    Args:
        theme: the colours.
        font: of the view.
        side: of the square for the picture, logical pixels.
        ratio: device pixels per logical pixel.
    """

    def __init__(self, theme: Theme, font: QFont, side: int, ratio: float) -> None:
        self.theme = theme
        self.side = side
        self.ratio = ratio
        self._small = _small(font)
        self._metrics = QFontMetrics(self._small)
        self._line = self._metrics.height() + _LEADING
        self._height = side + 2 * PAD + self.caption_height(font)
        self._ascent = self._metrics.ascent()
        self._looks = Looks(theme, ratio, self._metrics.height())
        self._elided: dict[str, str] = {}
        self._words = {split: str(word) for split, word in SPLIT_WORDS.items()}
        self._word_widths = {word: self._metrics.horizontalAdvance(word) for word in self._words.values()}
        self._failed = tr("Window", "Unreadable")
        self._text = QPen(QColor(theme.text))
        self._muted = QPen(QColor(theme.muted))
        self._ground = QColor(theme.canvas)
        self._selected = QColor(theme.selection)
        self._selected_edge = QPen(QColor(theme.accent), 2)
        self._focus_edge = QPen(QColor(theme.text), 2)
        self._current_edge = QPen(QColor(theme.muted), 1)
        self._placeholder = icons.pixmap("image", theme.muted, 24, ratio)

    @staticmethod
    def caption_height(font: QFont) -> int:
        """Height of the two lines below the picture."""
        return 2 * (QFontMetrics(_small(font)).height() + _LEADING) + _BELOW

    def prepare(self, painter: QPainter) -> None:
        """Set what all tiles share."""
        painter.setRenderHints(_HINTS)
        painter.setFont(self._small)

    def paint(
        self,
        painter: QPainter,
        left: int,
        top: int,
        tile: Tile,
        state: TileState,
        thumbnail: Thumbnail | None,
        unreadable: bool,
    ) -> None:
        """Draw one tile with the corner of its card at (left, top)."""
        side = self.side
        inner_left, inner_top = left + PAD, top + PAD
        if state.selected or state.current:
            self._card(painter, left, top, state)
        painter.setPen(_NO_PEN)
        painter.setBrush(self._ground)
        painter.drawRoundedRect(inner_left, inner_top, side, side, 3, 3)
        if thumbnail is not None:
            self._picture(painter, inner_left, inner_top, thumbnail)
        elif unreadable:
            self._unreadable(painter, inner_left, inner_top)
        else:
            self._waiting(painter, inner_left, inner_top)
        if state.selected:
            painter.drawPixmap(inner_left + 4, inner_top + 4, self._looks.check)
        self._caption(painter, inner_left, inner_top + side + _BELOW, tile, state.selected)

    def _card(self, painter: QPainter, left: int, top: int, state: TileState) -> None:
        width, height = self.side + 2 * PAD, self._height
        if state.selected:
            painter.setPen(self._selected_edge)
            painter.setBrush(self._selected)
            painter.drawRoundedRect(QRectF(left + 1, top + 1, width - 2, height - 2), RADIUS, RADIUS)
        if state.current:
            painter.setBrush(_NO_BRUSH)
            painter.setPen(self._focus_edge if state.focus else self._current_edge)
            inset = 3.5 if state.selected else 1.0
            box = QRectF(left + inset, top + inset, width - 2 * inset, height - 2 * inset)
            painter.drawRoundedRect(box, RADIUS - 2, RADIUS - 2)

    def _picture(self, painter: QPainter, left: int, top: int, thumbnail: Thumbnail) -> None:
        image = thumbnail.image
        longest, wanted = max(image.width(), image.height()), round(self.side * self.ratio)
        # One that was read for another size stands in, scaled, until the right one is there; a small file's
        # picture is never enlarged.
        target = wanted if longest >= thumbnail.side else min(longest, wanted)
        scale = target / (longest * self.ratio)
        width, height = image.width() * scale, image.height() * scale
        x, y = left + int((self.side - width) / 2), top + int((self.side - height) / 2)
        painter.drawImage(QRectF(x, y, width, height), image)

    def _waiting(self, painter: QPainter, left: int, top: int) -> None:
        painter.setOpacity(0.35)
        painter.drawPixmap(left + self.side // 2 - 12, top + self.side // 2 - 12, self._placeholder)
        painter.setOpacity(1.0)

    def _unreadable(self, painter: QPainter, left: int, top: int) -> None:
        side, size = self.side, self._looks.unreadable_size
        middle = top + (side - size - self._line) // 2
        painter.drawPixmap(left + (side - size) // 2, middle, self._looks.unreadable)
        painter.setPen(self._text)
        painter.drawText(QRect(left, middle + size + 2, side, self._line), _CENTRED, self._name(self._failed))

    def _caption(self, painter: QPainter, left: int, top: int, tile: Tile, selected: bool) -> None:
        roomy = self.side >= _NAME_FROM
        looks = self._looks
        first = top + self._ascent
        if roomy:
            painter.setPen(self._text)
            painter.drawText(left, first, self._name(tile.name))
        line = top + self._line if roomy else top
        painter.drawPixmap(left, line - 1, looks.badges.get(tile.label) or looks.badges[UNLABELLED])
        word = self._words.get(tile.split, tile.split)
        painter.setPen(self._text if selected else self._muted)
        x = left + looks.badge + 4
        painter.drawText(x, line + self._ascent, word)
        right = self._marks(painter, left + self.side, top + self._line, tile)
        if tile.score is not None and self.side >= _SCORE_FROM:
            x += self._word_widths.get(word) or self._metrics.horizontalAdvance(word)
            text = f"{tile.score:.3f}"
            if x + 8 + self._metrics.horizontalAdvance(text) <= right:
                painter.drawText(x + 8, line + self._ascent, text)

    def _marks(self, painter: QPainter, right: int, top: int, tile: Tile) -> int:
        """Right-aligned; returns where they begin."""
        looks = self._looks
        for shown, picture in (
            (tile.problem, looks.problem),
            (tile.reviewed, looks.reviewed),
            (tile.has_mask, looks.mask),
        ):
            if shown:
                right -= looks.mark
                painter.drawPixmap(right, top - 1, picture)
                right -= 2
        return right

    def _name(self, name: str) -> str:
        short = self._elided.get(name)
        if short is None:
            if len(self._elided) >= _MAX_ELIDED:
                self._elided.clear()
            short = self._metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, self.side)
            self._elided[name] = short
        return short


def _small(font: QFont) -> QFont:
    smaller = QFont(font)
    if font.pointSizeF() > 0:
        smaller.setPointSizeF(max(6.0, font.pointSizeF() * 0.92))
    return smaller
