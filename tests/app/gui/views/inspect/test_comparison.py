"""Two models on the same images: whose results go where, whose pictures are held."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.gui.engine import LoadedModel
from app.gui.views.inspect.session import InspectSession
from core.inspection.segment import SegmentSettings
from tests.app.gui.conftest import FakeEngine, FakeInspector

OTHER = Path("second.safetensors")
Collect = Callable[[Any], list[Any]]


class TwoModels(FakeEngine):
    """The second model has an inspector of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.second = FakeInspector()

    def load(self, path: Path) -> LoadedModel:
        """By the name."""
        inspector = self.second if path == OTHER else self.inspector
        return LoadedModel(path, path.stem, "", "test device", SegmentSettings(), inspector)


@pytest.fixture
def engine() -> TwoModels:
    """In place of the one with a single inspector."""
    return TwoModels()


def idle(session: InspectSession) -> bool:
    return not session._jobs and not session._refresh.isActive()


@pytest.fixture
def compared(qtbot: QtBot, ready: InspectSession) -> InspectSession:
    """Both models have inspected the nine files, the first one's `img3` is shown."""
    ready.inspect_all()
    qtbot.waitUntil(lambda: idle(ready))
    ready.compare(OTHER)
    qtbot.waitUntil(lambda: ready.comparison.model is not None and idle(ready))
    with qtbot.waitSignal(ready.shown):
        ready.show(next(e.path for e in ready.store.entries if e.path.name == "img3.png"))
    return ready


def held(store: Any) -> int:
    return sum(store.full(entry.path, touch=False) is not None for entry in store.entries)


def test_the_second_model_inspects_all_images(compared: InspectSession, engine: TwoModels) -> None:
    assert len(engine.second.inspected) == 8
    assert compared.comparison.pending_count == compared.pending_count == 0
    assert sum(bool(e.error) for e in compared.comparison.store.entries) == 1
    # The first one's results are as they were, and only its pictures are held.
    assert len(engine.inspector.inspected) == 8
    assert (held(compared.store), held(compared.comparison.store)) == (8, 0)


def test_only_the_results_of_the_model_in_use_are_recorded(
    qtbot: QtBot, ready: InspectSession, collect: Collect
) -> None:
    recorded = collect(ready.inspected)
    ready.compare(OTHER)
    qtbot.waitUntil(lambda: ready.comparison.model is not None and idle(ready))
    assert recorded == []
    assert ready.store.pending_count == 9


def test_the_panes_change_between_the_models(
    qtbot: QtBot, compared: InspectSession, engine: TwoModels, collect: Collect
) -> None:
    shown = collect(compared.shown)
    with qtbot.waitSignal(compared.shown):
        compared.show_other(True)
    assert engine.second.inspected[-1] == compared.current
    assert (held(compared.store), held(compared.comparison.store)) == (0, 1)
    qtbot.waitUntil(lambda: idle(compared))
    with qtbot.waitSignal(compared.shown):
        compared.show_other(False)
    assert (held(compared.store), held(compared.comparison.store)) == (1, 0)
    assert [item.path for item in shown] == [compared.current] * 2


def test_settings_hold_for_whichever_is_shown(
    qtbot: QtBot, compared: InspectSession, engine: TwoModels
) -> None:
    with qtbot.waitSignal(compared.shown):
        compared.show_other(True)
    qtbot.waitUntil(lambda: idle(compared))
    with qtbot.waitSignal(compared.shown):
        compared.set_settings(SegmentSettings(mode="fixed", fixed_level=0.2))
    assert engine.second.resegmented[-1][0] == compared.current
    qtbot.waitUntil(lambda: idle(compared))


def test_inspect_all_goes_on_with_both(qtbot: QtBot, ready: InspectSession, engine: TwoModels) -> None:
    engine.second.gate.clear()
    ready.compare(OTHER)
    qtbot.waitUntil(lambda: ready.is_busy("compare"))
    ready._jobs.drop("compare")
    engine.second.gate.set()
    qtbot.waitUntil(lambda: idle(ready) and not ready._runner.jobs)
    done = len(engine.second.inspected)
    assert ready.pending_count == 18 - done
    ready.inspect_all()
    assert ready.inspecting
    qtbot.waitUntil(lambda: ready.pending_count == 0 and idle(ready))
    assert len(engine.second.inspected) == 8


def test_the_end_of_a_comparison(qtbot: QtBot, compared: InspectSession, collect: Collect) -> None:
    with qtbot.waitSignal(compared.shown):
        compared.show_other(True)
    changed = collect(compared.comparison.changed)
    with qtbot.waitSignal(compared.shown):
        compared.stop_comparing()
    assert len(changed) == 1
    assert (len(compared.comparison.store), compared.comparison.shown) == (0, False)
    assert held(compared.store) == 1
    qtbot.waitUntil(lambda: idle(compared))


def test_other_images_are_compared_anew(qtbot: QtBot, compared: InspectSession, images: Path) -> None:
    with qtbot.waitSignal(compared.files_changed):
        compared.open_paths([images / "img1.png", images / "img2.png"])
    assert compared.comparison.pending_count == 2
    compared.inspect_all()
    qtbot.waitUntil(lambda: compared.pending_count == 0 and idle(compared))


def test_the_second_model_becomes_the_first(qtbot: QtBot, compared: InspectSession) -> None:
    with qtbot.waitSignal(compared.model_changed):
        compared.open_model(OTHER)
    assert compared.comparison.model is None
    qtbot.waitUntil(lambda: idle(compared))
