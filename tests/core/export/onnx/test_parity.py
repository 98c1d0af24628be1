"""What differs, and by how much it may."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import IsuganError
from core.export.onnx import export as exporting
from core.export.onnx.parity import Differences, spread, too_large


def test_no_number_is_a_difference() -> None:
    with pytest.raises(IsuganError, match="nan"):
        exporting._check(Differences(ssim_map=float("nan")), Path("a.png"), Path("model.safetensors"))


def test_what_is_beyond_rounding() -> None:
    assert too_large(Differences(1e-3, 5e-3, 2e-2, 5e-4)) is None
    assert too_large(Differences(critic_map=0.03)) == ("critic map", 0.03, 2e-2)


def test_images_are_taken_from_everywhere() -> None:
    paths = [Path(str(number)) for number in range(120)]
    assert spread(paths, 12)[::11] == [Path("0"), Path("110")]
    assert spread(paths[:3], 12) == paths[:3]
    assert spread([], 12) == []
