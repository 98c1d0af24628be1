"""Keys, mouse, wheel and menu."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.gui.widgets.thumbnail_grid import rubber_band
from app.gui.widgets.thumbnail_grid.grid import ThumbnailGrid

Collect = Callable[[Any], list[Any]]
Key = Qt.Key
NONE, SHIFT, CONTROL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
LEFT = Qt.MouseButton.LeftButton


def centre(grid: ThumbnailGrid, row: int) -> QPoint:
    return grid.visualRect(grid.model().index(row, 0)).center()


def state(grid: ThumbnailGrid) -> tuple[int, list[int]]:
    return grid.currentIndex().row(), grid.selected_rows().tolist()


def mouse(
    grid: ThumbnailGrid, kind: QEvent.Type, point: QPoint, modifiers: Qt.KeyboardModifier = NONE
) -> None:
    held = LEFT if kind != QEvent.Type.MouseButtonRelease else Qt.MouseButton.NoButton
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else LEFT
    place = QPointF(grid.viewport().mapToGlobal(point))
    QApplication.sendEvent(grid.viewport(), QMouseEvent(kind, QPointF(point), place, button, held, modifiers))


def drag(
    grid: ThumbnailGrid,
    start: QPoint,
    end: QPoint,
    modifiers: Qt.KeyboardModifier = NONE,
    *,
    drop: bool = True,
) -> None:
    mouse(grid, QEvent.Type.MouseButtonPress, start, modifiers)
    mouse(grid, QEvent.Type.MouseMove, (start + end) / 2, modifiers)
    mouse(grid, QEvent.Type.MouseMove, end, modifiers)
    if drop:
        mouse(grid, QEvent.Type.MouseButtonRelease, end, modifiers)


@pytest.mark.parametrize(
    ("start", "key", "end"),
    [
        (-1, Key.Key_Right, 0),
        (0, Key.Key_Right, 1),
        (3, Key.Key_Right, 4),
        (49, Key.Key_Right, 49),
        (4, Key.Key_Left, 3),
        (0, Key.Key_Left, 0),
        (1, Key.Key_Down, 5),
        (1, Key.Key_Up, 1),
        (5, Key.Key_Up, 1),
        (47, Key.Key_Down, 49),
        (20, Key.Key_Home, 0),
        (20, Key.Key_End, 49),
        (1, Key.Key_PageDown, 9),
        (45, Key.Key_PageDown, 49),
        (45, Key.Key_PageUp, 37),
        (5, Key.Key_PageUp, 1),
    ],
)
def test_keys_move_and_select(qtbot: QtBot, grid: ThumbnailGrid, start: int, key: Qt.Key, end: int) -> None:
    grid.setCurrentIndex(grid.model().index(start, 0))
    qtbot.keyClick(grid, key)
    assert state(grid) == (end, [end])
    assert grid.viewport().rect().contains(centre(grid, end))


def test_shift_extends_from_where_it_began(qtbot: QtBot, grid: ThumbnailGrid) -> None:
    qtbot.mouseClick(grid.viewport(), LEFT, pos=centre(grid, 6))
    qtbot.keyClick(grid, Key.Key_Right, SHIFT)
    qtbot.keyClick(grid, Key.Key_Down, SHIFT)
    assert state(grid) == (11, [6, 7, 8, 9, 10, 11])
    qtbot.keyClick(grid, Key.Key_Home, SHIFT)
    assert state(grid) == (0, [0, 1, 2, 3, 4, 5, 6])
    qtbot.keyClick(grid, Key.Key_End, SHIFT)
    assert state(grid) == (49, list(range(6, 50)))
    qtbot.keyClick(grid, Key.Key_Left)
    assert state(grid) == (48, [48])


def test_control_moves_without_selecting(qtbot: QtBot, grid: ThumbnailGrid) -> None:
    qtbot.mouseClick(grid.viewport(), LEFT, pos=centre(grid, 1))
    qtbot.keyClick(grid, Key.Key_Down, CONTROL)
    assert state(grid) == (5, [1])
    qtbot.keyClick(grid, Key.Key_Space, CONTROL)
    assert state(grid) == (5, [1, 5])
    qtbot.keyClick(grid, Key.Key_Space, CONTROL)
    assert state(grid) == (5, [1])
    qtbot.keyClick(grid, Key.Key_Space)
    qtbot.keyClick(grid, Key.Key_Right, SHIFT | CONTROL)
    assert state(grid) == (6, [1, 5, 6])


def test_select_all_by_key(qtbot: QtBot, grid: ThumbnailGrid) -> None:
    qtbot.keyClick(grid, Key.Key_A, CONTROL)
    assert grid.selected_rows().tolist() == list(range(50))


@pytest.mark.parametrize("key", [Key.Key_G, Key.Key_D, Key.Key_U, Key.Key_A, Key.Key_Escape, Key.Key_Delete])
def test_other_keys_are_left_to_the_view(grid: ThumbnailGrid, key: Qt.Key) -> None:
    grid.setCurrentIndex(grid.model().index(7, 0))
    text = chr(key).lower() if key < 128 else ""
    event = QKeyEvent(QEvent.Type.KeyPress, key, NONE, text)
    grid.keyPressEvent(event)
    assert not event.isAccepted()
    grid.keyboardSearch("part3")
    assert grid.currentIndex().row() == 7


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter])
def test_enter_activates(qtbot: QtBot, grid: ThumbnailGrid, collect: Collect, key: Qt.Key) -> None:
    told = collect(grid.activated)
    qtbot.keyClick(grid, key)
    grid.setCurrentIndex(grid.model().index(3, 0))
    qtbot.keyClick(grid, key)
    assert [index.row() for index in told][-1:] == [3]


def test_double_click_activates(qtbot: QtBot, grid: ThumbnailGrid, collect: Collect) -> None:
    told = collect(grid.activated)
    qtbot.mouseDClick(grid.viewport(), LEFT, pos=centre(grid, 6))
    qtbot.mouseDClick(grid.viewport(), LEFT, pos=QPoint(1, 1))
    assert [index.row() for index in told] == [6]


def test_clicks(qtbot: QtBot, grid: ThumbnailGrid) -> None:
    view = grid.viewport()
    qtbot.mouseClick(view, LEFT, pos=centre(grid, 2))
    assert state(grid) == (2, [2])
    qtbot.mouseClick(view, LEFT, CONTROL, pos=centre(grid, 5))
    assert state(grid) == (5, [2, 5])
    qtbot.mouseClick(view, LEFT, CONTROL, pos=centre(grid, 2))
    assert state(grid) == (2, [5])
    qtbot.mouseClick(view, LEFT, SHIFT, pos=centre(grid, 4))
    assert state(grid) == (4, [2, 3, 4])
    qtbot.mouseClick(view, LEFT, SHIFT | CONTROL, pos=centre(grid, 1))
    assert state(grid) == (1, [1, 2, 3, 4])
    qtbot.mouseClick(view, LEFT, pos=QPoint(1, 1))
    assert grid.selected_rows().tolist() == []


def test_shift_click_with_nothing_before(qtbot: QtBot, grid: ThumbnailGrid) -> None:
    grid.selectionModel().clear()
    qtbot.mouseClick(grid.viewport(), LEFT, SHIFT, pos=centre(grid, 4))
    assert 4 in grid.selected_rows()


def test_rubber_band(grid: ThumbnailGrid) -> None:
    start, end = centre(grid, 1), centre(grid, 6)
    drag(grid, start, end, drop=False)
    assert grid.selected_rows().tolist() == [1, 2, 5, 6]
    with_band = grid.grab().toImage()
    mouse(grid, QEvent.Type.MouseMove, centre(grid, 2))
    assert grid.selected_rows().tolist() == [1, 2]
    mouse(grid, QEvent.Type.MouseMove, end)
    mouse(grid, QEvent.Type.MouseButtonRelease, end)
    assert grid.selected_rows().tolist() == [1, 2, 5, 6]
    assert grid.grab().toImage() != with_band  # the rectangle is gone
    mouse(grid, QEvent.Type.MouseMove, centre(grid, 8))
    assert grid.selected_rows().tolist() == [1, 2, 5, 6]


def test_rubber_band_backwards_and_from_between(grid: ThumbnailGrid) -> None:
    gap = grid.visualRect(grid.model().index(6, 0)).bottomRight() + QPoint(3, 3)
    drag(grid, gap, centre(grid, 1))
    assert grid.selected_rows().tolist() == [1, 2, 5, 6]


@pytest.mark.parametrize("modifier", [SHIFT, CONTROL], ids=["shift", "control"])
def test_rubber_band_adds(qtbot: QtBot, grid: ThumbnailGrid, modifier: Qt.KeyboardModifier) -> None:
    qtbot.mouseClick(grid.viewport(), LEFT, pos=centre(grid, 7))
    qtbot.mouseClick(grid.viewport(), LEFT, CONTROL, pos=centre(grid, 0))
    drag(grid, QPoint(1, 1), centre(grid, 1), modifier)
    assert grid.selected_rows().tolist() == [0, 1, 7]


def test_small_tremble_is_a_click(grid: ThumbnailGrid) -> None:
    start = grid.visualRect(grid.model().index(1, 0)).topRight()
    drag(grid, start, start + QPoint(4, 0))
    assert state(grid) == (1, [1])


def test_rubber_band_beyond_the_edge_scrolls(
    qtbot: QtBot, grid: ThumbnailGrid, monkeypatch: pytest.MonkeyPatch
) -> None:
    below = QPoint(centre(grid, 3).x(), grid.viewport().height() + 40)
    monkeypatch.setattr(grid, "cursor", lambda: Cursor(grid.viewport().mapToGlobal(below)))
    drag(grid, QPoint(1, 1), below, drop=False)
    qtbot.waitUntil(lambda: grid.verticalOffset() == grid.verticalScrollBar().maximum())
    assert len(grid.selected_rows()) == 50
    mouse(grid, QEvent.Type.MouseButtonRelease, below)
    value = grid.verticalOffset()
    grid.verticalScrollBar().setValue(value - 200)
    qtbot.wait(5 * rubber_band.SCROLL_MS)
    assert grid.verticalOffset() == value - 200


class Cursor:
    """Where the mouse is said to be."""

    def __init__(self, place: QPoint) -> None:
        self._place = place

    def pos(self) -> QPoint:
        """On the screen."""
        return self._place


def test_hidden_while_the_band_scrolls(
    qtbot: QtBot, grid: ThumbnailGrid, leftovers: Callable[[], list[str]]
) -> None:
    drag(grid, QPoint(1, 1), QPoint(200, grid.viewport().height() + 40), drop=False)
    assert any("timer" in text for text in leftovers())
    grid.hide()
    qtbot.waitUntil(lambda: not any("timer" in text for text in leftovers()))


def test_menu_is_about_the_selection(qtbot: QtBot, grid: ThumbnailGrid, collect: Collect) -> None:
    told = collect(grid.menu_wanted)

    def right_click(point: QPoint) -> None:
        where = grid.viewport().mapToGlobal(point)
        QApplication.sendEvent(
            grid.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, where)
        )

    qtbot.mouseClick(grid.viewport(), LEFT, pos=centre(grid, 1))
    qtbot.mouseClick(grid.viewport(), LEFT, SHIFT, pos=centre(grid, 3))
    right_click(centre(grid, 2))
    assert grid.selected_rows().tolist() == [1, 2, 3]
    right_click(centre(grid, 6))
    assert state(grid) == (6, [6])
    assert told == [grid.viewport().mapToGlobal(centre(grid, row)) for row in (2, 6)]
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(grid.viewport(), event)
    assert told[-1] == grid.viewport().mapToGlobal(centre(grid, 6))


def wheel(grid: ThumbnailGrid, turn: int, modifiers: Qt.KeyboardModifier = NONE) -> None:
    place = QPointF(100, 100)
    event = QWheelEvent(
        place,
        grid.viewport().mapToGlobal(place),
        QPoint(),
        QPoint(0, turn),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(grid.viewport(), event)


def test_wheel_scrolls_by_pixels(grid: ThumbnailGrid) -> None:
    wheel(grid, -120)
    notch = grid.verticalOffset()
    assert 0.8 * grid.grid.pitch < notch <= grid.grid.pitch
    for _ in range(10):
        wheel(grid, -12)
    assert notch < grid.verticalOffset() <= 2 * notch + 1
    assert grid.tile_side == 128


def test_control_and_wheel_change_the_size(grid: ThumbnailGrid, collect: Collect) -> None:
    told = collect(grid.tile_side_changed)
    for turn in (120, 120, -120, 60, 60, 12000, -12000):
        wheel(grid, turn, CONTROL)
    assert told == [160, 192, 160, 192, 256, 64]


def test_zoom_from_between_two_steps(grid: ThumbnailGrid) -> None:
    for steps, side in ((1, 112), (-1, 96)):
        grid.set_tile_side(100)
        grid.zoom(steps)
        assert grid.tile_side == side
