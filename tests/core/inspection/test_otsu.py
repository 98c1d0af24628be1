"""OTSU's level against scikit-image."""

from __future__ import annotations

import numpy as np
import pytest
from skimage.filters import threshold_otsu

from core.inspection.otsu import otsu_level


@pytest.mark.parametrize("share", [0.01, 0.1, 0.5])
def test_equals_scikit_image_to_a_bin(share: float) -> None:
    rng = np.random.default_rng(0)
    values = rng.normal(0.9, 0.05, (100, 120))
    values[: int(100 * share)] = rng.normal(0.2, 0.1, (int(100 * share), 120))
    values = values.clip(-1, 1).astype(np.float32)
    bins = float(np.ptp(values)) / 255
    assert otsu_level(values) == pytest.approx(threshold_otsu(values), abs=1.5 * bins)


def test_splits_two_clear_classes_exactly() -> None:
    values = np.full((20, 20), 0.9, np.float32)
    values[5:9, 5:9] = 0.1
    assert ((values < otsu_level(values)) == (values < 0.5)).all()


def test_a_constant_map_has_nothing_below() -> None:
    values = np.full((10, 10), 0.7, np.float32)
    assert not (values < otsu_level(values)).any()
