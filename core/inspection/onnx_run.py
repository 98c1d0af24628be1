"""Run an exported model on pictures of any size."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from core.inspection.model_file import damaged
from core.inspection.preprocess import Preprocess
from core.inspection.tiling import over_tiles
from core.inspection.watch import Quietly, Watch

FloatImage = NDArray[np.float32]

PICTURE = "picture"
"""The graph's input: a working picture, float32 `(1, C, H, W)` in [0, 1]."""
REPAIR = "repair"
GENERATED = "generated"
"""What G_n2p made, before a gate (`core.inspection.gate`) made the repair of it; only of a model that has one."""
SSIM_MAP = "ssim_map"
CRITIC_MAP = "critic_map"
SCORE = "score"
"""Its outputs; see `core.export.onnx.whole.Whole`."""


class Runtime(Protocol):
    """What computes a graph: ONNX Runtime, or another program that does the same."""

    @property
    def name(self) -> str:
        """What to show a person."""

    def run(self, outputs: tuple[str, ...], picture: FloatImage) -> list[FloatImage]:
        """These outputs for `(1, C, H, W)`. ONNX Runtime computes all of the graph, whatever is asked for.

        Raises:
            ModelFileError: the graph cannot be computed.
        """


class ReadRuntime(Runtime, Protocol):
    """One that read its graph from a file, and tells what the file says."""

    @property
    def metadata(self) -> dict[str, str]:
        """What the file says beside its graph."""

    @property
    def channels(self) -> int | None:
        """Of the picture that it takes; None where it takes something else."""

    @property
    def outputs(self) -> set[str]:
        """Names of those that are float32."""


class OnnxRun:
    """Repair and D_p's map of one picture, in tiles as `Repairer` and `CriticMapper` make them.

    The graph gives both at once, so the map of the picture that was repaired last is kept until it is asked for. The
    tiles of a large picture are computed twice: their maps would take the memory that tiles are there to save.

    Args:
        maps: whether D_p's map is wanted.
        output: the graph's repair, or what G_n2p made.
    """

    def __init__(
        self, path: Path, runtime: Runtime, preprocess: Preprocess, maps: bool, output: str = REPAIR
    ) -> None:
        self.path = path
        self.runtime = runtime
        self.preprocess = preprocess
        self.maps = maps
        self.output = output
        self._kept: tuple[FloatImage, FloatImage] | None = None

    def repair(self, picture: FloatImage, watch: Watch | None = None) -> FloatImage:
        """See `core.inspection.repair.Repairer.repair`.

        Raises:
            InspectionStoppedError: `watch` said so.
            ModelFileError: the graph does not do what its header says.
        """
        if max(picture.shape[:2]) <= self.preprocess.tile:
            return self._repair(picture, keep=self.maps)
        return over_tiles(picture, self.preprocess, self._repair, 0 if picture.ndim == 2 else 3, watch)

    def map(self, picture: FloatImage, watch: Watch | None = None) -> FloatImage:
        """See `core.inspection.critic_map.CriticMapper.map`; errors as for `repair`."""
        kept, self._kept = self._kept, None
        if kept is not None and kept[0] is picture:
            return kept[1]
        return over_tiles(picture, self.preprocess, self._map, 0, watch and Quietly(watch))

    def _repair(self, picture: FloatImage, keep: bool = False) -> FloatImage:
        channels = 1 if picture.ndim == 2 else 3
        if keep:
            repair, mapped = self._run({self.output: channels, CRITIC_MAP: 1}, picture)
            self._kept = picture, mapped[0]
        else:
            (repair,) = self._run({self.output: channels}, picture)
        return np.ascontiguousarray(repair[0] if picture.ndim == 2 else repair.transpose(1, 2, 0))

    def _map(self, picture: FloatImage) -> FloatImage:
        (mapped,) = self._run({CRITIC_MAP: 1}, picture)
        whole: FloatImage = mapped[0]
        return whole

    def _run(self, outputs: dict[str, int], picture: FloatImage) -> list[FloatImage]:
        """Outputs by their channels, each `(channels, H, W)`."""
        made = self.runtime.run(tuple(outputs), planes_of(picture))
        for (name, channels), values in zip(outputs.items(), made, strict=True):
            expected = (1, channels, *picture.shape[:2])
            if values.shape != expected:
                raise damaged(self.path, f"its {name} has the shape {values.shape}, not {expected}")
        return [values.reshape(values.shape[1:]) for values in made]


def planes_of(picture: FloatImage) -> FloatImage:
    """`(H, W)` or `(H, W, 3)` as the graph takes it, `(1, C, H, W)`."""
    planes = picture[None] if picture.ndim == 2 else picture.transpose(2, 0, 1)
    return np.ascontiguousarray(planes, np.float32)[None]
