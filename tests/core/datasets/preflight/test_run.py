from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import core.datasets.preflight.run as run
from core.datasets.dataset import Dataset, Label, Sample, Split
from core.datasets.layout import recognise
from core.datasets.preflight.alike import steps
from core.datasets.preflight.findings import Action, Finding, Fix, Kind
from core.datasets.preflight.measurement import Measurement
from core.datasets.preflight.report import PreflightReport
from core.datasets.preflight.run import preflight
from core.images.picture import ByteImage
from core.images.write import write_png

Photo = Callable[..., ByteImage]
Save = Callable[..., Sample]


def wrong(report: PreflightReport) -> list[Finding]:
    """All findings but that these are few images, as they always are here."""
    return [finding for finding in report.findings if finding.kind is not Kind.FEW_IMAGES]


def test_a_sound_dataset(tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    for number in range(3):
        write_png(tmp_path / "good" / f"{number}.png", random.integers(0, 256, (20, 30), np.uint8))
    write_png(tmp_path / "defective" / "scratch" / "9.png", random.integers(0, 256, (25, 31, 3), np.uint8))
    report = preflight(recognise(tmp_path))
    assert (report.layout, report.images, report.problems, report.complete) == ("good_defective", 4, (), True)
    assert report.counts == {Split.UNASSIGNED: {Label.GOOD: 3, Label.DEFECTIVE: 1}}
    assert report.defect_types == {"scratch": 1}
    assert report.sizes == {(30, 20): 3, (31, 25): 1}
    assert report.formats == {"8-bit grey": 3, "8-bit colour": 1}
    assert (report.working_size, report.smallest_defect) == (None, None)
    assert [finding.kind for finding in wrong(report)] == [Kind.ODD_SIZE, Kind.ODD_DEPTH]


def test_a_bad_file_is_a_finding(tmp_path: Path, photo: Photo, save: Save, dataset_of: Callable) -> None:
    good = save("1.png", photo(1))
    (tmp_path / "表面 🔍.png").write_bytes(good.path.read_bytes()[:200])
    bad = replace(good, path=tmp_path / "表面 🔍.png")
    report = preflight(dataset_of(good, bad))
    (finding,) = wrong(report)
    assert report.of(Kind.UNREADABLE) == (finding,)
    assert "表面 🔍.png" in finding.text
    assert finding.fix == Fix(Action.REMOVE, (bad.path,))
    assert (report.images, report.sizes) == (2, {(128, 128): 1})


def test_everything_at_once(tmp_path: Path, photo: Photo) -> None:
    for number in range(12):
        write_png(tmp_path / "train" / "good" / f"{number}.png", photo(number))
    write_png(tmp_path / "train" / "good" / "bright.png", np.clip(photo(99) * 1.8, 0, 255).astype(np.uint8))
    write_png(tmp_path / "test" / "good" / "small.png", np.ascontiguousarray(photo(0)[::2, ::2]))
    write_png(tmp_path / "test" / "defective" / "d.png", photo(50))
    mask = np.zeros((128, 128), np.uint8)
    mask[50:56, 50:56] = 255
    write_png(tmp_path / "test" / "defective" / "d_mask.png", mask)
    shutil.copy(tmp_path / "train" / "good" / "1.png", tmp_path / "train" / "good" / "copy.png")
    (tmp_path / "test" / "good" / "broken.png").write_text("no image")
    report = preflight(recognise(tmp_path), working_size=(64, 64))
    assert [(f.kind, sorted(path.name for path in f.paths)) for f in wrong(report)] == [
        (Kind.UNREADABLE, ["broken.png"]),
        (Kind.ACROSS_SPLITS, ["0.png", "small.png"]),
        (Kind.EXACT_DUPLICATE, ["1.png", "copy.png"]),
        (Kind.NEAR_DUPLICATE, ["0.png", "small.png"]),
        (Kind.BLURRED, ["small.png"]),
        (Kind.TOO_BRIGHT, ["bright.png"]),
        (Kind.CLIPPED, ["bright.png"]),
        (Kind.ODD_SIZE, ["small.png"]),
        (Kind.SMALL_DEFECT, ["d.png"]),
    ]
    smallest = report.smallest_defect
    assert smallest is not None
    assert (smallest.path.name, smallest.area, smallest.width) == ("d.png", 9, pytest.approx(3))


def test_json(photo: Photo, save: Save, dataset_of: Callable, tmp_path: Path) -> None:
    first = save("train/1.png", photo(1))
    second = save("test/1.png", photo(1), split=Split.TEST)
    elsewhere = replace(first, path=tmp_path.parent / "elsewhere.png")
    document = json.loads(json.dumps(preflight(dataset_of(first, second, elsewhere)).to_json()))
    assert document["counts"] == {"train": {"good": 2}, "test": {"good": 1}}
    assert document["sizes"] == [{"width": 128, "height": 128, "images": 2}]
    assert (document["complete"], document["working_size"], document["smallest_defect"]) == (True, None, None)
    unreadable, across, same, *_ = document["findings"]
    assert unreadable["paths"] == [elsewhere.path.as_posix()]
    assert (across["kind"], across["severity"]) == ("across_splits", "error")
    assert across["paths"] == ["train/1.png", "test/1.png"]
    assert same["fix"] == {
        "action": "remove",
        "paths": ["test/1.png"],
        "value": "",
        "text": "Take 1 image out of the dataset",
    }


@pytest.fixture
def forty(photo: Photo, save: Save, dataset_of: Callable) -> Dataset:
    return dataset_of(*(save(f"{number}.png", photo(number, size=64)) for number in range(40)))


def test_progress_and_measured(forty: Dataset) -> None:
    heard: list[tuple[int, int]] = []
    kept: dict[Path, Measurement] = {}
    preflight(forty, measured=kept.__setitem__, progress=lambda done, total: heard.append((done, total)))
    total = 40 + steps(40)
    assert heard[:40] == [(done, total) for done in range(1, 41)]
    assert heard[-1] == (total, total)
    assert list(kept) == [sample.path for sample in forty.samples]


def test_what_is_known_is_not_read_again(forty: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: dict[Path, Measurement] = {}
    first = preflight(forty, measured=kept.__setitem__)
    read: list[Path] = []
    original = run.measure
    monkeypatch.setattr(run, "measure", lambda sample: read.append(sample.path) or original(sample))
    new, broken, other_mask = (sample.path for sample in forty.samples[3:6])
    known = kept | {broken: Measurement(error="It could not be read.")}
    del known[new]
    samples = tuple(
        replace(s, mask=new, label=Label.DEFECTIVE) if s.path == other_mask else s for s in forty.samples
    )
    again: dict[Path, Measurement] = {}
    heard: list[tuple[int, int]] = []
    report = preflight(
        replace(forty, samples=samples),
        known=known,
        measured=again.__setitem__,
        progress=lambda done, total: heard.append((done, total)),
    )
    assert sorted(read) == sorted([new, broken])
    assert list(again) == [new, broken, other_mask]
    assert again[new] == kept[new]
    assert again[other_mask].mask is not None
    assert heard[0] == (1, 3 + steps(40))
    assert report.sizes == first.sizes


def test_cancelled_covers_what_was_looked_at(forty: Dataset) -> None:
    kept: dict[Path, Measurement] = {}
    report = preflight(forty, measured=kept.__setitem__, cancelled=lambda: len(kept) >= 7)
    assert (len(kept), report.complete, report.images, report.sizes) == (7, False, 40, {(64, 64): 7})
    report = preflight(forty, known=kept, cancelled=lambda: True)
    assert (report.complete, report.sizes) == (False, {(64, 64): 7})


def test_what_a_callback_raises_ends_it(forty: Dataset) -> None:
    def interrupt(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        preflight(forty, progress=interrupt)


def test_real_dagm_has_no_copies(real_data: Path) -> None:
    report = preflight(recognise(real_data / "dagm-class1-256"), working_size=(256, 256))
    assert (report.sizes, report.formats) == ({(256, 256): 575}, {"8-bit grey": 575})
    assert wrong(report) == []
    assert report.smallest_defect is not None
    assert report.smallest_defect.area == 975


def test_real_magnetic_tile_shows_each_tile_several_times(real_data: Path) -> None:
    report = preflight(recognise(real_data / "magnetic-tile"), working_size=(256, 256))
    assert report.formats == {"8-bit grey": 572}
    assert report.defect_types == {"blowhole": 115, "crack": 57}
    assert not {f.kind for f in report.findings} & {Kind.UNREADABLE, Kind.EXACT_DUPLICATE, Kind.BLURRED}
    assert not any(f.kind.value.startswith("mask") for f in report.findings)
    near = report.of(Kind.NEAR_DUPLICATE)
    assert 100 < len(near) < 170
    # Every tile was photographed under six exposures, which the file's number tells: those of one tile were taken
    # within a short time, so their numbers are close.
    numbers = [[int(path.stem.rpartition("_")[2]) for path in finding.paths] for finding in near]
    assert np.mean([max(group) - min(group) < 1500 for group in numbers]) > 0.9
