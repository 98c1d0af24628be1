from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.datasets.layout import Label, Split, recognise
from core.datasets.layouts.base import Loaded
from core.datasets.layouts.beside import Beside
from core.datasets.masks import read_mask
from core.datasets.polygon_mask import PolygonMask
from core.images.listing import Listing

GOOD, DEFECTIVE, UNLABELLED = Label.GOOD, Label.DEFECTIVE, Label.UNLABELLED


def touch(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()


def annotate(path: Path, number: int = 1, **more: Any) -> None:
    shape = {"label": "dent", "shape_type": "rectangle", "points": [[1, 1], [4, 3]]}
    document = {"shapes": [shape] * number, "imagePath": "/etc/passwd", "imageWidth": 8, "imageHeight": 6}
    path.write_text(json.dumps(document | more))


def test_labelme(tmp_path: Path) -> None:
    touch(tmp_path, "1.png", "2.JPG", "10.png", "train/3.bmp", "test/4.png", "notes.txt")
    for name, number in (("1.json", 1), ("2.JSON", 0), ("train/3.json", 2)):
        annotate(tmp_path / name, number)
    dataset = recognise(tmp_path)
    assert (dataset.layout, dataset.problems) == ("labelme", ())
    assert [(s.path.name, s.label, s.split, s.defect_type) for s in dataset.samples] == [
        ("1.png", DEFECTIVE, Split.UNASSIGNED, "dent"),
        ("2.JPG", GOOD, Split.UNASSIGNED, ""),
        ("10.png", UNLABELLED, Split.UNASSIGNED, ""),
        ("4.png", UNLABELLED, Split.TEST, ""),
        ("3.bmp", DEFECTIVE, Split.TRAIN, "dent"),
    ]
    mask = dataset.samples[0].mask
    assert isinstance(mask, PolygonMask)
    assert read_mask(mask).sum() == 6
    assert dataset.samples[1].mask is None


def test_faults_are_told(tmp_path: Path) -> None:
    touch(tmp_path, *(f"{number}.png" for number in range(1, 7)))
    annotate(tmp_path / "1.json")
    (tmp_path / "2.json").write_text("{")
    (tmp_path / "3.json").write_text("{}")
    annotate(tmp_path / "4.json", shapes=[{"label": "x", "points": [[float("nan"), 1]]}])
    annotate(tmp_path / "5.json", shapes=[{"label": "x", "shape_type": "line", "points": [[1, 1], [2, 2]]}])
    annotate(tmp_path / "6.json", imageWidth=-8)
    dataset = recognise(tmp_path)
    place = tmp_path.name
    assert dataset.problems == (
        f"{place}, annotation file is not valid JSON: 2.json.",
        f"{place}, annotation file is no file of labelme: 3.json.",
        f"{place}, shapes that cannot be understood were ignored: 4.json.",
        f"{place}, lines and points, which mark no area, were ignored: 5.json.",
        f"{place}, no possible size of the image is stated, so there is no mask: 6.json.",
    )
    labels = [DEFECTIVE, UNLABELLED, UNLABELLED, DEFECTIVE, DEFECTIVE, DEFECTIVE]
    assert [s.label for s in dataset.samples] == labels
    assert [s.mask is not None for s in dataset.samples] == [True] + [False] * 5


def test_a_json_file_alone_is_no_labelme(tmp_path: Path) -> None:
    touch(tmp_path, "1.png")
    annotate(tmp_path / "2.json")
    assert recognise(tmp_path).layout == "flat"


# Good and defective


def test_good_defective_takes_outlines_beside_the_images(tmp_path: Path) -> None:
    touch(tmp_path, "good/1.png", "ng/2.png", "ng/crack/3.png", "ng/4.png", "ng/4_mask.png", "ng/5.png")
    for name in ("good/1", "ng/2", "ng/crack/3", "ng/4"):
        annotate(tmp_path / f"{name}.json")
    dataset = recognise(tmp_path)
    assert dataset.layout == "good_defective"
    found = {s.path.name: (s.label, s.mask, s.defect_type) for s in dataset.samples}
    assert found["1.png"] == (GOOD, None, "")
    assert isinstance(found["2.png"][1], PolygonMask)
    assert isinstance(found["3.png"][1], PolygonMask)
    assert found["3.png"][2] == "crack"
    assert found["4.png"][1] == tmp_path / "ng" / "4_mask.png"  # a picture was made on purpose
    assert dataset.problems == ("ng, defective without a mask: 5.png.",)


def test_good_defective_names_damaged_outlines(tmp_path: Path) -> None:
    touch(tmp_path, "good/1.png", "ng/2.png")
    (tmp_path / "ng" / "2.json").write_text("rubbish")
    dataset = recognise(tmp_path)
    assert dataset.problems == ("ng, annotation file is not valid JSON: 2.json.",)
    assert [s.label for s in dataset.samples] == [GOOD, DEFECTIVE]


def test_a_png_beside_a_jpeg_is_its_mask(tmp_path: Path) -> None:
    touch(tmp_path, "good/1.jpg", "good/1.png", "ng/2.jpeg", "ng/2.PNG", "ng/3.png", "ng/3.bmp")
    dataset = recognise(tmp_path)
    assert {s.path.name: s.mask for s in dataset.samples} == {
        "1.jpg": None,
        "2.jpeg": tmp_path / "ng" / "2.PNG",
        "3.bmp": None,
        "3.png": None,
    }


@pytest.mark.parametrize("kind", ["a", "b"])
def test_masks_in_folders_are_told_apart_by_type(kind: str, tmp_path: Path) -> None:
    touch(tmp_path, "good/1.png", "ng/a/1.png", "ng/b/1.png", f"masks/{kind}/1.png")
    masks = {s.defect_type: s.mask for s in recognise(tmp_path).samples if s.label is DEFECTIVE}
    assert masks == dict.fromkeys("ab") | {kind: tmp_path / "masks" / kind / "1.png"}


# What lies beside


def test_beside(tmp_path: Path) -> None:
    touch(tmp_path, "a.png", "a_mask.png", "b.jpg", "b.png", "c_mask.png", "B.JSON", "d.json")
    beside = Beside.look(Listing().folder(tmp_path))
    assert beside.masks == {"a": "a_mask.png", "b": "b.png"}
    assert beside.mask_names == {"a_mask.png", "b.png"}
    assert beside.outlines == {"b": "B.JSON"}
    assert beside.mask_of("b.jpg") == tmp_path / "b.png"
    assert beside.mask_of("c_mask.png") is None
    assert beside.outlines_of("a.png", "here", Loaded()) is None
