from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pycocotools import mask as reference

from core.datasets.annotation_file import AnnotationError
from core.datasets.coco import BOX_ONLY, BROKEN, NO_SIZE, CocoImage, read_coco
from core.datasets.masks import read_mask

WIDTH, HEIGHT = 40, 30

# Pycocotools' own decoder does not know NumPy 2 yet.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")


def blob(seed: int) -> np.ndarray:
    return np.random.default_rng(seed).random((HEIGHT, WIDTH)) < 0.3


def compressed(mask: np.ndarray) -> dict[str, Any]:
    encoded = reference.encode(np.asfortranarray(mask, np.uint8))
    return {"size": list(mask.shape), "counts": encoded["counts"].decode()}


def uncompressed(mask: np.ndarray) -> dict[str, Any]:
    flat = np.concatenate(([False], mask.ravel(order="F"), [not mask[-1, -1]]))
    counts = np.diff(np.flatnonzero(np.diff(flat)), prepend=0)
    return {"size": list(mask.shape), "counts": counts.tolist()}


def document(*annotations: Any, **more: Any) -> dict[str, Any]:
    return {
        "images": [{"id": 1, "file_name": "a.png", "width": WIDTH, "height": HEIGHT}],
        "annotations": [{"id": 9, "image_id": 1, "category_id": 3, **a} for a in annotations],
        "categories": [{"id": 3, "name": "scratch"}, {"id": 4, "name": "dent"}, {"id": 5, "name": "Good"}],
    } | more


def read(tmp_path: Path, content: object) -> list[CocoImage] | None:
    path = tmp_path / "instances.json"
    path.write_text(json.dumps(content))
    images = read_coco(path)
    return None if images is None else list(images)


def one(tmp_path: Path, content: object) -> CocoImage:
    images = read(tmp_path, content)
    assert images is not None
    (image,) = images
    return image


def pixels(image: CocoImage) -> np.ndarray:
    assert image.mask is not None
    return read_mask(image.mask)


def test_polygons_against_pycocotools(tmp_path: Path) -> None:
    """Pycocotools rounds outlines to a fifth of a pixel, so that pixels on the very outline may differ."""
    draw = np.random.default_rng(0)
    angles = np.sort(draw.random(9)) * 2 * np.pi
    radius = draw.random(9) * 8 + 5
    ring = (np.array([20, 15]) + np.column_stack((np.cos(angles), np.sin(angles))) * radius[:, None]).ravel()
    rings = [ring.tolist(), [30, 20, 38, 20, 38, 28, 30, 28]]
    got = pixels(one(tmp_path, document({"segmentation": rings})))
    expected = reference.decode(reference.merge(reference.frPyObjects(rings, HEIGHT, WIDTH))).astype(bool)
    assert np.count_nonzero(got != expected) <= 0.03 * expected.sum()
    np.testing.assert_array_equal(got[20:, 29:], expected[20:, 29:])  # edges between pixels leave no choice


@pytest.mark.parametrize("encode", [compressed, uncompressed])
def test_run_lengths_against_pycocotools(encode: Any, tmp_path: Path) -> None:
    shapes = [encode(blob(1)), encode(blob(2))]
    if encode is uncompressed:  # made by this test, so it has to be right first
        for seed, shape in enumerate(shapes, start=1):
            packed = reference.frPyObjects(shape, HEIGHT, WIDTH)
            np.testing.assert_array_equal(reference.decode(packed), blob(seed))
    image = one(tmp_path, document({"segmentation": shapes[0]}, {"segmentation": shapes[1], "iscrowd": 1}))
    np.testing.assert_array_equal(pixels(image), blob(1) | blob(2))
    assert image.notes == ()


def test_a_box_stands_in_for_a_missing_outline(tmp_path: Path) -> None:
    image = one(tmp_path, document({"segmentation": [], "bbox": [3, 4, 5, 6]}))
    expected = np.zeros((HEIGHT, WIDTH), bool)
    expected[4:10, 3:8] = True
    np.testing.assert_array_equal(pixels(image), expected)
    assert image.notes == (BOX_ONLY,)


