from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.errors import InspectionStoppedError
from core.images import bands as module
from core.images.bands import bands
from core.images.read import read_picture
from core.images.stopping import check, stoppable
from core.images.write import write_png


def test_nobody_is_asked_outside_of_the_block() -> None:
    with stoppable(lambda: True):
        with stoppable(lambda: False):
            check()
        with pytest.raises(InspectionStoppedError):
            check()
    check()


def test_a_small_picture_is_never_left_half_way(monkeypatch: pytest.MonkeyPatch) -> None:
    with stoppable(lambda: True):
        assert len(list(bands(20, 20))) == 1
        monkeypatch.setattr(module, "BAND_PIXELS", 100)
        with pytest.raises(InspectionStoppedError):
            list(bands(20, 20))


@pytest.mark.parametrize("asked", [1, 3])
def test_a_decoder_is_left_between_two_blocks_of_its_file(tmp_path: Path, asked: int) -> None:
    """Not with the error of a damaged file."""
    path = tmp_path / "a.png"
    write_png(path, np.random.default_rng(0).integers(0, 256, (600, 600), np.uint8))
    left = iter([False] * asked)
    with stoppable(lambda: next(left, True)), pytest.raises(InspectionStoppedError):
        read_picture(path)
