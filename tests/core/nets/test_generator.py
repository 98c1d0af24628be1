"""The generator's shapes, size, switches and behaviour."""

from __future__ import annotations

import pytest
import torch

from core.nets.blocks import Up
from core.nets.cost import gmac, parameters
from core.nets.generator import Generator
from core.nets.init import init_weights
from core.nets.settings import NetworkSettings

SMALL = NetworkSettings(base=8, blocks=2)


def build(settings: NetworkSettings, seed: int = 0) -> Generator:
    network = Generator(settings)
    init_weights(network, torch.Generator().manual_seed(seed))
    return network.eval()


def hand_count(base: int, channels: int = 1, blocks: int = 9) -> int:
    """The parameters of Fig. 2, added up by hand: convolutions without bias where a norm follows."""
    c1, c2, c3 = base, 2 * base, 4 * base
    down = 9 * (channels * c1 + c1 * c2 + c2 * c3)

    def se(c: int) -> int:
        hidden = max(1, c // 16)
        return c * hidden + hidden + hidden * c + c

    def involution(c: int) -> int:
        hidden, kernels = c // 4, 49 * (c // 16)
        return c * hidden + 2 * hidden + hidden * kernels + kernels

    middle = 2 * se(c3) + 2 * involution(c3) + blocks * 2 * 9 * c3 * c3
    up = 16 * (c3 * c2 + c2 * c1 + c1 * channels) + channels
    fuse = se(c2) + 9 * 2 * c2 * c2 + se(c1) + 9 * 2 * c1 * c1 + c1
    return down + middle + up + fuse


@pytest.mark.parametrize(("base", "millions"), [(64, 12.17), (32, 3.04)])
def test_parameter_count(base: int, millions: float) -> None:
    count = parameters(Generator(NetworkSettings(base=base)))
    assert count == hand_count(base)
    assert count / 1e6 == pytest.approx(millions, abs=0.01)


def test_multiply_adds_at_the_papers_size() -> None:
    assert gmac(Generator(NetworkSettings()), 256, 256, 1) == pytest.approx(15.1, abs=0.1)


@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize(("height", "width"), [(64, 64), (25, 43), (16, 16), (33, 130), (57, 64)])
def test_output_has_the_inputs_shape_and_range(channels: int, height: int, width: int) -> None:
    network = build(NetworkSettings(base=8, blocks=2, channels=channels))  # type: ignore[arg-type]
    with torch.inference_mode():
        y = network(torch.randn(2, channels, height, width))
    assert y.shape == (2, channels, height, width)
    assert y.abs().max() <= 1


def test_too_small_a_picture_is_named() -> None:
    with pytest.raises(ValueError, match="16 x 16"):
        build(SMALL)(torch.zeros(1, 1, 15, 40))


@pytest.mark.parametrize("part", ["skip", "involution", "se"])
def test_every_part_can_be_switched_off(part: str) -> None:
    full, without = Generator(SMALL), Generator(SMALL.model_copy(update={part: False}))
    assert parameters(without) < parameters(full)
    assert without.eval()(torch.zeros(1, 1, 32, 32)).shape == (1, 1, 32, 32)


def test_all_off_leaves_only_convolutions() -> None:
    network = Generator(SMALL.model_copy(update={"skip": False, "involution": False, "se": False}))
    kinds = {type(m).__name__ for m in network.modules() if not list(m.children()) and list(m.parameters())}
    assert kinds == {"Conv2d", "Conv3x3", "ConvTranspose2d"}


def test_starred_layers_carry_no_norm_and_a_setting_moves_the_star() -> None:
    def norms(network: Generator) -> dict[str, bool]:
        return {name: getattr(network, name).norm for name in ("up3", "fuse3", "up2", "fuse2", "up1")}

    assert norms(Generator(SMALL)) == {"up3": True, "fuse3": True, "up2": True, "fuse2": False, "up1": False}
    moved = Generator(SMALL.model_copy(update={"starred": ("up3",)}))
    assert norms(moved) == {"up3": False, "fuse3": True, "up2": True, "fuse2": True, "up1": True}


def test_a_norm_removes_the_mean_and_a_star_leaves_it() -> None:
    torch.manual_seed(0)
    x = torch.randn(1, 4, 16, 16)
    for norm in (True, False):
        layer = Up(4, 4, norm=norm, last=True)
        mean = layer(x + 3).mean((2, 3)).abs().max()
        assert (mean < 1e-5) == norm


def test_the_repair_does_not_depend_on_the_batch() -> None:
    network = build(SMALL)
    network.train()
    for _ in range(3):  # give BatchNorm running statistics that differ from a batch's own
        network(torch.randn(1, 1, 32, 32) * 2 + 1)
    network.eval()
    pictures = torch.randn(3, 1, 32, 32)
    with torch.inference_mode():
        together = network(pictures)
        alone = torch.cat([network(p[None]) for p in pictures])
    assert torch.allclose(together, alone, atol=1e-5)


def test_the_same_seed_gives_the_same_weights() -> None:
    one, two, other = (build(SMALL, seed).state_dict() for seed in (1, 1, 2))
    assert all(torch.equal(one[k], two[k]) for k in one)
    assert not torch.equal(one["down1.conv.weight"], other["down1.conv.weight"])


def test_skips_carry_fine_detail() -> None:
    """With the middle's output held back, a change of one pixel still reaches the result through the skips."""
    network = build(SMALL)
    network.middle.register_forward_hook(lambda module, args, output: torch.zeros_like(output))
    x = torch.zeros(1, 1, 32, 32)
    y = x.clone()
    y[0, 0, 10, 10] = 1
    with torch.inference_mode():
        assert (network(x) - network(y)).abs().max() > 0


def test_a_difference_is_added_to_the_picture() -> None:
    whole, difference = build(SMALL), build(SMALL.model_copy(update={"difference": True}))
    assert parameters(whole) == parameters(difference)
    difference.load_state_dict(whole.state_dict())
    x = torch.rand(2, 1, 40, 33) * 4 - 2
    with torch.inference_mode():
        torch.testing.assert_close(difference(x), x + 2 * whole(x))


def test_a_difference_begins_small() -> None:
    """Before the first step the repair is all but the picture itself; a whole picture is none of it."""
    x = torch.rand(1, 1, 64, 64, generator=torch.Generator().manual_seed(0)) * 2 - 1
    with torch.inference_mode():
        errors = [
            float((build(SMALL.model_copy(update={"difference": on}))(x) - x).abs().mean())
            for on in (True, False)
        ]
    assert errors[0] < 0.05 < 0.3 < errors[1]
