"""How a model file says that pictures are prepared."""

from __future__ import annotations

import numpy as np
import pytest
from pydantic import ValidationError

from core.inspection.preprocess import Preprocess


def test_native_size_grey_and_colour() -> None:
    rng = np.random.default_rng(0)
    colour = rng.random((30, 40, 3)).astype(np.float32)
    grey = Preprocess().apply(colour)
    assert grey.shape == (30, 40)
    assert np.allclose(grey, colour @ [0.299, 0.587, 0.114], atol=1e-6)
    assert Preprocess(channels=3).apply(grey).shape == (30, 40, 3)


def test_resized() -> None:
    assert Preprocess(width=64, height=48).apply(np.zeros((100, 200), np.float32)).shape == (48, 64)


@pytest.mark.parametrize(
    "values", [{"width": 64}, {"tile": 64, "overlap": 40}, {"channels": 2}, {"bits16": 8}, {"unknown": 1}]
)
def test_impossible_descriptions_are_refused(values: dict[str, int]) -> None:
    with pytest.raises(ValidationError):
        Preprocess.model_validate(values)
