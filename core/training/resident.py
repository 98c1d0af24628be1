"""Where a step's pairs come from: the training pictures on the device, or in the computer's memory."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from math import prod
from typing import Any, NamedTuple

import torch
from numpy.typing import NDArray
from torch import Tensor

from core.training.batches import Pair, PairCuts, cut_pair, ready_for
from core.training.cuts import Cut, at_least, planes
from core.training.data import LabelledPicture, TrainingData
from core.training.device import free_memory, out_of_memory

SHARE = 0.5
"""Of the device's free memory that the pictures may take: the steps need the rest."""


class HostPictures:
    """Pairs cut from the pictures in memory, beside the device's work where `prepared` is asked beside it."""

    def __init__(self, data: TrainingData, device: torch.device) -> None:
        self._data, self._device = data, device

    def prepared(self, cuts: PairCuts) -> Callable[[], Pair]:
        """What gives the pair, which is cut now."""
        pair = ready_for(cut_pair(self._data, cuts), self._device)
        return lambda: pair


class ResidentPictures:
    """Pairs cut on the device from pictures that were put there once; bit for bit those of `HostPictures`.

    Args:
        data: good and defective pictures are copied, the others are not.
        side: of the crops that will be asked for, see `Cut`.
        device: where the pairs will lie.
    """

    def __init__(self, data: TrainingData, side: int, device: torch.device) -> None:
        self._good, self._defective = (
            [_placed(picture, side, device) for picture in pictures]
            for pictures in (data.good, data.defective)
        )

    def prepared(self, cuts: PairCuts) -> Callable[[], Pair]:
        """What gives the pair, which is cut when it is called: by the thread that trains, in the order of its work."""
        return partial(self._pair, cuts)

    def _pair(self, cuts: PairCuts) -> Pair:
        good, defective = self._good[cuts.good.index], self._defective[cuts.defective.index]
        return Pair(
            _taken(good.pixels, cuts.good),
            _taken(defective.pixels, cuts.defective),
            None if good.looked_at is None else _taken(good.looked_at, cuts.good),
            None if defective.looked_at is None else _taken(defective.looked_at, cuts.defective),
        )


Pictures = HostPictures | ResidentPictures


def pictures_for(
    data: TrainingData, side: int, device: torch.device, tell: Callable[[str], None]
) -> Pictures:
    """The pictures on the device, if it has memory of its own and they take at most `SHARE` of what is free of it.

    Args:
        data: the run's pictures.
        side: of the crops that will be asked for.
        device: where the steps run.
        tell: hears why the pictures stay in the computer's memory, where that makes steps slower.
    """
    free = free_memory(device)
    if free is None:
        return HostPictures(data, device)
    needed = sum(_bytes(picture, side) for picture in (*data.good, *data.defective))
    if needed <= SHARE * free:
        try:
            return ResidentPictures(data, side, device)
        except RuntimeError as error:
            if out_of_memory(error) is None:
                raise
    tell(
        f"The training pictures stay in the computer's memory, which can make steps slower: they take "
        f"{needed / 2**30:.2f} GiB, and {free / 2**30:.2f} GiB of the device's memory are free, of which they may "
        f"take {SHARE:.0%}."
    )
    return HostPictures(data, device)


class _OnDevice(NamedTuple):
    """A picture, `(1, C, H, W)` in the networks' range, and where it is inspected, bool `(1, 1, H, W)`, or None:
    everywhere."""

    pixels: Tensor
    looked_at: Tensor | None


def _placed(picture: LabelledPicture, side: int, device: torch.device) -> _OnDevice:
    def put(array: NDArray[Any]) -> Tensor:
        # Continued before and once: torch knows no reflection that repeats the border.
        return torch.from_numpy(planes(at_least(array, side))[None]).to(device)

    return _OnDevice(
        put(picture.scale.to_network(picture.pixels)),
        None if picture.looked_at is None else put(picture.looked_at),
    )


def _bytes(picture: LabelledPicture, side: int) -> int:
    """What `_placed` takes of it."""
    height, width, *channels = picture.stored.shape
    pixels: int = max(height, side) * max(width, side)
    return pixels * (4 * prod(channels) + (picture.looked_at is not None))


def _taken(tensor: Tensor, cut: Cut) -> Tensor:
    """What `cut` shows of `(1, C, H, W)`, float32, contiguous and nobody else's."""
    axes = [axis - 2 for axis in cut.flipped]
    return tensor[(..., *cut.window)].float().flip(axes).rot90(cut.turned, (2, 3)).contiguous()
