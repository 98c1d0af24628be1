from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest

from core.datasets.dataset import Label, Split
from core.datasets.layout import recognise
from core.datasets.masks import read_mask
from core.datasets.preflight.findings import Kind
from core.datasets.preflight.run import preflight
from core.datasets.snapshot import take_snapshot
from core.datasets.synth import synthetic_texture, write_dataset
from core.errors import DatasetError
from core.images.convert import to_uint8
from core.images.read import read_picture

SMALL = {"good": 5, "defective": 3, "size": 64, "seed": 7}


def test_written_is_what_is_recognised(tmp_path: Path) -> None:
    root = tmp_path / "neu 表面"
    written = write_dataset(root, "weave", **SMALL)
    assert written == recognise(root)
    assert (written.layout, written.problems) == ("dagm", ())
    both = {Label.GOOD: 5, Label.DEFECTIVE: 3}
    assert written.counts() == {Split.TRAIN: both, Split.TEST: both}
    report = preflight(written)
    assert report.sizes == {(64, 64): 16}
    # Nothing else also says that each mask marks something, and that the halves share no picture.
    assert {finding.kind for finding in report.findings} == {Kind.FEW_IMAGES}


def test_labels_are_in_dagms_own_format(tmp_path: Path) -> None:
    write_dataset(tmp_path / "a", "cloud", **SMALL)
    folder = tmp_path / "a" / "Class1" / "Test"
    lines = (folder / "Label" / "Labels.txt").read_bytes().decode("ascii").split("\n")
    assert (lines[0], lines[-1], len(lines)) == ("1", "", 10)
    for number, line in enumerate(lines[1:-1], start=1):
        name = f"{number:04d}"
        defective = (folder / "Label" / f"{name}_label.PNG").exists()
        mask = f"{name}_label.PNG" if defective else "0"
        assert line == f"{name}\t{int(defective)}\t{name}.PNG\t0\t{mask}"


def test_labels_match_real_dagm(tmp_path: Path, real_data: Path) -> None:
    write_dataset(tmp_path / "a", "cloud", **SMALL)
    path = Path("Class1", "Test", "Label", "Labels.txt")
    real = (real_data / "dagm-class1-256" / path).read_text().splitlines()
    own = (tmp_path / "a" / path).read_text().splitlines()

    def kinds(lines: list[str]) -> set[tuple[int, str, bool]]:
        return {(line.count("\t"), line.split("\t")[1], line.endswith("_label.PNG")) for line in lines[1:]}

    assert own[0] == real[0]
    assert kinds(own) == kinds(real)


def test_masks_lie_on_the_defects(tmp_path: Path) -> None:
    written = write_dataset(tmp_path / "a", "brushed", **SMALL)
    for sample in written.select(label=Label.DEFECTIVE):
        assert sample.mask is not None
        raw = to_uint8(read_picture(sample.mask).pixels)
        assert set(np.unique(raw)) == {0, 255}
        assert read_mask(sample.mask).mean() < 0.1


def test_seed_decides_all_files(tmp_path: Path) -> None:
    hashes = [
        take_snapshot(write_dataset(tmp_path / name, "grain", **(SMALL | {"seed": seed}))).hash
        for name, seed in (("a", 1), ("b", 1), ("c", 2))
    ]
    assert hashes[0] == hashes[1] != hashes[2]


def test_again_changes_nothing(tmp_path: Path) -> None:
    write_dataset(tmp_path / "a", "cast", **SMALL)
    images = list((tmp_path / "a").rglob("*.PNG"))
    for path in images:
        os.utime(path, (1, 1))
    write_dataset(tmp_path / "a", "cast", **SMALL)
    assert {path.stat().st_mtime for path in images} == {1}


def test_interrupted_goes_on(tmp_path: Path) -> None:
    def interrupt(done: int, total: int) -> None:
        assert total == 16
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_dataset(tmp_path / "a", "stripes", **SMALL, progress=interrupt)
    # As if it had ended between a mask and its image, too.
    next((tmp_path / "a").rglob("Train/*.PNG")).unlink()
    heard: list[int] = []
    resumed = write_dataset(tmp_path / "a", "stripes", **SMALL, progress=lambda done, _: heard.append(done))
    assert heard == list(range(1, 17))
    whole = write_dataset(tmp_path / "b", "stripes", **SMALL)
    assert take_snapshot(resumed) == take_snapshot(whole)


