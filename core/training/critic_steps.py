"""Training steps with D_p as a critic."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from functools import partial

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from core.training.batches import WarmUpBatch
from core.training.critic_losses import (
    MADE_WEIGHT,
    changed_share,
    made_loss,
    patches,
    photo_loss,
    taught_loss,
    worst_surprise,
)
from core.training.device import Execution
from core.training.learner import Losses, descend
from core.training.losses import weighted_mean
from core.training.marked import Marked
from core.training.networks import Networks
from core.training.photos import Photos, most_suspected
from core.training.settings import TrainingSettings
from core.training.steps import Part, Stepper

MARGIN = 8
"""Pixels round a mask of which nobody knows whether they are good: a stroke is rough."""


class CriticStepper(Stepper):
    """The paper's step, but for D_p, which `teach` teaches where synthetic defects, defects under masks and the
    generator's own work are. G_n2p answers to the patches that surprise D_p most, and leaves alone what a mask says is
    good."""

    def __init__(self, networks: Networks, settings: TrainingSettings, execution: Execution) -> None:
        super().__init__(networks, settings, execution)
        self._judges = list(networks.d_n.parameters())
        self._mask: Tensor | None = None
        self._old: tuple[Tensor, Tensor] | None = None

    def adversarial_with(
        self,
        good: Tensor,
        defective: Tensor,
        mask: Tensor | None,
        rng: np.random.Generator,
        *,
        use_ssim: bool,
        synthetic: WarmUpBatch | None,
        looked_at: tuple[Tensor | None, Tensor | None],
    ) -> Losses:
        """As `adversarial`, with the mask of the defective picture, `(1, 1, H, W)` of 0 and 1, if it has one."""
        self._mask = None if mask is None else self.place(mask)
        # What it sends backwards must not change what it has learnt of a usual patch.
        with self._as_it_is():
            return self.adversarial(
                good, defective, rng, use_ssim=use_ssim, synthetic=synthetic, looked_at=looked_at
            )

    def teach(
        self, synthetic: Sequence[WarmUpBatch], marked: Marked | None, photos: Photos | None = None
    ) -> Losses:
        """A step of D_p's own, after `warm_up` or `adversarial_with`; the latter's repair is judged too, by the first
        of several.

        Args:
            synthetic: pictures with synthetic defects, all of one size.
            marked: crops of that size of defective photos, with masks.
            photos: of any size, of which the labels count.
        """
        pictures, masks, inside = [], [], []
        for batch in map(self._placed, synthetic):
            pictures.append(batch.defective)
            masks.append(batch.mask)
            inside.append(torch.ones_like(batch.mask) if batch.looked_at is None else batch.looked_at)
        if marked is not None:
            real, mask, looked_at = (self.place(t) for t in marked)
            pictures.append(real)
            masks.append(mask)
            # Beside a rough stroke nobody knows.
            inside.append(looked_at * (1 - near(mask) + mask))
        with self.autocast():
            logits = self.networks.d_p(torch.cat(pictures))
        losses = {"critic": taught_loss(logits, torch.cat(masks), torch.cat(inside))}
        if self._old is not None:
            losses["d_p"] = self._made(*self._old, side=masks[0].shape[-1])
            self._old = None
        if photos is not None:
            losses["photos"] = self._of_photos(photos)
        weights = {"critic": 1.0, "d_p": MADE_WEIGHT, "photos": self.settings.photo_weight}
        descend(
            self.networks.critic, torch.stack([weights[name] * loss for name, loss in losses.items()]).sum()
        )
        return {name: value.detach() for name, value in losses.items()}

    def _made(self, repair: Tensor, original: Tensor, *, side: int) -> Tensor:
        repairs, originals = squares_of(repair, side), squares_of(original, side)
        # Measured by what photos are like: repairs among them would shift BatchNorm's measure for both.
        with self._as_it_is(), self.autocast():
            logits = self.networks.d_p(repairs)
        return made_loss(logits, changed_share(repairs, originals))

    def _of_photos(self, photos: Photos) -> Tensor:
        good = self._judged_worst(photos.good, photos.good_looked_at)
        if photos.defective is None:
            return photo_loss(None, good)
        return photo_loss(self._judged_worst(photos.defective, photos.defective_looked_at), good)

    def _judged_worst(self, photo: Tensor, looked_at: Tensor | None) -> Tensor:
        """D_p's answer to a photo, or to the worst square of a large one."""
        placed = self.place(photo), None if looked_at is None else self.place(looked_at)
        with self._as_it_is(), torch.no_grad():
            shown = most_suspected(*placed, self._judged_whole)
        return self._judged_whole(*shown)

    def _judged_whole(self, photo: Tensor, looked_at: Tensor | None) -> Tensor:
        with self.autocast():
            logits: Tensor = self.networks.d_p(photo)
        if looked_at is None:
            return logits
        return logits.masked_fill(patches(looked_at) == 0, math.inf)

    @contextmanager
    def _as_it_is(self) -> Iterator[None]:
        """D_p with the statistics that it has, which stay as they are."""
        self.networks.d_p.eval()
        try:
            yield
        finally:
            self.networks.d_p.train()

    def _critics(self, parts: Sequence[tuple[WarmUpBatch, float]]) -> list[Future[Part]]:
        return []

    def _pooled(self, repair: Tensor, defective: Tensor) -> Tensor:
        return torch.cat([repair, defective], 1)

    def _judging(
        self,
        good: Tensor,
        defective: Tensor,
        old_good: Tensor,
        old_defective: Tensor,
        shares: Sequence[tuple[WarmUpBatch, float]],
    ) -> list[Future[Part]]:
        repair, original = old_good.chunk(2, 1)
        self._old = repair, original
        judged = partial(self._judged, "d_n", self.networks.d_n, defective, old_defective)
        return [self.lanes.submit(judged)]

    def _judgement(
        self, scores: Tensor, repair: Tensor, defective: Tensor, looked_at: Tensor | None
    ) -> tuple[Losses, Tensor]:
        s = self.settings
        judged = worst_surprise(scores, s.worst_share, looked_at)
        if self._mask is None:
            return {"g_n2p": judged}, s.adversarial_weight * judged
        outside = 1 - near(self._mask)
        if looked_at is not None:
            outside = outside * looked_at
        kept = weighted_mean((repair.float() - defective.float()).abs(), outside)
        return {"g_n2p": judged, "outside": kept}, s.adversarial_weight * judged + s.identity_weight * kept


def near(mask: Tensor) -> Tensor:
    """1 on a mask and within `MARGIN` of it, `(N, 1, H, W)` of 0 and 1."""
    return F.max_pool2d(mask, 2 * MARGIN + 1, stride=1, padding=MARGIN)


def squares_of(pictures: Tensor, side: int) -> Tensor:
    """As many whole squares as `(N, C, H, W)` holds, `(M, C, side, side)`; what is smaller is continued to one."""
    height, width = pictures.shape[2:]
    bottom, right = max(0, side - height), max(0, side - width)
    if bottom or right:
        pictures = F.pad(pictures, (0, right, 0, bottom), mode="replicate")
        height, width = pictures.shape[2:]
    rows = pictures.unfold(2, side, side).unfold(3, side, side)
    return rows.permute(0, 2, 3, 1, 4, 5).reshape(-1, pictures.shape[1], side, side)
