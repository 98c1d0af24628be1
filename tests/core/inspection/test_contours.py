"""Contours and their figures, in the original image's pixels."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from skimage.measure import label, regionprops

from core.inspection.contours import measure


def run(mask: np.ndarray, size: tuple[int, int] | None = None, min_area: int = 0, min_contrast: float = 0.0):
    h, w = mask.shape
    original = np.full((h, w), 0.5, np.float32)
    repair = np.where(mask > 0, 0.3, 0.5).astype(np.float32)
    similarity = np.where(mask > 0, 0.2, 0.95).astype(np.float32)
    return measure(mask, original, repair, similarity, min_area, min_contrast, size or (w, h))


def test_a_rectangle_by_hand() -> None:
    mask = np.zeros((40, 60), np.uint8)
    mask[10:20, 30:50] = 1
    kept, (defect,) = run(mask)
    assert (kept == (mask > 0)).all()
    assert defect.area_px == 200
    assert defect.area_percent == pytest.approx(100 * 200 / 2400)
    assert (defect.left, defect.top, defect.width, defect.height) == (30, 10, 20, 10)
    assert (defect.x, defect.y) == (39.5, 14.5)
    assert defect.length_px == pytest.approx(20, abs=0.01)
    assert defect.mean_ssim == pytest.approx(0.2)
    assert defect.contrast == pytest.approx(0.2)
    assert {tuple(p) for p in defect.contour.tolist()} == {(30, 10), (30, 19), (49, 10), (49, 19)}


def test_original_pixels_at_twice_the_working_size() -> None:
    mask = np.zeros((40, 60), np.uint8)
    mask[10:20, 30:50] = 1
    _, (defect,) = run(mask, size=(120, 80))
    assert defect.area_px == 800
    assert (defect.left, defect.top, defect.width, defect.height) == (60, 20, 40, 20)
    assert (defect.x, defect.y) == (79.5, 29.5)  # the middle of 60..99 and 20..39
    assert defect.contour.min(0).tolist() == [60.5, 20.5]
    assert defect.length_px == pytest.approx(40, abs=0.01)


def test_against_scikit_image() -> None:
    rng = np.random.default_rng(3)
    mask = (cv2.GaussianBlur(rng.standard_normal((120, 90)).astype(np.float32), (0, 0), 4) > 0.03).astype(
        np.uint8
    )
    _, defects = run(mask)
    regions = sorted(regionprops(label(mask, connectivity=2)), key=lambda r: -r.area)
    assert [d.area_px for d in defects] == [r.area for r in regions]
    by_box = {(r.bbox[1], r.bbox[0]): r for r in regions}
    for defect in defects:
        region = by_box[int(defect.left), int(defect.top)]
        assert (defect.y, defect.x) == pytest.approx(region.centroid)


def test_small_and_faint_parts_are_dropped() -> None:
    mask = np.zeros((30, 30), np.uint8)
    mask[2:4, 2:4] = 1
    mask[10:20, 10:20] = 1
    kept, defects = run(mask, min_area=5)
    assert [d.area_px for d in defects] == [100]
    assert kept.sum() == 100
    assert run(mask, min_contrast=0.25)[1] == ()


def test_a_hole_counts_neither_as_area_nor_as_contour_but_a_part_inside_it_does() -> None:
    mask = np.zeros((50, 50), np.uint8)
    mask[5:45, 5:45] = 1
    mask[10:40, 10:40] = 0
    mask[20:30, 20:30] = 1
    _, defects = run(mask)
    assert [d.area_px for d in defects] == [700, 100]


def test_nothing_gives_nothing() -> None:
    kept, defects = run(np.zeros((10, 10), np.uint8))
    assert defects == ()
    assert not kept.any()
