"""Where the repair takes the place of the original: where D_p is surprised."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from core.images.bands import bands
from core.images.tiles import Box

if TYPE_CHECKING:
    from core.inspection.networks import Repairs
    from core.inspection.watch import Watch

FloatImage = NDArray[np.float32]


class Gate(NamedTuple):
    """D_p's surprise (-log of the chance that a place is good) that opens it.

    A discriminator that says where a generator shall look is due to SPA-GAN (Emami et al. 2020), and a generator whose
    change is mixed with its input by such a map to AttentionGAN (Tang et al. 2019).

    Attributes:
        start: up to here the original stays.
        full: from here on the repair stands alone; larger than `start`, between them they are mixed.
        reach: pixels; a surprise opens the gate for this square around it too. D_p is surest in the middle of a defect,
            and its border, which it doubts, would stay.
    """

    start: float
    full: float
    reach: int = 0


def gated_repair(
    repairer: Repairs,
    picture: FloatImage,
    critic_map: FloatImage | None,
    gate: Gate | None,
    watch: Watch | None = None,
) -> FloatImage:
    """The repair where the gate lets it in, and the picture elsewhere; the network is not run where it is shut.

    Args:
        picture: a working picture, `(H, W)` or `(H, W, 3)`, in [0, 1].
        critic_map: `(H, W)`, 1 - surprise.
        gate: without it, or without a map, all of the picture is repaired.

    Raises:
        InspectionStoppedError: `watch` said so.
    """
    if gate is None or critic_map is None:
        return repairer.repair(picture, watch)
    repair = repairer.repair(picture, watch, partial(opens, critic_map, gate))
    mix(picture, repair, critic_map, gate)
    return repair


def mix(original: FloatImage, repair: FloatImage, critic_map: FloatImage, gate: Gate) -> None:
    """Put the original back into the repair where the gate is shut, in place.

    Args:
        original, repair: `(H, W)` or `(H, W, 3)`, in [0, 1].
        critic_map: `(H, W)`, 1 - surprise.
    """
    height, width = critic_map.shape
    for band in bands(width, height, gate.reach):
        rows = band.rows
        least = _least_around(critic_map[band.reach], gate.reach)[band.inner]
        opened = np.clip((1 - least - gate.start) / (gate.full - gate.start), 0, 1)
        if repair.ndim == 3:
            opened = opened[..., None]
        repair[rows] = original[rows] + opened * (repair[rows] - original[rows])


def opens(critic_map: FloatImage, gate: Gate, box: Box) -> bool:
    """Whether the gate is open anywhere in a box of the picture: where it is shut `mix` asks for no repair.

    Args:
        critic_map: `(H, W)` of the whole picture, 1 - surprise.
    """
    top, left = max(0, box.top - gate.reach), max(0, box.left - gate.reach)
    bottom, right = box.top + box.height + gate.reach, box.left + box.width + gate.reach
    # No number counts as open: what it spoils is told by the score.
    return not 1 - critic_map[top:bottom, left:right].min() - gate.start <= 0


def _least_around(values: FloatImage, reach: int) -> FloatImage:
    """The least of `(H, W)` in the square of so many pixels on each side, as far as the image goes."""
    if not reach:
        return values
    side = 2 * reach + 1
    return np.asarray(cv2.erode(values, np.ones((side, side), np.uint8)), np.float32)
