"""ResUNet++ against its layer table."""

from __future__ import annotations

import pytest
import torch
from torch.nn import functional as F  # noqa: N812

from core.nets.cost import gmac, parameters
from core.nets.resunet import ResUNetPlusPlus, _Up
from core.nets.settings import NetworkSettings


def normed_conv(a: int, b: int) -> int:
    return 2 * a + 9 * a * b + b


def residual(a: int, b: int) -> int:
    shortcut_and_excitation = a * b + b + 2 * b + 2 * b * (b // 8)
    return normed_conv(a, b) + normed_conv(b, b) + shortcut_and_excitation


def pyramid(a: int, b: int) -> int:
    return 4 * (9 * a * b + b + 2 * b) + b * b + b


def attention(deep: int, shallow: int) -> int:
    return normed_conv(shallow, deep) + 2 * normed_conv(deep, deep)


@pytest.mark.parametrize(("channels", "count"), [(3, 4_062_993), (1, 4_062_673)])
def test_parameter_count(channels: int, count: int) -> None:
    """The published code's 16, 32, 64, 128, 256 channels, from `base` 64: 4.06 million."""
    stem = residual(channels, 16) - 2 * channels  # its first convolution has no norm before it
    encoder = residual(16, 32) + residual(32, 64) + residual(64, 128) + pyramid(128, 256)
    decoder = sum(
        attention(deep, shallow) + residual(deep + shallow, out)
        for deep, shallow, out in ((256, 64, 128), (128, 32, 64), (64, 16, 32))
    )
    assert count == stem + encoder + decoder + pyramid(32, 16) + 16 + 1
    network = ResUNetPlusPlus(NetworkSettings(kind="resunet++", channels=channels))
    assert parameters(network) == count


def test_multiply_adds() -> None:
    def block(a: int, b: int, side: int) -> int:
        """Both 3x3 convolutions and the 1x1 beside them; squeeze-and-excitation on one place."""
        return (9 * a * b + 9 * b * b + a * b) * side**2 + 2 * b * (b // 8)

    encoder = block(1, 16, 256) + block(16, 32, 128) + block(32, 64, 64) + block(64, 128, 32)
    bridge = (4 * 9 * 128 * 256 + 256 * 256) * 32**2
    decoder = sum(
        9 * shallow * deep * (2 * side) ** 2
        + 2 * 9 * deep * deep * side**2
        + block(deep + shallow, out, 2 * side)
        for deep, shallow, out, side in ((256, 64, 128, 32), (128, 32, 64, 64), (64, 16, 32, 128))
    )
    end = (4 * 9 * 32 * 16 + 16 * 16 + 16) * 256**2
    network = ResUNetPlusPlus(NetworkSettings(kind="resunet++"))
    assert gmac(network, 256, 256, 1) * 1e9 == encoder + bridge + decoder + end


def test_attention_weighs_the_deep_map() -> None:
    torch.manual_seed(0)
    up = _Up(8, 4, 8).eval()
    deep, shallow = torch.randn(1, 8, 4, 6), torch.randn(1, 4, 8, 12)
    seen: list[torch.Tensor] = []
    up.block.register_forward_hook(lambda module, args, output: seen.append(args[0]))
    with torch.inference_mode():
        up(deep, shallow)
        # BatchNorm that has seen nothing leaves a map as it is, but for its epsilon.
        gate = up.of_shallow.conv(F.relu(shallow)).view(1, 8, 4, 2, 6, 2).amax((3, 5))
        gate = up.attention.conv(F.relu(gate + up.of_deep.conv(F.relu(deep))))
        doubled = (gate * deep).repeat_interleave(2, 2).repeat_interleave(2, 3)
    assert torch.allclose(seen[0], torch.cat([doubled, shallow], 1), atol=1e-4)
