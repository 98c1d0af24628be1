"""OpenVINO, on the CPU."""

from __future__ import annotations

import sys
from collections import OrderedDict
from functools import cache
from importlib import import_module
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import IsuganError
from core.inspection.model_file import damaged
from core.inspection.onnx_run import PICTURE, Shape, given
from core.inspection.threads import computing_threads
from core.nets.pixel_scale import PixelScale

FloatImage = NDArray[np.float32]
Outputs = tuple[str, ...]
Size = tuple[int, int]

FLOATS = "f32"
TELEMETRY = "openvino_telemetry"
OFTEN = 32
"""Pictures of one size after which it gets a graph of its own: about what making it costs."""
OWN_GRAPHS = 4
"""Sizes with a graph of their own; each holds the weights, and memory for one pass."""
SIZES_COUNTED = 1000
_MAKING = Lock()


class OpenVinoRuntime:
    """A graph that is loaded.

    A graph that is made for one size is quicker than one for any size, and takes seconds to make. The first size has
    its own, and so has each that comes often; the others share one.

    Args:
        path: names the file in messages.
        content: the graph, in place of the file's.

    Raises:
        IsuganError: OpenVINO is not installed.
        ModelFileError: the file is damaged, or needs what OpenVINO does not have.
    """

    name = "OpenVINO, CPU"
    in_parts = True

    def __init__(self, path: Path, content: bytes | None = None) -> None:
        self.path = path
        self._openvino = _openvino(path)
        # Told what it is: left to find out, OpenVINO tries every format that it knows.
        frontend = import_module("openvino.frontend").FrontEndManager().load_by_framework("onnx")
        try:
            source = str(path) if content is None else BytesIO(content)
            self._graph = frontend.convert(frontend.load(source))
        except self._errors() as error:
            raise damaged(path, f"OpenVINO refuses it ({_reason(error)})") from error
        self._any_size: dict[Outputs, Any] = {}
        self._own_size: OrderedDict[tuple[Outputs, Size], Any] = OrderedDict()
        self._counts: dict[tuple[Outputs, Size], int] = {}
        self._one_at_a_time = Lock()

    @property
    def metadata(self) -> dict[str, str]:
        """What the file says beside its graph."""
        told = self._graph.get_rt_info()
        if "framework" not in told:
            return {}
        return {key: str(value.astype(str)) for key, value in told["framework"].items()}

    @property
    def inputs(self) -> dict[str, Shape]:
        """What it takes, by name; no sides where that is no float32."""
        return {one.get_any_name(): _shape(one) for one in self._graph.inputs}

    @property
    def outputs(self) -> set[str]:
        """Names of those that are float32."""
        floats = [one for one in self._graph.outputs if one.get_element_type().to_string() == FLOATS]
        return {name for one in floats for name in one.get_names()}

    def run(self, outputs: Outputs, picture: FloatImage, scale: PixelScale | None = None) -> list[FloatImage]:
        """See `core.inspection.onnx_run.Runtime`; what is not asked for is not computed."""
        try:
            with self._one_at_a_time:
                inputs = given(self.inputs, picture, scale)
                made = self._compiled(outputs, picture.shape[2:]).infer(inputs)
                return [made[place] for place in range(len(outputs))]
        except self._errors() as error:
            raise damaged(self.path, f"its graph cannot be computed ({_reason(error)})") from error

    def _compiled(self, outputs: Outputs, size: Size) -> Any:
        key = outputs, size
        if key in self._own_size:
            self._own_size.move_to_end(key)
            return self._own_size[key]
        if len(self._counts) >= SIZES_COUNTED:
            self._counts.clear()
        self._counts[key] = self._counts.get(key, 0) + 1
        first = all(known != outputs for known, _ in self._own_size)
        if first or self._counts[key] >= OFTEN:
            del self._counts[key]
            while len(self._own_size) >= OWN_GRAPHS:
                self._own_size.popitem(last=False)
            self._own_size[key] = self._compile(outputs, size)
            return self._own_size[key]
        if outputs not in self._any_size:
            self._any_size[outputs] = self._compile(outputs, None)
        return self._any_size[outputs]

    def _compile(self, outputs: Outputs, size: Size | None) -> Any:
        graph = self._graph.clone()
        kept = [graph.output(name).get_node() for name in outputs]
        graph = self._openvino.Model(kept, graph.get_parameters(), "inspection")
        if size is not None:
            graph.reshape({PICTURE: [1, self.inputs[PICTURE][1], *size]})
        settings = {
            "PERFORMANCE_HINT": "LATENCY",
            "NUM_STREAMS": 1,
            "INFERENCE_NUM_THREADS": computing_threads(),
            "ENABLE_CPU_PINNING": False,  # other programs compute as well
            # Else it takes bf16 or f16 by itself where a processor has them.
            "INFERENCE_PRECISION_HINT": "f32",
        }
        with _MAKING:
            core = _core()
        return core.compile_model(graph, "CPU", settings).create_infer_request()

    def _errors(self) -> tuple[type[Exception], ...]:
        """What its Python side raises, and its readers' own, which have no common base."""
        readers = vars(import_module("openvino.frontend")).values()
        own = [kind for kind in readers if isinstance(kind, type) and issubclass(kind, Exception)]
        return (*own, RuntimeError, ValueError)


@cache
def _core() -> Any:
    """The one of this process, never given back.

    Each that computes gives its thread a stack for signals' handlers, and at its end puts back the one it found. Of
    two that end in the order they began, the second puts back the first one's, which is gone: the next signal ends
    the process.
    """
    return import_module("openvino").Core()


def _shape(of: Any) -> Shape:
    """Of an input."""
    sides = of.get_partial_shape()
    if of.get_element_type().to_string() != FLOATS or sides.rank.is_dynamic:
        return ()
    return tuple(None if side.is_dynamic else int(side.get_length()) for side in sides)


def _openvino(path: Path) -> Any:
    """The package.

    Its import reports to its makers, over the network and with a number for this machine that it leaves in the home
    folder, unless its telemetry is missing: while it is imported, it is.

    Raises:
        IsuganError: it is not installed; names `path`.
    """
    hidden = TELEMETRY not in sys.modules and "openvino" not in sys.modules
    if hidden:
        sys.modules[TELEMETRY] = None  # type: ignore[assignment]  # how Python says that there is none
    try:
        # By name: the packaged program does not carry its 180 MB.
        return import_module("openvino")
    except ImportError as error:
        raise IsuganError(
            f"{path} shall be computed by OpenVINO, which is not installed.",
            'Install it: python -m pip install "isugan-inspector[openvino]".',
            path,
        ) from error
    finally:
        if hidden:
            del sys.modules[TELEMETRY]


def _reason(error: Exception) -> str:
    """The last line that says something; those before tell the places in OpenVINO's source that it came through."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return (lines[-1] if lines else type(error).__name__)[:200]
