"""The image list: order, filter, marks, and that the selection stays on its image."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.gui.views.inspect.list_model import DEFECTS, NAME, SCORE, VERDICT, ImageListModel
from app.gui.views.inspect.store import InspectionStore
from core.inspection.result import FailedInspection
from core.inspection.segment import SegmentSettings

GUARDED = SegmentSettings()
Role = Qt.ItemDataRole
Down, Up = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder
NAMES = ["a10.png", "a9.png", "b4.png", "c2.png", "broken.png", "later.png"]


@pytest.fixture
def store(engine: Any) -> InspectionStore:
    """Four inspected, one unreadable, one pending."""
    made = InspectionStore()
    paths = [Path(name) for name in NAMES]
    made.set_files(paths)
    for path in paths[:4]:
        made.put(engine.inspector.inspect(path), GUARDED)
    made.put(FailedInspection(paths[4], "broken.png is no image"), GUARDED)
    return made


@pytest.fixture
def model(qtbot: QtBot, store: InspectionStore) -> ImageListModel:
    """The list with its usual order."""
    made = ImageListModel(store)
    made.set_settings(GUARDED)
    made.reload()
    return made


def column(model: ImageListModel, number: int, role: int = Role.DisplayRole) -> list[Any]:
    return [model.data(model.index(row, number), role) for row in range(model.rowCount())]


def test_is_a_sound_model(model: ImageListModel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model)


def test_worst_first_then_unreadable_then_pending(model: ImageListModel) -> None:
    assert column(model, NAME) == ["a10.png", "a9.png", "b4.png", "c2.png", "broken.png", "later.png"]
    assert column(model, SCORE) == ["0.1000", "0.0900", "0.0400", "0.0200", "", ""]
    assert column(model, VERDICT) == ["Review", "OK", "Review", "NG", "Unreadable", "Pending"]
    assert column(model, DEFECTS) == ["1", "0", "1", "2", "", ""]


def test_no_value_comes_last_either_way(model: ImageListModel) -> None:
    model.sort(SCORE, Up)
    assert column(model, NAME) == ["c2.png", "b4.png", "a9.png", "a10.png", "broken.png", "later.png"]


def test_names_in_natural_order(model: ImageListModel) -> None:
    model.sort(NAME, Up)
    assert column(model, NAME) == ["a9.png", "a10.png", "b4.png", "broken.png", "c2.png", "later.png"]


def test_verdicts_worst_first(model: ImageListModel) -> None:
    model.sort(VERDICT, Down)
    assert column(model, VERDICT) == ["NG", "Review", "Review", "OK", "Unreadable", "Pending"]
    assert column(model, NAME)[1:3] == ["a10.png", "b4.png"]


def test_filter(model: ImageListModel) -> None:
    model.set_filter("Review")
    assert column(model, NAME) == ["a10.png", "b4.png"]
    assert sum(model.counts().values()) == 6
    assert model.row(Path("c2.png")) == -1
    model.set_filter("")
    assert model.rowCount() == 6


def test_update_moves_a_row_and_the_index_with_it(
    model: ImageListModel, store: InspectionStore, engine: Any
) -> None:
    chosen = QPersistentModelIndex(model.index(model.row(Path("c2.png")), 0))
    late = engine.inspector.inspect(Path("later.png"))
    store.put(late, GUARDED)
    model.update([Path("later.png")])
    assert model.path(chosen.row()) == Path("c2.png")
    assert column(model, NAME)[4:] == ["later.png", "broken.png"]


def test_update_under_a_filter_adds_and_removes(
    model: ImageListModel, store: InspectionStore, engine: Any
) -> None:
    model.set_filter("Pending")
    assert column(model, NAME) == ["later.png"]
    store.put(engine.inspector.inspect(Path("later.png")), GUARDED)
    model.update([Path("later.png")])
    assert model.rowCount() == 0


def test_defects_of_earlier_settings_are_marked(model: ImageListModel) -> None:
    model.set_settings(SegmentSettings(mode="fixed"))
    assert column(model, DEFECTS) == ["1 *", "0 *", "1 *", "2 *", "", ""]
    assert "earlier" in column(model, DEFECTS, Role.ToolTipRole)[0]


def test_unreadable_says_why(model: ImageListModel) -> None:
    assert column(model, NAME, Role.ToolTipRole)[4] == "broken.png is no image"


def test_verdict_has_an_icon_of_its_own_shape(model: ImageListModel) -> None:
    pictures = {
        word: icon.pixmap(32).toImage().convertToFormat(icon.pixmap(32).toImage().Format.Format_Alpha8)
        for word, icon in zip(
            column(model, VERDICT), column(model, VERDICT, Role.DecorationRole), strict=True
        )
    }
    shapes = {bytes(picture.constBits()) for picture in pictures.values()}
    assert len(shapes) == len(pictures) == 5


def test_twenty_thousand_images_are_ordered_at_once(qtbot: QtBot, engine: Any) -> None:
    store = InspectionStore()
    paths = [Path(f"img{n}.png") for n in range(20_000)]
    store.set_files(paths)
    one = engine.inspector.inspect(Path("img1.png"), keep_images=False)
    for number, path in enumerate(paths):
        store.put(replace(one, path=path, score=(number * 7919 % 20_000) / 2e4), GUARDED)
    model = ImageListModel(store)
    # CPU time: the machine may be busy with something else.
    start = time.process_time()
    model.reload()
    assert time.process_time() - start < 0.5
    assert model.data(model.index(0, SCORE)) == "1.0000"
