"""The plain way to train, as the reference: everything computed where it is needed, eager, fp32, left to autograd."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from core.nets import blocks
from core.training import losses as training_losses
from core.training.batches import WarmUpBatch
from core.training.device import Execution
from core.training.losses import (
    adversarial_loss,
    critic_loss,
    similarity_loss,
    warm_up_loss,
    worst_patches_loss,
)
from core.training.networks import BETAS, Networks
from core.training.settings import TrainingSettings


class PlainWindowSum:
    """Involution's sum offset by offset, its backward pass by autograd."""

    @staticmethod
    def apply(x: Tensor, kernels: Tensor) -> Tensor:
        """See `core.nets.window_sum.WindowSum`."""
        k = round(kernels.shape[2] ** 0.5)
        padded = F.pad(x, [k // 2] * 4)
        out = torch.zeros_like(x, dtype=kernels.dtype)
        for offset in range(k * k):
            dy, dx = divmod(offset, k)
            window = padded[..., dy : dy + x.shape[-2], dx : dx + x.shape[-1]]
            out = torch.addcmul(out, window.to(out.dtype), kernels[:, :, offset])
        return out


class PlainBox:
    """The SSIM's 9 x 9 means by poolings."""

    @staticmethod
    def apply(x: Tensor) -> Tensor:
        """See `core.training.losses._Box`."""
        return F.avg_pool2d(F.avg_pool2d(x, (9, 1), 1), (1, 9), 1)


@contextmanager
def plain_parts(*, involution: bool = True, box: bool = True, conv: bool = True) -> Iterator[None]:
    """Within, the networks and losses use these parts."""
    before = blocks.WindowSum, training_losses._Box, blocks.convolve
    if conv:
        blocks.convolve = F.conv2d
    if involution:
        blocks.WindowSum = PlainWindowSum  # type: ignore[misc, assignment]
    if box:
        training_losses._Box = PlainBox  # type: ignore[misc, assignment]
    try:
        yield
    finally:
        blocks.WindowSum, training_losses._Box, blocks.convolve = before  # type: ignore[misc]


class PlainStepper:
    """Takes the place of `core.training.steps.Stepper`: same losses, nothing shared and nothing switched off.

    Args:
        networks: any four networks of the same names; their optimisers are replaced by plain ones of the same rate.
    """

    def __init__(self, networks: Networks, settings: TrainingSettings, execution: Execution) -> None:
        self.networks, self.settings = networks, settings
        self.device = torch.device(execution.device)
        self.notices: list[str] = []
        for name, members in (
            ("warm_up", (networks.g_n2p,)),
            ("generators", (networks.g_n2p, networks.g_p2n)),
            ("discriminators", (networks.d_p, networks.d_n)),
        ):
            weights = [weight for network in members for weight in network.parameters()]
            networks._optimisers[name] = torch.optim.Adam(
                weights, settings.learning_rate, BETAS, foreach=False
            )

    def close(self) -> None:
        """Nothing to end."""

    def warm_up(
        self, defective: Tensor, good: Tensor, mask: Tensor, looked_at: Tensor | None = None
    ) -> dict[str, Tensor]:
        """One step of the warm-up."""
        batch = WarmUpBatch(
            *(None if t is None else t.to(self.device) for t in (defective, good, mask, looked_at))
        )  # type: ignore[arg-type]
        losses = {"warm_up": self._synthetic(batch)}
        self._update(self.networks.warm_up, losses["warm_up"])
        if self.settings.critic:
            losses["critic"] = self._critic(batch)
            self._update(self.networks.discriminators, losses["critic"])
        return losses

    def adversarial(
        self,
        good: Tensor,
        defective: Tensor,
        rng: np.random.Generator,
        *,
        use_ssim: bool,
        synthetic: WarmUpBatch | None = None,
        looked_at: tuple[Tensor | None, Tensor | None] = (None, None),
    ) -> dict[str, Tensor]:
        """One step of the game; pictures without areas only."""
        assert looked_at == (None, None)
        nets, s = self.networks, self.settings
        good, defective = good.to(self.device), defective.to(self.device)
        fake_good, fake_defective = nets.g_n2p(defective), nets.g_p2n(good)
        losses = {
            "g_n2p": worst_patches_loss(nets.d_p(fake_good), s.worst_share),
            "g_p2n": adversarial_loss(nets.d_n(fake_defective), real=True),
            "cycle": similarity_loss(nets.g_n2p(fake_defective), good, use_ssim=use_ssim)
            + similarity_loss(nets.g_p2n(fake_good), defective, use_ssim=use_ssim),
            "identity": similarity_loss(nets.g_n2p(good), good, use_ssim=use_ssim),
        }
        total = losses["g_n2p"] + losses["g_p2n"]
        total = total + s.cycle_weight * losses["cycle"] + s.identity_weight * losses["identity"]
        if synthetic is not None:
            synthetic = WarmUpBatch(*(None if t is None else t.to(self.device) for t in synthetic))  # type: ignore[arg-type]
            losses["synthetic"] = self._synthetic(synthetic)
            total = total + s.synthetic_weight * losses["synthetic"]
        self._update(nets.generators, total)
        judging = torch.zeros((), device=self.device)
        for name, judge, maker, pool, real, source in (
            ("d_p", nets.d_p, nets.g_n2p, nets.pool_p, good, defective),
            ("d_n", nets.d_n, nets.g_p2n, nets.pool_n, defective, good),
        ):
            fake = pool.exchange(maker(source).detach(), rng)
            losses[name] = adversarial_loss(judge(real), real=True) + adversarial_loss(
                judge(fake), real=False
            )
            judging = judging + losses[name]
        if synthetic is not None and s.critic:
            losses["critic"] = self._critic(synthetic)
            judging = judging + losses["critic"]
        self._update(nets.discriminators, judging)
        return {name: value.detach() for name, value in losses.items()}

    def _synthetic(self, batch: WarmUpBatch) -> Tensor:
        return warm_up_loss(self.networks.g_n2p(batch.defective), batch.good, batch.mask)

    def _critic(self, batch: WarmUpBatch) -> Tensor:
        return critic_loss(self.networks.d_p(batch.defective), batch.mask)

    @staticmethod
    def _update(optimiser: torch.optim.Optimizer, loss: Tensor) -> None:
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
