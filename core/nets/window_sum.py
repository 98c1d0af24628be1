"""The sum at involution's heart, with a backward pass of its own."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812


class WindowSum(torch.autograd.Function):
    """Every place's window, weighted by that place's own kernel and added up.

    Offset by offset on views of the padded input, so that no `C * k * k` unfolded copy is ever made. Left to autograd
    the backward pass would fill a zero picture of full size for each of the k * k offsets; here all of them add into
    one.
    """

    @staticmethod
    def forward(ctx: Any, x: Tensor, kernels: Tensor) -> Tensor:
        """`x` is `(N, G, C / G, H, W)`, `kernels` `(N, G, k * k, 1, H, W)`; the result has `x`'s shape."""
        padded, k = _padded(x.to(kernels.dtype), kernels)
        out = torch.zeros_like(x, dtype=kernels.dtype, memory_format=torch.contiguous_format)
        for offset in range(k * k):
            out.addcmul_(_window(padded, x, offset, k), kernels[:, :, offset])
        ctx.save_for_backward(x, kernels)
        return out

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor, Tensor]:
        """The gradients of the input and of the kernels."""
        x, kernels = ctx.saved_tensors
        padded, k = _padded(x.to(kernels.dtype), kernels)
        gradient = gradient.contiguous()
        of_padded, of_kernels = torch.zeros_like(padded), torch.empty_like(kernels)
        for offset in range(k * k):
            _window(of_padded, x, offset, k).addcmul_(gradient, kernels[:, :, offset])
            product = gradient * _window(padded, x, offset, k)
            torch.sum(product, 2, keepdim=True, out=of_kernels[:, :, offset])
        return _window(of_padded, x, k * k // 2, k).to(x.dtype), of_kernels


def _padded(x: Tensor, kernels: Tensor) -> tuple[Tensor, int]:
    """Zeros around the picture, and the kernel's side."""
    k = round(kernels.shape[2] ** 0.5)
    return F.pad(x, [k // 2] * 4), k


def _window(padded: Tensor, x: Tensor, offset: int, k: int) -> Tensor:
    """The view of the padded picture that is `offset` (row by row) into the window."""
    dy, dx = divmod(offset, k)
    return padded[..., dy : dy + x.shape[-2], dx : dx + x.shape[-1]]
