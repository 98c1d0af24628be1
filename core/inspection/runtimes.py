"""What may compute a model's networks."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Final

AUTO: Final = "auto"
TORCH: Final = "torch"
ONNX_RUNTIME: Final = "onnxruntime"
OPENVINO: Final = "openvino"
TITLES: Final = {TORCH: "torch", ONNX_RUNTIME: "ONNX Runtime", OPENVINO: "OpenVINO"}
RUNTIMES: Final = tuple(TITLES)
"""As their packages are called."""


def installed(package: str) -> bool:
    """Whether a runtime, or another package, is there; it is not imported."""
    return find_spec(package) is not None


def titled(runtime: str) -> str:
    """One of `RUNTIMES` with its version, to show a person."""
    try:
        return f"{TITLES[runtime]} {version(runtime)}"
    except PackageNotFoundError:  # the packaged program carries libraries without what describes them
        return TITLES[runtime]
