"""Winograd's convolution against torch's own."""

from __future__ import annotations

import pytest
import torch
from torch.nn import functional as F  # noqa: N812

from core.nets.winograd import LEAST_CHANNELS, Winograd, convolve


@pytest.mark.parametrize("size", [(4, 8), (8, 12)])
def test_value_and_gradients_equal_torchs(size: tuple[int, int]) -> None:
    torch.manual_seed(0)
    padded = torch.randn(3, 5, size[0] + 2, size[1] + 2, dtype=torch.float64, requires_grad=True)
    weight = torch.randn(7, 5, 3, 3, dtype=torch.float64, requires_grad=True)
    towards = torch.randn(3, 7, *size, dtype=torch.float64)
    made, expected = Winograd.apply(padded, weight), F.conv2d(padded, weight)
    assert torch.allclose(made, expected, atol=1e-12)
    ours, theirs = (torch.autograd.grad(out, [padded, weight], towards) for out in (made, expected))
    assert all(torch.allclose(a, b, atol=1e-12) for a, b in zip(ours, theirs, strict=True))


def test_rounding_is_as_small_as_it_says() -> None:
    torch.manual_seed(0)
    padded = torch.randn(1, 128, 34, 34)
    weight = torch.randn(128, 128, 3, 3, requires_grad=True)
    exact = F.conv2d(padded.double(), weight.detach().double())
    made = convolve(padded, weight, None)
    assert type(made.grad_fn).__name__ == "WinogradBackward"
    assert (made.double() - exact).norm() / exact.norm() < 5e-6


def test_a_bias_is_added_and_gets_its_gradient() -> None:
    torch.manual_seed(0)
    padded = torch.randn(1, LEAST_CHANNELS, 34, 34)
    weight = torch.randn(LEAST_CHANNELS, LEAST_CHANNELS, 3, 3, requires_grad=True)
    bias = torch.randn(LEAST_CHANNELS, requires_grad=True)
    made = convolve(padded, weight, bias)
    assert torch.allclose(made, F.conv2d(padded, weight, bias), atol=1e-3)
    (gradient,) = torch.autograd.grad(made.sum(), bias)
    assert torch.equal(gradient, torch.full_like(bias, 1024.0))


@pytest.mark.parametrize(
    ("channels", "side", "grad"),
    [(LEAST_CHANNELS - 1, 32, True), (LEAST_CHANNELS, 28, True), (LEAST_CHANNELS, 34, True), (64, 32, False)],
)
def test_narrow_maps_odd_sizes_and_inspection_are_torchs(channels: int, side: int, grad: bool) -> None:
    torch.manual_seed(0)
    padded = torch.randn(1, channels, side + 2, side + 2)
    weight = torch.randn(channels, channels, 3, 3, requires_grad=True)
    with torch.set_grad_enabled(grad):
        assert torch.equal(convolve(padded, weight, None), F.conv2d(padded, weight))


def test_gradients_that_nobody_wants_are_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    products: list[int] = []
    whole = torch.bmm
    monkeypatch.setattr(torch, "bmm", lambda a, b: products.append(1) or whole(a, b))
    padded, weight = torch.randn(1, 4, 6, 6, requires_grad=True), torch.randn(4, 4, 3, 3)
    Winograd.apply(padded, weight).sum().backward()
    assert len(products) == 2
    assert padded.grad is not None
