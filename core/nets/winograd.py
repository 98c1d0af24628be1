"""Winograd's minimal filtering for the 3 x 3 convolutions of a training step on a CPU."""

from __future__ import annotations

from functools import cache
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

LEAST_CHANNELS = 64
"""With fewer the transforms cost more than the multiplications that they save."""
LEAST_PIXELS = 1024
"""On a smaller map the transforms of the weights outweigh it."""
BLOCK = 4
"""Side of the blocks: for each, 36 multiplications stand in for 144."""
TILE = BLOCK + 2

_TILE = (
    *([4, 0, -5, 0, 1, 0], [0, -4, -4, 1, 1, 0], [0, 4, -4, -1, 1, 0]),
    *([0, -2, -1, 2, 1, 0], [0, 2, -1, -2, 1, 0], [0, 4, 0, -5, 0, 1]),
)
_KERNEL = (
    *([1 / 4, 0, 0], [-1 / 6, -1 / 6, -1 / 6], [-1 / 6, 1 / 6, -1 / 6]),
    *([1 / 24, 1 / 12, 1 / 6], [1 / 24, -1 / 12, 1 / 6], [0, 0, 1]),
)
_OUT = ([1, 1, 1, 1, 1, 0], [0, 1, -1, 2, -2, 0], [0, 1, 1, 4, 4, 0], [0, 1, -1, 8, -8, 1])
"""B^T, G and A^T of F(4 x 4, 3 x 3), Lavin and Gray, "Fast algorithms for convolutional neural networks", 2016."""


def convolve(padded: Tensor, weight: Tensor, bias: Tensor | None) -> Tensor:
    """A 3 x 3 convolution of an input that is padded already: `(N, C, H + 2, W + 2)` -> `(N, K, H, W)`.

    Where a gradient is wanted on a CPU in float32, and the shape allows, it is computed by `Winograd`, which is a
    rounding of 1e-6 or so away; everywhere else, all of inspection included, by torch.
    """
    if not _pays(padded, weight):
        return F.conv2d(padded, weight, bias)
    out: Tensor = Winograd.apply(padded, weight)  # type: ignore[no-untyped-call]
    return out if bias is None else out + bias.view(-1, 1, 1)


def _pays(padded: Tensor, weight: Tensor) -> bool:
    height, width = padded.shape[2] - 2, padded.shape[3] - 2
    wanted = torch.is_grad_enabled() and (padded.requires_grad or weight.requires_grad)
    plain = padded.device.type == "cpu" and padded.dtype == weight.dtype == torch.float32
    if not wanted or not plain or torch.is_autocast_enabled("cpu"):
        return False
    large = height * width >= LEAST_PIXELS and min(weight.shape[:2]) >= LEAST_CHANNELS
    return large and height % BLOCK == 0 and width % BLOCK == 0


@cache
def _transforms(dtype: torch.dtype) -> tuple[Tensor, Tensor, Tensor]:
    """Both directions at once: as matrices on flattened tiles."""
    tile, kernel, out = (torch.tensor(rows, dtype=dtype) for rows in (_TILE, _KERNEL, _OUT))
    return torch.kron(tile, tile), torch.kron(kernel, kernel), torch.kron(out, out)


def _kernels(weight: Tensor, to_kernel: Tensor) -> Tensor:
    """`(K, C, 3, 3)` -> `(positions, K, C)`."""
    return (to_kernel @ weight.permute(2, 3, 0, 1).reshape(9, -1)).view(-1, *weight.shape[:2])


class Winograd(torch.autograd.Function):
    """Every step between the transforms is one batch of matrix products, forwards and back."""

    @staticmethod
    def forward(ctx: Any, padded: Tensor, weight: Tensor) -> Tensor:
        """`(N, C, H + 2, W + 2)` and `(K, C, 3, 3)` -> `(N, K, H, W)`; H and W are multiples of `BLOCK`."""
        n, c, height, width = padded.shape
        k, rows, columns = weight.shape[0], (height - 2) // BLOCK, (width - 2) // BLOCK
        to_tile, to_kernel, to_out = _transforms(padded.dtype)
        positions = len(to_tile)
        tiles = F.unfold(padded, TILE, stride=BLOCK).view(n * c, positions, rows * columns)
        # Laid out as (positions, C, N * tiles) for the products.
        tiles = torch.matmul(to_tile, tiles).view(n, c, positions, -1).permute(2, 1, 0, 3).flatten(2)
        products = torch.bmm(_kernels(weight, to_kernel), tiles).view(positions, -1)
        out = (to_out @ products).view(BLOCK, BLOCK, k, n, rows, columns)
        # Transformed weights are four times as large as the weights: made anew they cost less than the memory.
        ctx.save_for_backward(tiles, weight)
        ctx.shape = padded.shape
        return out.permute(3, 2, 4, 0, 5, 1).reshape(n, k, height - 2, width - 2)

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor | None, Tensor | None]:
        """The gradients of the input and of the weights, where they are wanted."""
        tiles, weight = ctx.saved_tensors
        n, c, height, width = ctx.shape
        k, rows, columns = gradient.shape[1], (height - 2) // BLOCK, (width - 2) // BLOCK
        to_tile, to_kernel, to_out = _transforms(gradient.dtype)
        positions = len(to_tile)
        blocks = gradient.reshape(n, k, rows, BLOCK, columns, BLOCK).permute(3, 5, 1, 0, 2, 4)
        products = (to_out.T @ blocks.reshape(BLOCK * BLOCK, -1)).view(positions, k, -1)
        of_padded = of_weight = None
        if ctx.needs_input_grad[0]:
            kernels = _kernels(weight, to_kernel).transpose(1, 2)
            of_tiles = torch.bmm(kernels, products).view(positions, c, n, -1)
            of_tiles = torch.matmul(to_tile.T, of_tiles.permute(2, 1, 0, 3)).reshape(n, c * positions, -1)
            of_padded = F.fold(of_tiles, (height, width), TILE, stride=BLOCK)
        if ctx.needs_input_grad[1]:
            of_kernels = torch.bmm(products, tiles.transpose(1, 2)).view(positions, -1)
            of_weight = (to_kernel.T @ of_kernels).view(3, 3, k, c).permute(2, 3, 0, 1).contiguous()
        return of_padded, of_weight
