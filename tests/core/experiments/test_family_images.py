from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.datasets.dataset import Dataset, Label, Split
from core.datasets.masks import read_mask
from core.errors import TrainingError
from core.experiments.family_images import family_samples
from core.experiments.subjects import Subject
from core.images.areas import Area
from core.images.read import read_picture
from core.images.write import write_png


@pytest.fixture
def dataset(subjects: tuple[Subject, ...]) -> Dataset:
    return subjects[0].dataset


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.png")}


def test_each_good_test_image_gets_one_defect_of_the_family(dataset: Dataset, tmp_path: Path) -> None:
    good = dataset.select(split=Split.TEST, label=Label.GOOD)
    told: list[None] = []
    found = family_samples(dataset, ("scratch", "hole"), 3, tmp_path, drawn=lambda: told.append(None))
    assert list(found) == ["scratch", "hole"]
    assert len(told) == 2 * len(good) == 12
    for family, samples in found.items():
        assert [sample.path.name for sample in samples] == [f"{n:04d}.png" for n in range(1, 7)]
        for sample, original in zip(samples, good, strict=True):
            assert (sample.label, sample.split, sample.defect_type) == (Label.DEFECTIVE, Split.TEST, family)
            assert isinstance(sample.mask, Path)
            changed = np.abs(read_picture(sample.path).pixels - read_picture(original.path).pixels) > 0.01
            mask = read_mask(sample.mask, 64, 64)
            assert (changed & mask).sum() >= 3
            # A soft edge reaches a little further than the mask.
            assert changed[~mask].mean() < 0.2


def test_the_seed_decides_and_what_is_there_is_kept(dataset: Dataset, tmp_path: Path) -> None:
    once, again, other = (tmp_path / name for name in ("once", "again", "other"))
    made = family_samples(dataset, ("hole",), 0, once)
    family_samples(dataset, ("crack", "hole"), 0, again)
    family_samples(dataset, ("hole",), 1, other)
    first = files(once / "hole")
    assert first == files(again / "hole")
    assert first != files(other / "hole")
    # Cut off: one is missing, and another must not be drawn again.
    (once / "hole" / "0002.png").unlink()
    (once / "hole" / "0003.png").write_bytes(first["0004.png"])
    assert family_samples(dataset, ("hole",), 0, once) == made
    assert files(once / "hole") == {**first, "0003.png": first["0004.png"]}


def test_defects_on_other_images_are_refused(subjects: tuple[Subject, ...], tmp_path: Path) -> None:
    first, second = (subject.dataset for subject in subjects)
    family_samples(first, ("hole",), 0, tmp_path)
    before = files(tmp_path)
    for dataset, seed in ((second, 0), (first, 1)):
        with pytest.raises(TrainingError, match="other images"):
            family_samples(dataset, ("hole",), seed, tmp_path)
    (tmp_path / "drawn.json").write_text("{", encoding="utf-8")
    with pytest.raises(TrainingError, match="--out"):
        family_samples(first, ("hole",), 0, tmp_path)
    assert files(tmp_path) == before


def test_where_nothing_can_be_seen_there_is_none(dataset: Dataset, tmp_path: Path) -> None:
    """A blank picture has no texture to smear, a damaged one no pixels; the third is inspected in a corner alone."""
    corner = Area.model_validate({"kind": "inspect", "shape": "rectangle", "points": [(0, 0), (0.25, 0.25)]})
    blank, damaged, cornered = dataset.select(split=Split.TEST, label=Label.GOOD)[:3]
    write_png(tmp_path / "blank.png", np.full((64, 64), 128, np.uint8))
    (tmp_path / "damaged.png").write_bytes(b"no picture")
    samples = (
        replace(blank, path=tmp_path / "blank.png"),
        replace(damaged, path=tmp_path / "damaged.png"),
        replace(cornered, areas=(corner,)),
    )
    found = family_samples(Dataset(tmp_path, "flat", samples), ("smear",), 0, tmp_path / "out")["smear"]
    assert [sample.path.name for sample in found] == ["0003.png"]
    assert found[0].areas == (corner,)
    assert isinstance(found[0].mask, Path)
    assert read_mask(found[0].mask, 64, 64)[:16, :16].sum() >= 3
