"""How much what two runtimes make of a picture differs, and how much it may."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.images.areas import Area
from core.inspection.inspector import Inspector, Looked
from core.inspection.onnx_run import SCORE, SSIM_MAP, Runtime, planes_of
from core.inspection.result import Inspection


@dataclass(frozen=True)
class Differences:
    """The largest absolute differences of a pixel of the maps, and of the score.

    A score beyond 1, which D_p may bring about, counts relatively.
    """

    repair: float = 0.0
    ssim_map: float = 0.0
    critic_map: float = 0.0
    score: float = 0.0

    def named(self) -> list[tuple[str, float]]:
        """By name."""
        return list(asdict(self).items())

    def worst(self, other: Differences) -> Differences:
        """The larger of each."""
        return Differences(*(max(a, b) for (_, a), (_, b) in zip(self.named(), other.named(), strict=True)))


MOST_DIFFERENCE = Differences(repair=1e-3, ssim_map=5e-3, critic_map=2e-2, score=5e-4)
"""Beyond the rounding of float32, which SSIM blows up in flat places and D_p where it is most surprised (its map
reaches down to -19); far below what moves a verdict."""


def too_large(found: Differences) -> tuple[str, float, float] | None:
    """The first that is beyond `MOST_DIFFERENCE`: what differs, by how much, and what is allowed."""
    for name, value in found.named():
        allowed = getattr(MOST_DIFFERENCE, name)
        if not value <= allowed:  # a NaN is too large
            return name.replace("_", " "), value, allowed
    return None


def spread(images: Sequence[Path], most: int) -> list[Path]:
    """At most so many of them, from everywhere."""
    count = min(len(images), most)
    return [images[place * len(images) // count] for place in range(count)]


class Compared(NamedTuple):
    """One picture, inspected twice."""

    differences: Differences
    ours: Inspection
    theirs: Inspection


def compared(
    ours: Inspector,
    theirs: Inspector,
    path: Path,
    areas: tuple[Area, ...] | None = None,
    runtime: Runtime | None = None,
) -> Compared:
    """How an inspection differs from another one's, and with `runtime` from what a graph itself says.

    A graph knows no areas, so `areas` is empty with it. It knows no tiles either, so a picture that is inspected in
    tiles tells nothing of the graph's own map and score.

    Raises:
        ImageFileError: the image cannot be read.
        AreasError: the areas leave nothing of it to look at.
    """
    picture = ours.read(path)
    size = (picture.width, picture.height)
    one, two = (side.repair_picture(picture, areas, path) for side in (ours, theirs))
    a, b = (s.judge(path, size, looked, True, areas) for s, looked in ((ours, one), (theirs, two)))
    if a.images is None or b.images is None:
        raise AssertionError("inspected without keeping the images")
    scores, maps = [b.score], [b.images.ssim_map]
    if runtime is not None and max(one.original.shape[:2]) <= ours.model.header.preprocess.tile:
        own_map, own_score = runtime.run((SSIM_MAP, SCORE), planes_of(one.original))
        maps.append(own_map[0, 0])
        scores.append(float(own_score[0]))
    found = Differences(
        repair=_largest(one.repair, two.repair),
        ssim_map=max(_largest(a.images.ssim_map, found) for found in maps),
        critic_map=_critic(one, two),
        score=max(abs(a.score - score) / max(1.0, a.score) for score in scores),
    )
    return Compared(found, replace(a, images=None), replace(b, images=None))


def _critic(one: Looked, two: Looked) -> float:
    if one.critic_map is None or two.critic_map is None:
        return 0.0
    return _largest(one.critic_map, two.critic_map)


def _largest(one: NDArray[np.float32], two: NDArray[np.float32]) -> float:
    return float(np.abs(one - two).max())
