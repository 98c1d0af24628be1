"""A model as one ONNX file, as `isugan export --format onnx` writes it; it is inspected with without torch."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.errors import IsuganError, ModelFileError
from core.inspection.header import Header
from core.inspection.model_file import ONNX_SUFFIX, Model, check_file, damaged, load_model, read_header
from core.inspection.networks import Networks
from core.inspection.onnx_run import (
    CRITIC_MAP,
    GENERATED,
    PICTURE,
    REPAIR,
    SCALE,
    OnnxRun,
    ReadRuntime,
    Runtime,
    Shape,
)
from core.inspection.onnx_runtime import OnnxRuntime
from core.inspection.openvino_runtime import OpenVinoRuntime
from core.inspection.runtimes import AUTO, ONNX_RUNTIME, OPENVINO, TORCH, installed


@dataclass(frozen=True)
class OnnxModel:
    """An ONNX file's content.

    Attributes:
        header: that of the model file that it was exported from.
        runtime: holds the graph, and computes it.
    """

    path: Path
    header: Header
    runtime: Runtime

    def networks(self, device: str) -> Networks:
        """The graph in the networks' place.

        Raises:
            IsuganError: `device` is neither `auto` nor `cpu`.
        """
        if device not in ("auto", "cpu"):
            raise IsuganError(
                f"{self.path} is inspected with on the CPU, not on {device}.",
                "Use --device cpu, or the model.safetensors that it was exported from.",
                self.path,
            )
        gate = self.header.gate
        run = OnnxRun(self.path, self.runtime, self.header.preprocess, REPAIR if gate is None else GENERATED)
        critic = run if self.header.asks_critic else None
        return Networks(self.runtime.name, repairer=run, critic=critic, gate=gate)


def open_model(path: Path, runtime: str = AUTO) -> Model | OnnxModel:
    """Read a model file, or what was exported of one (told by its suffix).

    Args:
        runtime: see `core.inspection.runtimes`; `auto` is torch for a model file, and for an ONNX file ONNX Runtime,
            or OpenVINO where that alone is installed.

    Raises:
        IsuganError: the runtime does not compute such a file, or is not installed.
        ModelFileError: missing, damaged, not a model of this program, or made by a newer version.
    """
    path = Path(path)
    if path.suffix.lower() == ONNX_SUFFIX:
        return load_onnx(path, runtime)
    if runtime not in (AUTO, TORCH):
        raise IsuganError(
            f"{path} is computed by torch, not by {runtime}.",
            f"Export it (isugan export {path} --format onnx --out {path.stem}{ONNX_SUFFIX}), and give that file.",
            path,
        )
    return load_model(path)


def load_onnx(path: Path, runtime: str = AUTO) -> OnnxModel:
    """Read an ONNX file; arguments and errors as for `open_model`."""
    path = Path(path)
    if runtime == TORCH:
        raise IsuganError(
            f"{path} is computed by ONNX Runtime or OpenVINO, not by torch.",
            "Give the model.safetensors that it was exported from.",
            path,
        )
    check_file(path)
    if runtime == AUTO:
        runtime = OPENVINO if installed(OPENVINO) and not installed(ONNX_RUNTIME) else ONNX_RUNTIME
    return onnx_model(path, OpenVinoRuntime(path) if runtime == OPENVINO else OnnxRuntime(path))


def onnx_model(path: Path, runtime: ReadRuntime) -> OnnxModel:
    """What a graph that was read holds; errors as for `open_model`."""
    try:
        header = read_header(path, runtime.metadata)
        _check_graph(path, header, runtime)
    except UnicodeDecodeError as error:
        raise damaged(path, "what it says of itself is no text") from error
    return OnnxModel(path, header, runtime)


def _check_graph(path: Path, header: Header, runtime: ReadRuntime) -> None:
    """Whether the graph takes and gives what the header says.

    Raises:
        ModelFileError: it does not.
    """
    wanted = {REPAIR}
    if header.asks_critic:
        wanted |= {CRITIC_MAP}
    if header.gate is not None:
        wanted |= {GENERATED}
    if header.network.segments or not wanted <= runtime.outputs:
        raise damaged(path, f"its graph does not give {' and '.join(sorted(wanted))}")
    channels = header.preprocess.channels
    taken = _channels(runtime.inputs)
    if taken != channels or header.network.channels != channels:
        raise ModelFileError(
            f"{path} is not a usable model file: its graph takes {taken or 'no'} channels, "
            f"its header says {channels}.",
            "Export the model again: isugan export MODEL --format onnx.",
            path,
        )


def _channels(inputs: dict[str, Shape]) -> int | None:
    """Of the picture that a graph takes; None where it takes something else."""
    picture = inputs.get(PICTURE, ())
    if not inputs.keys() <= {PICTURE, SCALE} or len(picture) != 4:
        return None
    return picture[1] if inputs.get(SCALE, (2, picture[1])) == (2, picture[1]) else None
