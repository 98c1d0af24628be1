from __future__ import annotations

import numpy as np
import pytest

from core.images import bands as module
from core.images.bands import bands


@pytest.mark.parametrize(("width", "height", "halo"), [(10, 7, 0), (10, 23, 2), (50, 3, 1), (1, 1, 4)])
def test_bands_cover_once_and_reach_their_neighbours(
    width: int, height: int, halo: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BAND_PIXELS", 40)
    rows = np.arange(height)
    seen = []
    for band in bands(width, height, halo):
        reach = rows[band.reach]
        assert list(reach[band.inner]) == list(rows[band.rows])
        assert reach[0] == max(rows[band.rows][0] - halo, 0)
        assert reach[-1] == min(rows[band.rows][-1] + halo, height - 1)
        seen += list(rows[band.rows])
    assert seen == list(rows)


def test_a_small_picture_is_one_band() -> None:
    (band,) = bands(2000, 2000, 8)
    assert band.rows == band.reach == slice(0, 2000)
