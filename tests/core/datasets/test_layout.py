from __future__ import annotations

import os
import sys
from pathlib import Path

import numpy as np
import pytest

from core.datasets.layout import LAYOUTS, Dataset, Label, Split, recognise, restrict
from core.errors import DatasetError
from core.images.write import write_png

GOOD, DEFECTIVE, UNLABELLED = Label.GOOD, Label.DEFECTIVE, Label.UNLABELLED


def touch(root: Path, *names: str) -> None:
    """Make empty files: recognising looks at names alone."""
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()


def table(dataset: Dataset) -> dict[str, tuple[Label, Split, str, str]]:
    """Label, split, mask and defect type by path, all below the root."""
    return {
        s.path.relative_to(dataset.root).as_posix(): (
            s.label,
            s.split,
            s.mask.relative_to(dataset.root).as_posix() if s.mask else "",
            s.defect_type,
        )
        for s in dataset.samples
    }


# DAGM


def dagm(
    root: Path, lines: str = "1\n0001\t0\t0001.PNG\t0\t0\n0002\t1\t0002.PNG\t0\t0002_label.PNG\n"
) -> Path:
    touch(root, "Class3/Train/0001.PNG", "Class3/Train/0002.PNG", "Class3/Train/Label/0002_label.PNG")
    (root / "Class3/Train/Label/Labels.txt").write_text(lines)
    return root


EXPECTED_DAGM = {
    "Class3/Train/0001.PNG": (GOOD, Split.TRAIN, "", ""),
    "Class3/Train/0002.PNG": (DEFECTIVE, Split.TRAIN, "Class3/Train/Label/0002_label.PNG", "Class3"),
}


def test_dagm(tmp_path: Path) -> None:
    dataset = recognise(dagm(tmp_path))
    assert (dataset.layout, dataset.problems) == ("dagm", ())
    assert table(dataset) == EXPECTED_DAGM


def test_dagm_class_folder_itself(tmp_path: Path) -> None:
    dataset = recognise(dagm(tmp_path) / "Class3")
    assert set(table(dataset)) == {"Train/0001.PNG", "Train/0002.PNG"}


def test_dagm_several_classes_in_any_case(tmp_path: Path) -> None:
    dagm(tmp_path)
    touch(tmp_path, "class10/TEST/1.png", "class10/TEST/LABEL/1_LABEL.png", "CLASS2/train/7.png")
    (tmp_path / "class10/TEST/LABEL/LABELS.TXT").write_text("1\r\n1\t1\t1.PNG\t0\t1_label.PNG\r\n")
    (tmp_path / "CLASS2/train/label").mkdir()
    (tmp_path / "CLASS2/train/label/labels.txt").write_text("1\n7 0 7.png 0 0\n")
    dataset = recognise(tmp_path)
    assert table(dataset) == EXPECTED_DAGM | {
        "class10/TEST/1.png": (DEFECTIVE, Split.TEST, "class10/TEST/LABEL/1_LABEL.png", "class10"),
        "CLASS2/train/7.png": (GOOD, Split.TRAIN, "", ""),
    }
    assert [s.path.parts[-3] for s in dataset.samples] == ["CLASS2", "Class3", "Class3", "class10"]


def test_dagm_without_labels_goes_by_the_masks(tmp_path: Path) -> None:
    (dagm(tmp_path) / "Class3/Train/Label/Labels.txt").unlink()
    dataset = recognise(tmp_path)
    assert table(dataset) == EXPECTED_DAGM
    assert dataset.problems == (
        "Class3/Train has no Label/Labels.txt; images with a mask were taken as defective.",
    )


def test_dagm_faults_are_told(tmp_path: Path) -> None:
    dagm(
        tmp_path,
        "1\n0002\t1\t0002.PNG\t0\t0002_label.PNG\n0003\t1\t0003.PNG\t0\t0\n9\t0\t0009.PNG\t0\t0\n"
        "x\tmaybe\t0004.PNG\n0002\t0\t0002.PNG\t0\t0\n",
    )
    touch(tmp_path, "Class3/Train/0003.PNG", "Class3/Train/Label/0077_label.PNG")
    dataset = recognise(tmp_path)
    assert dataset.problems == (
        "Class3/Train, lines of Labels.txt that cannot be understood: 5, 6.",
        "Class3/Train, not in Labels.txt, so unlabelled: 0001.PNG.",
        "Class3/Train, defective without a mask: 0003.PNG.",
        "Class3/Train, named in Labels.txt but missing: 0009.PNG.",
        "Class3/Train, masks without an image: 0077_label.PNG.",
    )
    assert [s.label for s in dataset.samples] == [UNLABELLED, DEFECTIVE, DEFECTIVE]


