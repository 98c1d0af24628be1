from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from core.images import scratch


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The temporary folder; from 1,000 bytes on an array lies in a file there."""
    monkeypatch.setattr(scratch, "MAPPED_FROM", 1000)
    monkeypatch.setattr(scratch.tempfile, "gettempdir", lambda: str(tmp_path))
    return tmp_path


def mapped(array: np.ndarray) -> bool:
    return isinstance(array.base, np.memmap)


def test_a_large_array_lies_in_a_file_without_a_name(folder: Path) -> None:
    array = scratch.empty((20, 25))
    assert mapped(array)
    assert type(array) is np.ndarray
    assert (array.shape, array.dtype) == ((20, 25), np.float32)
    array[:] = 3
    assert array.sum() == 1500
    assert list(folder.iterdir()) == []


def test_a_small_one_does_not(folder: Path) -> None:
    assert not mapped(scratch.empty((10, 10), np.uint8))


def test_a_full_disk_leaves_it_in_memory(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=scratch.LEFT_FREE + 999))
    array = scratch.empty((20, 25), np.int32)
    assert not mapped(array)
    assert (array.shape, array.dtype) == ((20, 25), np.int32)
