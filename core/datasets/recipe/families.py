"""The families of synthetic defects: which shapes, which fills, how large, how soft, how strong.

Families differ in what is wrong with the surface, so that none is drawn under another's name: leaving one out then
tells how a defect fares that nobody thought of. Together they are broad on purpose: a recipe that happens to suit one
surface says nothing about the next.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.datasets.recipe import levels, lines, shapes, structure
from core.datasets.recipe.names import FAMILY_NAMES, FamilyName
from core.datasets.recipe.patch import Fill
from core.datasets.recipe.shapes import Shape


@dataclass(frozen=True)
class Family:
    """Defects of one kind.

    Attributes:
        name: as on screen, in tables and in commands.
        description: one line.
        shapes, fills: one of each is drawn for a defect.
        smallest: its least extent, in pixels.
        largest: its greatest, as a share of the picture's shorter side.
        most: of its shapes, drawn near each other, for one defect.
        edge: how softly it ends: the blur's sigma as a share of half its breadth, from and to.
        opacity: how much of it covers the surface, from and to.
    """

    name: FamilyName
    description: str
    shapes: tuple[Shape, ...]
    fills: tuple[Fill, ...]
    smallest: float
    largest: float
    most: int = 1
    edge: tuple[float, float] = (0, 0.6)
    opacity: tuple[float, float] = (0.5, 1)


_PATCHES = (shapes.ellipse, shapes.blob, shapes.strip)

_FAMILIES = (
    Family(
        "hole",
        "small round spots without texture, dark or bright, with a sharp edge: pits, pores, specks",
        (shapes.spot,),
        (levels.pit,),
        smallest=2,
        largest=0.12,
        most=6,
        edge=(0, 0.15),
        opacity=(0.7, 1),
    ),
    Family(
        "scratch",
        "thin, slightly bent lines, lighter, darker or with a lit flank, faint to strong",
        (lines.scratch,),
        (levels.line, levels.line, levels.groove),
        smallest=12,
        largest=1,
        edge=(0, 0.35),
    ),
    Family(
        "crack",
        "jagged dark lines that wander and branch",
        (lines.crack,),
        (levels.dark,),
        smallest=16,
        largest=0.8,
        edge=(0, 0.25),
        opacity=(0.6, 1),
    ),
    Family(
        "sliver",
        "bars and pointed splinters of one grey that lie on the surface: fibres, chips, missing threads",
        (shapes.bar, shapes.splinter),
        (levels.cover,),
        smallest=8,
        largest=0.6,
        edge=(0, 0.4),
        opacity=(0.6, 1),
    ),
    Family(
        "stain",
        "broad and soft, lighter or darker, the texture goes on below: oil, water, rust",
        (shapes.ellipse, shapes.blob),
        (levels.tint,),
        smallest=14,
        largest=0.6,
        edge=(0.1, 0.8),
        opacity=(0.6, 1),
    ),
    Family(
        "smear",
        "the texture blurred, wiped in one direction or faded",
        _PATCHES,
        (structure.blur, structure.wiped, structure.faded),
        smallest=20,
        largest=0.5,
        edge=(0, 0.5),
        opacity=(0.7, 1),
    ),
    Family(
        "foreign",
        "another texture: magnified, shrunk, or turned and of another level",
        _PATCHES,
        (structure.coarse, structure.fine, structure.turned),
        smallest=20,
        largest=0.5,
        edge=(0, 0.4),
        opacity=(0.7, 1),
    ),
    Family(
        "rough",
        "noise instead of the texture or on it, or the texture too strong: corrosion, dust, sputter",
        (shapes.ellipse, shapes.blob),
        (structure.noise, structure.dusty, structure.strong),
        smallest=14,
        largest=0.5,
        edge=(0, 0.4),
        opacity=(0.75, 1),
    ),
    Family(
        "flat",
        "the texture gives way to one grey of about the same level, often fading in softly",
        _PATCHES,
        (levels.plain,),
        smallest=14,
        largest=0.5,
        opacity=(0.7, 1),
    ),
    Family(
        "fold",
        "the texture itself shifted, pulled to a side or crumpled",
        _PATCHES,
        (structure.slipped, structure.dragged, structure.crumpled),
        smallest=20,
        largest=0.5,
        edge=(0.05, 0.4),
        opacity=(0.9, 1),
    ),
    Family(
        "dent",
        "a soft bump or hollow under side light: light on one side, dark on the other",
        (shapes.ellipse, shapes.blob),
        (levels.bulge,),
        smallest=10,
        largest=0.5,
        edge=(0.2, 0.6),
    ),
    Family(
        "glint",
        "light thrown back: a white core with a soft halo, sometimes with rays",
        (lines.glare,),
        (levels.white,),
        smallest=6,
        largest=0.35,
        most=3,
        edge=(0, 0.2),
        opacity=(0.6, 1),
    ),
)
FAMILIES: dict[str, Family] = {family.name: family for family in _FAMILIES}
assert tuple(FAMILIES) == FAMILY_NAMES
