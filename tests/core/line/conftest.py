from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.core.line.standin import Line

MEMORY = Path("/dev/shm")


@pytest.fixture
def line(tmp_path: Path) -> Line:
    """An empty line below a folder with a difficult name."""
    return Line(tmp_path / "Linie ü 🔩")


@pytest.fixture
def quick_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where the system has one: ten thousands of files are made and moved in it."""
    if not MEMORY.is_dir():
        yield tmp_path / "line"
        return
    folder = Path(tempfile.mkdtemp(prefix="isugan-test-", dir=MEMORY))
    yield folder / "line"
    shutil.rmtree(folder)
