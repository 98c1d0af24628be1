"""How each loss is called and drawn: a colour and a line style of its own."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

from app.gui.theme import Theme
from core.language import Later, later

COLOURS = {
    "light": (
        "#1f5fbf",
        "#b04a00",
        "#1a7237",
        "#7a3ea8",
        "#c1272d",
        "#00707f",
        "#7a5230",
        "#a3197a",
        "#5b6472",
        "#6b6a00",
        "#4b3fd1",
        "#86304a",
        "#365c0c",
    ),
    "dark": (
        "#6aa9ff",
        "#f2a65a",
        "#5bc87c",
        "#c99bf0",
        "#ff8078",
        "#4fd0e0",
        "#d9b48f",
        "#ff8fd0",
        "#b8c2cf",
        "#d6d05a",
        "#a9a2ff",
        "#ffc2a8",
        "#9fe08a",
    ),
}
"""On the plot's ground each has a contrast of at least 3 : 1."""

DASHES: tuple[tuple[float, ...], ...] = (
    (),
    (6, 3),
    (1.5, 2.5),
    (7, 2.5, 1.5, 2.5),
    (12, 4),
    (3, 3),
    (10, 2.5, 1.5, 2.5, 1.5, 2.5),
    (4, 6),
    (1.5, 5),
    (9, 3, 4, 3),
    (12, 8),
    (1.5, 2.5, 1.5, 8),
    (14, 3, 1.5, 3),
)
"""Dash patterns in units of the line's width; none is a solid line."""


@dataclass(frozen=True)
class CurveName:
    """A loss in words."""

    title: str | Later
    help: str | Later


NAMES = {
    "g_n2p": CurveName(
        later("Train", "G repair"),
        later("Train", "adversarial loss of the generator that repairs (defective to good)"),
    ),
    "g_p2n": CurveName(
        later("Train", "G defect"),
        later("Train", "adversarial loss of the generator that makes defects (good to defective)"),
    ),
    "d_p": CurveName(
        later("Train", "D good"), later("Train", "loss of the discriminator that judges good pictures")
    ),
    "d_n": CurveName(
        later("Train", "D defective"),
        later("Train", "loss of the discriminator that judges defective pictures"),
    ),
    "cycle": CurveName(
        later("Train", "Cycle"),
        later("Train", "difference after both generators in turn (SSIM loss, then L1)"),
    ),
    "identity": CurveName(
        later("Train", "Identity"), later("Train", "difference where a generator should change nothing")
    ),
    "synthetic": CurveName(
        later("Train", "Synthetic"),
        later("Train", "repair of synthetic defects beside the adversarial game"),
    ),
    "critic": CurveName(later("Train", "Critic"), later("Train", "finding synthetic defects patch by patch")),
    "photos": CurveName(
        later("Train", "Photos"),
        later("Train", "telling whole defective photos from good ones by their worst patches"),
    ),
    "restoration": CurveName(
        later("Train", "Restoration"),
        later("Train", "difference between the good picture and DCGAN's restoration of it"),
    ),
    "outside": CurveName(
        later("Train", "Outside masks"),
        later("Train", "change of a defective picture where its mask says it is good"),
    ),
    "mask": CurveName(
        later("Train", "Mask"), later("Train", "difference between the marked defects and the masks")
    ),
    "warm_up": CurveName(
        later("Train", "Warm-up"),
        later("Train", "repair of synthetic defects before the adversarial game"),
    ),
}


def name_of(loss: str) -> CurveName:
    """A loss in words; one that is not known is called by its own name."""
    return NAMES.get(loss) or CurveName(loss.replace("_", " ").capitalize(), "")


def colour(place: int, theme: Theme) -> str:
    """Colour number `place`, `#rrggbb`."""
    colours = COLOURS[theme.name]
    return colours[place % len(colours)]


def pen(colour_name: str, dash: int, width: float = 1.0, stretch: float = 1.0) -> QPen:
    """A cosmetic pen of `width` pixels of the screen; `dash` chooses the style, `stretch` makes its dashes longer."""
    result = QPen(QColor(colour_name), width)
    result.setCosmetic(True)
    if pattern := DASHES[dash % len(DASHES)]:
        result.setDashPattern([stretch * length for length in pattern])
        result.setCapStyle(Qt.PenCapStyle.FlatCap)
    return result


def sample(line: QPen, ratio: float, size: QSize = QSize(30, 12)) -> QIcon:  # noqa: B008
    """A short piece of the line, for a legend."""
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    thick = QPen(line)
    thick.setWidthF(2.0 * ratio)
    painter.setPen(thick)
    painter.drawLine(QPointF(0, size.height() / 2), QPointF(size.width() - 4, size.height() / 2))
    painter.end()
    return QIcon(picture)
