from __future__ import annotations

import numpy as np
import pytest
from scipy import ndimage
from sklearn.metrics import roc_auc_score

from core.evaluation.pixel_level import FPR_LIMIT, PixelAccumulator, PixelFigures

Triple = tuple[np.ndarray, np.ndarray, np.ndarray]


def pictures(count: int, size: int, seed: int, strength: float) -> list[Triple]:
    """SSIM maps that are lower inside random rectangles; every third image is good."""
    generator = np.random.default_rng(seed)
    made = []
    for index in range(count):
        truth = np.zeros((size, size + 3), dtype=bool)
        for _ in range(0 if index % 3 == 0 else 2):
            top, left = generator.integers(0, size - 4, 2)
            height, width = generator.integers(2, 5, 2)
            truth[top : top + height, left : left + width] = True
        ssim = np.clip(generator.normal(0.7, 0.2, truth.shape) - strength * truth, -1, 1).astype(np.float32)
        made.append((ssim, ssim < 0.4, truth))
    return made


def gather(images: list[Triple]) -> PixelFigures:
    accumulator = PixelAccumulator()
    for ssim, found, truth in images:
        accumulator.add(ssim, found, truth)
    return accumulator.figures()


def brute_force_aupro(images: list[Triple]) -> float:
    """The definition, threshold by threshold: one region at a time, trapezoids up to FPR 0.3."""
    values = np.unique(np.concatenate([1 - ssim.ravel() for ssim, _, _ in images]))
    points = [(0.0, 0.0)]
    for threshold in values[::-1]:
        overlaps, alarms, good = [], 0, 0
        for ssim, _, truth in images:
            called = 1 - ssim >= threshold
            labels, count = ndimage.label(truth, structure=np.ones((3, 3)))
            overlaps += [called[labels == region].mean() for region in range(1, count + 1)]
            alarms += np.sum(called & ~truth)
            good += np.sum(~truth)
        points.append((alarms / good, float(np.mean(overlaps))))
    fpr, pro = np.array(points).T
    grid = np.linspace(0, FPR_LIMIT, 20_001)
    return float(np.trapezoid(np.interp(grid, fpr, pro), grid)) / FPR_LIMIT


@pytest.mark.parametrize("strength", [0.0, 0.15, 0.5])
def test_pixel_auroc_equals_scikit_learn(strength: float) -> None:
    images = pictures(9, 32, seed=4, strength=strength)
    truth = np.concatenate([t.ravel() for _, _, t in images])
    anomaly = np.concatenate([1 - s.ravel() for s, _, _ in images])
    assert gather(images).auroc == pytest.approx(roc_auc_score(truth, anomaly), abs=1e-3)


@pytest.mark.parametrize("strength", [0.0, 0.15, 0.5])
def test_aupro_equals_brute_force(strength: float) -> None:
    images = pictures(4, 14, seed=5, strength=strength)
    assert gather(images).aupro == pytest.approx(brute_force_aupro(images), abs=2e-3)


def test_every_region_counts_the_same_in_aupro() -> None:
    """A large region found whole and a small one missed: half the overlap at every rate below the limit."""
    truth = np.zeros((20, 20), dtype=bool)
    truth[:10, :10] = True
    truth[15, 15] = True
    ssim = np.full((20, 20), 0.9, dtype=np.float32)
    ssim[:10, :10] = 0.0
    ssim[15, 15] = 1.0
    figures = gather([(ssim, truth, truth)])
    assert figures.regions == 2
    assert figures.auroc == pytest.approx(100 / 101, abs=1e-4)
    # The curve rises to 1/2 at a rate of 0 and, at the good pixels' level, the rate jumps to 1 with it.
    assert figures.aupro == pytest.approx(0.5, abs=1e-6)


def test_intersection_over_union_by_hand() -> None:
    ssim = np.zeros((4, 4), dtype=np.float32)
    truth, found, none = (np.zeros((4, 4), dtype=bool) for _ in range(3))
    truth[0, :2] = True
    found[0, 1:3] = True
    whole = np.ones((4, 4), dtype=bool)
    figures = gather([(ssim, found, truth), (ssim, whole, whole), (ssim, found, none)])
    assert figures.iou == pytest.approx((1 + 16) / (3 + 16 + 2))
    assert figures.iou_per_image == pytest.approx((1 / 3 + 1) / 2)
    assert (figures.images, figures.defective_images) == (3, 2)


