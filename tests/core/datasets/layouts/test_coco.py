from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.datasets.layout import Dataset, Label, Split, recognise
from core.datasets.masks import read_mask
from core.datasets.polygon_mask import PolygonMask

GOOD, DEFECTIVE, UNLABELLED = Label.GOOD, Label.DEFECTIVE, Label.UNLABELLED


def touch(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()


def annotate(path: Path, defective: list[str], good: list[str] = (), **more: Any) -> None:  # type: ignore[assignment]
    """Write a file in which the images of the first list have a box."""
    names = [*defective, *good]
    document = {
        "images": [{"id": n, "file_name": name, "width": 8, "height": 6} for n, name in enumerate(names)],
        "annotations": [
            {"id": n, "image_id": n, "category_id": 1, "segmentation": [[1, 1, 4, 1, 4, 3, 1, 3]]}
            for n in range(len(defective))
        ],
        "categories": [{"id": 1, "name": "dent"}],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document | more))


def table(dataset: Dataset) -> dict[str, tuple[Label, Split, str]]:
    return {
        s.path.relative_to(dataset.root).as_posix(): (s.label, s.split, s.defect_type)
        for s in dataset.samples
    }


@pytest.mark.parametrize("place", ["annotations.json", "annotations/instances_default.json", "x.json"])
@pytest.mark.parametrize("folder", ["", "images/", "images/deep/"])
def test_one_file_of_annotations(place: str, folder: str, tmp_path: Path) -> None:
    touch(tmp_path, *(f"{folder}{name}" for name in ("1.png", "2.jpg", "10.png")))
    annotate(tmp_path / place, ["1.png"], ["2.jpg"])
    dataset = recognise(tmp_path)
    assert (dataset.layout, dataset.problems) == ("coco", ())
    assert list(table(dataset).items()) == [
        (f"{folder}1.png", (DEFECTIVE, Split.UNASSIGNED, "dent")),
        (f"{folder}2.jpg", (GOOD, Split.UNASSIGNED, "")),
        (f"{folder}10.png", (UNLABELLED, Split.UNASSIGNED, "")),
    ]
    mask = dataset.samples[0].mask
    assert isinstance(mask, PolygonMask)
    np.testing.assert_array_equal(np.argwhere(read_mask(mask)), [[y, x] for y in (1, 2) for x in (1, 2, 3)])


def test_a_file_in_each_split(tmp_path: Path) -> None:
    """The same name in two folders is two images."""
    for split in ("train", "valid", "test"):
        touch(tmp_path, f"{split}/1.png", f"{split}/2.png")
        annotate(tmp_path / split / "_annotations.coco.json", ["1.png"], ["2.png"])
    dataset = recognise(tmp_path)
    assert (dataset.layout, dataset.problems) == ("coco", ())
    row = {GOOD: 1, DEFECTIVE: 1}
    assert dataset.counts() == {Split.TRAIN: row, Split.VALIDATION: row, Split.TEST: row}


def test_files_called_after_folders_of_images(tmp_path: Path) -> None:
    touch(tmp_path, "train2017/1.png", "val2017/1.png")
    annotate(tmp_path / "annotations/instances_train2017.json", ["1.png"])
    annotate(tmp_path / "annotations/instances_val2017.json", [], ["1.png"])
    dataset = recognise(tmp_path)
    assert dataset.problems == ()
    assert table(dataset) == {
        "train2017/1.png": (DEFECTIVE, Split.TRAIN, "dent"),
        "val2017/1.png": (GOOD, Split.VALIDATION, ""),
    }


def test_names_with_folders(tmp_path: Path) -> None:
    touch(tmp_path, "a/1.png", "b/1.png", "c/1.png", "1.png")
    annotate(tmp_path / "coco.json", ["a/1.png", "B\\1.PNG"], ["./c/1.png", "1.png"])
    dataset = recognise(tmp_path)
    assert dataset.problems == ()
    assert [s.label for s in dataset.samples] == [GOOD, DEFECTIVE, DEFECTIVE, GOOD]


@pytest.mark.parametrize(
    "name",
    [
        "/etc/1.png",
        "../1.png",
        "in/../../1.png",
        "C:\\1.png",
        "C:1.png",
        "\\\\host\\share\\1.png",
        "1.png\0.jpg",
    ],
)
def test_names_outside_of_the_folder_are_ignored(name: str, tmp_path: Path) -> None:
    root = tmp_path / "root"
    touch(tmp_path, "1.png", "root/1.png", "root/2.png")
    annotate(root / "coco.json", [name, "2.png"])
    dataset = recognise(root)
    assert table(dataset) == {
        "1.png": (UNLABELLED, Split.UNASSIGNED, ""),
        "2.png": (DEFECTIVE, Split.UNASSIGNED, "dent"),
    }
    (problem,) = dataset.problems
    assert problem.startswith("coco.json, names outside of the folder were ignored: ")
    assert problem.isprintable()


def test_faults_are_told(tmp_path: Path) -> None:
    touch(tmp_path, "1.png", "2.png", "a/3.png", "b/3.png")
    annotate(tmp_path / "coco.json", ["1.png", "gone.png", "x/3.png", "1.png"], ["", "."])
    assert recognise(tmp_path).problems == (
        "coco.json, named there but missing: gone.png, x/3.png, , ..",
        "coco.json, listed more than once; the first entry counts: 1.png.",
    )


def test_what_was_ignored_is_told_with_the_image(tmp_path: Path) -> None:
    touch(tmp_path, "1.png", "2.png")
    broken = [{"image_id": 0, "segmentation": [[1]]}, {"image_id": 1, "bbox": [1, 1, 2, 2]}]
    annotate(tmp_path / "coco.json", ["1.png", "2.png"], annotations=broken)
    dataset = recognise(tmp_path)
    assert dataset.problems == (
        "coco.json, annotations that cannot be understood were ignored: 1.png.",
        "coco.json, marked by a box only, which became the mask: 2.png.",
    )
    assert [s.label for s in dataset.samples] == [DEFECTIVE, DEFECTIVE]


def test_a_damaged_file_is_named_and_the_images_are_flat(tmp_path: Path) -> None:
    touch(tmp_path, "1.png")
    (tmp_path / "coco.json").write_text('{"images": [')
    dataset = recognise(tmp_path)
    assert dataset.layout == "flat"
    assert dataset.problems == (f"{tmp_path.name}, coco.json is not valid JSON.",)


def test_other_json_files_are_no_annotations(tmp_path: Path) -> None:
    touch(tmp_path, "1.png")
    (tmp_path / "settings.json").write_text('{"a": 1}')
    dataset = recognise(tmp_path)
    assert (dataset.layout, dataset.problems) == ("flat", ())


def test_folders_of_masks_are_no_images(tmp_path: Path) -> None:
    touch(tmp_path, "1.png", "masks/1.png")
    annotate(tmp_path / "coco.json", ["1.png"])
    assert list(table(recognise(tmp_path))) == ["1.png"]