def test_dagm_many_faults_stay_one_sentence(tmp_path: Path) -> None:
    lines = "".join(f"{i}\t0\t{i:04d}.PNG\t0\t0\n" for i in range(1, 30))
    dataset = recognise(dagm(tmp_path, lines))
    assert dataset.problems[0].endswith("0003.PNG, 0004.PNG, 0005.PNG, 0006.PNG, 0007.PNG and 22 more.")


def test_dagm_binary_rubbish_in_labels(tmp_path: Path) -> None:
    dagm(tmp_path)
    (tmp_path / "Class3/Train/Label/Labels.txt").write_bytes(bytes(range(256)) * 3)
    assert {s.label for s in recognise(tmp_path).samples} == {UNLABELLED}


# MVTec AD


def test_mvtec(tmp_path: Path) -> None:
    touch(tmp_path, "train/good/000.png", "test/good/000.png", "test/Hole/000.png", "test/Hole/001.png")
    touch(tmp_path, "ground_truth/Hole/000_mask.png", "ground_truth/Hole/009_mask.png", "license.txt")
    dataset = recognise(tmp_path)
    assert dataset.layout == "mvtec"
    assert table(dataset) == {
        "test/good/000.png": (GOOD, Split.TEST, "", ""),
        "test/Hole/000.png": (DEFECTIVE, Split.TEST, "ground_truth/Hole/000_mask.png", "Hole"),
        "test/Hole/001.png": (DEFECTIVE, Split.TEST, "", "Hole"),
        "train/good/000.png": (GOOD, Split.TRAIN, "", ""),
    }
    assert dataset.problems == (
        "test/Hole, defective without a mask: 001.png.",
        "ground_truth/Hole, masks without an image: 009_mask.png.",
    )


# Magnetic tile


def test_magnetic_tile(tmp_path: Path) -> None:
    touch(
        tmp_path,
        "MT_Free/Imgs/f.jpg",
        "MT_Free/Imgs/f.png",
        "MT_Blowhole/Imgs/b.jpg",
        "MT_Blowhole/Imgs/b.png",
    )
    touch(tmp_path, "MT_Crack/c.JPEG", "MT_Crack/Imgs.txt", "MT_Crack/lonely.png")
    dataset = recognise(tmp_path)
    assert dataset.layout == "magnetic_tile"
    assert table(dataset) == {
        "MT_Blowhole/Imgs/b.jpg": (DEFECTIVE, Split.UNASSIGNED, "MT_Blowhole/Imgs/b.png", "blowhole"),
        "MT_Crack/c.JPEG": (DEFECTIVE, Split.UNASSIGNED, "", "crack"),
        "MT_Free/Imgs/f.jpg": (GOOD, Split.UNASSIGNED, "", ""),
    }
    assert dataset.problems == (
        "MT_Crack, defective without a mask: c.JPEG.",
        "MT_Crack, masks without an image: lonely.png.",
    )


def test_restrict(tmp_path: Path) -> None:
    touch(tmp_path, "MT_Free/f.jpg", "MT_Blowhole/b.jpg", "MT_Crack/c.jpg")
    dataset = recognise(tmp_path)
    kept = restrict(dataset, ["Blowhole"])
    assert [s.path.name for s in kept.samples] == ["b.jpg", "f.jpg"]
    assert len(dataset.samples) == 3
    with pytest.raises(DatasetError, match=r"no defect type fray.*It has blowhole, crack"):
        restrict(dataset, ["crack", "fray"])


# Good and defective


def test_good_and_defective(tmp_path: Path) -> None:
    touch(tmp_path, "OK/1.png", "NG/2.png", "NG/2_mask.png", "NG/scratch/3.bmp", "unlabelled/4.tif")
    dataset = recognise(tmp_path)
    assert dataset.layout == "good_defective"
    assert table(dataset) == {
        "NG/2.png": (DEFECTIVE, Split.UNASSIGNED, "NG/2_mask.png", ""),
        "NG/scratch/3.bmp": (DEFECTIVE, Split.UNASSIGNED, "", "scratch"),
        "OK/1.png": (GOOD, Split.UNASSIGNED, "", ""),
        "unlabelled/4.tif": (UNLABELLED, Split.UNASSIGNED, "", ""),
    }
    assert dataset.problems == ("NG, defective without a mask: 3.bmp.",)


@pytest.mark.parametrize(
    "masks", ["masks/2.png", "masks/2_mask.png", "test/masks/2.png", "test/defective/masks/2.png"]
)
def test_good_and_defective_with_splits_and_a_mask_folder(tmp_path: Path, masks: str) -> None:
    touch(tmp_path, "train/good/1.png", "val/good/5.png", "test/good/1.png", "test/defective/2.png", masks)
    dataset = recognise(tmp_path)
    assert dataset.layout == "good_defective"
    assert table(dataset) == {
        "train/good/1.png": (GOOD, Split.TRAIN, "", ""),
        "val/good/5.png": (GOOD, Split.VALIDATION, "", ""),
        "test/good/1.png": (GOOD, Split.TEST, "", ""),
        "test/defective/2.png": (DEFECTIVE, Split.TEST, masks, ""),
    }


