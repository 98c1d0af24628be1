"""Comparing in the window: the bar above the list, the keys, and what the panes show."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.gui.engine import LoadedModel
from app.gui.main_window import MainWindow
from app.gui.views.inspect.flips import FLIPS
from core.inspection.result import Inspection, Verdict
from tests.app.gui.conftest import FakeEngine, FakeInspector

OTHER = Path("second.safetensors")


class Stricter(FakeInspector):
    """Says NG of all that the first one says is OK, with scores higher by a half."""

    def inspect(
        self,
        path: Path,
        keep_images: bool = True,
        areas: Any = None,
        watch: Any = None,
        decoded: Any = None,
    ) -> Inspection:
        """As the first one, but stricter."""
        found = super().inspect(path, keep_images, areas, watch, decoded)
        verdict = Verdict.NG if found.verdict is Verdict.OK else found.verdict
        return replace(found, score=found.score + 0.5, verdict=verdict)


class TwoModels(FakeEngine):
    """The second model is a stricter one."""

    def load(self, path: Path) -> LoadedModel:
        """By the name."""
        loaded = super().load(path)
        return replace(loaded, name="Stricter & newer", inspector=Stricter()) if path == OTHER else loaded


@pytest.fixture
def engine() -> TwoModels:
    """In place of the one with a single model."""
    return TwoModels()


def quiet(window: MainWindow) -> bool:
    return not window.runner.jobs and window.inspect.list.settled and not window.session._refresh.isActive()


@pytest.fixture
def compared(qtbot: QtBot, opened: MainWindow) -> MainWindow:
    """All nine files inspected by both."""
    opened.session.inspect_all()
    qtbot.waitUntil(lambda: quiet(opened))
    opened.session.compare(OTHER)
    qtbot.waitUntil(lambda: opened.session.comparison.model is not None and quiet(opened))
    return opened


def names(window: MainWindow) -> list[str]:
    model = window.inspect.list.model
    return [model.path(row).name for row in range(model.rowCount())]


def test_nothing_of_it_shows_before(opened: MainWindow) -> None:
    act = opened.actions_registry
    assert not opened.inspect.comparing.bar.isVisible()
    assert act["compare_model"].isEnabled()
    assert not any(act[name].isEnabled() for name in ("compare_swap", "compare_flips", "compare_stop"))


def test_the_bar_names_both_and_m_changes_the_panes(qtbot: QtBot, compared: MainWindow) -> None:
    bar, session = compared.inspect.comparing.bar, compared.session
    first, second = (bar._sides[side] for side in (False, True))
    assert bar.isVisible()
    assert (first.text(), "Stricter & newer" in second.toolTip()) == ("A  model", True)
    assert first.isChecked()
    shown = compared.inspect._shown
    assert shown is not None
    qtbot.keyClick(compared, Qt.Key.Key_M)
    qtbot.waitUntil(lambda: compared.inspect._shown is not shown and quiet(compared))
    assert second.isChecked()
    assert compared.actions_registry["compare_swap"].isChecked()
    other = compared.inspect._shown
    assert (other.path, other.score) == (shown.path, pytest.approx(shown.score + 0.5))
    first.click()
    qtbot.waitUntil(lambda: not session.comparison.shown and quiet(compared))
    assert compared.inspect._shown.score == shown.score


def test_shift_m_shows_the_flips(qtbot: QtBot, compared: MainWindow) -> None:
    qtbot.keyClick(compared, Qt.Key.Key_M, Qt.KeyboardModifier.ShiftModifier)
    assert sorted(names(compared)) == ["img3.png", "img6.png"]
    assert "OK → NG 2" in compared.inspect.list.chips.texts()
    assert compared.actions_registry["compare_flips"].isChecked()
    qtbot.keyClick(compared, Qt.Key.Key_M, Qt.KeyboardModifier.ShiftModifier)
    assert len(names(compared)) == 9


def test_stop_leaves_the_first_model_alone(qtbot: QtBot, compared: MainWindow) -> None:
    panel = compared.inspect.list
    width = panel._width_alone
    assert panel.width() > width
    panel.set_filter(FLIPS)
    compared.actions_registry["compare_stop"].trigger()
    qtbot.waitUntil(lambda: quiet(compared))
    assert not compared.inspect.comparing.bar.isVisible()
    assert panel.width() == width
    assert len(names(compared)) == 9
    assert not compared.actions_registry["compare_flips"].isChecked()
    assert compared.session.store.pending_count == 0


def test_ctrl_f_searches(qtbot: QtBot, opened: MainWindow) -> None:
    qtbot.keyClick(opened, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(opened.inspect.list.search.hasFocus)
    qtbot.keyClicks(opened.inspect.list.search, "img7")
    qtbot.waitUntil(lambda: names(opened) == ["img7.png"])
    qtbot.keyClick(opened.inspect.list.search, Qt.Key.Key_Return)
    assert opened.inspect.list.current.name == "img7.png"
    qtbot.waitUntil(lambda: quiet(opened))
