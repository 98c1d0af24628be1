"""Repair of pictures of any size, whole and in tiles."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from core.inspection.preprocess import Preprocess
from core.inspection.repair import Repairer
from core.nets.generator import Generator
from core.nets.init import init_weights
from core.nets.settings import NetworkSettings

CPU = torch.device("cpu")


class Identity(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return x


class Blur(nn.Module):
    """A network with a field of view: the 9 x 9 mean, mirrored at the border of what it is given."""

    def forward(self, x: Tensor) -> Tensor:
        return nn.functional.avg_pool2d(nn.functional.pad(x, [4] * 4, mode="reflect"), 9, 1)


class ZeroPadded(nn.Module):
    """The same mean with zeros beyond the border: what zero padding in a network does to its output there."""

    def forward(self, x: Tensor) -> Tensor:
        return nn.functional.avg_pool2d(nn.functional.pad(x, [4] * 4), 9, 1)


@pytest.mark.parametrize("margin", [0, 16])
@pytest.mark.parametrize("standardise", [False, True])
@pytest.mark.parametrize("shape", [(40, 56), (7, 30), (5, 5), (33, 50, 3), (300, 40)])
def test_identity_gives_the_picture_back(shape: tuple[int, ...], standardise: bool, margin: int) -> None:
    picture = np.random.default_rng(0).random(shape).astype(np.float32)
    channels = 3 if len(shape) == 3 else 1
    preprocess = Preprocess(channels=channels, tile=64, overlap=16, standardise=standardise, margin=margin)
    repaired = Repairer(Identity(), preprocess, CPU).repair(picture)
    assert repaired.shape == shape
    assert np.abs(repaired - picture).max() < 1e-5


class Remembers(nn.Module):
    """Gives back what it is shown, and keeps it."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[Tensor] = []

    def forward(self, x: Tensor) -> Tensor:
        self.shown.append(x[0, 0])
        return x


@pytest.mark.parametrize("standardise", [False, True])
def test_tiles_are_seen_in_the_scale_of_the_whole_picture(standardise: bool) -> None:
    """As in training. By its own, the background on the right would be shown to the network as a strong texture."""
    draw = np.random.default_rng(0)
    picture = draw.random((64, 160)).astype(np.float32)
    picture[:, 64:] = 0.05 + 0.01 * draw.random((64, 96))
    network = Remembers()
    Repairer(network, Preprocess(tile=64, overlap=16, standardise=standardise), CPU).repair(picture)
    assert len(network.shown) == 3
    centre, reach = (picture.mean(), 4 * picture.std()) if standardise else (0.5, 0.5)
    background = (torch.from_numpy(picture[:, 96:]) - centre) / reach
    assert torch.allclose(network.shown[2], background, atol=1e-4)
    assert network.shown[2].std() < 0.02


def test_with_a_margin_zeros_stay_outside() -> None:
    picture = np.random.default_rng(0).random((40, 56)).astype(np.float32)
    mirrored = Repairer(Blur(), Preprocess(), CPU).repair(picture)
    padded = Repairer(ZeroPadded(), Preprocess(), CPU).repair(picture)
    with_margin = Repairer(ZeroPadded(), Preprocess(margin=4), CPU).repair(picture)
    assert np.abs(with_margin - mirrored).max() < 1e-5
    assert np.abs(padded - mirrored).max() > 0.05


def test_tiles_of_a_local_network_equal_the_whole() -> None:
    picture = np.random.default_rng(0).random((150, 210)).astype(np.float32)
    whole = Repairer(Blur(), Preprocess(tile=256), CPU).repair(picture)
    tiled = Repairer(Blur(), Preprocess(tile=64, overlap=32), CPU).repair(picture)
    # Fading gives a tile's outermost pixels, where it knows too little, next to no weight.
    assert np.abs(whole - tiled).max() < 0.01


def test_no_seam_at_tile_borders() -> None:
    """A real generator's tiles differ from the whole (Instance Norm sees another field), but smoothly: no more at
    the tiles' borders than inside."""
    torch.manual_seed(0)
    network = Generator(NetworkSettings(base=8, blocks=2))
    init_weights(network, torch.Generator().manual_seed(0))
    rng = np.random.default_rng(0)
    y, x = np.mgrid[:256, :256].astype(np.float32)
    picture = (0.5 + 0.2 * np.sin(x / 5) * np.sin(y / 7) + 0.05 * rng.standard_normal((256, 256))).clip(0, 1)
    picture = picture.astype(np.float32)
    whole = Repairer(network, Preprocess(tile=256, overlap=0), CPU).repair(picture)
    tiled = Repairer(network, Preprocess(tile=128, overlap=64), CPU).repair(picture)
    difference = tiled - whole
    step = np.abs(np.diff(difference, axis=1)).mean(axis=0)
    borders = [63, 64, 127, 128, 191, 192]  # first and last columns of the tiles at 0, 64, 128
    inside = np.delete(step, [b - 1 for b in borders] + borders)
    at_border = max(step[b - 1 : b + 1].mean() for b in borders)
    assert at_border <= np.quantile(inside, 0.95)


def test_level_and_contrast_survive_instance_norm() -> None:
    """A generator of Instance Norms cannot give a picture's level back; standardised, it need not."""
    network = Generator(NetworkSettings(base=8, blocks=1))
    init_weights(network, torch.Generator().manual_seed(0))
    picture = (0.2 + 0.05 * np.random.default_rng(0).random((64, 64))).astype(np.float32)
    plain = Repairer(network, Preprocess(), CPU).repair(picture)
    kept = Repairer(network, Preprocess(standardise=True), CPU).repair(picture)
    assert abs(float(kept.mean() - picture.mean())) < 0.02
    assert abs(float(plain.mean() - picture.mean())) > 0.2
