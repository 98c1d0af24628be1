"""How much an ONNX file and its model differ on a picture."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.inspection.inspector import Inspector, Looked
from core.inspection.onnx_run import SCORE, SSIM_MAP, Runtime, planes_of


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


def difference(ours: Inspector, theirs: Inspector, runtime: Runtime, path: Path) -> Differences:
    """Of the model's inspection from the ONNX file's, and from what the graph itself says.

    All of the image is inspected: the graph knows no areas. It knows no tiles either, so a picture that is inspected
    in tiles tells nothing of the graph's own map and score.

    Raises:
        ImageFileError: the image cannot be read.
    """
    picture = ours.read(path)
    size = (picture.width, picture.height)
    one, two = (side.repair_picture(picture, (), path) for side in (ours, theirs))
    a, b = (ours.judge(path, size, looked, True, ()) for looked in (one, two))
    if a.images is None or b.images is None:
        raise AssertionError("inspected without keeping the images")
    scores, maps = [b.score], [b.images.ssim_map]
    if max(one.original.shape[:2]) <= ours.model.header.preprocess.tile:
        own_map, own_score = runtime.run((SSIM_MAP, SCORE), planes_of(one.original))
        maps.append(own_map[0, 0])
        scores.append(float(own_score[0]))
    return Differences(
        repair=_largest(one.repair, two.repair),
        ssim_map=max(_largest(a.images.ssim_map, found) for found in maps),
        critic_map=_critic(one, two),
        score=max(abs(a.score - score) / max(1.0, a.score) for score in scores),
    )


def _critic(one: Looked, two: Looked) -> float:
    if one.critic_map is None or two.critic_map is None:
        return 0.0
    return _largest(one.critic_map, two.critic_map)


def _largest(one: NDArray[np.float32], two: NDArray[np.float32]) -> float:
    return float(np.abs(one - two).max())
