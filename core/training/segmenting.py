"""The compared systems UNet and ResUNet++: networks that are taught by masks where defects are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from core.training.batches import DROP_OUT, draw_pair, generator_for, ready_for
from core.training.data import TrainingData
from core.training.device import Execution
from core.training.learner import Learner, Losses, descend
from core.training.losses import weighted_mean
from core.training.marked import Marked, cut_marked
from core.training.networks import Networks
from core.training.settings import TrainingSettings


class Segmenting(Learner):
    """Every step sees a good and a defective picture, so that half of what is learnt from shows a defect.

    UNet learns by pixelwise cross-entropy (Ronneberger et al. 2015, Eq. 1, without its weights for touching cells),
    ResUNet++ by the Dice loss (Jha et al. 2019).
    """

    def __init__(
        self,
        data: TrainingData,
        networks: Networks,
        settings: TrainingSettings,
        execution: Execution,
        steps_per_epoch: int,
    ) -> None:
        super().__init__(settings, execution)
        self.data, self.networks = data, networks
        self.steps_per_epoch = steps_per_epoch
        self.notices = []
        self._loss = mask_entropy if settings.network.kind == "unet" else dice_loss

    def batch(self, step: int) -> tuple[Marked, ...]:
        """One batch of both pictures, or one of each where they differ in size."""
        s = self.settings
        cuts = draw_pair(self.data, s.crop, s.seed, self.steps_per_epoch, step)
        both = [cut_marked(self.data.good, cuts.good), cut_marked(self.data.defective, cuts.defective)]
        if both[0].pictures.shape == both[1].pictures.shape:
            both = [Marked(*(torch.cat(parts) for parts in zip(*both, strict=True)))]
        return tuple(ready_for(one, self.device) for one in both)

    def learn(self, batch: Sequence[Marked], step: int, *, use_ssim: bool) -> Losses:
        """One step of the network."""
        total = torch.zeros((), device=self.device)
        with self._drop_out(step):
            for part in batch:
                pictures, masks, looked_at = (self.place(t) for t in part)
                with self.autocast():
                    logits = self.networks.g_n2p(pictures)
                total = total + self._loss(logits.float(), masks, looked_at) / len(batch)
        descend(self.networks.generators, total)
        return {"mask": total.detach()}

    @contextmanager
    def _drop_out(self, step: int) -> Iterator[None]:
        """UNet's drop-out takes torch's own random numbers: those of this step, whenever it is made."""
        number = int(generator_for(self.settings.seed, DROP_OUT, step).integers(2**63))
        with torch.random.fork_rng([self.device] if self.device.type == "cuda" else []):
            torch.manual_seed(number)
            yield


def mask_entropy(logits: Tensor, mask: Tensor, looked_at: Tensor | None = None) -> Tensor:
    """Mean cross-entropy of logits against a mask, both `(N, 1, H, W)`; where `looked_at` is 0 nothing counts."""
    return weighted_mean(F.binary_cross_entropy_with_logits(logits, mask, reduction="none"), looked_at)


def dice_loss(logits: Tensor, mask: Tensor, looked_at: Tensor | None = None) -> Tensor:
    """1 - Dice coefficient of the probabilities and a mask, both `(N, 1, H, W)`, over all pictures at once.

    1 is added above and below, so that nothing found where nothing is costs nothing.
    """
    found = torch.sigmoid(logits)
    if looked_at is not None:
        found, mask = found * looked_at, mask * looked_at
    return 1 - (2 * (found * mask).sum() + 1) / (found.sum() + mask.sum() + 1)
