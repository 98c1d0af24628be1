"""The image buffer: discriminators also see fakes of earlier steps (Shrivastava et al. 2017, as CycleGAN does)."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor


class ImagePool:
    """Keeps up to `size` fakes, `(1, C, H, W)` each.

    Until it is full a fake goes in and comes back itself; then with probability one half it takes the place of a
    random older one, which comes back instead. Size 0 hands everything through.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self.images: list[Tensor] = []

    def exchange(self, fakes: Tensor, rng: np.random.Generator) -> Tensor:
        """Offer a batch of fakes `(N, C, H, W)`; get as many back."""
        if not self.size:
            return fakes
        back = []
        for fake in torch.split(fakes.detach(), 1):
            if len(self.images) < self.size:
                self.images.append(fake.clone())
                back.append(fake)
            elif rng.random() < 0.5:
                index = int(rng.integers(self.size))
                back.append(self.images[index])
                self.images[index] = fake.clone()
            else:
                back.append(fake)
        return torch.cat(back)
