"""SSIM map and score inside areas: nothing leaks in, and what is inside counts as it should."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.ndimage import uniform_filter

from core.images.areas import Area
from core.inspection.compare import compare
from core.inspection.score import anomaly_score, dissimilarity
from core.inspection.ssim import ssim_map

WINDOW = 17
AREAS = {
    "ellipse": {"kind": "inspect", "shape": "ellipse", "points": ((0.2, 0.1), (0.8, 0.9))},
    "polygon": {"kind": "inspect", "shape": "polygon", "points": ((0.1, 0.1), (0.9, 0.3), (0.3, 0.9))},
    "hole": {"kind": "ignore", "shape": "rectangle", "points": ((0.4, 0.3), (0.7, 0.8))},
}


def mask_of(name: str, height: int = 90, width: int = 110) -> np.ndarray:
    return {
        True: lambda inside: inside,
        False: lambda inside: ~inside,
    }[AREAS[name]["kind"] == "inspect"](Area.model_validate(AREAS[name]).inside(width, height))


def pictures(height: int = 90, width: int = 110) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    original = rng.random((height, width)).astype(np.float32)
    repair = (0.7 * original + 0.3 * rng.random((height, width))).astype(np.float32)
    return original, repair


@pytest.mark.parametrize("name", AREAS)
def test_no_ignored_pixel_has_any_influence(name: str) -> None:
    mask = mask_of(name)
    original, repair = pictures()
    before = compare(original, repair, WINDOW, mask)
    gross = original.copy()
    gross[~mask] = np.where(np.indices(mask.shape).sum(0)[~mask] % 2, 1, 0)
    after = compare(gross, np.where(mask, repair, np.float32(0.5)), WINDOW, mask)
    assert all(np.array_equal(a, b) for a, b in zip(before, after, strict=True))
    # The same change is anything but small where everything is looked at.
    assert anomaly_score(compare(gross, repair, WINDOW)[1]) > 2 * anomaly_score(before[1])
    # And a change of one inspected pixel is noticed.
    gross[tuple(np.argwhere(mask)[0])] += 0.5
    assert not np.array_equal(compare(gross, repair, WINDOW, mask)[0], before[0])


def test_at_an_areas_border_the_map_is_that_of_the_picture_mirrored_there() -> None:
    original, repair = pictures()
    mask = np.zeros(original.shape, np.bool_)
    mask[:, 40:] = True
    similarity, _ = compare(original, repair, WINDOW, mask)
    pad = ((0, 0), (40, 0))
    expected = ssim_map(*(np.pad(p[:, 40:], pad, "reflect") for p in (original, repair)))
    assert np.array_equal(similarity[:, 40:], expected[:, 40:])
    assert (similarity[:, :40] == 1).all()


@pytest.mark.parametrize("name", AREAS)
def test_far_from_the_border_the_map_and_the_score_are_the_usual_ones(name: str) -> None:
    mask = mask_of(name)
    original, repair = pictures()
    similarity, local = compare(original, repair, WINDOW, mask)
    whole, usual = compare(original, repair, WINDOW)
    deep = uniform_filter(mask.astype(float), 9, mode="nearest") > 1 - 1e-9
    deeper = uniform_filter(mask.astype(float), 9 + WINDOW - 1, mode="nearest") > 1 - 1e-9
    assert deep.any()
    assert deeper.any()
    assert similarity[deep] == pytest.approx(whole[deep], abs=1e-4)  # another shift before rounding
    assert local[deeper] == pytest.approx(usual[deeper], abs=1e-4)


@pytest.mark.parametrize("name", AREAS)
def test_the_local_mean_is_over_inspected_pixels(name: str) -> None:
    """Against a loop over windows; the picture's own border is mirrored."""
    mask = mask_of(name, 40, 50)
    values = np.random.default_rng(1).uniform(-0.2, 1, mask.shape).astype(np.float32)
    local = dissimilarity(values, WINDOW, mask)
    half = WINDOW // 2
    wide = np.pad(1 - values.astype(float), half, "symmetric")
    counted = np.pad(mask, half, "symmetric")
    for y, x in np.argwhere(mask)[::7]:
        inside = counted[y : y + WINDOW, x : x + WINDOW]
        total = wide[y : y + WINDOW, x : x + WINDOW][inside].sum()
        assert local[y, x] == pytest.approx(total / max(inside.sum(), WINDOW**2 / 4), abs=1e-5)
    assert (local[~mask] == 0).all()


def test_a_defect_beside_an_areas_border_weighs_as_much_as_one_beside_the_pictures() -> None:
    values = np.ones((80, 80), np.float32)
    values[30:40, 0:10] = 0
    at_the_pictures = dissimilarity(values, WINDOW).max()
    shifted = np.roll(values, 30, axis=1)
    mask = np.zeros((80, 80), np.bool_)
    mask[:, 30:] = True
    # The picture's border mirrors the defect; here the same windows are averaged without their ignored part.
    assert dissimilarity(shifted, WINDOW, mask).max() == pytest.approx(at_the_pictures, rel=0.15)


def test_a_bad_pixel_in_a_pointed_tip_does_not_decide_alone() -> None:
    mask = np.zeros((80, 80), np.bool_)
    for row in range(60):
        mask[10 + row, 40 - row // 6 : 41 + row // 6] = True
    values = np.where(mask, np.float32(0.9), np.float32(1))
    values[10:13, 40] = 0
    assert dissimilarity(values, WINDOW, mask).max() < 0.2


def test_an_area_smaller_than_the_window_still_counts_in_full() -> None:
    mask = np.zeros((80, 80), np.bool_)
    mask[40:44, 40:44] = True
    values = np.where(mask, np.float32(0.25), np.float32(1))
    assert dissimilarity(values, WINDOW, mask).max() == pytest.approx(0.75, abs=1e-5)
