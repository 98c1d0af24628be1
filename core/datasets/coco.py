"""Read annotations in COCO's format: one JSON file with images, categories and what is marked in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.datasets.annotation_file import read_annotations
from core.datasets.layouts.base import GOOD_NAMES, most_frequent, short
from core.datasets.mask_builder import MaskBuilder
from core.datasets.polygon_mask import PolygonMask
from core.datasets.rle import counts_of_text
from core.language import Later, later

BROKEN = later("Datasets", "annotations that cannot be understood were ignored")
BOX_ONLY = later("Datasets", "marked by a box only, which became the mask")
NO_SIZE = later("Datasets", "no possible size is stated, so there is no mask")

_CHECK_EVERY = 256


@dataclass(frozen=True, slots=True)
class CocoImage:
    """What the file says of one image.

    Attributes:
        file_name: as it stands there; not to be trusted.
        defective: whether it has an annotation, other than of a category named like a good surface.
        mask: what is marked, crowds included; None where nothing usable is.
        defect_type: the category that occurs most often.
        notes: what was ignored, of `BROKEN`, `BOX_ONLY` and `NO_SIZE`.
    """

    file_name: str
    defective: bool
    mask: PolygonMask | None
    defect_type: str
    notes: tuple[Later, ...]


def read_coco(path: Path, check: Callable[[], None] = lambda: None) -> Iterator[CocoImage] | None:
    """Every image that the file lists, in its order and one by one; None if it is another kind of JSON.

    An entry without a usable name or id is left out. `check` is called now and then; what it raises ends the reading.

    Raises:
        AnnotationError: it cannot be read.
    """
    document = read_annotations(path)
    images, annotations = document.get("images"), document.get("annotations")
    if not isinstance(images, list) or not isinstance(annotations, list):
        return None
    return _images(images, annotations, document.get("categories"), check)


def _images(
    images: list[Any], annotations: list[Any], categories: Any, check: Callable[[], None]
) -> Iterator[CocoImage]:
    names = {entry["id"]: _name(entry) for entry in _entries(categories, "id")}
    marks: dict[Any, list[dict[str, Any]]] = {}
    for entry in _entries(annotations, "image_id"):
        if names.get(_key(entry.get("category_id")), "").lower() not in GOOD_NAMES:
            marks.setdefault(entry["image_id"], []).append(entry)
    for number, entry in enumerate(_entries(images, "id")):
        if number % _CHECK_EVERY == 0:
            check()
        if isinstance(entry.get("file_name"), str):
            yield _image(entry, marks.get(entry["id"], ()), names)


def _entries(items: Any, key: str) -> Iterator[dict[str, Any]]:
    """Those that are objects with a usable id. They are let go one by one: all at once would hold other threads."""
    for number, item in enumerate(items if isinstance(items, list) else ()):
        items[number] = None
        if isinstance(item, dict) and _key(item.get(key)) is not None:
            yield item


def _key(value: Any) -> int | str | None:
    return value if isinstance(value, int | str) else None


def _name(entry: dict[str, Any]) -> str:
    name = entry.get("name")
    return short(name.strip()) if isinstance(name, str) else ""


def _image(entry: dict[str, Any], marks: Sequence[dict[str, Any]], names: dict[Any, str]) -> CocoImage:
    mask, notes = _mask(entry, marks) if marks else (None, ())
    types = (names.get(_key(mark.get("category_id")), "") for mark in marks)
    return CocoImage(entry["file_name"], bool(marks), mask, most_frequent(filter(None, types)), notes)


def _mask(
    entry: dict[str, Any], marks: Sequence[dict[str, Any]]
) -> tuple[PolygonMask | None, tuple[Later, ...]]:
    """What the annotations mark, and what was ignored."""
    width, height = _whole(entry.get("width")), _whole(entry.get("height"))
    try:
        builder = MaskBuilder(width, height)
    except ValueError:
        return None, (NO_SIZE,)
    notes: dict[Later, None] = {}
    for mark in marks:
        try:
            if not _add(mark, [height, width], builder):
                notes[BOX_ONLY] = None
        except (ValueError, TypeError, KeyError):
            notes[BROKEN] = None
    return builder.build(), tuple(notes)


def _add(mark: dict[str, Any], size: list[Any], builder: MaskBuilder) -> bool:
    """Whether more than a box is given."""
    shape = mark.get("segmentation")
    if not shape:
        left, top, width, height = mark["bbox"]
        if not (width > 0 and height > 0):
            raise ValueError("a box has a width and a height")
        builder.box(left, top, left + width, top + height)
        return False
    if isinstance(shape, dict):
        if list(shape["size"]) != size:
            raise ValueError("the run lengths are those of an image of another size")
        counts = shape["counts"]
        builder.runs(counts_of_text(counts) if isinstance(counts, str) else counts)
    else:
        for ring in shape:
            builder.polygon(ring)
    return True


def _whole(value: Any) -> Any:
    """Some write 640.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
