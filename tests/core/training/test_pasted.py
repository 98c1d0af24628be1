"""Real defects, cut out by their masks and put on good pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch

from core.datasets.dataset import Label
from core.inspection.result import FloatImage, Mask
from core.nets.pixel_scale import scale_of_pixels
from core.training.batches import made_pair, warm_up_batch
from core.training.data import LabelledPicture, TrainingData
from core.training.pasted import pasted

SIDE = 64


def photo(pixels: FloatImage, defect: Mask | None = None, looked_at: Mask | None = None) -> LabelledPicture:
    label = Label.GOOD if defect is None else Label.DEFECTIVE
    scale = scale_of_pixels(pixels, standardise=True)
    return LabelledPicture(Path("x.png"), label, pixels, looked_at, defect, scale)


def surface(level: float, contrast: float, seed: int, channels: int = 0) -> FloatImage:
    shape = (SIDE, SIDE, channels) if channels else (SIDE, SIDE)
    noise = np.random.default_rng(seed).standard_normal(shape)
    return np.clip(level + contrast * noise, 0, 1).astype(np.float32)


def blot(size: int = 8) -> Mask:
    mask = np.zeros((SIDE, SIDE), np.bool_)
    mask[28 : 28 + size, 28 : 28 + size] = True
    return mask


def dark(level: float, contrast: float, by: float, channels: int = 0) -> FloatImage:
    """A surface whose blot is darker by so many of its contrasts."""
    pixels = surface(level, contrast, 1, channels)
    pixels[blot()] = level - by * contrast
    return pixels


def data(good: LabelledPicture, *bad: LabelledPicture) -> TrainingData:
    return TrainingData((good, good), bad, (), ())


def moved(
    good: LabelledPicture, *bad: LabelledPicture, seed: int = 0
) -> tuple[FloatImage, FloatImage] | None:
    rng = np.random.default_rng(seed)
    return pasted(data(good, *bad), good.pixels, good.looked_at, good.scale, rng)


@pytest.mark.parametrize("channels", [0, 3])
def test_a_defect_is_as_dark_in_its_new_surroundings_as_in_its_own(channels: int) -> None:
    """In contrasts of its photo: a bright and rich one gets a deeper defect than the dark and dull one had."""
    good, bad = photo(surface(0.6, 0.06, 0, channels)), photo(dark(0.2, 0.03, 5, channels), blot())
    found = moved(good, bad)
    assert found is not None
    broken, mask = found
    assert broken.shape == good.pixels.shape
    assert (mask.min(), mask.max()) == (0, pytest.approx(1, abs=1e-3))
    depth = 5 * 0.03 * good.pixels.std() / bad.pixels.std()
    assert depth > 0.2
    # With its rim of 2 px, which is good surface.
    assert np.median(broken[mask > 0.99]) == pytest.approx(0.6 - depth, abs=0.03)
    assert np.array_equal(broken[mask == 0], good.pixels[mask == 0])


def test_a_photo_without_a_mask_lends_nothing() -> None:
    good, without = photo(surface(0.5, 0.05, 0)), photo(dark(0.5, 0.05, 5), None)
    assert moved(good) is None
    assert moved(good, without) is None
    assert moved(good, without, photo(dark(0.5, 0.05, 5), blot())) is not None


def test_a_mask_without_surroundings_lends_nothing() -> None:
    everywhere = np.ones((SIDE, SIDE), np.bool_)
    assert moved(photo(surface(0.5, 0.05, 0)), photo(dark(0.5, 0.05, 5), everywhere)) is None


def test_what_cannot_be_seen_is_not_put_there() -> None:
    """A flat photo with a mask on it has no defect to lend."""
    flat = np.full((SIDE, SIDE), 0.5, np.float32)
    assert moved(photo(flat.copy()), photo(flat, blot())) is None


def test_only_what_is_inspected_is_changed_and_lent() -> None:
    upper = np.zeros((SIDE, SIDE), np.bool_)
    upper[:32] = True
    defective = photo(dark(0.5, 0.05, 5), blot())
    found = [moved(photo(surface(0.5, 0.05, 0), None, upper), defective, seed=seed) for seed in range(20)]
    there = [one for one in found if one is not None]
    assert there
    assert all(mask[~upper].max() == 0 < mask.max() for _, mask in there)
    hidden = photo(dark(0.5, 0.05, 5), blot(), ~blot())
    assert all(moved(photo(surface(0.5, 0.05, 0)), hidden, seed=seed) is None for seed in range(5))


@pytest.mark.parametrize("shape", [(48, 40), (40, 90), (130, 96)])
def test_a_whole_picture_need_not_be_as_large_as_the_photo(shape: tuple[int, int]) -> None:
    """With `crop` 0 the game takes whole pictures, of whatever sizes there are."""
    pixels = np.clip(0.5 + 0.05 * np.random.default_rng(0).standard_normal(shape), 0, 1).astype(np.float32)
    photos = data(photo(pixels), photo(dark(0.5, 0.05, 5), blot()))
    there = 0
    for seed in range(12):
        pair, mask = made_pair(photos, 0, 0, np.random.default_rng(seed), ("scratch",), 1)
        assert pair.defective.shape == mask.shape == (1, 1, *shape)
        found = moved(photos.good[0], photos.defective[0], seed=seed)
        if found is not None:
            there += 1
            changed = found[0] != pixels
            assert changed.any()
            assert not changed[found[1] == 0].any()
    assert there > 3


def test_the_seed_decides() -> None:
    good, bad = photo(surface(0.5, 0.05, 0)), photo(dark(0.5, 0.05, 5), blot())
    one, two, other = (moved(good, bad, seed=seed) for seed in (3, 3, 4))
    assert one is not None
    assert two is not None
    assert other is not None
    assert np.array_equal(one[0], two[0])
    assert not np.array_equal(one[0], other[0])


@pytest.fixture
def marked() -> TrainingData:
    return data(photo(surface(0.5, 0.05, 0)), photo(dark(0.5, 0.05, 12), blot()))


Drawn = Callable[[TrainingData, float, int], tuple[torch.Tensor, torch.Tensor]]


def warm_up(data: TrainingData, share: float, seed: int) -> tuple[torch.Tensor, torch.Tensor]:
    batch = warm_up_batch(data, SIDE, 2, np.random.default_rng(seed), ("scratch",), share)
    return batch.defective, batch.mask


def game(data: TrainingData, share: float, seed: int) -> tuple[torch.Tensor, torch.Tensor]:
    pair, mask = made_pair(data, SIDE, 0, np.random.default_rng(seed), ("scratch",), share)
    return pair.defective, mask


@pytest.mark.parametrize("drawn", [warm_up, game])
def test_steps_see_them_in_their_share(marked: TrainingData, drawn: Drawn) -> None:
    """The one blot, wherever it comes to lie, has the same size; no two scratches have."""
    sizes = {
        share: {int((one > 0.5).sum()) for seed in range(12) for one in drawn(marked, share, seed)[1]} - {0}
        for share in (0.0, 0.5, 1.0)
    }
    assert len(sizes[1]) == 1
    assert len(sizes[0]) > 5
    assert sizes[1] < sizes[0.5]
    assert not sizes[1] & sizes[0]


@pytest.mark.parametrize("drawn", [warm_up, game])
def test_without_a_share_the_masks_change_nothing(marked: TrainingData, drawn: Drawn) -> None:
    with_masks, without = drawn(marked, 0, 0), drawn(data(marked.good[0]), 0, 0)
    assert all(torch.equal(one, two) for one, two in zip(with_masks, without, strict=True))
