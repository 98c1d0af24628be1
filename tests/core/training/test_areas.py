"""Areas in training: what is ignored teaches nothing, and what is inspected is taught as ever."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from core.datasets.dataset import Dataset, Label, Split
from core.datasets.defects import VISIBLE, add_defects
from core.datasets.layout import recognise
from core.datasets.splits import assign_splits
from core.errors import TrainingError
from core.images.areas import Area
from core.inspection.inspector import Inspector
from core.inspection.model_file import load_model
from core.inspection.preprocess import Preprocess
from core.language import english
from core.nets.pixel_scale import FIXED_PIXELS
from core.training.batches import cut_pair, draw_pair, generator_for, warm_up_batch
from core.training.cuts import draw_cut, taken
from core.training.data import LabelledPicture, TrainingData, load_data
from core.training.events import Event, StepLosses, Validated
from core.training.run import MODEL, train
from core.training.settings import TrainingSettings
from core.training.synthetic import defects_inside

SIDE = 64
DISC = Area.model_validate({"kind": "inspect", "shape": "ellipse", "points": ((0.15, 0.1), (0.9, 0.8))})
HOLE = Area.model_validate({"kind": "ignore", "shape": "rectangle", "points": ((0.5, 0.3), (0.7, 0.6))})
AREAS = (DISC, HOLE)
INSIDE = DISC.inside(SIDE, SIDE) & ~HOLE.inside(SIDE, SIDE)


def under(dataset: Dataset, areas: tuple[Area, ...]) -> Dataset:
    """As a project gives it: its areas on the dataset and on every sample."""
    return replace(dataset, areas=areas, samples=tuple(replace(s, areas=areas) for s in dataset.samples))


def repainted(root: Path, out: Path) -> Dataset:
    """A copy of the dataset with a gross pattern, another one in every picture, wherever `INSIDE` is False."""
    shutil.copytree(root, out)
    dataset = recognise(out)
    rng = np.random.default_rng(0)
    for sample in dataset.samples:
        picture = cv2.imread(str(sample.path), cv2.IMREAD_GRAYSCALE)
        assert picture is not None
        pattern = np.kron(rng.integers(0, 2, (16, 16)), np.ones((4, 4))) * 255
        picture[~INSIDE] = pattern.astype(np.uint8)[~INSIDE]
        cv2.imwrite(str(sample.path), picture)
    return dataset


def picture_under(mask: np.ndarray, seed: int) -> LabelledPicture:
    pixels = np.random.default_rng(seed).random(mask.shape).astype(np.float32)
    return LabelledPicture(Path(f"{seed}.png"), Label.GOOD, pixels, mask)


@pytest.mark.parametrize("side", [16, 40, 100])
def test_every_crop_shows_something_inspected_near_its_middle(side: int) -> None:
    """A small area in a corner, which a crop drawn anywhere would mostly miss; also with a picture to be padded."""
    mask = np.zeros((60, 90), np.bool_)
    mask[3:9, 70:80] = True
    numbers = np.arange(mask.size, dtype=np.float32).reshape(mask.shape)
    picture = replace(picture_under(mask, 0), stored=numbers)
    seen = np.zeros(mask.size, np.bool_)
    for step in range(300):
        cut = draw_cut([picture], 0, side, np.random.default_rng(step))
        pixels, inside = taken(numbers, cut), taken(mask, cut)
        assert pixels.shape == inside.shape == (side, side)
        assert inside.any()
        assert np.array_equal(inside, mask.ravel()[pixels.astype(int)])
        seen[pixels[inside].astype(int)] = True
    assert seen[mask.ravel()].all()


def test_the_mask_is_cut_and_flipped_with_its_picture() -> None:
    mask = INSIDE
    plain = replace(picture_under(mask, 0), stored=mask.astype(np.float32))
    data = TrainingData((plain, plain), (plain,), (), ())
    pair = cut_pair(data, draw_pair(data, 32, 0, 5, 3))
    assert pair.good_looked_at is not None
    assert pair.defective_looked_at is not None
    assert torch.equal(pair.good, 2 * pair.good_looked_at - 1)
    assert torch.equal(pair.defective, 2 * pair.defective_looked_at - 1)
    flips = set()
    for step in range(30):
        batch = warm_up_batch(data, 32, 2, generator_for(0, 0, step))
        assert batch.looked_at is not None
        assert torch.equal(batch.good, 2 * batch.looked_at - 1)
        flips.add(float(batch.good.sum()))
    assert len(flips) > 10


def test_pictures_with_and_without_areas_go_into_one_batch() -> None:
    masked, plain = picture_under(INSIDE, 0), replace(picture_under(INSIDE, 1), looked_at=None)
    batch = warm_up_batch(TrainingData((masked, plain), (), (), ()), 48, 16, np.random.default_rng(0))
    assert batch.looked_at is not None
    shares = batch.looked_at.mean((1, 2, 3))
    assert ((shares == 1) | (shares < 0.9)).all()
    assert len(shares.unique()) > 1


def test_synthetic_defects_lie_inside_and_are_no_rarer_for_that() -> None:
    small = np.zeros((SIDE, SIDE), np.bool_)
    small[20:44, 20:44] = True
    data = TrainingData((picture_under(small, 0), picture_under(small, 1)), (), (), ())
    broken_ones = 0
    for step in range(25):
        defective, good, mask, looked_at = warm_up_batch(data, 48, 4, generator_for(0, 0, step))
        assert looked_at is not None
        inside = looked_at > 0
        assert (mask[~inside] == 0).all()
        assert ((defective == good) | (mask > 0))[inside].all()
        shown = ((defective - good).abs() * looked_at).amax(
            (1, 2, 3)
        ) >= 2 * VISIBLE - 1e-6  # the networks' range is twice as wide
        assert torch.equal(shown, mask.amax((1, 2, 3)) > 0)
        broken_ones += int(shown.sum())
    assert 60 < broken_ones < 90  # three quarters of 100


def test_a_defect_goes_on_outside_as_the_inspection_will_show_it() -> None:
    """Nothing of the defect's own outer part stays, which no inspection can see."""
    picture, other = (picture_under(INSIDE, seed).pixels for seed in (0, 1))
    for seed in range(20):
        broken, mask = defects_inside(picture, other, INSIDE, np.random.default_rng(seed))
        assert mask.any()
        assert np.isin(broken[~INSIDE], broken[INSIDE]).all()


