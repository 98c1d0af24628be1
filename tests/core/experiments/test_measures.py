"""Figures of pictures that were made so that they are known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.experiments.measures import measure_defect, measure_peak, reach
from core.inspection.compare import compare
from tests.core.experiments.made import SIDE, WINDOW, looked, square, texture


def test_a_defect_is_measured_at_its_label() -> None:
    """40 levels darker than its surroundings, and half repaired."""
    label = square(30, 40, 20)
    good = np.full((SIDE, SIDE), 0.5, np.float32)
    original = np.where(label, good - np.float32(40 / 255), good)
    found = measure_defect(
        looked(original, np.where(label, good - np.float32(20 / 255), good)), label, WINDOW
    )
    assert found is not None
    assert (found.area, found.window) == (400, WINDOW)
    assert found.level == pytest.approx(40, abs=1e-3)
    assert found.change == pytest.approx(20, abs=1e-3)
    assert found.change_elsewhere == 0
    assert found.kept == pytest.approx(0.5, abs=1e-3)
    assert found.usual_level == 0


def test_the_map_is_measured_inside_and_outside_of_the_label() -> None:
    label = square(40, 40, 20)
    original, other = texture(0), texture(1)
    pictures = looked(original, np.where(label, other, original))
    found = measure_defect(pictures, label, WINDOW)
    assert found is not None
    assert found.shown == pytest.approx(float(1 - pictures.ssim_map[label].mean()))
    _, local = compare(original, pictures.repair, WINDOW)
    assert found.peak == pytest.approx(float(local[label].max()))
    assert found.as_high == 0
    # Another place that is quite as bad, 20 x 20 px: some of its windows reach the defect's.
    twice = looked(original, np.where(label | square(70, 5, 20), other, original))
    again = measure_defect(twice, label, WINDOW)
    assert again is not None
    assert 0 < again.as_high < 0.2


def test_grain_counts_where_brightness_does_not_differ() -> None:
    label = square(40, 40, 20)
    fine, coarse = texture(0, 0.01), texture(1, 0.08)
    found = measure_defect(looked(np.where(label, coarse, fine), fine), label, WINDOW)
    assert found is not None
    assert found.usual_grain is not None
    assert found.grain > 10 > found.usual_grain
    assert found.kept < 0.1


def test_no_place_is_compared_where_the_label_leaves_none() -> None:
    found = measure_defect(looked(texture(), texture()), square(5, 5, 85), WINDOW)
    assert found is not None
    assert found.usual_level is None
    assert found.usual_grain is None


def test_what_is_ignored_is_not_measured() -> None:
    label, inside = square(40, 40, 20), square(0, 0, 50)
    pictures = replace(looked(texture(0), texture(1)), looked_at=inside)
    found = measure_defect(pictures, label, WINDOW)
    assert found is not None
    assert found.area == 100
    assert measure_defect(pictures, square(60, 60, 10), WINDOW) is None


def test_the_place_of_the_score_is_found() -> None:
    original = texture(0)
    spot = square(50, 20, 17)
    original = np.where(spot, original + np.float32(0.2), original)
    found = measure_peak(looked(original, np.where(spot, texture(1), original)), WINDOW)
    assert (abs(found.x - 58) <= 2, abs(found.y - 28) <= 2) == (True, True)
    assert found.border == min(found.x, found.y, SIDE - 1 - found.x, SIDE - 1 - found.y)
    assert 30 < found.level < 60
    assert found.level > 3 * found.usual_level
    # Away from the place nothing was changed.
    assert found.error == 0


def test_windows_at_the_border_are_not_farther_in() -> None:
    original = texture(0)
    edge = square(0, 0, 10)
    found = measure_peak(looked(original, np.where(edge, texture(1), original)), WINDOW)
    assert found.border < reach(WINDOW) == 12
    _, local = compare(original, np.where(edge, texture(1), original), WINDOW)
    assert found.farther_in == pytest.approx(float(local[12:-12, 12:-12].max()))
