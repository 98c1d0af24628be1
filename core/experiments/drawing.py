"""Pictures side by side with words beside them, as one PNG."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from core.export.report.pdf_style import printable
from resources import REPORT

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

Bytes = NDArray[np.uint8]

LONGEST = 256
"""Pixels of a picture's longer side, the paper's size; what is larger is reduced."""
GAP = 6
LINE = 18
"""Pixels of a line of words."""
TEXT_SIZE = 13
PAPER, TEXT, MUTED = (255, 255, 255), (27, 31, 36), (86, 96, 112)


@dataclass(frozen=True)
class Tile:
    """A picture in a grid.

    Attributes:
        picture: uint8 `(H, W)` or `(H, W, 3)`.
        text: below it; may be empty.
    """

    picture: Bytes
    text: str = ""


@dataclass(frozen=True)
class Line:
    """A row of a grid.

    Attributes:
        text: above its first picture, over the whole width.
        tiles: one for each column; None leaves it empty.
    """

    text: str
    tiles: tuple[Tile | None, ...]


def grid(columns: Sequence[str], lines: Sequence[Line]) -> Bytes:
    """Draw all rows under the columns' heads; `(H, W, 3)`, or `(H, W)` where nothing has a colour.

    Every picture is drawn at its own size; a column is as wide as its widest one. Words that are too long for their
    place end in an ellipsis.

    Raises:
        ValueError: there is no row, or one has not a tile for each column.
    """
    if not lines or any(len(line.tiles) != len(columns) for line in lines):
        raise ValueError("A grid needs rows with a tile for each column.")
    from PIL import Image, ImageDraw

    widths = [
        max((line.tiles[n].picture.shape[1] for line in lines if line.tiles[n]), default=LONGEST)  # type: ignore[union-attr]
        for n in range(len(columns))
    ]
    lefts = [GAP + sum(widths[:n]) + GAP * n for n in range(len(columns))]
    width = lefts[-1] + widths[-1] + GAP
    height = GAP + LINE + sum(_height(line) for line in lines)
    canvas = Image.new("RGB", (width, height), PAPER)
    draw = ImageDraw.Draw(canvas)

    def write(text: str, x: int, y: int, room: int, *, bold: bool = False, muted: bool = False) -> None:
        font = _font(bold)
        draw.text((x, y), _fitting(text, font, room), MUTED if muted else TEXT, font)

    for text, left, room in zip(columns, lefts, widths, strict=True):
        write(text, left, GAP, room, bold=True)
    top = GAP + LINE
    for line in lines:
        y = top
        if line.text:
            write(line.text, GAP, y, width - 2 * GAP)
            y += LINE
        tallest = _tallest(line)
        for tile, left, room in zip(line.tiles, lefts, widths, strict=True):
            if tile is not None:
                canvas.paste(Image.fromarray(tile.picture).convert("RGB"), (left, y))
                write(tile.text, left, y + tallest, room, muted=True)
        top += _height(line)
    drawn: Bytes = np.asarray(canvas)
    return drawn


def fitted(picture: Bytes) -> Bytes:
    """The picture, reduced where its longer side exceeds `LONGEST`."""
    height, width = picture.shape[:2]
    scale = LONGEST / max(height, width)
    if scale >= 1:
        return picture
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    reduced: Bytes = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    return reduced


def png(picture: Bytes) -> bytes:
    """As a file; without its colours where it has none."""
    from PIL import Image

    grey = picture.ndim == 3 and bool((picture == picture[..., :1]).all())
    stream = io.BytesIO()
    Image.fromarray(picture[..., 0] if grey else picture).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def _height(line: Line) -> int:
    above = LINE if line.text else 0
    below = LINE if any(tile is not None and tile.text for tile in line.tiles) else 0
    return above + _tallest(line) + below + GAP


def _tallest(line: Line) -> int:
    return max((tile.picture.shape[0] for tile in line.tiles if tile is not None), default=0)


@cache
def _font(bold: bool) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(REPORT / "fonts" / ("sans-bold.ttf" if bold else "sans.ttf"), TEXT_SIZE)


def _fitting(text: str, font: FreeTypeFont, room: int) -> str:
    text = printable(text)
    if font.getlength(text) <= room:
        return text
    while text and font.getlength(f"{text}...") > room:
        text = text[:-1]
    return f"{text}..."