def test_figures_without_true_defects_are_none() -> None:
    none = np.zeros((4, 4), dtype=bool)
    figures = gather([(np.ones((4, 4), dtype=np.float32), none, none)])
    assert (figures.auroc, figures.aupro, figures.iou, figures.iou_per_image) == (None, None, None, None)
    assert figures.images == 1
    assert gather([]).auroc is None


def test_shapes_must_agree() -> None:
    mask = np.zeros((4, 4), dtype=bool)
    with pytest.raises(ValueError, match="Shapes differ"):
        PixelAccumulator().add(np.zeros((4, 5), dtype=np.float32), mask, mask)


def halves(images: list[Triple]) -> list[tuple[np.ndarray, ...]]:
    """Each picture with a random half-plane that is looked at."""
    generator = np.random.default_rng(3)
    made = []
    for ssim, found, truth in images:
        rows, columns = np.indices(truth.shape)
        a, b = generator.normal(size=2)
        score = a * rows + b * columns
        made.append((ssim, found, truth, score > np.median(score)))
    return made


def gather_inside(images: list[tuple[np.ndarray, ...]]) -> PixelFigures:
    accumulator = PixelAccumulator()
    for ssim, found, truth, inside in images:
        accumulator.add(ssim, found, truth, inside)
    return accumulator.figures()


def test_only_inspected_pixels_count() -> None:
    images = halves(pictures(9, 32, seed=4, strength=0.15))
    figures = gather_inside(images)
    truth = np.concatenate([t[inside] for _, _, t, inside in images])
    anomaly = np.concatenate([1 - s[inside] for s, _, _, inside in images])
    assert figures.auroc == pytest.approx(roc_auc_score(truth, anomaly), abs=1e-3)
    assert figures.auroc != pytest.approx(gather([i[:3] for i in images]).auroc, abs=1e-3)
    found = np.concatenate([f[inside] for _, f, _, inside in images])
    assert figures.iou == pytest.approx((found & truth).sum() / (found | truth).sum())
    # What lies outside may be anything.
    generator = np.random.default_rng(0)
    other = [
        (np.where(m, s, generator.uniform(-1, 1, s.shape)).astype(np.float32), f | ~m, t ^ ~m, m)
        for s, f, t, m in images
    ]
    assert gather_inside(other) == figures


def test_a_region_that_is_cut_counts_by_its_part_inside() -> None:
    """Against the definition on the part inside, everything else left out of every sum."""
    images = halves(pictures(4, 14, seed=5, strength=0.15))
    values = np.unique(np.concatenate([1 - ssim[inside] for ssim, _, _, inside in images]))
    points = [(0.0, 0.0)]
    for threshold in values[::-1]:
        overlaps, alarms, good = [], 0, 0
        for ssim, _, truth, inside in images:
            called = 1 - ssim >= threshold
            labels, count = ndimage.label(truth & inside, structure=np.ones((3, 3)))
            overlaps += [called[labels == region].mean() for region in range(1, count + 1)]
            alarms += np.sum(called & ~truth & inside)
            good += np.sum(~truth & inside)
        points.append((alarms / good, float(np.mean(overlaps))))
    fpr, pro = np.array(points).T
    grid = np.linspace(0, FPR_LIMIT, 20_001)
    expected = float(np.trapezoid(np.interp(grid, fpr, pro), grid)) / FPR_LIMIT
    assert gather_inside(images).aupro == pytest.approx(expected, abs=2e-3)


def test_the_areas_shape_must_agree_too() -> None:
    mask = np.zeros((4, 4), dtype=bool)
    with pytest.raises(ValueError, match="Shapes differ"):
        PixelAccumulator().add(np.zeros((4, 4), dtype=np.float32), mask, mask, np.ones((4, 5), dtype=bool))
