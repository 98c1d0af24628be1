"""The paper's Figures 5 and 6: what the systems outline, and how they repair, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.experiments import views
from core.experiments.drawing import Line, Tile, grid, png
from core.experiments.judged import Judged
from core.experiments.sections import Panel
from core.experiments.systems import System
from core.inspection.result import Inspection
from core.words import number_of

MOST = 6
"""Images of a surface."""


@dataclass(frozen=True)
class Chosen:
    """A defective test image to show.

    Attributes:
        why: "lowest", "low", "median", "high" or "highest": where its score lies among the others.
    """

    image: Judged
    why: str


@dataclass(frozen=True)
class Column:
    """What a system made of the chosen images.

    Attributes:
        found: by the image's path, with pictures kept; an image that could not be inspected is missing.
    """

    system: System
    found: Mapping[Path, Inspection]


def choose(images: Sequence[Judged], most: int = MOST) -> tuple[Chosen, ...]:
    """A third each of the lowest, the middle and the highest scores among the defective images, by rising score; all
    of them where there are no more than `most`."""
    ranked = sorted((i for i in images if i.defective), key=lambda image: (image.score, image.name))
    count = len(ranked)
    if count <= most:
        places = list(range(count))
    else:
        each, rest = divmod(most, 3)
        middle = each + rest
        start = (count - middle) // 2
        places = [*range(each), *range(start, start + middle), *range(count - each, count)]
    return tuple(Chosen(ranked[place], _why(place, count)) for place in places)


def figure5(
    surface: str, chosen: Sequence[Chosen], columns: Sequence[Column], chooser: System, missing: Sequence[str]
) -> Panel | None:
    """Original, label, and each system's contours over the picture; None where there is nothing to show.

    Args:
        chooser: whose scores chose the images.
        missing: what to name as left out, such as a system that is not done.
    """
    return _panel(surface, "contours", chosen, columns, chooser, missing)


def figure6(
    surface: str, chosen: Sequence[Chosen], columns: Sequence[Column], chooser: System, missing: Sequence[str]
) -> Panel | None:
    """Original, label, and the repair of each system that repairs; as `figure5`."""
    return _panel(surface, "repair", chosen, [one for one in columns if one.system.repairs], chooser, missing)


def _why(place: int, count: int) -> str:
    if place in (0, count - 1):
        return "lowest" if place == 0 else "highest"
    return "median" if place in ((count - 1) // 2, count // 2) else "low" if place < count / 2 else "high"


def _panel(
    surface: str,
    what: str,
    chosen: Sequence[Chosen],
    columns: Sequence[Column],
    chooser: System,
    missing: Sequence[str],
) -> Panel | None:
    lines = []
    for one in chosen:
        of_systems = [column.found.get(one.image.sample.path) for column in columns]
        pictures = next((found.images for found in of_systems if found and found.images), None)
        if pictures is None:
            continue
        label = views.label(pictures, one.image)
        tiles = [Tile(views.original(pictures)), None if label is None else Tile(label)]
        tiles += [_tile(found, what) for found in of_systems]
        words = f"{one.image.name}: {one.why} score ({one.image.score:.3f})"
        lines.append(Line(words, tuple(tiles)))
    if not lines or not columns:
        return None
    heads = ["Original", "Label", *(column.system.title for column in columns)]
    return Panel(surface, png(grid(heads, lines)), _caption(what, len(lines), heads, chooser, missing))


def _caption(what: str, rows: int, heads: Sequence[str], chooser: System, missing: Sequence[str]) -> str:
    shown = "the contours over the picture" if what == "contours" else "the repair"
    text = (
        f"{number_of(rows, 'defective test image')}, by {chooser.title}'s score: the lowest, the median and the "
        f"highest ones. Columns: {', '.join(heads)}; of each system {shown}, below it score and verdict."
    )
    return f"{text} Left out: {'; '.join(missing)}." if missing else text


def _tile(found: Inspection | None, what: str) -> Tile | None:
    if found is None or found.images is None:
        return None
    shown = views.repair(found.images) if what == "repair" else views.contours(found.images, found)
    return Tile(shown, f"{found.score:.3f} {found.verdict}")
