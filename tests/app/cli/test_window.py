from __future__ import annotations

import sys
import types
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from app.cli.checks import window as window_checks
from app.cli.exit_codes import ExitCode

Run = Callable[..., Result]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple]:
    """What the window was opened with, in place of opening one."""
    calls: list[tuple] = []
    launch = types.ModuleType("app.gui.launch")
    launch.run = lambda *a, **k: calls.append((a, k)) or 0  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "app.gui.launch", launch)
    return calls


def test_it_opens_with_nothing(isugan: Run, opened: list[tuple]) -> None:
    assert isugan("window").exit_code == ExitCode.OK
    assert opened == [(([],), {"inspect_now": False, "language": ""})]


def test_it_opens_with_what_it_is_given(
    isugan: Run, opened: list[tuple], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "photos").mkdir()
    assert isugan("window", "photos", "--language", "zh_CN").exit_code == ExitCode.OK
    assert opened == [(([tmp_path / "photos"],), {"inspect_now": False, "language": "zh_CN"})]


def test_what_is_not_there_is_named(isugan: Run, opened: list[tuple], tmp_path: Path) -> None:
    result = isugan("window", tmp_path / "gone")
    assert result.exit_code == ExitCode.FAILURE
    assert "gone" in result.stderr
    assert not opened


def answer(monkeypatch: pytest.MonkeyPatch, parts: object, error: str = "") -> None:
    monkeypatch.setattr(window_checks, "ask", lambda *_: (parts, error))
    monkeypatch.setattr(window_checks, "has_display", lambda: True)


def test_each_part_of_a_trial_is_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = [
        {"name": "Demo", "ok": True, "seconds": 1.25, "detail": "12 images"},
        {"name": "Training", "ok": False, "seconds": 3.0, "detail": "no room"},
    ]
    answer(monkeypatch, parts)
    first, second = window_checks.window_trial()
    assert (first.name, first.state, first.detail) == ("Window: Demo", "ok", "12 images (1.2 s)")
    assert (second.state, bool(second.way_out)) == ("fail", True)


def test_a_window_that_ends_by_itself_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, None, "ended with code -11")
    (check,) = window_checks.window_trial()
    assert (check.state, check.detail) == ("fail", "ended with code -11")


def test_without_a_display_nothing_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(window_checks, "has_display", lambda: False)
    (check,) = window_checks.window_trial()
    assert (check.state, "display" in check.detail) == ("fail", True)
