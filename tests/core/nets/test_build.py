"""What every network has to keep to, of whatever kind."""

from __future__ import annotations

import subprocess
import sys
from typing import Literal

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from core.nets.build import repair_network
from core.nets.init import init_weights
from core.nets.settings import NETWORK_KINDS, NetworkKind, NetworkSettings


def build(kind: NetworkKind, channels: Literal[1, 3] = 1, base: int = 8, seed: int = 0) -> nn.Module:
    network = repair_network(NetworkSettings(kind=kind, base=base, blocks=1, channels=channels))
    init_weights(network, torch.Generator().manual_seed(seed))
    return network


@pytest.mark.parametrize("kind", NETWORK_KINDS)
@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize("size", [(16, 16), (37, 50), (33, 130), (256, 256)])
def test_the_result_has_the_pictures_size(
    kind: NetworkKind, channels: Literal[1, 3], size: tuple[int, int]
) -> None:
    network = build(kind, channels, base=4).eval()
    with torch.inference_mode():
        made = network(torch.randn(2, channels, *size))
    segments = kind in ("unet", "resunet++")
    assert made.shape == (2, 1 if segments else channels, *size)
    assert segments or made.abs().max() <= 1


@pytest.mark.parametrize("kind", NETWORK_KINDS)
def test_a_network_names_its_settings_and_refuses_too_small_a_picture(kind: NetworkKind) -> None:
    network = build(kind)
    assert isinstance(network.settings, NetworkSettings)
    assert network.settings.kind == kind
    with pytest.raises(ValueError, match="at least 16 x 16 pixels, not 40 x 15"):
        network(torch.zeros(1, 1, 15, 40))


@pytest.mark.parametrize("kind", NETWORK_KINDS)
def test_the_result_does_not_depend_on_the_batch(kind: NetworkKind) -> None:
    torch.manual_seed(0)
    network = build(kind)
    for _ in range(3):  # give BatchNorm running statistics that differ from a batch's own
        network(torch.randn(2, 1, 32, 32) * 2 + 1)
    network.eval()
    pictures = torch.randn(3, 1, 37, 50)
    with torch.inference_mode():
        together = network(pictures)
        assert torch.equal(network(pictures), together)
        alone = torch.cat([network(picture[None]) for picture in pictures])
    assert torch.allclose(together, alone, atol=1e-5)


@pytest.mark.parametrize("kind", NETWORK_KINDS)
def test_the_smallest_picture_alone_can_be_trained_on(kind: NetworkKind) -> None:
    """Where a map shrinks to one place BatchNorm would fail, or give nothing but zeros."""
    torch.manual_seed(0)
    network = build(kind)
    adam = torch.optim.Adam(network.parameters(), 1e-3)
    for _ in range(3):
        loss = network(torch.randn(1, 1, 16, 16)).square().mean()
        adam.zero_grad()
        loss.backward()
        adam.step()
    assert loss.isfinite()
    assert all(value.isfinite().all() for value in network.state_dict().values())


@pytest.mark.parametrize("kind", NETWORK_KINDS)
def test_the_gradient_reaches_every_parameter(kind: NetworkKind) -> None:
    """Of some draws together: in so small a network a squeeze has one or two units, which ReLU may shut by chance."""
    torch.manual_seed(0)
    reached: set[str] = set()
    for seed in range(4):
        network = build(kind, base=16, seed=seed).double()
        (network(torch.randn(2, 1, 32, 32, dtype=torch.float64)) ** 3).sum().backward()
        reached |= {n for n, p in network.named_parameters() if p.grad is not None and p.grad.any()}
    missed = {name for name, _ in network.named_parameters()} - reached
    # CycleGAN's convolutions have a bias though Instance Norm, which follows all but the last, takes it off again.
    assert not missed or (kind == "cyclegan" and all(name.endswith("bias") for name in missed))
    assert "last.bias" not in missed


@pytest.mark.parametrize("kind", NETWORK_KINDS)
def test_every_norm_is_named_so(kind: NetworkKind) -> None:
    """A model file keeps the values of layers with "norm" in the name as float32."""
    network = build(kind)
    norms = {name for name, module in network.named_modules() if isinstance(module, nn.BatchNorm2d)}
    assert all("norm" in name for name in norms)
    others = {name.rpartition(".")[0] for name in network.state_dict()} - norms
    assert not any("norm" in name for name in others)


def _pictures() -> tuple[Tensor, Tensor, Tensor]:
    """Two good pictures of smooth waves, the same with a spot each, and the spots."""
    rows, columns = torch.meshgrid(torch.arange(32.0), torch.arange(32.0), indexing="ij")
    good = torch.stack([0.5 * torch.sin(rows / (2 + n) + columns / (5 - n)) for n in range(2)])[:, None]
    places = ((8, 9), (20, 22))
    masks = [((rows - y) ** 2 + (columns - x) ** 2 < 25).float() for y, x in places]
    mask = torch.stack(masks)[:, None]
    return good, good * (1 - mask) + 0.9 * mask, mask


def _train(network: nn.Module, picture: Tensor, wanted: Tensor, steps: int) -> Tensor:
    """Adam on L1, or on cross-entropy for one that segments, and what it then makes in evaluation."""
    torch.manual_seed(0)
    adam = torch.optim.Adam(network.parameters(), 2e-3)
    segments = network.settings.segments  # type: ignore[union-attr]
    for _ in range(steps):
        made = network(picture)
        loss = F.binary_cross_entropy_with_logits(made, wanted) if segments else F.l1_loss(made, wanted)
        adam.zero_grad()
        loss.backward()
        adam.step()
    network.eval()
    with torch.inference_mode():
        return network(picture)


@pytest.mark.parametrize(("kind", "steps"), [("cyclegan", 60), ("dcgan", 100)])
def test_a_handful_of_pictures_is_learnt_to_be_repaired(kind: NetworkKind, steps: int) -> None:
    good, defective, _ = _pictures()
    repair = _train(build(kind), defective, good, steps)
    assert F.l1_loss(repair, good) < F.l1_loss(defective, good) / 2


@pytest.mark.parametrize(("kind", "base", "steps"), [("unet", 8, 80), ("resunet++", 16, 80)])
def test_a_handful_of_masks_is_learnt(kind: NetworkKind, base: int, steps: int) -> None:
    _, defective, mask = _pictures()
    found = _train(build(kind, base=base), defective, mask, steps) > 0
    wanted = mask > 0
    assert (found & wanted).sum() / (found | wanted).sum() > 0.9


def test_choosing_a_network_does_not_import_torch() -> None:
    """`isugan --help` may name the kinds."""
    code = "import sys, core.nets.build; assert 'torch' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
