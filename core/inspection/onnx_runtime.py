"""ONNX Runtime, on the CPU."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import IsuganError
from core.inspection.model_file import damaged
from core.inspection.onnx_run import Shape, given
from core.inspection.runtimes import installed
from core.nets.pixel_scale import PixelScale

FloatImage = NDArray[np.float32]

FLOATS = "tensor(float)"
ONLY_ERRORS = 3
"""ONNX Runtime's level of what it writes to stderr by itself."""


class OnnxRuntime:
    """A graph that is loaded.

    ONNX Runtime computes all of a graph, whatever is asked for. So outputs that are asked for together become a graph
    of their own, which the package `onnx` cuts out; where that is not installed all is computed.

    Raises:
        IsuganError: ONNX Runtime is not installed.
        ModelFileError: the file is damaged, or needs what ONNX Runtime does not have.
    """

    name = "ONNX Runtime, CPU"

    def __init__(self, path: Path) -> None:
        self.path = path
        runtime = _onnxruntime(path)
        self._session = self._opened(str(path))
        # Kept: a file that is replaced meanwhile is another model.
        self._graph = _graph_of(path)
        self._parts: dict[tuple[str, ...], Any] = {}
        self._options = runtime.RunOptions()
        self._options.log_severity_level = ONLY_ERRORS

    @property
    def in_parts(self) -> bool:
        """See `core.inspection.onnx_run.Runtime`."""
        return self._graph is not None

    @property
    def metadata(self) -> dict[str, str]:
        """What the file says beside its graph."""
        found: dict[str, str] = self._session.get_modelmeta().custom_metadata_map
        return found

    @property
    def inputs(self) -> dict[str, Shape]:
        """What it takes, by name; no sides where that is no float32."""
        return {one.name: _shape(one) if one.type == FLOATS else () for one in self._session.get_inputs()}

    @property
    def outputs(self) -> set[str]:
        """Names of those that are float32."""
        return {output.name for output in self._session.get_outputs() if output.type == FLOATS}

    def run(
        self, outputs: tuple[str, ...], picture: FloatImage, scale: PixelScale | None = None
    ) -> list[FloatImage]:
        """See `core.inspection.onnx_run.Runtime`."""
        inputs = given(self.inputs, picture, scale)
        try:
            made: list[FloatImage] = self._giving(outputs).run(list(outputs), inputs, self._options)
        except _errors() as error:
            raise damaged(self.path, f"its graph cannot be computed ({_first_line(error)})") from error
        return made

    def _giving(self, outputs: tuple[str, ...]) -> Any:
        """The session that computes these, and nothing else where that can be."""
        if self._graph is None:
            return self._session
        if outputs not in self._parts:
            from onnx.utils import Extractor

            part = Extractor(self._graph).extract_model(list(self.inputs), list(outputs))
            self._parts[outputs] = self._opened(part.SerializeToString())
        return self._parts[outputs]

    def _opened(self, graph: str | bytes) -> Any:
        """A session of a file, by its path, or of its content."""
        runtime = _onnxruntime(self.path)
        options = runtime.SessionOptions()
        options.log_severity_level = ONLY_ERRORS
        # Threads that spin while they wait would take the cores from decoding and judging.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            # Its fallback would print to stdout, which is ours, and try the same once more.
            return runtime.InferenceSession(
                graph, options, providers=["CPUExecutionProvider"], enable_fallback=0
            )
        except _errors() as error:
            raise damaged(self.path, f"ONNX Runtime refuses it ({_first_line(error)})") from error


def _graph_of(path: Path) -> Any | None:
    """A graph that parts can be cut out of; None without the package, or where weights lie in other files."""
    if not installed("onnx"):
        return None
    import onnx
    from onnx.external_data_helper import uses_external_data

    graph = onnx.load(path, load_external_data=False)
    return None if any(map(uses_external_data, graph.graph.initializer)) else graph


def _shape(of: Any) -> Shape:
    """Of an input; a side that has a name, or nothing, is an open one."""
    return tuple(side if isinstance(side, int) else None for side in of.shape)


def _onnxruntime(path: Path) -> Any:
    try:
        import onnxruntime
    except ImportError as error:
        raise IsuganError(
            f"{path} needs ONNX Runtime, which is not installed.",
            'Install it: python -m pip install "isugan-inspector[onnx]".',
            path,
        ) from error
    return onnxruntime


def _errors() -> tuple[type[Exception], ...]:
    """ONNX Runtime's own, which have no common base, and what its Python side raises."""
    from onnxruntime.capi import onnxruntime_pybind11_state as state

    own = [
        value for value in vars(state).values() if isinstance(value, type) and issubclass(value, Exception)
    ]
    return (*own, RuntimeError, ValueError)


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0][:200]
