"""The values under the cursor."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.gui.views.inspect.readout import readout
from core.inspection.result import Inspection, InspectionImages


@pytest.fixture
def inspection(engine: Any) -> Inspection:
    """A 128 x 64 original worked on at 64 x 32, every value telling its place."""
    rows, columns = np.mgrid[0:32, 0:64].astype(np.float32)
    images = InspectionImages(columns / 100, rows / 100, -rows / 100, rows > 99)
    return replace(engine.inspector.inspect(Path("img1.png")), images=images)


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ((0, 0), "x    0  y    0   grey 0.000   repair 0.000   SSIM -0.000"),
        ((-0.4, 0.4), "x    0  y    0   grey 0.000   repair 0.000   SSIM -0.000"),
        ((127, 63), "x  127  y   63   grey 0.630   repair 0.310   SSIM -0.310"),
        ((20.6, 11.2), "x   21  y   11   grey 0.100   repair 0.050   SSIM -0.050"),
        ((-0.6, 5), ""),
        ((127.6, 5), ""),
        ((5, 63.6), ""),
    ],
)
def test_place_and_values(inspection: Inspection, place: tuple[float, float], text: str) -> None:
    assert readout(inspection, *place) == text


def test_colour_has_three_values(inspection: Inspection) -> None:
    assert inspection.images is not None
    colour = np.zeros((32, 64, 3), np.float32) + np.array([0.1, 0.2, 0.3], np.float32)
    images = replace(inspection.images, original=colour, repair=colour)
    assert "grey 0.100 0.200 0.300   repair 0.100 0.200 0.300" in readout(
        replace(inspection, images=images), 3, 3
    )


def test_a_critic_that_counts_is_read_too(inspection: Inspection) -> None:
    assert inspection.images is not None
    images = replace(inspection.images, critic_map=np.full((32, 64), -1.25, np.float32))
    assert readout(replace(inspection, images=images), 0, 0).endswith("SSIM -0.000   surprise  2.250")


def test_without_pictures_there_is_nothing_to_read(inspection: Inspection) -> None:
    assert readout(replace(inspection, images=None), 3, 3) == ""
