"""The fixtures that every test gets do what they say."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def conftest(request: pytest.FixtureRequest) -> ModuleType:
    path = Path(__file__).with_name("conftest.py")
    module: ModuleType = request.config.pluginmanager.get_plugin(str(path))
    return module


@pytest.mark.parametrize("daemon", [False, True])
def test_a_thread_left_running_is_noticed(conftest: ModuleType, daemon: bool) -> None:
    before = set(threading.enumerate())
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait, name="forgotten", daemon=daemon)
    thread.start()
    try:
        assert conftest.threads_left(before, 0.05) == [thread]
    finally:
        stop.set()
        thread.join()
    assert conftest.threads_left(before, 0.05) == []


def test_a_thread_that_is_just_ending_is_waited_for(conftest: ModuleType) -> None:
    before = set(threading.enumerate())
    threading.Timer(0.2, lambda: None).start()
    assert conftest.threads_left(before, 5.0) == []


def test_home_and_settings_are_empty_folders_of_this_test(own_home: Path, tmp_path: Path) -> None:
    from PySide6.QtCore import QSettings, QStandardPaths

    assert Path.home() == own_home
    assert own_home.is_relative_to(tmp_path.parent)
    assert Path(QSettings("isugan", "isugan").fileName()).is_relative_to(own_home)
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation)
    assert Path(place).is_relative_to(own_home)
    assert not QSettings("isugan", "isugan").allKeys()


def test_no_display_and_few_threads() -> None:
    import torch

    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"
    assert torch.get_num_threads() == int(os.environ["OMP_NUM_THREADS"])