def test_without_areas_the_random_numbers_are_those_of_old() -> None:
    """The draws of a step, one by one; runs that began before there were areas can be resumed."""
    pictures = [replace(picture_under(INSIDE, seed), looked_at=None) for seed in range(5)]
    data = TrainingData(tuple(pictures[:3]), tuple(pictures[3:]), (), ())

    def crop(picture: LabelledPicture, side: int, rng: np.random.Generator) -> np.ndarray:
        top, left = (int(rng.integers(SIDE - side + 1)) for _ in range(2))
        square = picture.pixels[top : top + side, left : left + side]
        return (square, square[:, ::-1], square[::-1])[rng.integers(3)]

    to_network = FIXED_PIXELS.to_network
    rng = np.random.default_rng(7)
    expected = []
    for _ in range(4):
        picture, other = (crop(data.good[int(rng.integers(3))], 32, rng) for _ in range(2))
        clean = rng.random() < 0.25
        broken, mask = (picture, np.zeros((32, 32))) if clean else add_defects(picture, other, rng)
        expected.append((to_network(broken), to_network(picture), mask))
    batch = warm_up_batch(data, 32, 4, np.random.default_rng(7))
    for n, one in enumerate(expected):
        assert all(np.array_equal(a[n, 0], b) for a, b in zip(batch[:3], one, strict=True))
    assert batch.looked_at is None

    order = generator_for(0, 2, 1).permutation(3)
    rng = generator_for(0, 1, 4)
    defective = data.defective[int(rng.integers(2))]
    good = crop(data.good[int(order[1])], 32, rng)
    pair = cut_pair(data, draw_pair(data, 32, 0, 3, 4))
    assert np.array_equal(pair.good[0, 0], to_network(good))
    assert np.array_equal(pair.defective[0, 0], to_network(crop(defective, 32, rng)))
    assert pair[2:] == (None, None)


@pytest.mark.parametrize("preprocess", [Preprocess(), Preprocess(width=40, height=48)])
def test_pictures_in_memory_hold_nothing_of_what_is_ignored(
    tiny_root: Path, tmp_path: Path, preprocess: Preprocess
) -> None:
    plain, painted = recognise(tiny_root), repainted(tiny_root, tmp_path / "painted")
    one, two = (
        load_data(assign_splits(under(d, AREAS), seed=0, validation=0.2, test=0), preprocess)
        for d in (plain, painted)
    )
    for name in ("good", "defective", "validation"):
        pairs = list(zip(getattr(one, name), getattr(two, name), strict=True))
        assert pairs
        for a, b in pairs:
            assert np.array_equal(a.pixels, b.pixels)
            assert a.looked_at is not None
            assert np.array_equal(a.looked_at, b.looked_at)


def test_pictures_with_nothing_to_see_are_left_out_by_name(tiny: Dataset) -> None:
    nothing = Area.model_validate({"kind": "ignore", "shape": "rectangle", "points": ((0, 0), (1, 1))})
    split = assign_splits(tiny, seed=0, validation=0.2, test=0)
    first = split.select(split=Split.TRAIN, label=Label.GOOD)[0]
    samples = tuple(replace(s, areas=(nothing,)) if s == first else s for s in split.samples)
    data = load_data(replace(split, samples=samples), Preprocess())
    assert len(data.unreadable) == 1
    assert str(first.path) in english(data.unreadable[0])
    with pytest.raises(TrainingError, match=r"0 readable good.*areas leave nothing of .*larger region"):
        load_data(under(split, (nothing,)), Preprocess())


