"""Involution's own backward pass against autograd's."""

from __future__ import annotations

import pytest
import torch
from torch.nn import functional as F  # noqa: N812

from core.nets.window_sum import WindowSum


def unfolded(x: torch.Tensor, kernels: torch.Tensor) -> torch.Tensor:
    """The same sum from an unfolded copy, all by autograd."""
    n, g, c, h, w = x.shape
    k = round(kernels.shape[2] ** 0.5)
    windows = F.unfold(x.reshape(n, g * c, h, w), k, padding=k // 2).view(n, g, c, k * k, h, w)
    return (windows * kernels.transpose(2, 3)).sum(3)


@pytest.mark.parametrize(
    ("kernel", "shape"), [(3, (2, 2, 3, 4, 5)), (7, (1, 1, 4, 6, 9)), (1, (1, 2, 1, 3, 3))]
)
def test_value_and_gradients_equal_autograds(kernel: int, shape: tuple[int, ...]) -> None:
    torch.manual_seed(0)
    n, g, _, h, w = shape
    x = torch.randn(shape, dtype=torch.float64, requires_grad=True)
    kernels = torch.randn(n, g, kernel**2, 1, h, w, dtype=torch.float64, requires_grad=True)
    towards = torch.randn(shape, dtype=torch.float64)
    made, expected = WindowSum.apply(x, kernels), unfolded(x, kernels)
    assert torch.allclose(made, expected, atol=1e-12)
    ours, theirs = (torch.autograd.grad(value, [x, kernels], towards) for value in (made, expected))
    assert all(torch.allclose(a, b, atol=1e-12) for a, b in zip(ours, theirs, strict=True))


def test_bf16_kernels_give_bf16_and_gradients_in_each_inputs_format() -> None:
    torch.manual_seed(0)
    x = torch.randn(1, 1, 4, 5, 5, requires_grad=True)
    kernels = torch.randn(1, 1, 9, 1, 5, 5, dtype=torch.bfloat16, requires_grad=True)
    made = WindowSum.apply(x, kernels)
    assert made.dtype == torch.bfloat16
    assert torch.allclose(made.float(), unfolded(x, kernels.float()), atol=0.1)
    of_x, of_kernels = torch.autograd.grad(made.float().sum(), [x, kernels])
    assert (of_x.dtype, of_kernels.dtype) == (torch.float32, torch.bfloat16)
