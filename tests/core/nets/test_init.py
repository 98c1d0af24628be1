"""How weights are drawn."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from core.nets.build import repair_network
from core.nets.init import init_weights
from core.nets.settings import NETWORK_KINDS, NetworkKind, NetworkSettings


@pytest.mark.parametrize("kind", NETWORK_KINDS)
def test_the_same_seed_gives_the_same_weights(kind: NetworkKind) -> None:
    def draw(seed: int) -> dict[str, torch.Tensor]:
        network = repair_network(NetworkSettings(kind=kind, base=8, blocks=1))
        init_weights(network, torch.Generator().manual_seed(seed))
        return network.state_dict()

    one, two, other = draw(1), draw(1), draw(2)
    assert all(torch.equal(one[name], two[name]) for name in one)
    weight = next(name for name in one if name.endswith("weight") and "norm" not in name)
    assert not torch.equal(one[weight], other[weight])


@pytest.mark.parametrize(
    ("draw", "spread"),
    [
        (None, 0.02),
        ("he", (2 / (9 * 64)) ** 0.5),
        ("glorot", (2 / (9 * (64 + 128))) ** 0.5),
    ],
)
def test_the_spread_is_the_papers(draw: str | None, spread: float) -> None:
    network = nn.Sequential(nn.Conv2d(64, 128, 3))
    if draw:
        network.draw = draw  # type: ignore[assignment]
    init_weights(network, torch.Generator().manual_seed(0))
    layer = network[0]
    assert isinstance(layer, nn.Conv2d)
    assert layer.weight.std().item() == pytest.approx(spread, rel=0.02)
    assert layer.bias is not None
    assert not layer.bias.any()


def test_a_signal_keeps_its_size_through_a_network_without_norms() -> None:
    network = repair_network(NetworkSettings(kind="unet", base=16)).eval()
    init_weights(network, torch.Generator().manual_seed(0))
    with torch.inference_mode():
        logits = network(torch.randn(1, 1, 32, 32, generator=torch.Generator().manual_seed(0)))
    assert 0.1 < logits.std() < 10


def test_faint_layers_begin_with_a_tenth() -> None:
    class Faint(nn.Sequential):
        @property
        def faint(self) -> tuple[nn.Module, ...]:
            return (self[1],)

    usual, faint = (made(nn.Conv2d(8, 8, 3), nn.Conv2d(8, 8, 3)) for made in (nn.Sequential, Faint))
    for network in (usual, faint):
        init_weights(network, torch.Generator().manual_seed(0))
    assert torch.equal(faint[0].weight, usual[0].weight)
    torch.testing.assert_close(faint[1].weight, 0.1 * usual[1].weight)