def test_only_good_images(tmp_path: Path) -> None:
    touch(tmp_path, "good/1.png", "good/sub/2.png", "good/sub/deep/3.png")
    assert recognise(tmp_path).counts() == {Split.UNASSIGNED: {GOOD: 3}}


def test_an_image_may_be_called_mask(tmp_path: Path) -> None:
    touch(tmp_path, "good/a_mask.png", "defective/b_mask.png", "defective/mask.png")
    assert len(recognise(tmp_path).samples) == 3


# Flat, and choosing


def test_flat(tmp_path: Path) -> None:
    touch(tmp_path, "10.png", "9.png", "日本/🔍.jpg", "note.txt", ".x/y.png")
    dataset = recognise(tmp_path)
    assert dataset.layout == "flat"
    assert list(table(dataset)) == ["9.png", "10.png", "日本/🔍.jpg"]
    assert {s.label for s in dataset.samples} == {UNLABELLED}


def test_layout_can_be_given(tmp_path: Path) -> None:
    touch(tmp_path, "good/1.png", "defective/2.png")
    assert recognise(tmp_path, "flat").counts() == {Split.UNASSIGNED: {UNLABELLED: 2}}
    with pytest.raises(DatasetError, match=r"is not arranged as dagm.*Expected ClassN/Train"):
        recognise(tmp_path, "dagm")
    with pytest.raises(DatasetError, match=r"no dataset layout named voc.*Choose one of dagm, mvtec"):
        recognise(tmp_path, "voc")


def test_empty_missing_and_file(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"no image in") as caught:
        recognise(tmp_path)
    assert all(layout.expected.english in caught.value.way_out for layout in LAYOUTS.values())
    with pytest.raises(DatasetError, match=r"gone does not exist"):
        recognise(tmp_path / "gone")
    touch(tmp_path, "a.png")
    with pytest.raises(DatasetError, match=r"a\.png is a file"):
        recognise(tmp_path / "a.png")


def test_label_folders_without_images_fall_through(tmp_path: Path) -> None:
    touch(tmp_path, "good/readme.txt", "elsewhere/1.png")
    assert recognise(tmp_path).layout == "flat"


def test_select_and_counts(tmp_path: Path) -> None:
    touch(tmp_path, "train/good/1.png", "train/ng/2.png", "test/good/3.png")
    dataset = recognise(tmp_path)
    assert dataset.counts() == {Split.TRAIN: {GOOD: 1, DEFECTIVE: 1}, Split.TEST: {GOOD: 1}}
    assert [s.path.name for s in dataset.select(split=Split.TRAIN, label=DEFECTIVE)] == ["2.png"]
    assert [s.path.name for s in dataset.select(label=GOOD)] == ["3.png", "1.png"]
    assert len(dataset.select()) == 3


def test_relative_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_png(tmp_path / "set" / "good" / "1.png", np.zeros((4, 4), np.uint8))
    monkeypatch.chdir(tmp_path)
    dataset = recognise(Path("set"))
    assert dataset.samples[0].path == Path("set/good/1.png")


# Real folders


@pytest.mark.parametrize("folder", ["dagm-class1-256", "dagm-class1-256/Class1"])
def test_real_dagm(real_data: Path, folder: str) -> None:
    dataset = recognise(real_data / folder)
    assert (dataset.layout, dataset.problems) == ("dagm", ())
    assert dataset.counts() == {
        Split.TRAIN: {GOOD: 250, DEFECTIVE: 35},
        Split.TEST: {GOOD: 254, DEFECTIVE: 36},
    }
    assert all((s.mask is not None) == (s.label is DEFECTIVE) for s in dataset.samples)


def test_real_magnetic_tile(real_data: Path) -> None:
    dataset = recognise(real_data / "magnetic-tile")
    assert (dataset.layout, dataset.problems) == ("magnetic_tile", ())
    assert dataset.counts() == {Split.UNASSIGNED: {GOOD: 400, DEFECTIVE: 172}}
    assert restrict(dataset, ["blowhole"]).counts() == {Split.UNASSIGNED: {GOOD: 400, DEFECTIVE: 115}}
    assert recognise(real_data / "magnetic-tile" / "MT_Crack").counts() == {Split.UNASSIGNED: {DEFECTIVE: 57}}


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes among files")
def test_a_pipe_in_the_place_of_labels_does_not_wait_for_ever(tmp_path: Path) -> None:
    half = tmp_path / "Class1" / "Train"
    (half / "Label").mkdir(parents=True)
    write_png(half / "1.png", np.zeros((8, 8), np.uint8))
    os.mkfifo(half / "Label" / "Labels.txt")
    with pytest.raises(DatasetError, match=r"Labels\.txt cannot be read"):
        recognise(tmp_path / "Class1")
