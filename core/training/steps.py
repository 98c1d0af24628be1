"""One training step of each phase."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from functools import partial
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from core.training.batches import WarmUpBatch
from core.training.device import Execution
from core.training.lanes import Lanes
from core.training.learner import Losses, OnDevice
from core.training.losses import (
    adversarial_loss,
    critic_loss,
    similarity_loss,
    warm_up_loss,
    worst_patches_loss,
)
from core.training.networks import Networks
from core.training.settings import TrainingSettings
from core.training.twins import Twins

# Which of a network's twins each pass takes, so that no two passes of a step share one.
FIRST, SECOND, SAME, SYNTHETIC = range(4)


class Part(NamedTuple):
    """What one part of a step gives: its losses, the gradients of an optimiser's weights, and the fake if any."""

    losses: Losses
    gradients: Sequence[Tensor | None]
    fake: Tensor | None = None


class Stepper(OnDevice):
    """Runs steps of both phases on prepared networks. Losses come back as tensors on the device, not yet read.

    A step is cut into parts that need nothing of each other, see `core.training.lanes`; their gradients are added up
    in a fixed order, so the result does not depend on which part ends first. `close` ends the lanes' threads.
    """

    def __init__(self, networks: Networks, settings: TrainingSettings, execution: Execution) -> None:
        super().__init__(settings, execution)
        self.networks = networks
        self.lanes = Lanes(execution.lanes)
        self._n2p = Twins(networks.g_n2p, SYNTHETIC + execution.lanes)
        self._p2n = Twins(networks.g_p2n, SECOND + 1)
        self._makers = _weights(networks.g_n2p, networks.g_p2n)
        self._judges = _weights(networks.d_p, networks.d_n)
        self._repairer = _weights(networks.g_n2p)
        self.notices: list[str] = []
        """What a user should hear of how steps are run; whoever tells it takes it out."""

    def close(self) -> None:
        """End the lanes' threads."""
        self.lanes.close()

    def warm_up(
        self, defective: Tensor, good: Tensor, mask: Tensor, looked_at: Tensor | None = None
    ) -> Losses:
        """G_n2p learns to repair synthetic defects, and D_p (as a critic) to find them; as from `warm_up_batch`.

        Every lane takes its share of the batch as a batch of its own.
        """
        batch = self._placed(WarmUpBatch(defective, good, mask, looked_at))
        parts = self._shares(batch)
        repairs = [
            self.lanes.submit(partial(self._synthetic, "warm_up", i, b, w, self._repairer))
            for i, (b, w) in enumerate(parts)
        ]
        critics = self._critics(parts)
        losses = self._descend(self.networks.warm_up, self._repairer, repairs)
        if critics:
            losses |= self._descend(self.networks.discriminators, self._judges, critics)
        self._n2p.gather()
        return losses

    def _shares(self, batch: WarmUpBatch) -> list[tuple[WarmUpBatch, float]]:
        """The batch in as many parts as there are lanes, each with its share of the pictures."""
        count = len(batch.good)
        cut = [[None] * count if t is None else t.chunk(self.lanes.count) for t in batch]
        return [(WarmUpBatch(*part), len(part[1]) / count) for part in zip(*cut, strict=False)]

    def _critics(self, parts: Sequence[tuple[WarmUpBatch, float]]) -> list[Future[Part]]:
        if not self.settings.critic:
            return []
        return [self.lanes.submit(partial(self._critic, b, w)) for b, w in parts]

    def _critic(self, batch: WarmUpBatch, share: float) -> Part:
        with self.autocast():
            scores = self.networks.d_p(batch.defective)
        loss = share * critic_loss(scores, batch.mask, batch.looked_at)
        return self._part({"critic": loss}, loss, self._judges)

    def _synthetic(
        self, name: str, index: int, batch: WarmUpBatch, weight: float, weights: Sequence[nn.Parameter]
    ) -> Part:
        with self.autocast():
            repair = self._n2p[SYNTHETIC + index](batch.defective)
        loss = weight * warm_up_loss(repair, batch.good, batch.mask, batch.looked_at)
        factor = self.settings.synthetic_weight if name == "synthetic" else 1
        return self._part({name: loss}, factor * loss, weights)

    def adversarial(
        self,
        good: Tensor,
        defective: Tensor,
        rng: np.random.Generator,
        *,
        use_ssim: bool,
        synthetic: WarmUpBatch | None = None,
        looked_at: tuple[Tensor | None, Tensor | None] = (None, None),
    ) -> Losses:
        """The paper's game on one good and one defective picture, `(1, C, H, W)` in the networks' range
        (Eq. 8-11).

        With `synthetic` (as from `warm_up_batch`) the warm-up's tasks stay in the losses: the cycle and identity terms
        alone pull the repair back to the identity within a few hundred steps. `looked_at` says where the two pictures
        are inspected, see `core.training.batches.Pair`: the generators answer for these pixels and patches only. The
        discriminators judge all of a picture, real and made, as what is ignored only continues the rest.
        """
        nets = self.networks
        good, defective = self.place(good), self.place(defective)
        inside = [None if t is None else self.place(t) for t in looked_at]
        shares = [] if synthetic is None else self._shares(self._placed(synthetic))
        making = self._making(good, defective, inside, shares, use_ssim)
        # The discriminators' part needs the fakes, but not the generators' update.
        old_good = nets.pool_p.exchange(self._pooled(_fake(making[0]), defective), rng)
        old_defective = nets.pool_n.exchange(_fake(making[1]), rng)
        judging = self._judging(good, defective, old_good, old_defective, shares)
        return self._end_making(making) | self._descend(nets.discriminators, self._judges, judging)

    def _pooled(self, repair: Tensor, defective: Tensor) -> Tensor:
        """What the image buffer keeps of a repair of `defective`, for D_p."""
        return repair

    def _making(
        self,
        good: Tensor,
        defective: Tensor,
        looked_at: Sequence[Tensor | None],
        shares: Sequence[tuple[WarmUpBatch, float]],
        use_ssim: bool,
    ) -> list[Future[Part]]:
        """What the generators learn from; the first two parts hold the fakes, a repaired and a faked picture."""
        submit = self.lanes.submit
        in_good, in_defective = looked_at
        return [
            submit(partial(self._repaired, defective, in_defective, use_ssim)),
            submit(partial(self._faked, good, in_good, use_ssim)),
            *(
                submit(partial(self._synthetic, "synthetic", i, b, w, self._makers))
                for i, (b, w) in enumerate(shares)
            ),
            submit(partial(self._same, good, in_good, use_ssim)),
        ]

    def _judging(
        self,
        good: Tensor,
        defective: Tensor,
        old_good: Tensor,
        old_defective: Tensor,
        shares: Sequence[tuple[WarmUpBatch, float]],
    ) -> list[Future[Part]]:
        """What the discriminators learn from."""
        nets, submit = self.networks, self.lanes.submit
        return [
            submit(partial(self._judged, "d_p", nets.d_p, good, old_good)),
            submit(partial(self._judged, "d_n", nets.d_n, defective, old_defective)),
            *self._critics(shares),
        ]

    def _end_making(self, making: Sequence[Future[Part]]) -> Losses:
        losses = self._descend(self.networks.generators, self._makers, making)
        for twins in (self._n2p, self._p2n):
            twins.gather()
        return losses

    def _repaired(self, defective: Tensor, looked_at: Tensor | None, use_ssim: bool) -> Part:
        with self.autocast():
            fake = self._n2p[FIRST](defective)
            again, scores = self._p2n[SECOND](fake), self.networks.d_p(fake)
        losses, judged = self._judgement(scores, fake, defective, looked_at)
        cycle = similarity_loss(again, defective, use_ssim=use_ssim, looked_at=looked_at)
        total = judged + self.settings.cycle_weight * cycle
        return self._part(losses | {"cycle": cycle}, total, self._makers, fake)

    def _judgement(
        self, scores: Tensor, repair: Tensor, defective: Tensor, looked_at: Tensor | None
    ) -> tuple[Losses, Tensor]:
        """What G_n2p pays for a repair by D_p's scores: by name, and in all."""
        judged = worst_patches_loss(scores, self.settings.worst_share, looked_at)
        return {"g_n2p": judged}, judged

    def _faked(self, good: Tensor, looked_at: Tensor | None, use_ssim: bool) -> Part:
        with self.autocast():
            fake = self._p2n[FIRST](good)
            again, scores = self._n2p[SECOND](fake), self.networks.d_n(fake)
        judged = adversarial_loss(scores, real=True, looked_at=looked_at)
        cycle = similarity_loss(again, good, use_ssim=use_ssim, looked_at=looked_at)
        total = judged + self.settings.cycle_weight * cycle
        return self._part({"g_p2n": judged, "cycle": cycle}, total, self._makers, fake)

    def _same(self, good: Tensor, looked_at: Tensor | None, use_ssim: bool) -> Part:
        with self.autocast():
            same = self._n2p[SAME](good)
        loss = similarity_loss(same, good, use_ssim=use_ssim, looked_at=looked_at)
        return self._part({"identity": loss}, self.settings.identity_weight * loss, self._makers)

    def _judged(self, name: str, judge: nn.Module, real: Tensor, fake: Tensor) -> Part:
        with self.autocast():
            real_scores, fake_scores = judge(real), judge(fake)
        loss = adversarial_loss(real_scores, real=True) + adversarial_loss(fake_scores, real=False)
        return self._part({name: loss}, loss, self._judges)

    @staticmethod
    def _part(
        losses: Losses, total: Tensor, weights: Sequence[nn.Parameter], fake: Tensor | None = None
    ) -> Part:
        """With the gradients of these weights only: the other networks merely pass gradients on."""
        gradients = torch.autograd.grad(total, weights, allow_unused=True)
        kept = None if fake is None else fake.detach().float()
        return Part({name: value.detach() for name, value in losses.items()}, gradients, kept)

    @staticmethod
    def _descend(
        optimiser: torch.optim.Optimizer, weights: Sequence[nn.Parameter], parts: Sequence[Future[Part]]
    ) -> Losses:
        """Update the weights by the sum of the parts' gradients; the sums of their losses by name."""
        done = [part.result() for part in parts]
        for weight, *gradients in zip(weights, *(part.gradients for part in done), strict=True):
            weight.grad = None
            for gradient in gradients:
                if gradient is not None:
                    weight.grad = gradient if weight.grad is None else weight.grad.add_(gradient)
        optimiser.step()
        losses: Losses = {}
        for part in done:
            for name, value in part.losses.items():
                losses[name] = losses[name] + value if name in losses else value
        return losses

    def _placed(self, batch: WarmUpBatch) -> WarmUpBatch:
        looked_at = None if batch.looked_at is None else self.place(batch.looked_at)
        return WarmUpBatch(
            self.place(batch.defective), self.place(batch.good), self.place(batch.mask), looked_at
        )


def _weights(*networks: nn.Module) -> list[nn.Parameter]:
    return [parameter for network in networks for parameter in network.parameters()]


def _fake(part: Future[Part]) -> Tensor:
    fake = part.result().fake
    assert fake is not None
    return fake
