"""What D_p learns as a critic, and what G_n2p learns from it; cross-entropies of patch logits (`core.nets.critic`)."""

from __future__ import annotations

from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from core.nets.critic import PATCH

CHANGED = 0.25
"""Mean change of a patch, in the networks' range (one standard deviation of a standardised picture), that counts in
full as made by the generator."""
WORST = 3
"""Patches of a photo that its label speaks of."""
MADE_WEIGHT = 0.05
"""Of telling what was made from photos, against knowing where defects are: a good repair cannot be told, and the more
D_p tries, the more good patches it suspects (at equal weight its loss on defects rose from 0.6 to 1.0 in 200 steps;
other weights are in docs/adr/0028)."""


def patches(pixels: Tensor) -> Tensor:
    """The largest value in each patch: `(N, 1, H, W)` -> `(N, 1, ceil(H / 8), ceil(W / 8))`."""
    return F.max_pool2d(pixels, PATCH, ceil_mode=True)


def changed_share(repair: Tensor, original: Tensor) -> Tensor:
    """How far each patch of a repair is the generator's own, 0..1, `(N, 1, ceil(H / 8), ceil(W / 8))`.

    What a repair leaves as it was is a photo still: D_p must not learn to find fault with it.
    """
    change = (repair.float() - original.float()).abs().mean(1, keepdim=True)
    return (F.avg_pool2d(change, PATCH, ceil_mode=True) / CHANGED).clamp(0, 1)


def taught_loss(logits: Tensor, mask: Tensor, looked_at: Tensor | None = None) -> Tensor:
    """Where defects lie: patches that the mask touches against all others, both kinds of the same weight.

    Args:
        logits: `(N, 1, h, w)`, positive = good.
        mask: `(N, 1, H, W)` in [0, 1]; a patch is touched where it reaches one half.
        looked_at: `(N, 1, H, W)` of 0 and 1: patches without an inspected pixel have no target.
    """
    logits = logits.float()
    touched = patches((mask >= 0.5).float())
    untouched = 1 - touched
    if looked_at is not None:
        inside = patches(looked_at)
        touched, untouched = touched * inside, untouched * inside
    return _mean(F.softplus(logits), touched) + _mean(F.softplus(-logits), untouched)


def photo_loss(defective: Tensor | None, good: Tensor) -> Tensor:
    """What image labels say: the worst patches of a defective photo are defects, those of a good one are not.

    Without synthetic defects beside it D_p would learn the few defective photos by heart; with them it knows already
    where to look (multiple-instance learning, Maron and Lozano-Perez 1997, pooled by the mean of the worst patches).
    The good photo's part is what keeps edges and grain from being suspected, also where masks say all of the defects:
    crops of other patches, all of the same weight, seldom show the few that count (docs/adr/0020).

    Args:
        defective, good: logits of a photo, `(1, 1, h, w)`; `inf` where it is not inspected. None: there is none.
    """
    suspected = of_worst(good, -1)
    return suspected if defective is None else suspected + of_worst(defective, 1)


def of_worst(logits: Tensor, sign: int) -> Tensor:
    """What the worst patches cost where they should be good (`sign` -1), or defects (1)."""
    worst = logits.float().flatten().topk(WORST, largest=False).values
    # An area may hold fewer patches than that.
    inspected = worst.isfinite()
    return _mean(F.softplus(sign * worst.where(inspected, 0)), inspected.float())


def made_loss(logits: Tensor, made: Tensor) -> Tensor:
    """Patches that a generator made are not real, weighted by `made`, see `changed_share`."""
    return _mean(F.softplus(logits.float()), made)


def worst_surprise(logits: Tensor, share: float, looked_at: Tensor | None = None) -> Tensor:
    """What the generator pays: D_p's surprise, -log of the chance that a patch is good, over the worst `share` of each
    picture's patches (at least one), as `core.training.losses.worst_patches_loss` has it for the PatchGAN.

    Args:
        looked_at: `(N, 1, H, W)` of 0 and 1: the share is of patches that hold an inspected pixel.
    """
    surprise = F.softplus(-logits.float()).flatten(1)
    if looked_at is not None:
        surprise = surprise * patches(looked_at).flatten(1)
    count = max(1, round(share * surprise.shape[1]))
    return surprise.topk(count, dim=1).values.mean()


def _mean(values: Tensor, weight: Tensor) -> Tensor:
    return (values * weight).sum() / weight.sum().clamp_min(1)
