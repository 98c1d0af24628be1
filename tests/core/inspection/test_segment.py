"""OTSU with and without the guard."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from core.inspection.calibration import Calibration
from core.inspection.score import anomaly_score, dissimilarity
from core.inspection.segment import Segmentation, SegmentSettings, segment

WINDOW = 17


def calibration(review: float = 0.3) -> Calibration:
    return Calibration(
        policy="manual",
        review_cut=review,
        ng_cut=review + 0.1,
        noise_level=0.6,
        good_scores=(),
        defective_scores=(),
    )


def noisy_map(seed: int = 0) -> np.ndarray:
    """A good part's map: around 0.85 with smooth noise, as a good repair leaves it."""
    noise = np.random.default_rng(seed).standard_normal((128, 128)).astype(np.float32)
    return (0.85 + 0.05 * noise).clip(-1, 1).astype(np.float32)


def with_defect(values: np.ndarray) -> np.ndarray:
    values = values.copy()
    cv2.ellipse(values, (80, 50), (20, 9), 30, 0, 360, 0.1, -1)
    return values


def run(values: np.ndarray, settings: SegmentSettings, cal: Calibration | None) -> Segmentation:
    original = np.full(values.shape, 0.5, np.float32)
    repair = np.where(values < 0.5, 0.3, 0.5).astype(np.float32)
    local = dissimilarity(values, WINDOW)
    return segment(original, repair, values, local, settings, cal, window=WINDOW, size=(128, 128))


def test_papers_otsu_outlines_noise_on_a_good_part_and_the_guard_does_not() -> None:
    assert len(run(noisy_map(), SegmentSettings(mode="otsu", min_area=1), calibration()).defects) > 5
    guarded = run(noisy_map(), SegmentSettings(), calibration())
    assert guarded.defects == ()
    assert not guarded.mask.any()


def test_the_guard_keeps_the_defect_and_only_it() -> None:
    truth = with_defect(np.ones((128, 128), np.float32)) < 0.5
    found = run(with_defect(noisy_map()), SegmentSettings(), calibration())
    (defect,) = found.defects
    overlap = (found.mask & truth).sum() / (found.mask | truth).sum()
    assert overlap > 0.95
    assert (defect.x, defect.y) == pytest.approx((80, 50), abs=1)


def test_a_contour_exactly_when_the_score_reaches_the_review_cut() -> None:
    for depth in np.linspace(0.8, 0.1, 30):
        values = noisy_map()
        values[40:60, 40:60] = depth
        score = anomaly_score(dissimilarity(values, WINDOW))
        found = run(values, SegmentSettings(min_area=16), calibration())
        assert bool(found.defects) == (score >= 0.3), depth


def test_the_level_never_lies_above_the_noise_of_good_parts() -> None:
    found = run(with_defect(noisy_map()), SegmentSettings(), calibration())
    assert found.level == min(found.otsu_level, 0.6)


def test_fixed_level_and_minimum_area() -> None:
    values = np.full((128, 128), 0.9, np.float32)
    values[10:14, 10:14] = 0.4
    values[50:70, 50:70] = 0.4
    assert run(values, SegmentSettings(mode="fixed", fixed_level=0.3), None).defects == ()
    assert len(run(values, SegmentSettings(mode="fixed", fixed_level=0.5, min_area=0), None).defects) == 2
    assert len(run(values, SegmentSettings(mode="fixed", fixed_level=0.5, min_area=17), None).defects) == 1


def test_without_calibration_guarded_is_otsu() -> None:
    values = with_defect(noisy_map())
    guarded, paper = (run(values, SegmentSettings(mode=mode), None) for mode in ("guarded", "otsu"))
    assert guarded.level == paper.level
    assert (guarded.mask == paper.mask).all()


@pytest.mark.parametrize(("changed", "outlined"), [(0, 400), (4, 400), (6, 120), (20, 400)])
def test_a_flagged_place_that_the_repair_hardly_changed_is_outlined_itself(
    changed: int, outlined: int
) -> None:
    values = noisy_map()
    values[10:30, 10:30] = 0.1  # a defect that the repair changed
    values[80:100, 60 : 60 + changed] = 0.1
    local = np.zeros((128, 128), np.float32)
    local[10:30, 10:30] = local[80:100, 60:80] = 2  # D_p saw both
    original = np.full(values.shape, 0.5, np.float32)
    found = segment(
        original, original, values, local, SegmentSettings(), calibration(), window=WINDOW, size=(128, 128)
    )
    assert [defect.area_px for defect in found.defects] == [400, outlined]
    assert found.mask.sum() == 400 + outlined
    chosen = SegmentSettings(min_contrast=0.01)
    found = segment(
        original, original - values, values, local, chosen, calibration(), window=WINDOW, size=(128, 128)
    )
    assert found.mask[80:100, 60:80].sum() == 20 * changed  # only what the repair changed


def test_min_contrast_can_silence_a_flagged_part() -> None:
    found = run(with_defect(noisy_map()), SegmentSettings(min_contrast=0.5), calibration())
    assert found.defects == ()


def test_score_is_the_worst_window_and_does_not_depend_on_the_pictures_size() -> None:
    small, large = np.ones((64, 64), np.float32), np.ones((640, 640), np.float32)
    for values in (small, large):
        values[20:40, 20:40] = 0
    assert anomaly_score(dissimilarity(small, 17)) == pytest.approx(1)
    assert anomaly_score(dissimilarity(large, 17)) == pytest.approx(1)
