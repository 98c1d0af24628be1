from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from core.datasets.check import check_dataset
from core.datasets.dataset import Label, Split
from core.datasets.layout import recognise
from core.images.write import write_png

RNG = np.random.default_rng(0)


def image(path: Path, height: int = 20, width: int = 30, *more: int) -> Path:
    write_png(path, RNG.integers(0, 256, (height, width, *more), dtype=np.uint8))
    return path


def test_a_sound_dataset(tmp_path: Path) -> None:
    for number in range(3):
        image(tmp_path / "good" / f"{number}.png")
    image(tmp_path / "defective" / "scratch" / "9.png", 25, 31, 3)
    report = check_dataset(recognise(tmp_path))
    assert (report.layout, report.images, report.problems) == ("good_defective", 4, ())
    assert report.counts == {Split.UNASSIGNED: {Label.GOOD: 3, Label.DEFECTIVE: 1}}
    assert report.defect_types == {"scratch": 1}
    assert report.sizes == {(30, 20): 3, (31, 25): 1}
    assert report.formats == {"8-bit grey": 3, "8-bit colour": 1}
    assert (report.unreadable, report.mask_faults, report.duplicates) == ((), (), ())


def test_one_bad_file_is_an_entry(tmp_path: Path) -> None:
    good = image(tmp_path / "good" / "1.png")
    (tmp_path / "good" / "2.png").write_text("no image")
    (tmp_path / "good" / "表面 🔍.png").write_bytes(good.read_bytes()[:200])
    report = check_dataset(recognise(tmp_path))
    assert {fault.path.name for fault in report.unreadable} == {"2.png", "表面 🔍.png"}
    assert all(fault.path.name in fault.error for fault in report.unreadable)
    assert report.sizes == {(30, 20): 1}
    assert report.images == 3


def test_masks_that_do_not_fit(tmp_path: Path) -> None:
    folder = tmp_path / "defective"
    sound = np.zeros((20, 30), np.uint8)
    sound[5:8, 5:8] = 255
    masks = {"ok": sound, "empty": np.zeros((20, 30), np.uint8), "small": sound[:10]}
    for name, mask in masks.items():
        image(folder / f"{name}.png")
        write_png(folder / f"{name}_mask.png", mask)
    image(folder / "broken.png")
    (folder / "broken_mask.png").write_text("no image")
    image(folder / "without.png")
    faults = {fault.path.name: fault.error for fault in check_dataset(recognise(tmp_path)).mask_faults}
    assert faults.keys() == {"empty_mask.png", "small_mask.png", "broken_mask.png", "without.png"}
    assert faults["empty_mask.png"] == "The mask marks nothing."
    assert faults["small_mask.png"] == "The mask has 30 x 10 pixels, its image 30 x 20."
    assert "is not a PNG" in faults["broken_mask.png"]
    assert "has no mask" in faults["without.png"]


def test_no_mask_at_all_is_no_fault(tmp_path: Path) -> None:
    image(tmp_path / "good" / "1.png")
    image(tmp_path / "defective" / "2.png")
    assert check_dataset(recognise(tmp_path)).mask_faults == ()


def test_duplicates_within_and_across(tmp_path: Path) -> None:
    one = image(tmp_path / "train" / "good" / "1.png").read_bytes()
    two = image(tmp_path / "train" / "good" / "2.png").read_bytes()
    (tmp_path / "train" / "good" / "1 copy.png").write_bytes(one)
    for name in ("test/good/2.png", "test/defective/2.png"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_bytes(two)
    groups = {
        tuple(sorted(path.relative_to(tmp_path).as_posix() for path in group.paths)): (
            group.across_splits,
            group.across_labels,
        )
        for group in check_dataset(recognise(tmp_path)).duplicates
    }
    assert groups == {
        ("train/good/1 copy.png", "train/good/1.png"): (False, False),
        ("test/defective/2.png", "test/good/2.png", "train/good/2.png"): (True, True),
    }


def test_json(tmp_path: Path) -> None:
    content = image(tmp_path / "good" / "1.png").read_bytes()
    (tmp_path / "good" / "2.png").write_bytes(content)
    (tmp_path / "good" / "3.png").write_bytes(b"rubbish")
    document = json.loads(json.dumps(check_dataset(recognise(tmp_path)).to_json()))
    assert document["counts"] == {"unassigned": {"good": 3}}
    assert document["sizes"] == [{"width": 30, "height": 20, "images": 2}]
    assert document["unreadable"][0]["path"] == "good/3.png"
    assert document["duplicates"] == [
        {"paths": ["good/1.png", "good/2.png"], "across_splits": False, "across_labels": False}
    ]


def test_progress_and_interrupt(tmp_path: Path) -> None:
    for number in range(40):
        image(tmp_path / f"{number}.png", 4, 4)
    dataset = recognise(tmp_path)
    heard: list[tuple[int, int]] = []
    check_dataset(dataset, lambda done, total: heard.append((done, total)))
    assert heard == [(done, 40) for done in range(1, 41)]

    def interrupt(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check_dataset(dataset, interrupt)


def test_real_dagm(real_data: Path) -> None:
    report = check_dataset(recognise(real_data / "dagm-class1-256"))
    assert (report.sizes, report.formats) == ({(256, 256): 575}, {"8-bit grey": 575})
    assert (report.unreadable, report.mask_faults, report.duplicates) == ((), (), ())


def test_real_magnetic_tile(real_data: Path) -> None:
    report = check_dataset(recognise(real_data / "magnetic-tile"))
    assert report.formats == {"8-bit grey": 572}
    assert report.defect_types == {"blowhole": 115, "crack": 57}
    assert (report.unreadable, report.mask_faults) == ((), ())
