"""SE and involution against plain loops."""

from __future__ import annotations

import pytest
import torch
from torch.nn import functional as F  # noqa: N812

from core.nets.blocks import Fuse, Involution, SqueezeExcitation


def test_se_against_its_equations() -> None:
    torch.manual_seed(0)
    block = SqueezeExcitation(32, reduction=16)
    x = torch.randn(2, 32, 5, 7)
    w1, b1 = block.shrink.weight[:, :, 0, 0], block.shrink.bias
    w2, b2 = block.grow.weight[:, :, 0, 0], block.grow.bias
    expected = torch.empty_like(x)
    for n in range(2):
        y = torch.stack([x[n, c].sum() / (5 * 7) for c in range(32)])  # Eq. 1
        z = 1 / (1 + torch.exp(-(w2 @ torch.clamp(w1 @ y + b1, min=0) + b2)))  # Eq. 2
        for c in range(32):
            expected[n, c] = z[c] * x[n, c]
    assert torch.allclose(block(x), expected, atol=1e-6)


@pytest.mark.parametrize("kernel", [3, 7])
def test_involution_against_a_plain_loop(kernel: int) -> None:
    torch.manual_seed(0)
    channels, group, height, width = 8, 4, 6, 5
    block = Involution(channels, kernel, reduction=4, group=group).eval()
    x = torch.randn(1, channels, height, width)
    with torch.no_grad():
        kernels = block.span(F.relu(block.norm(block.reduce(x))))[0]
        expected = torch.zeros_like(x)
        half = kernel // 2
        for c in range(channels):
            for i in range(height):
                for j in range(width):
                    for u in range(kernel):
                        for v in range(kernel):
                            y, z = i + u - half, j + v - half
                            if 0 <= y < height and 0 <= z < width:
                                weight = kernels[(c // group) * kernel**2 + u * kernel + v, i, j]
                                expected[0, c, i, j] += weight * x[0, c, y, z]
        assert torch.allclose(block(x), expected, atol=1e-5)


def test_involution_gradient_by_finite_differences() -> None:
    torch.manual_seed(0)
    block = Involution(4, 3, reduction=2, group=2).double().eval()
    x = torch.randn(1, 4, 4, 3, dtype=torch.float64, requires_grad=True)
    assert torch.autograd.gradcheck(block, x)


def test_involution_needs_no_more_memory_than_its_unfolded_input() -> None:
    """What autograd keeps for the backward pass, counted by storage, against the C * k * k unfolded input."""
    block = Involution(64, 7)
    x = torch.randn(1, 64, 32, 32, requires_grad=True)
    kept: dict[int, int] = {}

    def pack(tensor: torch.Tensor) -> torch.Tensor:
        storage = tensor.untyped_storage()
        kept[storage.data_ptr()] = storage.nbytes()
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
        block(x).sum().backward()
    unfolded = 64 * 49 * 32 * 32 * 4
    assert sum(kept.values()) < unfolded / 2


@pytest.mark.parametrize(("kernel", "channels", "group"), [(4, 16, 16), (7, 20, 16)])
def test_impossible_involutions_are_refused(kernel: int, channels: int, group: int) -> None:
    with pytest.raises(ValueError, match=r"odd|groups"):
        Involution(channels, kernel, group=group)


def test_fuse_pads_the_shallow_map_by_reflection() -> None:
    torch.manual_seed(0)
    fuse = Fuse(4, norm=False, se=False, se_reduction=16)
    deep, shallow = torch.randn(1, 4, 8, 8), torch.randn(1, 4, 7, 6)
    padded = torch.empty(1, 4, 8, 8)
    padded[..., :7, :6] = shallow
    padded[..., :7, 6] = shallow[..., :, 4]  # the column before the last, mirrored
    padded[..., :7, 7] = shallow[..., :, 3]
    padded[..., 7, :] = padded[..., 5, :]
    assert torch.equal(fuse(deep, shallow), fuse(deep, padded))