def test_a_defective_picture_whose_defect_is_ignored_is_left_out(tiny: Dataset, tmp_path: Path) -> None:
    """It looks good, and would teach that good is defective."""
    truth = np.zeros((SIDE, SIDE), np.uint8)
    truth[0:4, 0:4] = 255
    cv2.imwrite(str(tmp_path / "mask.png"), truth)
    split = assign_splits(tiny, seed=0, validation=0.2, test=0)
    first = split.select(split=Split.TRAIN, label=Label.DEFECTIVE)[0]
    samples = tuple(
        replace(s, mask=tmp_path / "mask.png", areas=AREAS) if s == first else s for s in split.samples
    )
    data = load_data(replace(split, samples=samples), Preprocess())
    assert first.path not in {p.path for p in data.defective}
    assert len(data.unreadable) == 1
    assert f"{first.path} lies in what is ignored" in english(data.unreadable[0])


def run(dataset: Dataset, settings: TrainingSettings, out: Path, **options: bool) -> list[Event]:
    events: list[Event] = []
    train(dataset, settings, out, sink=events.append, device="cpu", **options)
    return events


def told(events: list[Event]) -> list[tuple[object, ...]]:
    """Every loss and every figure."""
    losses = [(e.phase, e.step, dict(e.losses)) for e in events if isinstance(e, StepLosses)]
    figures = [(e.epoch, e.auroc, e.separation, e.good_mse) for e in events if isinstance(e, Validated)]
    return [*losses, *figures]


@pytest.mark.parametrize("size", [None, 48])
def test_a_gross_pattern_in_ignored_areas_has_no_effect_on_a_run(
    tiny_root: Path, settings: TrainingSettings, tmp_path: Path, size: int | None
) -> None:
    """Not on a loss, a figure, a weight or the calibration; also where pictures are resized."""
    changed = settings.model_copy(
        update={"preprocess": settings.preprocess.model_copy(update={"width": size, "height": size})}
    )
    plain, painted = recognise(tiny_root), repainted(tiny_root, tmp_path / "painted")
    one = run(under(plain, AREAS), changed, tmp_path / "one")
    two = run(under(painted, AREAS), changed, tmp_path / "two")
    assert told(one) == told(two)
    first, second = (load_model(tmp_path / name / MODEL) for name in ("one", "two"))
    assert all(torch.equal(first.weights[k], second.weights[k]) for k in first.weights)
    assert first.header.calibration == second.header.calibration
    # The model goes on respecting the areas by itself.
    assert first.header.areas == AREAS
    inspector = Inspector(second, "cpu")
    for a, b in zip(plain.samples[:3], painted.samples[:3], strict=True):
        assert inspector.inspect(a.path).score == inspector.inspect(b.path).score
        assert inspector.inspect(a.path, areas=()).score != inspector.inspect(b.path, areas=()).score
    # Without areas the pattern is part of the surface.
    assert told(run(painted, changed, tmp_path / "three")) != told(run(plain, changed, tmp_path / "four"))


def test_good_pictures_alone_are_validated_inside_too(
    tiny_root: Path, settings: TrainingSettings, tmp_path: Path
) -> None:
    """With synthetic defects in place of the missing defective pictures."""
    found = []
    for name, dataset in (("one", recognise(tiny_root)), ("two", repainted(tiny_root, tmp_path / "painted"))):
        good = replace(dataset, samples=dataset.select(label=Label.GOOD))
        events = run(under(good, AREAS), settings, tmp_path / name)
        assert all(e.synthetic for e in events if isinstance(e, Validated))
        found.append(told(events))
    assert found[0] == found[1]


def test_a_run_is_not_resumed_under_other_areas(
    tiny: Dataset, settings: TrainingSettings, tmp_path: Path
) -> None:
    run(under(tiny, AREAS), settings, tmp_path / "run")
    for areas in ((), (DISC,)):
        with pytest.raises(TrainingError, match="or their areas"):
            run(under(tiny, areas), settings, tmp_path / "run", resume=True)
    again = run(under(tiny, AREAS), settings, tmp_path / "run", resume=True)
    assert load_model(tmp_path / "run" / MODEL).header.areas == AREAS
    assert not [e for e in again if isinstance(e, StepLosses)]


def test_a_validation_split_whose_defects_are_all_ignored_calibrates_from_good_ones(
    tiny: Dataset, settings: TrainingSettings, tmp_path: Path
) -> None:
    truth = np.zeros((SIDE, SIDE), np.uint8)
    truth[0:4, 0:4] = 255
    cv2.imwrite(str(tmp_path / "mask.png"), truth)
    split = assign_splits(tiny, seed=0, validation=0.4, test=0)
    hidden = set(split.select(split=Split.VALIDATION, label=Label.DEFECTIVE))
    assert len(hidden) >= 2
    samples = tuple(replace(s, mask=tmp_path / "mask.png") if s in hidden else s for s in split.samples)
    run(under(replace(split, samples=samples), AREAS), settings, tmp_path / "run")
    calibration = load_model(tmp_path / "run" / MODEL).header.calibration
    assert calibration is not None
    assert calibration.policy == "good-only"
    assert calibration.defective_scores == ()
