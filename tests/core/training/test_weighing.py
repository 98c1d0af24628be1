"""How much the second evidence counts."""

from __future__ import annotations

import numpy as np

from core.training.weighing import FACTORS, columns, scores_at


def test_a_score_for_each_factor_is_the_largest_sum() -> None:
    rng = np.random.default_rng(0)
    local, second = (rng.random((9, 7)).astype(np.float32) for _ in range(2))
    expected = [float((local + np.float32(f) * second).max()) for f in FACTORS]
    assert np.allclose(scores_at(local.copy(), second), expected, atol=1e-5)
    assert scores_at(local, None) == [float(local.max())]


def test_scores_are_sorted_by_factor() -> None:
    assert columns([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]) == [[1.0, 3.0, 5.0], [2.0, 4.0, 6.0]]
