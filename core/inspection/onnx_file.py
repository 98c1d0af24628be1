"""A model as one ONNX file, as `isugan export --format onnx` writes it; it is inspected with without torch."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.errors import IsuganError, ModelFileError
from core.inspection.header import Header
from core.inspection.model_file import ONNX_SUFFIX, Model, check_file, damaged, load_model, read_header
from core.inspection.networks import Networks
from core.inspection.onnx_run import CRITIC_MAP, REPAIR, OnnxRun, Runtime
from core.inspection.onnx_runtime import OnnxRuntime


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
        maps = self.header.critic_weight > 0
        run = OnnxRun(self.path, self.runtime, self.header.preprocess, maps)
        return Networks(self.runtime.name, repairer=run, critic=run if maps else None)


def open_model(path: Path) -> Model | OnnxModel:
    """Read a model file, or what was exported of one (told by its suffix).

    Raises:
        IsuganError: it is an ONNX file, and ONNX Runtime is not installed.
        ModelFileError: missing, damaged, not a model of this program, or made by a newer version.
    """
    return load_onnx(path) if Path(path).suffix.lower() == ONNX_SUFFIX else load_model(path)


def load_onnx(path: Path) -> OnnxModel:
    """Read an ONNX file; errors as for `open_model`."""
    path = Path(path)
    check_file(path)
    runtime = OnnxRuntime(path)
    header = read_header(path, runtime.metadata)
    _check_graph(path, header, runtime)
    return OnnxModel(path, header, runtime)


def _check_graph(path: Path, header: Header, runtime: OnnxRuntime) -> None:
    """Whether the graph takes and gives what the header says.

    Raises:
        ModelFileError: it does not.
    """
    wanted = {REPAIR, CRITIC_MAP} if header.critic_weight else {REPAIR}
    if header.network.segments or not wanted <= runtime.outputs:
        raise damaged(path, f"its graph does not give {' and '.join(sorted(wanted))}")
    channels = header.preprocess.channels
    if runtime.channels != channels or header.network.channels != channels:
        raise ModelFileError(
            f"{path} is not a usable model file: its graph takes {runtime.channels or 'no'} channels, "
            f"its header says {channels}.",
            "Export the model again: isugan export MODEL --format onnx.",
            path,
        )
