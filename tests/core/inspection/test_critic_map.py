"""D_p as second evidence: its map, and what the score makes of it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from core.images.picture import Picture
from core.inspection.compare import compare
from core.inspection.critic_map import MOST_SURPRISE, CriticMapper, surprise
from core.inspection.inspector import Inspector
from core.inspection.model_file import Model, load_model
from core.inspection.preprocess import Preprocess
from core.inspection.segment import SegmentSettings
from core.nets.settings import NetworkSettings

NETWORK = NetworkSettings(base=8, blocks=1, judge="critic")


class Dark(nn.Module):
    """A logit of -2 for patches that hold a black pixel, else of 3."""

    def forward(self, x: Tensor) -> Tensor:
        darkest = -F.max_pool2d(-x, 8, ceil_mode=True)
        return torch.where(darkest < -0.9, -2.0, 3.0)


def spotted(shape: tuple[int, int] = (48, 64)) -> np.ndarray:
    pixels = np.random.default_rng(0).uniform(0.4, 0.6, shape).astype(np.float32)
    pixels[20:28, 32:40] = 0
    return pixels


def picture(pixels: np.ndarray) -> Picture:
    return Picture(pixels, 8, "L")


@pytest.mark.parametrize("shape", [(9, 20), (48, 64), (130, 70)])
def test_one_minus_the_surprise_whatever_the_size(shape: tuple[int, int]) -> None:
    mapper = CriticMapper(Dark(), Preprocess(tile=64, overlap=16), torch.device("cpu"))
    found = mapper.map(np.full(shape, 0.5, np.float32))
    assert found == pytest.approx(np.full(shape, 1 - math.log1p(math.exp(-3))), abs=1e-5)
    black = mapper.map(np.zeros(shape, np.float32))
    assert black == pytest.approx(np.full(shape, 1 - math.log1p(math.exp(2))), abs=1e-5)


def test_the_surprise_ends_somewhere() -> None:
    class Sure(nn.Module):
        def forward(self, x: Tensor) -> Tensor:
            return torch.full((1, 1, 2, 2), -1e6)

    found = CriticMapper(Sure(), Preprocess(), torch.device("cpu")).map(np.zeros((16, 16), np.float32))
    assert found == pytest.approx(np.full((16, 16), 1 - MOST_SURPRISE))


@pytest.fixture
def inspector(make_model: Callable[..., Model]) -> Inspector:
    found = Inspector(make_model(network=NETWORK, critic_weight=0.5), "cpu", SegmentSettings(mode="otsu"))
    assert found.critic is not None
    found.critic.critic = Dark()
    return found


def test_the_score_is_the_worst_place_of_both(inspector: Inspector) -> None:
    pixels = spotted()
    result = inspector.inspect_picture(picture(pixels), Path("x.png"))
    assert result.images is not None
    assert result.images.critic_map is not None
    _, local = compare(pixels, result.images.repair, 17)
    second = 1 - result.images.critic_map
    assert result.score == pytest.approx(float((0.5 * local + 0.5 * second).max()), rel=1e-5)
    assert result.score > float(local.max()) / 2 + 0.1
    again = inspector.resegment(result, SegmentSettings(mode="fixed"))
    assert again.score == pytest.approx(result.score, rel=1e-6)


def test_what_is_ignored_surprises_nobody() -> None:
    critic_map = np.full((6, 8), -2, np.float32)
    looked_at = np.zeros((6, 8), bool)
    looked_at[2:4, 3:5] = True
    kept, found = surprise(critic_map, looked_at)
    assert np.array_equal(kept, np.where(looked_at, -2, 1))
    assert np.array_equal(found, np.where(looked_at, 3, 0))


def test_a_weight_of_0_is_the_ssim_map_alone(make_model: Callable[..., Model]) -> None:
    with_critic = Inspector(make_model(network=NETWORK), "cpu")
    assert with_critic.critic is None
    result = with_critic.inspect_picture(picture(spotted()), Path("x.png"))
    assert result.images is not None
    assert result.images.critic_map is None


def test_the_critic_is_kept_in_the_model_file(make_model: Callable[..., Model]) -> None:
    model = make_model(network=NETWORK, critic_weight=0.25)
    assert model.header.critic_weight == 0.25
    assert model.weights["critic.last.weight"].dtype == torch.float16
    assert model.weights["critic.start.0.1.running_var"].dtype == torch.float32
    x = torch.randn(1, 1, 32, 32)
    one, two = model.critic(), load_model(model.path).critic()
    assert one is not None
    assert two is not None
    with torch.inference_mode():
        assert torch.equal(one(x), two(x))
        assert torch.equal(model.generator()(x), load_model(model.path).generator()(x))


def test_a_model_that_lost_its_critic_says_so(make_model: Callable[..., Model]) -> None:
    from core.errors import ModelFileError

    model = make_model(network=NETWORK)
    torn = {name: value for name, value in model.weights.items() if "last" not in name}
    with pytest.raises(ModelFileError, match="do not fit"):
        replace(model, weights=torn).critic()
    assert make_model().critic() is None
