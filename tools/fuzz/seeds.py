"""Small honest files, made by the program's own writers where it has one."""

from __future__ import annotations

import io
import json
import os
import sqlite3
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PIL import Image

from core.datasets.polygon_mask import PolygonMask
from core.inspection.result import Defect, Inspection, Verdict
from core.inspection.stamp import FileStamp

FORMATS = ("png", "jpeg", "bmp", "tiff", "webp")


def pictures(kind: str) -> list[bytes]:
    """Files of one format: grey, colour, palette, 16 bits, turned, compressed in each of its ways."""
    dice = np.random.default_rng(1)
    grey, colour = dice.integers(0, 256, (12, 17), np.uint8), dice.integers(0, 256, (9, 11, 3), np.uint8)
    exif = Image.Exif()
    exif[0x0112] = 6
    ways: dict[str, list[dict[str, Any]]] = {
        "png": [{}, {"exif": exif}, {"icc_profile": b"x" * 200}],
        "jpeg": [{}, {"exif": exif, "comment": b"hello"}, {"progressive": True}],
        "bmp": [{}],
        "tiff": [
            {},
            *({"compression": name} for name in ("tiff_lzw", "tiff_adobe_deflate", "packbits", "jpeg")),
        ],
        "webp": [{}, {"lossless": True}, {"exif": exif}],
    }
    made = [_saved(Image.fromarray(pixels), kind, way) for pixels in (grey, colour) for way in ways[kind]]
    if kind != "jpeg":
        made.append(_saved(Image.fromarray(colour).convert("RGBA"), kind, {}))
    if kind in ("png", "tiff"):
        deep = (colour.astype(np.uint16) * 257).astype(np.uint16)
        made += [cv2.imencode(f".{kind}", image)[1].tobytes() for image in (deep, deep[..., 0])]
    if kind in ("png", "bmp", "tiff"):
        made += [_saved(Image.fromarray(grey).convert(mode), kind, {}) for mode in ("P", "1")]
    if kind == "bmp":
        made.append(_run_length_bmp())
    return made


def _saved(image: Image.Image, kind: str, way: dict[str, Any]) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **way)
    return stream.getvalue()


def _run_length_bmp() -> bytes:
    """8 bits in runs, which Pillow reads and does not write: 4 rows of 8 pixels."""
    rows = b"\x08\x05\0\0" * 2 + b"\0\x02\x03\x01" + b"\x05\x07\0\0" + b"\0\x04\1\2\3\4" + b"\0\x01"
    palette = b"".join(bytes((n, n, n, 0)) for n in range(256))
    head = 54 + len(palette)
    info = [40, 8, 4, 1 | 8 << 16, 1, len(rows), 2835, 2835, 256, 0]
    words = b"".join(value.to_bytes(4, "little") for value in info)
    return (
        b"BM"
        + b"".join(v.to_bytes(4, "little") for v in (head + len(rows), 0, head))
        + words
        + palette
        + rows
    )


def photo(path: Path) -> None:
    """A small grey PNG."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pictures("png")[0])


def coco() -> bytes:
    """Polygons, a box, run lengths in both ways, a good category."""
    counts = [10, 20, 174]
    marks = [
        {
            "id": 1,
            "image_id": 1,
            "category_id": 1,
            "segmentation": [[1, 1, 8, 2, 5, 7.5]],
            "bbox": [1, 1, 7, 6],
        },
        {"id": 2, "image_id": 2, "category_id": 2, "bbox": [2, 2, 5, 5]},
        {
            "id": 3,
            "image_id": 2,
            "category_id": 1,
            "segmentation": {"size": [12, 17], "counts": counts},
            "iscrowd": 1,
        },
        {"id": 4, "image_id": 3, "category_id": 1, "segmentation": {"size": [12, 17], "counts": "<1"}},
        {"id": 5, "image_id": 4, "category_id": 3, "bbox": [0, 0, 1, 1]},
    ]
    images = [
        {"id": number, "file_name": name, "width": 17, "height": 12}
        for number, name in enumerate(("a.png", "inner/b.png", "c.png", "d.png"), 1)
    ]
    names = [{"id": 1, "name": "scratch"}, {"id": 2, "name": "dent"}, {"id": 3, "name": "good"}]
    return json.dumps({"images": images, "annotations": marks, "categories": names}).encode()


def labelme() -> bytes:
    """A shape of every kind, among them a picture of a mask."""
    import base64

    mask = base64.b64encode(_saved(Image.fromarray(np.eye(5, dtype=np.uint8) * 255), "png", {})).decode()
    shapes: list[dict[str, Any]] = [
        {"label": "scratch", "shape_type": "polygon", "points": [[1, 1], [8, 2], [5, 7.5]]},
        {"label": "dent", "shape_type": "rectangle", "points": [[2, 2], [9, 8]]},
        {"label": "dent", "shape_type": "circle", "points": [[6, 6], [9, 6]]},
        {"label": "dent", "shape_type": "mask", "points": [[1, 1], [6, 6]], "mask": mask},
        {"label": "seen", "shape_type": "line", "points": [[1, 1], [2, 2]]},
    ]
    document = {"version": "5.5.0", "flags": {}, "shapes": shapes, "imagePath": "a.png", "imageData": None}
    return json.dumps({**document, "imageHeight": 12, "imageWidth": 17}).encode()


def labels() -> bytes:
    """DAGM's Labels.txt."""
    lines = ["1", "1\t0\ta.png\t0\t0", "2\t1\tb.png\t0\tb_label.PNG", "3\t0\tc.png\t0\t0"]
    return "\n".join(lines).encode() + b"\n"


def polygon_mask() -> bytes:
    """Polygons and runs."""
    runs = PolygonMask.of_pixels(np.eye(12, 17, dtype=np.bool_)).runs
    mask = PolygonMask(17, 12, PolygonMask.of(17, 12, [[(1, 1), (9, 2), (5, 8)]]).outlines, runs)
    return mask.to_json().encode()


def inspection(path: Path = Path("a.png")) -> Inspection:
    """A result with two defects."""
    contour = np.array([[1, 1], [9.5, 2], [5, 8.25]], np.float32)
    defect = Defect(contour, 30.5, 15.9, 9.0, 0.25, 0.5, 5.0, 4.0, 1.0, 1.0, 8.5, 7.25)
    figures = (0.75, Verdict.NG, 0.5, 0.625, 0.4, 0.3, (defect, defect), 0.1, 0.1)
    return Inspection(path, 16, 12, *figures, stamp=FileStamp(5, 6))


def edits(database: Path) -> list[bytes]:
    """For each table of a project, what stands in its first rows: `[[table, column, row, value], ...]`.

    Bytes are written as `{"hex": ...}`.
    """
    found: list[bytes] = []
    connection = sqlite3.connect(database)
    connection.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables:
        cells: list[list[Any]] = []
        names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        for row, *values in connection.execute(f"SELECT rowid, * FROM {table} LIMIT 4").fetchall():
            cells += [
                [table, name, row, {"hex": value.hex()} if isinstance(value, bytes) else value]
                for name, value in zip(names, values, strict=True)
            ]
        found.append(json.dumps(cells).encode())
    connection.close()
    return found


def user() -> None:
    """A name for decisions and locks that is not this machine's."""
    os.environ["LOGNAME"] = "inspector"
