"""The window tries itself, as `isugan doctor --window` has it do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.gui import trial
from app.gui.main_window import MainWindow
from core.datasets.synth import write_dataset
from tests.tiny import tiny_settings


def test_a_whole_job(
    qtbot: QtBot, make_window: Callable[[], MainWindow], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trial, "settings", lambda: tiny_settings(epochs=1))
    write_dataset(tmp_path / "weave", "weave", good=14, defective=8, size=64, seed=5)
    window = make_window()
    monkeypatch.setattr(window.train.setup.estimates, "start", lambda: None)
    tried = trial.Trial(window, tmp_path / "Weave.isugan", tmp_path / "weave")
    with qtbot.waitSignal(window.closed, timeout=120_000):
        pass
    assert [(part.name, part.ok) for part in tried.results] == [
        (name, True) for name in ("Window", "Demo", "Import", "Training", "Folder")
    ]
    window.training.shutdown()


def test_what_fails_is_told_and_ends_it(
    qtbot: QtBot, make_window: Callable[[], MainWindow], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trial, "PATIENCE_SECONDS", -1)
    window = make_window()
    monkeypatch.setattr(window, "open_demo", lambda: None)
    tried = trial.Trial(window, tmp_path / "Weave.isugan", tmp_path)
    with qtbot.waitSignal(window.closed, timeout=60_000):
        pass
    assert [part.ok for part in tried.results][-1] is False
    assert "not done" in tried.results[-1].detail
