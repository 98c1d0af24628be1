"""The paper's losses (Eq. 7-11), on network pictures: `(N, C, H, W)` in [-1, 1]."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

WINDOW = 9
C1 = 0.01**2
C2 = 0.03**2


class _Box(torch.autograd.Function):
    """Mean over every full 9 x 9 window, `(..., H, W)` -> `(..., H - 8, W - 8)`; nothing is kept for the way back."""

    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:
        return _nine(_nine(x, -1), -2) / WINDOW**2

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> Tensor:
        padded = F.pad(gradient, [WINDOW - 1] * 4)
        return _nine(_nine(padded, -1), -2) / WINDOW**2


def _nine(x: Tensor, dim: int) -> Tensor:
    """Sums of nine neighbours by doubling: four additions, on which a pooling spends nine."""
    eight = x
    for step in (1, 2, 4):
        length = eight.shape[dim] - step
        eight = eight.narrow(dim, 0, length) + eight.narrow(dim, step, length)
    length = x.shape[dim] - (WINDOW - 1)
    return eight.narrow(dim, 0, length) + x.narrow(dim, WINDOW - 1, length)


def weighted_mean(values: Tensor, weight: Tensor | None) -> Tensor:
    """The mean, weighted where there is a weight (of a shape that expands to that of the values)."""
    if weight is None:
        return values.mean()
    weight = weight.expand_as(values)
    return (values * weight).sum() / weight.sum().clamp_min(1)


def ssim(x: Tensor, y: Tensor, looked_at: Tensor | None = None) -> Tensor:
    """Mean SSIM over all full windows (Eq. 4-7, with the covariance in the numerator as SSIM has it).

    Equals `skimage.metrics.structural_similarity` on the pictures mapped to [0, 1] with window 9, data range 1 and
    its default sample covariance. Computed in float32 whatever autocast says: variances cancel in bf16.

    Args:
        x, y: `(N, C, H, W)` in [-1, 1], sides at least 9.
        looked_at: `(N, 1, H, W)` of 0 and 1: only windows whose centre is inspected count; None: all do.

    Returns:
        a scalar in [-1, 1].
    """
    with torch.autocast(x.device.type, enabled=False):
        # A shift to [-0.5, 0.5] leaves (co)variances as they are and loses fewer bits than [0, 1].
        x, y = x.float() / 2, y.float() / 2
        n, c = x.shape[:2]
        means: Tensor = _Box.apply(torch.cat([x, y, x * x, y * y, x * y]))  # type: ignore[no-untyped-call]
        mx, my, xx, yy, xy = means.view(5, n, c, *means.shape[2:])
        sample = WINDOW**2 / (WINDOW**2 - 1)
        vx, vy, vxy = sample * (xx - mx * mx), sample * (yy - my * my), sample * (xy - mx * my)
        mx, my = mx + 0.5, my + 0.5
        values: Tensor = ((2 * mx * my + C1) * (2 * vxy + C2)) / ((mx * mx + my * my + C1) * (vx + vy + C2))
        if looked_at is None:
            return values.mean()
        # As a mean of 1 - SSIM, so that a crop in which no window counts costs nothing.
        half = WINDOW // 2
        return 1 - weighted_mean(1 - values, looked_at[..., half:-half, half:-half])


def similarity_loss(x: Tensor, y: Tensor, *, use_ssim: bool, looked_at: Tensor | None = None) -> Tensor:
    """Cycle and identity loss: 1 - SSIM in the first k epochs, then the mean absolute difference (Eq. 10-11).

    With `looked_at`, `(N, 1, H, W)` of 0 and 1, over inspected pixels only.
    """
    return 1 - ssim(x, y, looked_at) if use_ssim else weighted_mean((x.float() - y.float()).abs(), looked_at)


def adversarial_loss(scores: Tensor, *, real: bool, looked_at: Tensor | None = None) -> Tensor:
    """Least-squares GAN loss of patch scores against all ones or all zeros (Eq. 8-9).

    With `looked_at`, `(N, 1, H, W)` of 0 and 1, over patches whose middle holds an inspected pixel.
    """
    return weighted_mean((scores.float() - float(real)).square(), _patches(looked_at))


def worst_patches_loss(scores: Tensor, share: float, looked_at: Tensor | None = None) -> Tensor:
    """The generator's least-squares loss over the worst `share` of each picture's patches; 1 is all of them (Eq. 8).

    A defect covers few patches: in a mean over all of them its gradient drowns.

    Args:
        scores: `(N, 1, h, w)`, towards 1 where the discriminator believes the patch.
        share: in (0, 1]; at least one patch is taken.
        looked_at: `(N, 1, H, W)` of 0 and 1: the share is of the patches whose middle holds an inspected pixel.
    """
    losses = (scores.float() - 1).square().flatten(1)
    patches = _patches(looked_at)
    if patches is not None:
        patches = patches.flatten(1)
        counts = (share * patches.sum(1, keepdim=True)).round().clamp_min(1)
        worst = (losses * patches).sort(dim=1, descending=True).values
        chosen = torch.arange(losses.shape[1], device=losses.device) < counts
        return ((worst * chosen).sum(1, keepdim=True) / counts).mean()
    count = max(1, round(share * losses.shape[1]))
    return losses.mean() if count >= losses.shape[1] else losses.topk(count, dim=1).values.mean()


PATCH = 16
PATCH_STEP = 8


def _patches(pixels: Tensor | None) -> Tensor | None:
    """`(N, 1, H, W)` of 0 and 1 -> the discriminator's patches that hold a 1 in their middle, `(N, 1, h, w)`."""
    return None if pixels is None else F.max_pool2d(pixels, PATCH, PATCH_STEP)


