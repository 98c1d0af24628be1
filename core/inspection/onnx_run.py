"""Run an exported model on pictures of any size."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from core.inspection.model_file import damaged
from core.inspection.preprocess import Preprocess
from core.inspection.tiling import Wanted, over_tiles
from core.inspection.watch import Quietly, Watch
from core.nets.pixel_scale import PixelScale

FloatImage = NDArray[np.float32]
Shape = tuple[int | None, ...]
"""Sides; None where any goes."""

PICTURE = "picture"
"""The graph's input: a working picture, float32 `(1, C, H, W)` in [0, 1]."""
SCALE = "scale"
"""A second one of a graph that standardises, `(2, C)`: see `core.export.onnx.whole.Whole`. Files from before it lack
it; with them each tile of a large picture has a scale of its own."""
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
    def in_parts(self) -> bool:
        """Whether what is not asked for is not computed."""

    @property
    def name(self) -> str:
        """What to show a person."""

    def run(
        self, outputs: tuple[str, ...], picture: FloatImage, scale: PixelScale | None = None
    ) -> list[FloatImage]:
        """These outputs for `(1, C, H, W)`.

        Args:
            scale: to see it in; None: its own.

        Raises:
            ModelFileError: the graph cannot be computed.
        """


class ReadRuntime(Runtime, Protocol):
    """One that read its graph from a file, and tells what the file says."""

    @property
    def metadata(self) -> dict[str, str]:
        """What the file says beside its graph."""

    @property
    def inputs(self) -> dict[str, Shape]:
        """What it takes, by name; no sides where that is no float32."""

    @property
    def outputs(self) -> set[str]:
        """Names of those that are float32."""


class OnnxRun:
    """Repair and D_p's map of one picture, in tiles as `Repairer` and `CriticMapper` make them.

    A runtime that computes all of the graph, whatever is asked for, gives both at once: then the repair of the picture
    that was mapped last is kept until it is asked for. The tiles of a large picture are computed twice: their repairs
    would take the memory that tiles are there to save.

    Args:
        output: the graph's repair, or what G_n2p made.
    """

    def __init__(self, path: Path, runtime: Runtime, preprocess: Preprocess, output: str = REPAIR) -> None:
        self.path = path
        self.runtime = runtime
        self.preprocess = preprocess
        self.output = output
        self._kept: tuple[FloatImage, FloatImage] | None = None

    def repair(
        self, picture: FloatImage, watch: Watch | None = None, wanted: Wanted | None = None
    ) -> FloatImage:
        """See `core.inspection.repair.Repairer.repair`.

        Raises:
            InspectionStoppedError: `watch` said so.
            ModelFileError: the graph does not do what its header says.
        """
        kept, self._kept = self._kept, None
        if kept is not None and kept[0] is picture:
            return kept[1]
        channels = 0 if picture.ndim == 2 else 3
        return over_tiles(picture, self.preprocess, self._repair, channels, watch, wanted)

    def map(self, picture: FloatImage, watch: Watch | None = None) -> FloatImage:
        """See `core.inspection.critic_map.CriticMapper.map`; errors as for `repair`."""
        whole = max(picture.shape[:2]) <= self.preprocess.tile
        made = self._map_and_repair if whole and not self.runtime.in_parts else self._map
        return over_tiles(picture, self.preprocess, made, 0, watch and Quietly(watch))

    def _repair(self, picture: FloatImage, scale: PixelScale) -> FloatImage:
        (repair,) = self._run({self.output: channels_of(picture)}, picture, scale)
        return pixels_of(repair)

    def _map_and_repair(self, picture: FloatImage, scale: PixelScale) -> FloatImage:
        outputs = {self.output: channels_of(picture), CRITIC_MAP: 1}
        repair, mapped = self._run(outputs, picture, scale)
        self._kept = picture, pixels_of(repair)
        whole: FloatImage = mapped[0]
        return whole

    def _map(self, picture: FloatImage, scale: PixelScale) -> FloatImage:
        (mapped,) = self._run({CRITIC_MAP: 1}, picture, scale)
        whole: FloatImage = mapped[0]
        return whole

    def _run(self, outputs: dict[str, int], picture: FloatImage, scale: PixelScale) -> list[FloatImage]:
        """Outputs by their channels, each `(channels, H, W)`."""
        made = self.runtime.run(tuple(outputs), planes_of(picture), scale)
        for (name, channels), values in zip(outputs.items(), made, strict=True):
            expected = (1, channels, *picture.shape[:2])
            if values.shape != expected:
                raise damaged(self.path, f"its {name} has the shape {values.shape}, not {expected}")
        return [values.reshape(values.shape[1:]) for values in made]


def channels_of(picture: FloatImage) -> int:
    """Of `(H, W)` or `(H, W, 3)`."""
    return 1 if picture.ndim == 2 else 3


def pixels_of(planes: FloatImage) -> FloatImage:
    """`(C, H, W)` as a picture, `(H, W)` or `(H, W, 3)`."""
    return np.ascontiguousarray(planes[0] if len(planes) == 1 else planes.transpose(1, 2, 0))


def planes_of(picture: FloatImage) -> FloatImage:
    """`(H, W)` or `(H, W, 3)` as the graph takes it, `(1, C, H, W)`."""
    planes = picture[None] if picture.ndim == 2 else picture.transpose(2, 0, 1)
    return np.ascontiguousarray(planes, np.float32)[None]


def given(
    inputs: Collection[str], picture: FloatImage, scale: PixelScale | None = None
) -> dict[str, FloatImage]:
    """What a graph that takes these inputs is given for a picture, `(1, C, H, W)`, to be seen in a scale (None: its
    own)."""
    if SCALE not in inputs:
        return {PICTURE: picture}
    figures = np.zeros((2, picture.shape[1]), np.float32)
    if scale is not None:
        figures[0], figures[1] = scale
    return {PICTURE: picture, SCALE: figures}