def test_defects_of_families_are_painted_and_completed(tmp_path: Path) -> None:
    families = ("dent", "crack")

    def interrupt(done: int, total: int) -> None:
        if done == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_dataset(tmp_path / "a", "weave", **SMALL, families=families, progress=interrupt)
    next((tmp_path / "a").rglob("Train/*.PNG")).unlink()
    resumed = write_dataset(tmp_path / "a", "weave", **SMALL, families=families[::-1])
    whole = write_dataset(tmp_path / "b", "weave", **SMALL, families=families)
    assert take_snapshot(resumed) == take_snapshot(whole)
    own = write_dataset(tmp_path / "c", "weave", **SMALL)
    for label, same in ((Label.GOOD, True), (Label.DEFECTIVE, False)):
        for one, other in zip(whole.select(label=label), own.select(label=label), strict=True):
            assert (one.path.read_bytes() == other.path.read_bytes()) == same
    for wrong in ((), ("dent",)):
        with pytest.raises(DatasetError, match=r"seed 7, defects of crack, dent\."):
            write_dataset(tmp_path / "a", "weave", **SMALL, families=wrong)
    with pytest.raises(DatasetError, match="no family of defects named rust"):
        write_dataset(tmp_path / "d", "weave", **SMALL, families=("rust",))
    assert not (tmp_path / "d").exists()


def test_a_note_from_before_there_were_families_is_understood(tmp_path: Path) -> None:
    root = tmp_path / "a"
    whole = take_snapshot(write_dataset(root, "cast", **SMALL))
    note = json.loads((root / "synthetic.json").read_text())
    del note["families"]
    (root / "synthetic.json").write_text(json.dumps(note))
    next(root.rglob("Test/*.PNG")).unlink()
    assert synthetic_texture(root) == "cast"
    assert take_snapshot(write_dataset(root, "cast", **SMALL)) == whole


def test_other_contents_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "mine.png").write_text("precious")
    with pytest.raises(DatasetError, match="not an empty folder"):
        write_dataset(tmp_path / "photos", "cloud", **SMALL)
    with pytest.raises(DatasetError, match="not an empty folder"):
        write_dataset(tmp_path / "photos" / "mine.png", "cloud", **SMALL)
    write_dataset(tmp_path / "a", "cloud", **SMALL)
    before = sorted((tmp_path / "a").rglob("*"))
    with pytest.raises(
        DatasetError, match=r"holds another synthetic dataset: cloud, .* good .*, seed \d+\. "
    ):
        write_dataset(tmp_path / "a", "cloud", **(SMALL | {"good": 6}))
    (tmp_path / "a" / "synthetic.json").write_text('{"of": "another version"}')
    with pytest.raises(DatasetError, match=r"holds another synthetic dataset\. "):
        write_dataset(tmp_path / "a", "cloud", **SMALL)
    assert sorted((tmp_path / "a").rglob("*")) == before


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"good": -1}, "nothing to write"),
        ({"good": 0, "defective": 0}, "nothing to write"),
        ({"seed": -1}, "nothing to write"),
        ({"size": 32}, "too small"),
    ],
)
def test_bad_arguments(tmp_path: Path, changes: dict[str, int], text: str) -> None:
    with pytest.raises(DatasetError, match=text):
        write_dataset(tmp_path / "a", "cloud", **(SMALL | changes))
    assert not (tmp_path / "a").exists()


def test_unknown_texture(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="no texture named wood"):
        write_dataset(tmp_path / "a", "wood", **SMALL)


def test_only_good_or_only_defective(tmp_path: Path) -> None:
    good = write_dataset(tmp_path / "a", "cloud", **(SMALL | {"defective": 0}))
    assert good.counts() == {Split.TRAIN: {Label.GOOD: 5}, Split.TEST: {Label.GOOD: 5}}
    bad = write_dataset(tmp_path / "b", "cloud", **(SMALL | {"good": 0}))
    assert bad.counts() == {Split.TRAIN: {Label.DEFECTIVE: 3}, Split.TEST: {Label.DEFECTIVE: 3}}
