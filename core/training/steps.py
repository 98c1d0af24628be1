"""One training step of each phase."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import torch
from torch import Tensor, nn

from core.nets.scale import scale_of
from core.training.batches import WarmUpBatch
from core.training.device import Execution
from core.training.losses import (
    adversarial_loss,
    critic_loss,
    similarity_loss,
    warm_up_loss,
    worst_patches_loss,
)
from core.training.networks import Networks
from core.training.settings import TrainingSettings

Losses = dict[str, Tensor]


class Stepper:
    """Runs steps of both phases on prepared networks. Losses come back as tensors on the device, not yet read."""

    def __init__(self, networks: Networks, settings: TrainingSettings, execution: Execution) -> None:
        self.networks = networks
        self.settings = settings
        self.device = torch.device(execution.device)
        self.execution = execution

    def warm_up(
        self, defective: Tensor, good: Tensor, mask: Tensor, looked_at: Tensor | None = None
    ) -> Losses:
        """G_n2p learns to repair synthetic defects, and D_p (as a critic) to find them; as from `warm_up_batch`."""
        batch = self._placed(WarmUpBatch(defective, good, mask, looked_at))
        losses = {"warm_up": self._synthetic_loss(batch)}
        self._update(self.networks.warm_up, losses["warm_up"])
        if self.settings.critic:
            losses["critic"] = self._critic_loss(batch)
            self._update(self.networks.discriminators, losses["critic"])
        return {name: value.detach() for name, value in losses.items()}

    def _critic_loss(self, batch: WarmUpBatch) -> Tensor:
        with self._autocast():
            scores = self.networks.d_p(self._prepare(batch.defective))
        return critic_loss(scores, batch.mask, batch.looked_at)

    def _synthetic_loss(self, batch: WarmUpBatch) -> Tensor:
        scale = scale_of(batch.defective, standardise=self.settings.preprocess.standardise)
        with self._autocast():
            repair = self.networks.g_n2p(scale.to_network(batch.defective))
        return warm_up_loss(repair, scale.to_network(batch.good), batch.mask, batch.looked_at)

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
        """The paper's game on one good and one defective picture, `(1, C, H, W)` in [0, 1] (Eq. 8-11).

        With `synthetic` (as from `warm_up_batch`) the warm-up's tasks stay in the losses: the cycle and identity terms
        alone pull the repair back to the identity within a few hundred steps. `looked_at` says where the two pictures
        are inspected, see `core.training.batches.Pair`: the generators answer for these pixels and patches only. The
        discriminators judge all of a picture, real and made, as what is ignored only continues the rest.
        """
        nets, s = self.networks, self.settings
        good, defective = (self._prepare(self._place(t)) for t in (good, defective))
        in_good, in_defective = (None if t is None else self._place(t) for t in looked_at)
        if synthetic is not None:
            synthetic = self._placed(synthetic)
        # The discriminators only pass gradients on here; their own weights' gradients would be thrown away.
        _train_weights((nets.d_p, nets.d_n), False)
        with self._autocast():
            fake_good, fake_defective = nets.g_n2p(defective), nets.g_p2n(good)
            again_defective, again_good = nets.g_p2n(fake_good), nets.g_n2p(fake_defective)
            same = nets.g_n2p(good)
            judged_n, judged_p = nets.d_n(fake_defective), nets.d_p(fake_good)
        g_p2n = adversarial_loss(judged_n, real=True, looked_at=in_good)
        g_n2p = worst_patches_loss(judged_p, s.worst_share, in_defective)
        cycle = similarity_loss(again_good, good, use_ssim=use_ssim, looked_at=in_good) + similarity_loss(
            again_defective, defective, use_ssim=use_ssim, looked_at=in_defective
        )
        identity = similarity_loss(same, good, use_ssim=use_ssim, looked_at=in_good)
        total = g_p2n + g_n2p + s.cycle_weight * cycle + s.identity_weight * identity
        losses = {"g_p2n": g_p2n, "g_n2p": g_n2p, "cycle": cycle, "identity": identity}
        if synthetic is not None:
            losses["synthetic"] = self._synthetic_loss(synthetic)
            total = total + s.synthetic_weight * losses["synthetic"]
        self._update(nets.generators, total)

        _train_weights((nets.d_p, nets.d_n), True)
        old_good = nets.pool_p.exchange(fake_good.detach().float(), rng)
        old_defective = nets.pool_n.exchange(fake_defective.detach().float(), rng)
        with self._autocast():
            d_p = adversarial_loss(nets.d_p(good), real=True) + adversarial_loss(
                nets.d_p(old_good), real=False
            )
            d_n = adversarial_loss(nets.d_n(defective), real=True) + adversarial_loss(
                nets.d_n(old_defective), real=False
            )
        judging = d_p + d_n
        if synthetic is not None and s.critic:
            losses["critic"] = self._critic_loss(synthetic)
            judging = judging + losses["critic"]
        self._update(nets.discriminators, judging)
        return {name: value.detach() for name, value in (losses | {"d_p": d_p, "d_n": d_n}).items()}

    def _placed(self, batch: WarmUpBatch) -> WarmUpBatch:
        looked_at = None if batch.looked_at is None else self._place(batch.looked_at)
        return WarmUpBatch(
            self._place(batch.defective), self._place(batch.good), self._place(batch.mask), looked_at
        )

    def _place(self, tensor: Tensor) -> Tensor:
        layout = torch.channels_last if self.execution.channels_last else torch.contiguous_format
        return tensor.to(self.device, non_blocking=True, memory_format=layout)

    def _prepare(self, picture: Tensor) -> Tensor:
        """Into the networks' range."""
        return scale_of(picture, standardise=self.settings.preprocess.standardise).to_network(picture)

    def _autocast(self) -> torch.autocast:
        return torch.autocast(self.device.type, torch.bfloat16, enabled=self.execution.bf16)

    @staticmethod
    def _update(optimiser: torch.optim.Optimizer, loss: Tensor) -> None:
        optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()


def _train_weights(networks: Iterable[nn.Module], on: bool) -> None:
    for network in networks:
        network.requires_grad_(on)
