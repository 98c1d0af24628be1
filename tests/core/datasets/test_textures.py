from __future__ import annotations

import cv2
import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from core.datasets.textures import TEXTURES, make_image
from core.datasets.textures.base import band, noise
from core.errors import DatasetError

NAMES = sorted(TEXTURES)
SEEDS = range(24)
SHARP = ("hole", "crack", "sliver")


def test_the_six_kinds() -> None:
    assert {"brushed", "cast", "cloud", "grain", "stripes", "weave"} <= set(NAMES)
    words = {word for texture in TEXTURES.values() for word in texture.defect.replace(":", "").split()}
    assert {"blotch", "scratch", "sliver", "thickness", "missing", "spot"} <= words
    assert all(name == texture.name for name, texture in TEXTURES.items())


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("size", [64, 101, 256])
def test_shape_type_and_range(name: str, size: int) -> None:
    for defective in (False, True):
        pixels, mask = make_image(name, size, 7, defective)
        assert (pixels.shape, pixels.dtype) == ((size, size), np.uint8)
        assert (mask.shape, mask.dtype) == ((size, size), np.bool_)
        assert mask.any() == defective
        clipped = np.isin(pixels, (0, 255)).mean()
        assert clipped < 0.02  # a camera's picture is not burnt out
        assert pixels.std() > 8


@pytest.mark.parametrize("name", NAMES)
def test_arguments_decide_everything(name: str) -> None:
    one, mask = make_image(name, 96, (3, 1, 4), True)
    for other_seed in ((3, 1, 5), (3, 1), (3, 1, 4, 0), 3):
        assert not np.array_equal(one, make_image(name, 96, other_seed, True)[0])
    again, mask_again = make_image(name, 96, (3, 1, 4), True)
    np.testing.assert_array_equal(one, again)
    np.testing.assert_array_equal(mask, mask_again)


@pytest.mark.parametrize("name", NAMES)
def test_good_twin_has_the_same_surface(name: str) -> None:
    """What differs from the good twin lies in the mask or close to it, and every defect can be seen."""
    for seed in SEEDS:
        good, _ = make_image(name, 256, seed, False)
        defective, mask = make_image(name, 256, seed, True)
        change = np.abs(good.astype(int) - defective)
        near = cv2.dilate(mask.astype(np.uint8), np.ones((15, 15), np.uint8)) > 0
        assert change[~near].max() <= 1
        assert change[mask].mean() > 5
        assert np.percentile(change[mask], 95) > 15
        assert 0.0008 < mask.mean() < 0.06


@pytest.mark.parametrize("name", NAMES)
def test_no_global_threshold_finds_the_defects(name: str) -> None:
    """Neither the darkest nor the brightest pixels of a picture tell whether it is defective."""
    good = [make_image(name, 256, (0, seed), False)[0] for seed in SEEDS]
    defective = [make_image(name, 256, (1, seed), True)[0] for seed in SEEDS]
    truth = [0] * len(good) + [1] * len(defective)
    for share in (0.1, 1, 99, 99.9):
        auroc = roc_auc_score(truth, [np.percentile(pixels, share) for pixels in good + defective])
        assert 0.2 < auroc < 0.8


def test_textures_differ_clearly() -> None:
    """The nearest neighbour by a plain spectrum names the texture every time."""

    def spectrum(pixels: np.ndarray) -> np.ndarray:
        centred = pixels - pixels.mean()
        power = np.abs(np.fft.rfft2(centred)) ** 2
        rings = [power[i : i + 8, j : j + 8].mean() for i in range(0, 64, 8) for j in range(0, 64, 8)]
        return np.log(np.array(rings))

    references = {name: spectrum(make_image(name, 128, 0, False)[0]) for name in NAMES}
    for name in NAMES:
        for seed in (1, 2, 3):
            own = spectrum(make_image(name, 128, seed, False)[0])
            assert min(NAMES, key=lambda other: float(np.linalg.norm(own - references[other]))) == name


@pytest.mark.parametrize("sigma", [0.6, 1.7, 4.0, 9.0, 22.0])
def test_noise_is_normalised_and_as_smooth_as_asked(sigma: float) -> None:
    field = noise(np.random.default_rng(0), 600, sigma)
    assert field.mean() == pytest.approx(0, abs=0.35)
    assert field.std() == pytest.approx(1, rel=0.15)
    lag = max(1, round(sigma))
    correlation = float(np.corrcoef(field[:, :-lag].ravel(), field[:, lag:].ravel())[0, 1])
    # A Gaussian blur of sigma gives the correlation exp(-lag^2 / (4 sigma^2)).
    assert correlation == pytest.approx(np.exp(-(lag**2) / (4 * sigma**2)), abs=0.08)


def test_band_has_no_slow_part() -> None:
    field = band(np.random.default_rng(0), 512, 2.0)
    assert field.std() == pytest.approx(1, rel=0.15)
    assert cv2.GaussianBlur(field, (0, 0), 20).std() < 0.05


def test_bad_arguments() -> None:
    with pytest.raises(DatasetError, match=r"no texture named wood.*Choose one of brushed"):
        make_image("wood", 256, 0, False)
    with pytest.raises(DatasetError, match="63 pixels is too small"):
        make_image("cloud", 63, 0, False)


@pytest.mark.parametrize("name", NAMES)
def test_a_familys_defect_lies_on_the_same_surface_and_in_its_mask(name: str) -> None:
    for seed in range(6):
        good, _ = make_image(name, 96, seed, False)
        defective, mask = make_image(name, 96, seed, True, SHARP)
        change = np.abs(good.astype(int) - defective)
        # The mask ends where half of the edge is left; the other half fades away round it.
        near = cv2.dilate(mask.astype(np.uint8), np.ones((25, 25), np.uint8)) > 0
        assert not change[~near].any()
        assert (change[mask] >= 5).sum() >= 3
        assert change[mask].mean() > change[~mask].mean()
        again, mask_again = make_image(name, 96, seed, True, SHARP)
        np.testing.assert_array_equal(defective, again)
        np.testing.assert_array_equal(mask, mask_again)
    with pytest.raises(DatasetError, match="no family of defects named rust"):
        make_image(name, 96, 0, True, ("rust",))
