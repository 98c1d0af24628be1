from __future__ import annotations

import base64
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw

from core.datasets.annotation_file import AnnotationError
from core.datasets.labelme import BROKEN, NO_AREA, NO_SIZE, LabelmeFile, read_labelme
from core.datasets.masks import read_mask

SQUARE = [[2, 1], [6, 1], [6, 4], [2, 4]]


def shape(points: Any, kind: Any = "polygon", label: Any = "scratch", **more: Any) -> dict[str, Any]:
    return {"label": label, "points": points, "group_id": None, "shape_type": kind, "flags": {}, **more}


def read(tmp_path: Path, shapes: Any, **more: Any) -> LabelmeFile:
    document = {"version": "5.5.0", "flags": {}, "shapes": shapes, "imagePath": "../../etc/passwd"}
    document |= {"imageData": "AAAA", "imageHeight": 8, "imageWidth": 10} | more
    path = tmp_path / "a.json"
    path.write_text(json.dumps(document))
    return read_labelme(path)


def pixels(result: LabelmeFile) -> np.ndarray:
    assert result.mask is not None
    assert (result.mask.width, result.mask.height) == (10, 8)
    return read_mask(result.mask)


@pytest.mark.parametrize(
    ("points", "kind"),
    [(SQUARE, "polygon"), (SQUARE, None), ([[6, 4], [2, 1]], "rectangle"), (SQUARE, "rectangle")],
)
def test_shapes_with_straight_edges(points: object, kind: object, tmp_path: Path) -> None:
    result = read(tmp_path, [shape(points, kind)])
    expected = np.zeros((8, 10), bool)
    expected[1:4, 2:6] = True
    np.testing.assert_array_equal(pixels(result), expected)
    assert (result.defective, result.defect_type, result.notes) == (True, "scratch", ())


def test_polygon_against_pillow(tmp_path: Path) -> None:
    """Pillow fills what the outline touches, too: drawn 32 times as large, that no longer counts."""
    points = [[1.2, 0.7], [8.9, 2.1], [6.3, 7.4], [4.0, 3.9]]
    canvas = Image.new("L", (320, 256))
    ImageDraw.Draw(canvas).polygon([(x * 32, y * 32) for x, y in points], fill=1)
    share = np.asarray(canvas).reshape(8, 32, 10, 32)
    centre = share[:, 16, :, 16].astype(bool)
    np.testing.assert_array_equal(pixels(read(tmp_path, [shape(points)])), centre)


def test_circle(tmp_path: Path) -> None:
    result = read(tmp_path, [shape([[5, 4], [5, 1]], "circle")])
    y, x = np.mgrid[:8, :10] + 0.5
    np.testing.assert_array_equal(pixels(result), np.hypot(x - 5, y - 4) < 3)


def test_mask_shape(tmp_path: Path) -> None:
    part = np.array([[1, 0, 1], [0, 1, 1]], np.uint8)
    stream = io.BytesIO()
    Image.fromarray(part).save(stream, "PNG")
    text = base64.b64encode(stream.getvalue()).decode()
    result = read(tmp_path, [shape([[4, 5], [6, 6]], "mask", mask=text)])
    expected = np.zeros((8, 10), bool)
    expected[5:7, 4:7] = part > 0
    np.testing.assert_array_equal(pixels(result), expected)


def test_the_most_frequent_label_is_the_type(tmp_path: Path) -> None:
    shapes = [shape(SQUARE, label=label) for label in ("a", " b ", "b", "c", None, "")]
    assert read(tmp_path, shapes).defect_type == "b"


def test_without_a_shape_it_is_good(tmp_path: Path) -> None:
    for shapes in ([], [shape(SQUARE, label="OK")]):
        assert read(tmp_path, shapes) == LabelmeFile(False, None, "", ())


def test_lines_and_points_are_ignored_with_a_note(tmp_path: Path) -> None:
    lines = [shape([[1, 1], [2, 2]], kind) for kind in ("line", "linestrip", "point", "points")]
    assert read(tmp_path, lines) == LabelmeFile(True, None, "scratch", (NO_AREA,))
    result = read(tmp_path, [*lines, shape(SQUARE)])
    assert result.notes == (NO_AREA,)
    assert pixels(result).sum() == 12


@pytest.mark.parametrize(
    "broken",
    [
        shape([[1, 1], [2, 2]]),
        shape([[1, 1], [float("nan"), 2], [3, 3]]),
        shape([[1, 1], [1e30, 2], [3, 3]]),
        shape("points"),
        shape(None),
        shape([]),
        shape([[1, 1]], "circle"),
        shape([[1, 1], [2, 2]], "mask"),
        shape([[1, 1], [2, 2]], "mask", mask="not base64"),
        shape(SQUARE, "star"),
        shape(SQUARE, ["list"]),
        {},
        {"label": 7},
        None,
        "shape",
        [],
    ],
)
def test_a_broken_shape_spoils_no_other(broken: object, tmp_path: Path) -> None:
    result = read(tmp_path, [broken, shape(SQUARE)])
    assert result.notes == (BROKEN,)
    assert pixels(result).sum() == 12


@pytest.mark.parametrize("size", [(0, 8), (-10, 8), (None, None), ("10", "8"), (10**9, 10**9), (1.5, 8)])
def test_impossible_sizes(size: tuple[object, object], tmp_path: Path) -> None:
    result = read(tmp_path, [shape(SQUARE)], imageWidth=size[0], imageHeight=size[1])
    assert result == LabelmeFile(True, None, "scratch", (NO_SIZE,))


@pytest.mark.parametrize("shapes", [None, {}, "x", 5])
def test_another_json_file(shapes: object, tmp_path: Path) -> None:
    with pytest.raises(AnnotationError, match=r"a\.json is no file of labelme"):
        read(tmp_path, shapes)


def test_a_label_from_outside_is_one_short_line(tmp_path: Path) -> None:
    result = read(tmp_path, [shape(SQUARE, label="x\n\x1b[31m" + "y" * 10_000)])
    assert result.defect_type.isprintable()
    assert len(result.defect_type) < 150
