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


def versions() -> Iterator[Check]:
    """The program, Python with the system, then one line per library."""
    yield Check("isugan", "ok", __version__)
    yield Check("Python", "ok", f"{platform.python_version()} on {platform.platform()}")
    for name, module in LIBRARIES.items():
        yield _library(name, module)


def _library(name: str, module: str) -> Check:
    try:
        return Check(name, "ok", version(name))
    except PackageNotFoundError:
        pass
    # A packaged program and some distributions carry the library without its metadata.
    from importlib.util import find_spec

    if find_spec(module) is not None:
        return Check(name, "ok", "present")
    return Check(name, "fail", "not installed", f'Run: pip install "{name}"')
