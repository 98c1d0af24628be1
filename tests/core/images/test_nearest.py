"""The walk over the rows against OpenCV's transform of the whole image."""

from __future__ import annotations

import numpy as np
import pytest

from core.errors import InspectionStoppedError
from core.images import bands
from core.images.continuation import _nearest
from core.images.nearest import nearest_places
from core.images.stopping import stoppable


@pytest.mark.parametrize("share", [0.002, 0.05, 0.5, 0.98])
@pytest.mark.parametrize("shape", [(1, 300), (300, 1), (90, 130)])
def test_it_is_opencvs_also_where_two_are_equally_near(shape: tuple[int, int], share: float) -> None:
    looked_at = np.random.default_rng(0).random(shape) < share
    looked_at[shape[0] // 3, shape[1] // 2] = True
    assert np.array_equal(nearest_places(looked_at), _nearest(looked_at))


def test_far_away_pixels_know_the_only_one() -> None:
    looked_at = np.zeros((3, 40_000), np.bool_)
    looked_at[1, 5] = True
    assert (nearest_places(looked_at) == 40_005).all()


def test_it_can_be_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bands, "BAND_PIXELS", 100)
    with stoppable(lambda: True), pytest.raises(InspectionStoppedError):
        nearest_places(np.ones((20, 20), np.bool_))
