"""The compared system DCGAN: an encoder-decoder that restores artificial defects (the paper's reference [26])."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from core.training.batches import WARM_UP, WarmUpBatch, generator_for, ready_for, warm_up_batch
from core.training.data import TrainingData
from core.training.device import Execution
from core.training.learner import Learner, Losses, descend
from core.training.losses import weighted_mean
from core.training.networks import Networks
from core.training.settings import TrainingSettings


class Restoring(Learner):
    """Zhao et al. 2018: defects are pasted on good pictures, G learns to give the good picture back (L1), and D, which
    tells good pictures from restored ones, makes it look like one (GAN loss of Goodfellow et al. 2014).

    As in the paper's Table 2, footnote 1, D is the Markov discriminator: it judges patches. No defective picture is
    looked at.
    """

    def __init__(
        self, data: TrainingData, networks: Networks, settings: TrainingSettings, execution: Execution
    ) -> None:
        super().__init__(settings, execution)
        self.data, self.networks = data, networks
        self.notices = []

    def batch(self, step: int) -> WarmUpBatch:
        """Good pictures with and without artificial defects."""
        s = self.settings
        rng = generator_for(s.seed, WARM_UP, step)
        # Whole pictures may differ in size.
        size = s.warm_up_batch if s.crop else 1
        return ready_for(warm_up_batch(self.data, s.crop, size, rng, s.families), self.device)

    def learn(self, batch: WarmUpBatch, step: int, *, use_ssim: bool) -> Losses:
        """One step of G, then one of D on what G made before its step."""
        good, defective = (self.place(t) for t in (batch.good, batch.defective))
        looked_at = None if batch.looked_at is None else self.place(batch.looked_at)
        nets = self.networks
        with self.autocast():
            restored = nets.g_n2p(defective)
            believed = nets.d_p(restored)
        judged = _judgement(believed, real=True)
        distance = weighted_mean((restored.float() - good).abs(), looked_at)
        losses = {"g_n2p": judged, "restoration": distance}
        descend(nets.generators, judged + self.settings.restoration_weight * distance)
        with self.autocast():
            real, made = nets.d_p(good), nets.d_p(restored.detach())
        losses["d_p"] = _judgement(real, real=True) + _judgement(made, real=False)
        descend(nets.discriminators, losses["d_p"])
        return {name: value.detach() for name, value in losses.items()}


def _judgement(scores: Tensor, *, real: bool) -> Tensor:
    """The GAN's cross-entropy of logits against all ones or all zeros."""
    scores = scores.float()
    return F.binary_cross_entropy_with_logits(scores, torch.full_like(scores, float(real)))
