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

from app.gui.views.inspect.flips import FLIPS
from app.gui.views.inspect.list_model import (
    DEFECTS,
    DIFFERENCE,
    NAME,
    OTHER_SCORE,
    OTHER_VERDICT,
    SCORE,
    VERDICT,
    ImageListModel,
)
from app.gui.views.inspect.store import InspectionStore
from core.inspection.result import FailedInspection, Verdict
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


def test_search_by_name_within_the_filter(model: ImageListModel) -> None:
    model.set_search(" B")
    assert column(model, NAME) == ["b4.png", "broken.png"]
    model.set_search("?4.PNG")
    assert column(model, NAME) == ["b4.png"]
    model.set_search("a")
    model.set_filter("Review")
    assert column(model, NAME) == ["a10.png"]
    model.set_search("")
    model.set_filter("")
    assert model.rowCount() == 6


@pytest.fixture
def compared(model: ImageListModel, store: InspectionStore, engine: Any) -> ImageListModel:
    """Another model says NG (0.5) of a9, Review (0.1) of b4, OK (0.03) of c2, and nothing of the others."""
    other = InspectionStore()
    other.set_files(Path(name) for name in NAMES)
    for name, said in (("a9.png", "x50.png"), ("b4.png", "x10.png"), ("c2.png", "x3.png")):
        other.put(replace(engine.inspector.inspect(Path(said)), path=Path(name)), GUARDED)
    model.set_other(other)
    return model


def test_two_models_side_by_side(compared: ImageListModel) -> None:
    assert column(compared, OTHER_VERDICT)[:4] == ["Pending", "NG", "Review", "OK"]
    assert column(compared, OTHER_SCORE)[:4] == ["", "0.5000", "0.1000", "0.0300"]
    assert column(compared, DIFFERENCE) == ["", "+0.4100", "+0.0600", "+0.0100", "", ""]
    titles = [compared.headerData(c, Qt.Orientation.Horizontal) for c in range(compared.columnCount())]
    assert titles == ["Image", "A", "Score A", "Defects", "B", "Score B", "B − A"]


def test_flips_are_counted_and_filtered(compared: ImageListModel) -> None:
    assert compared.flips() == {"OK → NG": 1, "NG → OK": 1}
    compared.set_filter(FLIPS)
    assert column(compared, NAME) == ["a9.png", "c2.png"]
    compared.set_filter("NG → OK")
    assert column(compared, NAME) == ["c2.png"]
    assert "NG → OK" in column(compared, NAME, Role.ToolTipRole)[0]


def test_sorted_by_the_size_of_the_difference(compared: ImageListModel) -> None:
    compared.sort(DIFFERENCE, Down)
    assert column(compared, NAME)[:3] == ["a9.png", "b4.png", "c2.png"]
    compared.sort(OTHER_SCORE, Up)
    assert column(compared, NAME)[:3] == ["c2.png", "b4.png", "a9.png"]
    compared.sort(OTHER_VERDICT, Down)
    assert column(compared, OTHER_VERDICT)[:3] == ["NG", "Review", "OK"]


def test_the_end_of_a_comparison_leaves_no_trace(compared: ImageListModel) -> None:
    compared.sort(DIFFERENCE, Down)
    compared.set_filter(FLIPS)
    compared.set_other(None)
    assert column(compared, NAME) == NAMES
    assert column(compared, OTHER_SCORE) == [""] * 6
    assert compared.flips() == {}


def test_an_uncalibrated_verdict_flips_into_nothing(
    model: ImageListModel, store: InspectionStore, engine: Any
) -> None:
    other = InspectionStore()
    other.set_files(Path(name) for name in NAMES)
    raw = replace(engine.inspector.inspect(Path("a9.png")), verdict=Verdict.UNCALIBRATED)
    other.put(raw, GUARDED)
    model.set_other(other)
    assert model.flips() == {}


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
    changed = [paths[5], paths[17]]
    start = time.process_time()
    for _ in range(10):
        model.update(changed)
    assert time.process_time() - start < 0.5
