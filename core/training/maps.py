"""D_p's maps of the validation pictures."""

from __future__ import annotations

import torch
from torch import nn

from core.inspection.critic_map import CriticMapper, surprise
from core.inspection.preprocess import Preprocess
from core.inspection.result import FloatImage
from core.training.data import LabelledPicture

MOST_KEPT = 2**28
"""Bytes of maps at most: those of many large pictures would fill the memory, and are made twice instead."""


class Maps:
    """Maps that are asked for twice: the gate is set by those of all good pictures, before any picture is looked at.

    Args:
        critic: D_p, which stays what it is while they are asked for.
        preprocess, device: as for `core.inspection.critic_map.CriticMapper`.
    """

    def __init__(self, critic: nn.Module, preprocess: Preprocess, device: torch.device) -> None:
        self._mapper = CriticMapper(critic, preprocess, device)
        self._kept: dict[int, FloatImage] = {}
        self._bytes = 0

    def worst(self, picture: LabelledPicture) -> float:
        """The largest surprise; the map is kept for `of`, if there is room."""
        critic_map, found = self._made(picture)
        if self._bytes + critic_map.nbytes <= MOST_KEPT:
            self._bytes += critic_map.nbytes
            self._kept[id(picture)] = critic_map
        return float(found.max())

    def of(self, picture: LabelledPicture) -> tuple[FloatImage, FloatImage]:
        """Map and surprise, as of `core.inspection.critic_map.surprise`."""
        kept = self._kept.get(id(picture))
        return self._made(picture) if kept is None else surprise(kept)

    def _made(self, picture: LabelledPicture) -> tuple[FloatImage, FloatImage]:
        return surprise(self._mapper.map(picture.pixels), picture.looked_at)