def test_categories_become_the_type(tmp_path: Path) -> None:
    box = {"bbox": [3, 4, 5, 6]}
    image = one(tmp_path, document(box, {**box, "category_id": 4}, {**box, "category_id": 4}))
    assert (image.defective, image.defect_type) == (True, "dent")
    assert one(tmp_path, document({**box, "category_id": 99})).defect_type == ""
    assert one(tmp_path, document(box, categories="none")).defect_type == ""


def test_listed_without_an_annotation_is_good(tmp_path: Path) -> None:
    expected = CocoImage("a.png", False, None, "", ())
    assert one(tmp_path, document()) == expected
    assert one(tmp_path, document({"bbox": [3, 4, 5, 6], "category_id": 5})) == expected


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"segmentation": [[1, 2, 3, 4]]},
        {"segmentation": [[1, 2, 3, 4, 5, 6, 7]]},
        {"segmentation": [[1, 2, 3, 4, 5, float("nan")]]},
        {"segmentation": [1, 2, 3, 4, 5, 6]},
        {"segmentation": "polygon"},
        {"segmentation": 5},
        {"segmentation": {"size": [HEIGHT, WIDTH]}},
        {"segmentation": {"size": [WIDTH, HEIGHT], "counts": [5]}},
        {"segmentation": {"size": 5, "counts": [5]}},
        {"segmentation": {"size": [HEIGHT, WIDTH], "counts": [HEIGHT * WIDTH + 1]}},
        {"segmentation": {"size": [HEIGHT, WIDTH], "counts": [0, 10**12]}},
        {"segmentation": {"size": [HEIGHT, WIDTH], "counts": [-5, 5]}},
        {"segmentation": {"size": [HEIGHT, WIDTH], "counts": "~~~"}},
        {"segmentation": {"size": [HEIGHT, WIDTH], "counts": "oooooooooooooooo0"}},
        {"segmentation": {"size": [HEIGHT, WIDTH], "counts": None}},
        {"bbox": [3, 4, -5, 6]},
        {"bbox": [3, 4, 5]},
        {"bbox": ["3", "4", "5", "6"]},
        {"bbox": [3, 4, float("inf"), 6]},
    ],
)
def test_a_broken_annotation_spoils_no_other(broken: dict[str, Any], tmp_path: Path) -> None:
    image = one(tmp_path, document(broken, {"segmentation": compressed(blob(1))}))
    np.testing.assert_array_equal(pixels(image), blob(1))
    assert image.notes == (BROKEN,)


@pytest.mark.parametrize("size", [(0, 5), (-4, 5), (None, 5), ("4", 5), (10**6, 10**6), (1.5, 5)])
def test_impossible_sizes(size: tuple[object, object], tmp_path: Path) -> None:
    images = [{"id": 1, "file_name": "a.png", "width": size[0], "height": size[1]}]
    image = one(tmp_path, document({"bbox": [1, 1, 2, 2]}, images=images))
    assert image == CocoImage("a.png", True, None, "scratch", (NO_SIZE,))


def test_entries_that_are_no_images_are_left_out(tmp_path: Path) -> None:
    images = [5, None, {}, {"id": 1}, {"id": [1], "file_name": "x"}, {"id": 2, "file_name": 7}]
    images.append({"id": "one", "file_name": "b.png"})
    annotations = [5, None, {}, {"image_id": [1]}, {"image_id": 77}]
    assert read(tmp_path, document(images=images, annotations=annotations)) == [
        CocoImage("b.png", False, None, "", ())
    ]


@pytest.mark.parametrize("content", [{}, {"images": []}, {"images": {}, "annotations": []}, {"shapes": []}])
def test_another_json_file_is_none(content: object, tmp_path: Path) -> None:
    assert read(tmp_path, content) is None


def test_a_damaged_file(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"images": [')
    with pytest.raises(AnnotationError, match=r"a\.json is not valid JSON"):
        read_coco(tmp_path / "a.json")


def test_reading_can_be_ended(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(document()))

    def end() -> None:
        raise KeyboardInterrupt

    images = read_coco(path, end)
    assert images is not None
    with pytest.raises(KeyboardInterrupt):
        list(images)
