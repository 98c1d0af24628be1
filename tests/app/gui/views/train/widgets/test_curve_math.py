"""Which points are drawn."""

from __future__ import annotations

import numpy as np
import pytest

from app.gui.views.train.widgets.curve_math import (
    BAND_POINTS,
    DRAWN_POINTS,
    LEAST,
    line,
    on_axis,
    smoothed,
    span,
)
from core.training.curves import Curve


def curve(n: int) -> Curve:
    rng = np.random.default_rng(0)
    mean = rng.lognormal(0, 0.5, n)
    return Curve(np.arange(1.0, n + 1), mean * 0.5, mean, mean * 2)


def test_a_long_curve_keeps_its_mean_and_its_extremes() -> None:
    long = curve(100_000)
    drawn = line(long, 0, 0)
    assert len(drawn.step) <= DRAWN_POINTS
    assert len(drawn.band_step) == len(drawn.low) == len(drawn.high) <= BAND_POINTS
    assert drawn.mean.mean() == pytest.approx(long.mean.mean(), rel=0.01)
    assert (drawn.low.min(), drawn.high.max()) == (long.low.min(), long.high.max())
    # Each point is the mean of its 125 neighbours.
    assert drawn.mean[3] == pytest.approx(long.mean[375:500].mean())


def test_a_window_begins_at_its_first_step() -> None:
    drawn = line(curve(500), 401, 0)
    assert (drawn.step[0], drawn.step[-1], len(drawn.step)) == (401, 500, 100)


def test_smoothing_is_the_weighted_mean_of_all_values_so_far() -> None:
    values = np.array([3.0, 1.0, 4.0, 1.0, 5.0])
    share = 0.7
    weights = [share ** np.arange(n, -1, -1) for n in range(5)]
    expected = [np.average(values[: n + 1], weights=w) for n, w in enumerate(weights)]
    np.testing.assert_allclose(smoothed(values, share), expected)
    assert smoothed(values, 0) is values


def test_what_is_no_number_leaves_the_others_alone() -> None:
    result = smoothed(np.array([1.0, np.nan, 1.0]), 0.5)
    assert np.isnan(result[1])
    assert result[2] == pytest.approx(1.0)


def test_a_spike_is_outside_a_robust_axis_and_inside_a_full_one() -> None:
    plain = np.full(200, 0.5)
    plain[100] = 1000.0
    lines = [line(Curve(np.arange(1.0, 201), plain, plain, plain), 0, 0)]
    assert span(lines, log=False, robust=True)[1] < 1
    assert span(lines, log=False, robust=False)[1] > 1000
    assert span(lines, log=True, robust=False)[1] > 3


def test_nothing_has_an_axis_too() -> None:
    assert span([], log=False, robust=True) == (0.0, 1.0)


def test_zero_has_a_place_on_a_logarithmic_axis() -> None:
    assert on_axis(np.array([0.0, 100.0]), True).tolist() == [np.log10(LEAST), 2.0]