def critic_loss(scores: Tensor, mask: Tensor, looked_at: Tensor | None = None) -> Tensor:
    """Least squares against where a synthetic defect lies: 0 in patches that it touches, 1 elsewhere.

    A patch counts as touched where the mask reaches one half in its middle 16 x 16 of 46 x 46 pixels. Both kinds
    weigh the same, however few the touched ones are.

    Args:
        scores: `(N, 1, H // 8 - 1, W // 8 - 1)` from the discriminator.
        mask: `(N, 1, H, W)` in [0, 1].
        looked_at: `(N, 1, H, W)` of 0 and 1: patches without an inspected pixel in their middle have no target.
    """
    touched = F.max_pool2d((mask >= 0.5).float(), PATCH, PATCH_STEP)
    untouched = 1 - touched
    losses = (scores.float() - untouched).square()
    patches = _patches(looked_at)
    if patches is not None:
        touched, untouched = touched * patches, untouched * patches
    inside = (losses * touched).sum() / touched.sum().clamp_min(1)
    outside = (losses * untouched).sum() / untouched.sum().clamp_min(1)
    return inside + outside


def warm_up_loss(repair: Tensor, good: Tensor, mask: Tensor, looked_at: Tensor | None = None) -> Tensor:
    """Repair of a synthetic defect: L1 and 1 - SSIM over the picture, and L1 once more inside the defect.

    A defect covers a few per cent of the picture; without its own term its gradient drowns in the rest.

    Args:
        repair, good: `(N, C, H, W)` in [-1, 1].
        mask: `(N, 1, H, W)` in [0, 1], the defect's soft mask; may be all zero.
        looked_at: `(N, 1, H, W)` of 0 and 1: only inspected pixels count; None: all do.
    """
    mask = mask if looked_at is None else mask * looked_at
    difference = (repair.float() - good.float()).abs()
    inside = (difference * mask).sum() / (mask.sum() * difference.shape[1]).clamp_min(1)
    return weighted_mean(difference, looked_at) + inside + (1 - ssim(repair, good, looked_at))
