"""What every test gets: no display, few threads, a home of its own, and no thread left behind."""

from __future__ import annotations

import importlib.util
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

# Set before anything imports Qt, torch or OpenMP; child processes inherit it.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.pop("QT_STYLE_OVERRIDE", None)
for _pool in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_pool, "1")

ROOT = Path(__file__).resolve().parent.parent

THREAD_GRACE_SECONDS = 3.0


@pytest.fixture(scope="session")
def project_root() -> Path:
    """The repository's root folder."""
    return ROOT


@pytest.fixture
def dev(project_root: Path) -> ModuleType:
    """The set-up script as a module."""
    spec = importlib.util.spec_from_file_location("dev", project_root / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real images beside the repository; the test is skipped where there is none."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the real images (../shared/data beside the repository) are not on this machine")
    return folder


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Point the home, settings, data and cache folders of the user at an empty folder for this test."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    folders = {
        "XDG_CONFIG_HOME": ".config",
        "XDG_DATA_HOME": ".local/share",
        "XDG_STATE_HOME": ".local/state",
        "XDG_CACHE_HOME": ".cache",
        "APPDATA": "AppData/Roaming",
        "LOCALAPPDATA": "AppData/Local",
    }
    for variable, folder in folders.items():
        (home / folder).mkdir(parents=True)
        monkeypatch.setenv(variable, str(home / folder))
    # QSettings keeps the folder it saw first, so the variables alone do not move it.
    if "PySide6.QtCore" in sys.modules:
        from PySide6.QtCore import QSettings

        for file_format in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
            for scope in (QSettings.Scope.UserScope, QSettings.Scope.SystemScope):
                QSettings.setPath(file_format, scope, str(home / ".config"))
    return home


def _may_stay(thread: threading.Thread) -> bool:
    """Whether a library keeps this thread on purpose.

    - `_DummyThread`: Python's record of a foreign thread (a Qt pool's or torch's) that once called into
      Python; it is no thread of ours and stays listed as long as the foreign one lives.
    - `pytest_timeout ...`: the timer of the next test's time limit.
    """
    return isinstance(thread, threading._DummyThread) or thread.name.startswith("pytest_timeout")


def threads_left(before: set[threading.Thread], grace_seconds: float) -> list[threading.Thread]:
    """Threads started since `before` that are still alive after the grace time."""
    deadline = time.monotonic() + grace_seconds
    while left := [t for t in threading.enumerate() if t not in before and not _may_stay(t)]:
        if time.monotonic() > deadline:
            return left
        time.sleep(0.01)
    return []


@pytest.fixture(autouse=True)
def no_thread_left(own_home: Path) -> Iterator[None]:
    """Fail a test that leaves a thread running: in the program it would outlive its window or its job."""
    before = set(threading.enumerate())
    yield
    left = threads_left(before, THREAD_GRACE_SECONDS)
    if left:
        names = ", ".join(f"{t.name} ({'daemon' if t.daemon else 'not daemon'})" for t in left)
        pytest.fail(f"threads left running: {names}")
