"""Versions of the program, Python, the system and every library it stands on."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

from app.cli.checks.check import Check
from core import __version__

LIBRARIES = {
    "torch": "torch",
    "numpy": "numpy",
    "scipy": "scipy",
    "opencv-python-headless": "cv2",
    "pillow": "PIL",
    "scikit-learn": "sklearn",
    "safetensors": "safetensors",
    "pydantic": "pydantic",
    "PySide6-Essentials": "PySide6",
    "pyqtgraph": "pyqtgraph",
    "superqt": "superqt",
    "click": "click",
    "rich": "rich",
    "psutil": "psutil",
    "sqlalchemy": "sqlalchemy",
    "alembic": "alembic",
    "filelock": "filelock",
    "imagehash": "imagehash",
    "jinja2": "jinja2",
    "reportlab": "reportlab",
}
OPTIONAL = {
    "onnx": "isugan export --format onnx needs it",
    "onnxruntime": "inspecting with a .onnx file needs it, or OpenVINO",
    "openvino": "it makes long inspections on a CPU quicker",
}
"""What each is for; called the same when imported."""


def versions() -> Iterator[Check]:
    """The program, Python with the system, then one line per library, those that may be missing last."""
    yield Check("isugan", "ok", __version__)
    yield Check("Python", "ok", f"{platform.python_version()} on {platform.platform()}")
    for name, module in LIBRARIES.items():
        found = _found(name, module)
        way_out = "" if found else f'Run: pip install "{name}"'
        yield Check(name, "ok" if found else "fail", found or "not installed", way_out)
    for name, purpose in OPTIONAL.items():
        yield Check(name, "ok", _found(name, name) or f"not installed; {purpose}")


def _found(name: str, module: str) -> str | None:
    """The version of a package, or None where it is not there."""
    try:
        return version(name)
    except PackageNotFoundError:
        pass
    # A packaged program and some distributions carry the library without its metadata.
    from importlib.util import find_spec

    return None if find_spec(module) is None else "present"
