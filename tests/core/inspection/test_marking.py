"""A network that marks defects: its probabilities take the place of the SSIM map."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from core.images.areas import Area, AreaKind
from core.images.picture import Picture
from core.inspection.inspector import Inspector
from core.inspection.marking import Marker
from core.inspection.model_file import Model
from core.inspection.preprocess import Preprocess
from core.inspection.segment import SegmentSettings
from core.nets.settings import NetworkSettings

SIDE = 48


class Bright(nn.Module):
    """A logit of 6 where a pixel is white, else of -6."""

    def forward(self, x: Tensor) -> Tensor:
        return torch.where(x[:, :1] > 0.9, 6.0, -6.0)


def spotted() -> np.ndarray:
    pixels = np.full((SIDE, SIDE), 0.4, np.float32)
    pixels[10:20, 12:24] = 1
    return pixels


@pytest.mark.parametrize("shape", [(9, 20), (SIDE, SIDE), (130, 70)])
def test_one_minus_the_probability_whatever_the_size(shape: tuple[int, int]) -> None:
    pixels = np.zeros((*shape, 3), np.float32)
    pixels[4:7, 5:9] = 1
    marker = Marker(Bright(), Preprocess(channels=3, tile=64, overlap=16), torch.device("cpu"))
    marked = marker.mark(pixels)
    assert marked.shape == shape
    low, high = 1 / (1 + np.exp(6)), 1 / (1 + np.exp(-6))
    assert marked == pytest.approx(np.where(pixels[..., 0] > 0, low, high), abs=1e-6)


@pytest.fixture
def inspector(make_model: Callable[..., Model]) -> Inspector:
    found = Inspector(
        make_model(network=NetworkSettings(kind="unet", base=4)),
        "cpu",
        SegmentSettings(mode="otsu", min_area=1),
    )
    assert found.marker is not None
    found.marker.network = Bright()
    return found


def test_what_is_marked_is_outlined(inspector: Inspector) -> None:
    found = inspector.inspect_picture(Picture(spotted(), 8, "L"), Path("spot.png"))
    (defect,) = found.defects
    assert (defect.left, defect.top, defect.width, defect.height) == (12, 10, 12, 10)
    assert found.images is not None
    assert np.array_equal(found.images.mask, spotted() == 1)
    assert np.array_equal(found.images.repair, found.images.original)
    again = inspector.resegment(found, SegmentSettings(mode="fixed", fixed_level=0.5, min_area=1))
    assert [d.area_px for d in again.defects] == [defect.area_px]


def test_nothing_is_marked_in_what_is_ignored(inspector: Inspector) -> None:
    right = Area(kind=AreaKind.INSPECT, shape="rectangle", points=((0.5, 0), (1, 1)))
    found = inspector.inspect_picture(Picture(spotted(), 8, "L"), Path("spot.png"), areas=(right,))
    assert found.images is not None
    assert (found.images.ssim_map[:, : SIDE // 2] == 1).all()
    assert found.score < 0.01
