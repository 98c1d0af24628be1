"""`--runtime`: what computes the networks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import IsuganError
from core.inspection.runtimes import OPENVINO

if TYPE_CHECKING:
    from core.images.areas import Area
    from core.inspection.inspector import Inspector
    from core.inspection.model_file import Model
    from core.inspection.onnx_file import OnnxModel
    from core.inspection.ray_run import RayInspector

ALWAYS_SAME = "What computes. auto: torch, or ONNX Runtime for a .onnx file."
"""The help of `--runtime` where figures are compared with earlier ones, or no image is there yet to try on."""


def read_for(path: Path, runtime: str) -> Model | OnnxModel:
    """Read MODEL; one that OpenVINO shall compute and that is no ONNX file is left to `computed_by`.

    Raises:
        IsuganError: the runtime does not compute such a file, or is not installed.
        ModelFileError: as for `core.inspection.onnx_file.open_model`.
    """
    from core.inspection.model_file import ONNX_SUFFIX, load_model
    from core.inspection.onnx_file import open_model

    if runtime == OPENVINO and path.suffix.lower() != ONNX_SUFFIX:
        return load_model(path)
    return open_model(path, runtime)


def computed_by(
    runtime: str,
    model: Model | OnnxModel,
    images: Callable[[], Sequence[Path]],
    areas: Mapping[Path, tuple[Area, ...]] | None = None,
) -> Model | OnnxModel:
    """What was read, ready to be computed by `runtime`.

    A model file goes through OpenVINO as the graph that `isugan export` would write, once that gives what torch gives.

    Args:
        images: gives those that it is compared on, some of them.
        areas: of single images, in place of the model's.

    Raises:
        IsuganError: OpenVINO or the package `onnx` is not installed, or OpenVINO gives something else than torch.
    """
    from core.inspection.model_file import Model

    if runtime != OPENVINO or not isinstance(model, Model):
        return model
    from core.export.onnx.parity import spread
    from core.export.onnx.quicker import TRIED, decides_otherwise, through_openvino, tried
    from core.inspection.inspector import Inspector

    graph = through_openvino(model)
    trial = tried(Inspector(model, "cpu"), Inspector(graph, "cpu"), spread(images(), TRIED), areas or {})
    if (reason := decides_otherwise(trial)) is not None:
        raise IsuganError(
            f"OpenVINO does not give what torch makes of {model.path}: {reason}.",
            "Use --runtime torch, and report this.",
            model.path,
        )
    return graph


def quickest(
    inspector: Inspector | RayInspector,
    device: str,
    images: Sequence[Path],
    areas: Mapping[Path, tuple[Area, ...]],
    progress: Callable[[int, int], None],
) -> tuple[Inspector | RayInspector, str]:
    """What shall inspect, and what to tell of how it was chosen; see `core.export.onnx.quicker.quicker`."""
    from core.inspection.inspector import Inspector

    if not isinstance(inspector, Inspector):
        return inspector, ""
    from core.export.onnx.quicker import quicker

    return quicker(inspector, device, images, areas, progress)
