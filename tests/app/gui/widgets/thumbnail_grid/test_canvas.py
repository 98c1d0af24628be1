"""Layout, scrolling, painting and following the model."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import QAbstractItemView
from pytestqt.qtbot import QtBot

from app.gui.theme import DARK, LIGHT, ThemeSwitch
from app.gui.widgets.thumbnail_grid.grid import ThumbnailGrid
from app.gui.widgets.thumbnail_grid.loader import ThumbnailLoader

Flag = QItemSelectionModel.SelectionFlag
Hint = QAbstractItemView.ScrollHint


def at(grid: ThumbnailGrid, row: int) -> QModelIndex:
    return grid.model().index(row, 0)


def shows_whole(grid: ThumbnailGrid, row: int) -> bool:
    return grid.viewport().rect().contains(grid.visualRect(at(grid, row)))


def test_index_and_rectangle_agree(grid: ThumbnailGrid) -> None:
    grid.verticalScrollBar().setValue(77)
    for row in range(50):
        rect = grid.visualRect(at(grid, row))
        assert rect.size().toTuple() == grid.grid.card
        assert grid.indexAt(rect.center()) == at(grid, row)
    assert not grid.indexAt(QPoint(1, 1)).isValid()
    assert grid.visualRect(QModelIndex()).isNull()


def test_scroll_bar_reaches_the_end_and_no_further(grid: ThumbnailGrid) -> None:
    bar = grid.verticalScrollBar()
    bar.setValue(bar.maximum())
    bottom = grid.visualRect(at(grid, 49)).bottom()
    assert 0 < grid.viewport().height() - 1 - bottom < 20
    assert grid.verticalOffset() == bar.maximum()
    assert (grid.horizontalOffset(), grid.horizontalScrollBar().maximum()) == (0, 0)


@pytest.mark.parametrize("row", [0, 13, 30, 49])
def test_scroll_to(grid: ThumbnailGrid, row: int) -> None:
    for hint in (Hint.EnsureVisible, Hint.PositionAtTop, Hint.PositionAtBottom, Hint.PositionAtCenter):
        grid.verticalScrollBar().setValue(900 if row < 25 else 0)
        grid.scrollTo(at(grid, row), hint)
        assert shows_whole(grid, row)


def test_scroll_to_what_shows_does_not_move(grid: ThumbnailGrid) -> None:
    grid.verticalScrollBar().setValue(30)
    grid.scrollTo(at(grid, 5))
    assert grid.verticalScrollBar().value() == 30


def test_what_is_at_the_top_stays_when_the_view_gets_narrower(qtbot: QtBot, grid: ThumbnailGrid) -> None:
    grid.verticalScrollBar().setValue(5 * grid.grid.pitch + 11)
    first = grid.grid.rows_between(grid.verticalOffset(), grid.verticalOffset()).start
    top = grid.visualRect(at(grid, first)).top()
    grid.resize(340, 460)
    qtbot.waitUntil(lambda: grid.grid.columns == 2)
    assert grid.visualRect(at(grid, first)).top() == top


def test_current_image_stays_when_tiles_grow(grid: ThumbnailGrid) -> None:
    grid.setCurrentIndex(at(grid, 9))
    grid.verticalScrollBar().setValue(grid.grid.pitch)
    top = grid.visualRect(at(grid, 9)).top()
    grid.set_tile_side(192)
    assert grid.visualRect(at(grid, 9)).top() == top


def test_tile_side_has_limits(grid: ThumbnailGrid, collect: Callable[[Any], list[Any]]) -> None:
    told = collect(grid.tile_side_changed)
    for wanted in (10, 10, 1000, 100):
        grid.set_tile_side(wanted)
    assert told == [64, 256, 100]
    assert grid.tile_side == 100


def test_all_selected_as_rows(
    qtbot: QtBot,
    grid: ThumbnailGrid,
    make_model: Callable[[int], Any],
    collect: Callable[[Any], list[Any]],
) -> None:
    model = make_model(100_000)
    grid.setModel(model)
    told = collect(grid.selection_changed)
    grid.selectAll()
    np.testing.assert_array_equal(grid.selected_rows(), np.arange(100_000))
    assert told == [100_000]
    grid.select_rows(np.array([9, 3, 4, 99_999]))
    assert grid.selected_rows().tolist() == [3, 4, 9, 99_999]
    assert grid.selectionModel().isSelected(model.index(4, 0))
    grid.clearSelection()
    assert told[-1] == 0
    assert grid.selected_rows().tolist() == []


def test_select_all_of_nothing(qtbot: QtBot, grid: ThumbnailGrid, make_model: Callable[[int], Any]) -> None:
    model = make_model(0)
    grid.setModel(model)
    grid.selectAll()
    assert grid.selected_rows().tolist() == []
    qtbot.waitUntil(lambda: grid.verticalScrollBar().maximum() == 0)


def test_set_selection_takes_what_the_rectangle_touches(grid: ThumbnailGrid) -> None:
    grid.verticalScrollBar().setValue(40)
    rect = QRect(grid.visualRect(at(grid, 1)).center(), grid.visualRect(at(grid, 6)).center())
    grid.setSelection(rect, Flag.ClearAndSelect)
    assert grid.selected_rows().tolist() == [1, 2, 5, 6]
    # From the other corner, and added to what is there.
    other = QRect(grid.visualRect(at(grid, 8)).center(), grid.visualRect(at(grid, 4)).center())
    grid.setSelection(other, Flag.Select)
    assert grid.selected_rows().tolist() == [1, 2, 4, 5, 6, 8]


def test_region_of_a_selection_is_only_what_shows(
    grid: ThumbnailGrid, make_model: Callable[[int], Any]
) -> None:
    model = make_model(100_000)
    grid.setModel(model)
    grid.selectAll()
    region = grid.visualRegionForSelection(grid.selectionModel().selection())
    assert region.boundingRect().intersects(grid.viewport().rect())
    assert region.boundingRect().height() < 2 * grid.viewport().height()
    assert region.contains(grid.visualRect(at(grid, 5)).center())


def test_only_what_shows_is_asked_of_the_model(
    qtbot: QtBot, loader: ThumbnailLoader, make_model: Callable[[int], Any]
) -> None:
    model = make_model(100_000)
    grid = ThumbnailGrid(loader)
    qtbot.addWidget(grid)
    grid.resize(660, 460)
    grid.setModel(model)
    grid.show()
    qtbot.waitExposed(grid)
    qtbot.waitUntil(lambda: bool(model.asked))
    grid.verticalScrollBar().setValue(grid.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: 99_999 in model.asked)
    assert len(set(model.asked)) < 100


def test_thumbnails_come_for_what_shows_then_the_next_page(
    qtbot: QtBot, grid: ThumbnailGrid, loader: ThumbnailLoader, reader: Any
) -> None:
    qtbot.waitUntil(lambda: not loader.busy and len(loader.store) == 24)
    # Three lines show at least in part; as many again come next.
    assert set(reader.begun[:13]) >= {f"/made-up/{i}" for i in range(12)}
    assert {int(name.rsplit("/", 1)[1]) for name in reader.begun} == set(range(24))
    assert set(reader.sides) == {round(128 * grid.devicePixelRatioF())}


def test_upwards_the_page_above_comes_next(
    qtbot: QtBot, grid: ThumbnailGrid, loader: ThumbnailLoader, reader: Any
) -> None:
    bar = grid.verticalScrollBar()
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: loader.image("/made-up/49") is not None and not loader.busy)
    loader.store.clear()
    reader.begun.clear()
    bar.setValue(bar.maximum() - 2 * grid.grid.pitch)
    qtbot.waitUntil(lambda: bool(reader.begun) and not loader.busy)
    first = grid.grid.rows_between(bar.value(), bar.value()).start
    asked = {int(name.rsplit("/", 1)[1]) for name in reader.begun}
    assert first - 1 in asked
    assert min(asked) < first - 3
    assert max(asked) < 49


def picture_colour(grid: ThumbnailGrid, row: int) -> str:
    """Colour in the middle of a picture."""
    rect = grid.visualRect(at(grid, row))
    image = grid.grab().toImage()
    ratio = image.devicePixelRatio()
    return image.pixelColor(
        round((rect.left() + rect.width() / 2) * ratio), round((rect.top() + 30) * ratio)
    ).name()


def test_pictures_appear_by_themselves(
    qtbot: QtBot, grid: ThumbnailGrid, loader: ThumbnailLoader, theme: ThemeSwitch
) -> None:
    qtbot.waitUntil(lambda: not loader.busy and len(loader.store) == 24)
    assert picture_colour(grid, 0) == "#c8c8c8"


def test_waiting_and_unreadable_tiles_differ(
    qtbot: QtBot, grid: ThumbnailGrid, loader: ThumbnailLoader, reader: Any, model: Any, theme: ThemeSwitch
) -> None:
    qtbot.waitUntil(lambda: not loader.busy and len(loader.store) == 24)
    reader.gate.clear()
    model.tiles[1] = model.tiles[1]._replace(path="/made-up/bad")
    model.tiles[2] = model.tiles[2]._replace(path="/made-up/slow")
    model.dataChanged.emit(model.index(1, 0), model.index(2, 0))
    qtbot.waitUntil(lambda: reader.at_once == 2)
    rect = grid.visualRect(at(grid, 1))
    waiting = grid.grab(rect).toImage()
    assert picture_colour(grid, 2) == LIGHT.canvas
    reader.gate.set()
    qtbot.waitUntil(lambda: loader.error("/made-up/bad") != "")
    assert grid.grab(rect).toImage() != waiting
    assert picture_colour(grid, 2) != LIGHT.canvas


CHANGES: list[dict[str, Any]] = [
    {"label": "good"},
    {"label": "unlabelled"},
    {"split": "test"},
    {"split": ""},
    {"reviewed": True},
    {"problem": "blurred"},
    {"has_mask": True},
]
# A small tile has no room for these; its tooltip says them.
LARGE_ONLY: list[dict[str, Any]] = [{"score": 0.5}, {"name": "other.png"}]


@pytest.mark.parametrize(
    ("side", "change"), [(64, c) for c in CHANGES] + [(128, c) for c in CHANGES + LARGE_ONLY], ids=str
)
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_state_shows_without_its_colour(
    grid: ThumbnailGrid, model: Any, theme: ThemeSwitch, change: dict[str, Any], side: int, mode: str
) -> None:
    theme.set_mode(mode)
    grid.set_tile_side(side)
    grid.loader.stop()
    model.tiles[0] = model.tiles[0]._replace(label="defective", split="train")

    def grey() -> QImage:
        shown = grid.grab(grid.visualRect(at(grid, 0))).toImage()
        return shown.convertToFormat(QImage.Format.Format_Grayscale8)

    before = grey()
    model.tiles[0] = model.tiles[0]._replace(**change)
    assert grey() != before


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_selected_current_and_plain_differ(
    qtbot: QtBot, grid: ThumbnailGrid, model: Any, theme: ThemeSwitch, mode: str
) -> None:
    theme.set_mode(mode)
    grid.loader.stop()
    model.tiles[0] = model.tiles[0]._replace(label="good", split="", name="x")
    looks = []
    for selected in (False, True):
        for current in (False, True):
            grid.setCurrentIndex(at(grid, 0 if current else 20))
            grid.select_rows(np.array([0] if selected else []))
            grid.verticalScrollBar().setValue(0)
            looks.append(grid.grab(grid.visualRect(at(grid, 0))).toImage())
    for i, look in enumerate(looks):
        assert all(look != other for other in looks[:i])


def test_theme_is_followed(grid: ThumbnailGrid, model: Any, theme: ThemeSwitch) -> None:
    grid.loader.stop()
    for mode, colours in (("dark", DARK), ("light", LIGHT)):
        theme.set_mode(mode)
        image = grid.viewport().grab().toImage()
        assert image.pixelColor(2, 2) == QColor(colours.base)
        assert grid.palette().color(QPalette.ColorRole.Base) == QColor(colours.base)
        model.tiles[0] = model.tiles[0]._replace(path=f"/made-up/none-{mode}")
        assert picture_colour(grid, 0) == colours.canvas


def test_more_images_lengthen_the_grid(qtbot: QtBot, grid: ThumbnailGrid, model: Any) -> None:
    before = grid.verticalScrollBar().maximum()
    grid.verticalScrollBar().setValue(100)
    model.add(40)
    qtbot.waitUntil(lambda: grid.verticalScrollBar().maximum() == before + 10 * grid.grid.pitch)
    assert grid.verticalScrollBar().value() == 100


def test_selection_follows_its_images(qtbot: QtBot, grid: ThumbnailGrid, model: Any) -> None:
    grid.select_rows(np.array([10, 11, 30]))
    model.remove(0, 4)
    assert grid.selected_rows().tolist() == [5, 6, 25]
    qtbot.waitUntil(lambda: grid.grid.count == 45)
    grid.grab()


def test_fewer_images_are_painted_at_once_without_asking_beyond(
    qtbot: QtBot, grid: ThumbnailGrid, model: Any
) -> None:
    grid.verticalScrollBar().setValue(grid.verticalScrollBar().maximum())
    model.remove(3, 49)
    grid.grab()  # before the layout has caught up
    qtbot.waitUntil(lambda: grid.verticalScrollBar().maximum() == 0)
    model.beginResetModel()
    model.tiles = []
    model.endResetModel()
    grid.grab()
    assert grid.selected_rows().tolist() == []


def test_another_model_and_none(qtbot: QtBot, grid: ThumbnailGrid, make_model: Callable[[int], Any]) -> None:
    grid.selectAll()
    other = make_model(3)
    grid.setModel(other)
    assert grid.grid.count == 3
    assert grid.selected_rows().tolist() == []
    grid.grab()
    grid.setModel(None)
    grid.grab()
    grid.resize(300, 300)
    assert grid.grid.count == 0
    assert grid.selected_rows().tolist() == []


def test_changed_images_are_painted(qtbot: QtBot, grid: ThumbnailGrid, model: Any) -> None:
    qtbot.waitUntil(lambda: bool(model.asked))
    qtbot.waitUntil(lambda: not grid.loader.busy)
    qtbot.wait(50)
    model.asked.clear()
    model.dataChanged.emit(model.index(30, 0), model.index(40, 0))  # below what shows
    qtbot.wait(50)
    assert model.asked == []
    model.dataChanged.emit(model.index(0, 0), model.index(49, 0))
    qtbot.waitUntil(lambda: 5 in model.asked)


def test_changed_file_is_read_again(qtbot: QtBot, grid: ThumbnailGrid, loader: Any, reader: Any) -> None:
    qtbot.waitUntil(lambda: not loader.busy and len(loader.store) == 24)
    reader.begun.clear()
    loader.forget(["/made-up/3"])
    qtbot.waitUntil(lambda: reader.begun == ["/made-up/3"])
    qtbot.waitUntil(lambda: loader.image("/made-up/3") is not None)


def test_tooltip_comes_from_the_model(grid: ThumbnailGrid) -> None:
    assert at(grid, 1).data(Qt.ItemDataRole.ToolTipRole) == "/made-up/1\ndefective, validation"
    assert not grid.isIndexHidden(at(grid, 1))
