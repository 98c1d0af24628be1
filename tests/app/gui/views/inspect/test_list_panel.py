"""The list panel: selection, filter, and results that stream in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.gui.views.inspect import list_panel as module
from app.gui.views.inspect.flips import FLIPS
from app.gui.views.inspect.list_model import DIFFERENCE, SCORE
from app.gui.views.inspect.list_panel import ListPanel
from app.gui.views.inspect.store import InspectionStore
from core.inspection.segment import SegmentSettings

OWN = SegmentSettings()
PATHS = [Path(f"img{n}.png") for n in range(1, 7)]


@pytest.fixture
def store() -> InspectionStore:
    """Six images, none inspected."""
    made = InspectionStore()
    made.set_files(PATHS)
    return made


@pytest.fixture
def panel(qtbot: QtBot, store: InspectionStore) -> ListPanel:
    """The panel over the store, its first image chosen."""
    made = ListPanel(store)
    qtbot.addWidget(made)
    made.reload()
    return made


def names(panel: ListPanel) -> list[str]:
    return [panel.model.path(row).stem for row in range(panel.model.rowCount())]


def inspect(panel: ListPanel, store: InspectionStore, engine: Any, *numbers: int) -> None:
    paths = [PATHS[number - 1] for number in numbers]
    for path in paths:
        store.put(engine.inspector.inspect(path, keep_images=False), OWN)
    panel.update_paths(paths)


def test_reload_chooses_the_wanted_image_or_the_first(
    panel: ListPanel, collect: Callable[[Any], list[Any]]
) -> None:
    chosen = collect(panel.chosen)
    panel.reload(PATHS[3])
    panel.reload(Path("gone.png"))
    assert chosen == [PATHS[3], PATHS[0]]


def test_chosen_image_stays_chosen_while_the_order_changes(
    panel: ListPanel, store: InspectionStore, engine: Any, collect: Callable[[Any], list[Any]]
) -> None:
    panel.select(PATHS[2])
    chosen = collect(panel.chosen)
    inspect(panel, store, engine, 1, 5, 6)
    assert names(panel) == ["img6", "img5", "img1", "img2", "img3", "img4"]
    assert panel.current == PATHS[2]
    assert panel.view.currentIndex().row() == 4
    assert chosen == []


def test_chosen_image_comes_back_when_the_filter_goes(
    panel: ListPanel, store: InspectionStore, engine: Any, collect: Callable[[Any], list[Any]]
) -> None:
    inspect(panel, store, engine, 1, 2, 3)
    panel.select(PATHS[1])
    chosen = collect(panel.chosen)
    panel.set_filter("Review")
    assert names(panel) == ["img1"]
    assert not panel.view.currentIndex().isValid()
    panel.set_filter("")
    assert panel.model.path(panel.view.currentIndex().row()) == PATHS[1]
    assert chosen == []


def test_step_stops_at_the_ends(panel: ListPanel) -> None:
    panel.step(-1)
    assert panel.current == PATHS[0]
    panel.step(100)
    assert panel.current == PATHS[-1]


def test_step_in_an_empty_list(qtbot: QtBot) -> None:
    panel = ListPanel(InspectionStore())
    qtbot.addWidget(panel)
    panel.step(1)
    assert panel.current is None


def test_updates_are_spaced_and_none_is_lost(
    qtbot: QtBot,
    panel: ListPanel,
    store: InspectionStore,
    engine: Any,
    monkeypatch: pytest.MonkeyPatch,
    collect: Callable[[Any], list[Any]],
) -> None:
    monkeypatch.setattr(module, "REST_MS", 50)
    caught_up = collect(panel.caught_up)
    inspect(panel, store, engine, 1)
    assert panel.settled
    inspect(panel, store, engine, 2)
    inspect(panel, store, engine, 3)
    assert not panel.settled
    assert names(panel)[0] == "img1"
    qtbot.waitUntil(lambda: panel.settled)
    assert names(panel)[:3] == ["img3", "img2", "img1"]
    assert len(caught_up) == 2


def test_a_filter_shows_what_has_changed_until_then(
    panel: ListPanel, store: InspectionStore, engine: Any
) -> None:
    inspect(panel, store, engine, 1)
    inspect(panel, store, engine, 4)
    panel.set_filter("Review")
    assert names(panel) == ["img4", "img1"]


def test_filter_chips_hide_what_does_not_occur(panel: ListPanel, store: InspectionStore, engine: Any) -> None:
    assert panel.chips.texts() == ["All 6", "Pending 6"]
    inspect(panel, store, engine, 2, 5)
    assert panel.chips.texts() == ["All 6", "NG 2", "Pending 4"]


def test_search_narrows_and_the_keys_lead_back(qtbot: QtBot, panel: ListPanel) -> None:
    panel.show()
    panel.start_search()
    qtbot.keyClicks(panel.search, "MG3")
    qtbot.waitUntil(lambda: names(panel) == ["img3"])
    qtbot.keyClick(panel.search, Qt.Key.Key_Down)
    assert panel.current == PATHS[2]
    assert panel.view.hasFocus()
    panel.start_search()
    qtbot.keyClick(panel.search, Qt.Key.Key_Escape)
    assert panel.search.text() == ""
    assert len(names(panel)) == 6
    assert panel.view.currentIndex().row() == 2


def test_compared_columns_come_and_go(panel: ListPanel, store: InspectionStore, engine: Any) -> None:
    inspect(panel, store, engine, 1, 2, 3)
    other = InspectionStore()
    other.set_files(PATHS)
    other.put(replace(engine.inspector.inspect(Path("img5.png"), keep_images=False), path=PATHS[0]), OWN)
    other.put(replace(engine.inspector.inspect(Path("img50.png"), keep_images=False), path=PATHS[1]), OWN)
    panel.set_other(other)
    assert not panel.view.isColumnHidden(DIFFERENCE)
    assert panel.chips.texts()[-2:] == ["Flips 1", "Review → NG 1"]
    panel.set_filter(FLIPS)
    assert names(panel) == ["img1"]
    assert panel.view.horizontalHeader().sortIndicatorSection() == DIFFERENCE
    panel.set_other(None)
    assert panel.filter == ""
    assert len(names(panel)) == 6
    assert panel.view.isColumnHidden(DIFFERENCE)
    assert panel.view.horizontalHeader().sortIndicatorSection() == SCORE
