"""Read what labelme stores for one image: `NAME.json` with shapes, in the pixels of the image."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.datasets.annotation_file import AnnotationError, read_annotations
from core.datasets.layouts.base import GOOD_NAMES, most_frequent, short
from core.datasets.mask_builder import MaskBuilder, points_of
from core.datasets.polygon_mask import PolygonMask
from core.language import Later, later

NO_AREA = later("Datasets", "lines and points, which mark no area, were ignored")
BROKEN = later("Datasets", "shapes that cannot be understood were ignored")
NO_SIZE = later("Datasets", "no possible size of the image is stated, so there is no mask")

_WITHOUT_AREA = frozenset({"line", "linestrip", "point", "points"})


@dataclass(frozen=True, slots=True)
class LabelmeFile:
    """What one file says of its image.

    Attributes:
        defective: whether any shape marks something; a file without shapes, or with those labelled like a good
            surface only, says that it is good.
        mask: what they mark together; None where nothing usable is marked.
        defect_type: the label that occurs most often.
        notes: what was ignored, of `NO_AREA`, `BROKEN` and `NO_SIZE`.
    """

    defective: bool
    mask: PolygonMask | None
    defect_type: str
    notes: tuple[Later, ...]


def read_labelme(path: Path) -> LabelmeFile:
    """Read `path`; the copy of the image and the image's path in it are ignored.

    Raises:
        AnnotationError: it cannot be read, or is no file of labelme.
    """
    document = read_annotations(path)
    shapes = document.get("shapes")
    if not isinstance(shapes, list):
        raise AnnotationError(path, later("Datasets", "is no file of labelme"))
    marks = [shape for shape in shapes if _label(shape).lower() not in GOOD_NAMES]
    mask, notes = _mask(document, marks) if marks else (None, ())
    return LabelmeFile(bool(marks), mask, most_frequent(filter(None, map(_label, marks))), notes)


def _mask(document: dict[str, Any], marks: list[Any]) -> tuple[PolygonMask | None, tuple[Later, ...]]:
    """What the shapes mark, and what was ignored."""
    try:
        builder = MaskBuilder(document.get("imageWidth"), document.get("imageHeight"))
    except ValueError:
        return None, (NO_SIZE,)
    notes: dict[Later, None] = {}
    for shape in marks:
        try:
            if not _add(shape, builder):
                notes[NO_AREA] = None
        except (ValueError, TypeError, KeyError, AttributeError):
            notes[BROKEN] = None
    return builder.build(), tuple(notes)


def _label(shape: Any) -> str:
    label = shape.get("label") if isinstance(shape, dict) else None
    return short(label.strip()) if isinstance(label, str) else ""


def _add(shape: Any, builder: MaskBuilder) -> bool:
    """Whether the shape marks an area."""
    kind = shape.get("shape_type") or "polygon"
    if kind in _WITHOUT_AREA:
        return False
    points = points_of(shape["points"])
    if kind == "rectangle" and len(points) == 2:
        builder.box(*points.min(axis=0), *points.max(axis=0))
    elif kind == "circle" and len(points) == 2:
        builder.circle(*points)
    elif kind == "mask":
        builder.picture(shape["mask"], *points.min(axis=0))
    elif kind in ("polygon", "rectangle"):
        builder.polygon(points)
    else:
        raise ValueError("an unknown shape")
    return True
