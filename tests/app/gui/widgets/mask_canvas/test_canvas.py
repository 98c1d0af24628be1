"""The mask editor with mouse and keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QAction, QColor, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.gui.widgets.area_editor import looks
from app.gui.widgets.area_editor.prepared import prepare
from app.gui.widgets.area_editor.words import FEW_CORNERS
from app.gui.widgets.mask_canvas.canvas import MaskCanvas
from app.gui.widgets.mask_canvas.strokes import paint
from app.gui.widgets.mask_canvas.tools import MAX_BRUSH

LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
NONE = Qt.KeyboardModifier.NoModifier
Key = Qt.Key


@pytest.fixture
def editor(qtbot: QtBot) -> Iterator[MaskCanvas]:
    """A grey picture of 100 x 50, eight screen pixels on each of it, a brush of three pixels."""
    window = QWidget()
    window.resize(900, 500)
    qtbot.addWidget(window)
    made = MaskCanvas(window)
    made.resize(900, 500)
    window.show()
    qtbot.waitExposed(window)
    made.set_picture(np.full((50, 100), 128, np.uint8))
    made.set_brush_size(3)
    made.canvas._apply(made.canvas.state.at(49.5, 24.5, 8.0))
    made.setFocus()
    yield made
    window.hide()


def at(editor: MaskCanvas, x: float, y: float) -> QPoint:
    return editor.canvas.mapFromScene(editor.canvas.box.mapViewToScene(QPointF(x, y)))


def drag(editor: MaskCanvas, *places: tuple[float, float], button: Qt.MouseButton = LEFT) -> None:
    view = editor.canvas.viewport()
    points = [at(editor, *place) for place in places]
    QTest.mousePress(view, button, NONE, points[0])
    for point in points[1:]:
        QTest.mouseMove(view, point)
    QTest.mouseRelease(view, button, NONE, points[-1])
    QApplication.processEvents()


def click(editor: MaskCanvas, *places: tuple[float, float]) -> None:
    for place in places:
        drag(editor, place)


def marked(editor: MaskCanvas) -> list[tuple[int, int]]:
    """x, y of the marked pixels."""
    return [(int(x), int(y)) for y, x in np.argwhere(editor.mask())]


def test_a_stroke_is_joined_up_and_one_step(editor: MaskCanvas, collect: Callable[[Any], list[Any]]) -> None:
    changed, done = collect(editor.changed), collect(editor.stroke_done)
    drag(editor, (10, 10), (30, 10), (30, 20))
    mask, wanted = editor.mask(), np.zeros((50, 100), np.bool_)
    paint(wanted, (10, 10), (30, 10), 3, True)
    paint(wanted, (30, 10), (30, 20), 3, True)
    assert np.array_equal(mask, wanted)
    assert (len(changed), len(done)) == (1, 1)
    assert editor.dirty
    assert editor.undo_text == "brush stroke"
    editor.undo()
    assert not editor.has_marks
    assert not editor.dirty
    assert (len(changed), len(done)) == (2, 1)
    editor.redo()
    assert np.array_equal(editor.mask(), mask)


def test_the_eraser_takes_away(editor: MaskCanvas) -> None:
    editor.set_mask(np.ones((50, 100), np.bool_))
    assert not editor.can_undo
    editor.set_tool("eraser")
    editor.set_brush_size(1)
    click(editor, (40, 20))
    assert np.argwhere(~editor.mask()).tolist() == [[20, 40]]
    assert editor.undo_text == "eraser stroke"


def test_a_polygon_is_closed_by_key_by_double_click_and_on_its_first_corner(
    editor: MaskCanvas, collect: Callable[[Any], list[Any]]
) -> None:
    told = collect(editor.told)
    corners = [(19.5, 9.5), (29.5, 9.5), (29.5, 19.5), (19.5, 19.5)]
    square = np.zeros((50, 100), np.bool_)
    square[10:20, 20:30] = True
    editor.set_tool("polygon")
    click(editor, *corners[:2])
    QTest.keyClick(editor.canvas, Key.Key_Return)
    assert told[-1] == str(FEW_CORNERS)
    click(editor, (60, 40), *corners[2:])
    QTest.keyClick(editor.canvas, Key.Key_Backspace)
    QTest.keyClick(editor.canvas, Key.Key_Backspace)
    QTest.keyClick(editor.canvas, Key.Key_Backspace)
    click(editor, *corners[2:])
    QTest.keyClick(editor.canvas, Key.Key_Return)
    assert np.array_equal(editor.mask(), square)
    editor.undo()
    click(editor, *corners, corners[0])
    assert np.array_equal(editor.mask(), square)
    editor.undo()
    click(editor, *corners)
    QTest.mouseDClick(editor.canvas.viewport(), LEFT, NONE, at(editor, *corners[-1]))
    assert np.array_equal(editor.mask(), square)


def test_escape_and_undo_drop_a_polygon_first(editor: MaskCanvas) -> None:
    click(editor, (10, 10))
    editor.set_tool("polygon")
    click(editor, (20, 10), (30, 10), (30, 20))
    QTest.keyClick(editor.canvas, Key.Key_Escape)
    QTest.keyClick(editor.canvas, Key.Key_Return)
    assert editor.undo_text == "brush stroke"
    click(editor, (20, 10), (30, 10))
    editor.undo()
    assert editor.can_undo
    editor.undo()
    assert not editor.has_marks


def test_escape_takes_a_stroke_back_while_the_button_is_down(editor: MaskCanvas) -> None:
    view = editor.canvas.viewport()
    QTest.mousePress(view, LEFT, NONE, at(editor, 20, 20))
    QTest.mouseMove(view, at(editor, 40, 20))
    assert editor.has_marks
    QTest.keyClick(editor.canvas, Key.Key_Escape)
    assert not editor.has_marks
    QTest.mouseMove(view, at(editor, 60, 20))
    QTest.mouseRelease(view, LEFT, NONE, at(editor, 60, 20))
    assert not editor.has_marks
    assert not editor.can_undo


def test_keys_draw_without_a_mouse(editor: MaskCanvas) -> None:
    editor.set_brush_size(1)
    canvas = editor.canvas
    QTest.keyClick(canvas, Key.Key_Right)
    QTest.keyClick(canvas, Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(canvas, Key.Key_Space)
    (first,) = marked(editor)
    QTest.keyClick(canvas, Key.Key_Down)
    QTest.keyPress(canvas, Key.Key_Space)
    QTest.keyClick(canvas, Key.Key_Right)
    QTest.keyClick(canvas, Key.Key_Right)
    QTest.keyRelease(canvas, Key.Key_Space)
    x, y = first
    assert sorted(marked(editor)) == sorted([first, (x, y + 1), (x + 1, y + 1), (x + 2, y + 1)])
    editor.undo()
    assert marked(editor) == [first]
    editor.set_tool("polygon")
    for key in (Key.Key_Right, Key.Key_Down, Key.Key_Left):
        QTest.keyClick(canvas, key, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(canvas, Key.Key_Space)
    QTest.keyClick(canvas, Key.Key_Return)
    assert editor.undo_text == "polygon"


def test_the_ring_stays_in_the_picture_and_the_picture_follows(editor: MaskCanvas) -> None:
    for _ in range(12):
        QTest.keyClick(editor.canvas, Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(editor.canvas, Key.Key_Space)
    assert min(x for x, _ in marked(editor)) == 0
    assert editor.canvas.seen().left() == -0.5


@pytest.mark.parametrize("how", ["middle", "space", "pan tool", "read-only"])
def test_the_picture_is_moved_without_a_mark(editor: MaskCanvas, how: str) -> None:
    before = editor.canvas.state
    if how == "pan tool":
        editor.set_tool("pan")
    elif how == "read-only":
        editor.set_editable(False)
    elif how == "space":
        QTest.keyPress(editor.canvas, Key.Key_Space)
    # Farther than the few pixels that pyqtgraph takes for a shaking hand.
    drag(editor, (30, 20), (40, 20), (45, 22), (50, 24), button=MIDDLE if how == "middle" else LEFT)
    if how == "space":
        QTest.keyRelease(editor.canvas, Key.Key_Space)
    assert editor.canvas.state.x < before.x
    assert not editor.has_marks
    assert not editor.can_undo


def test_keys_that_mean_nothing_now_are_left_to_the_window(qtbot: QtBot, editor: MaskCanvas) -> None:
    window = editor.window()
    fired: list[str] = []
    for keys in ("Return", "Space", "Right", "Esc"):
        action = QAction(keys, window)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _checked=False, k=keys: fired.append(k))
        window.addAction(action)
    window.activateWindow()
    qtbot.waitUntil(editor.canvas.hasFocus)
    for key in (Key.Key_Return, Key.Key_Space, Key.Key_Right, Key.Key_Escape):
        QTest.keyClick(editor.canvas, key)
    assert fired == ["Return", "Esc"]
    editor.set_tool("pan")
    for key in (Key.Key_Space, Key.Key_Right):
        QTest.keyClick(editor.canvas, key)
    assert fired == ["Return", "Esc", "Space", "Right"]


def test_a_suggestion_is_taken_over_once_more_with_undo(
    editor: MaskCanvas, collect: Callable[[Any], list[Any]]
) -> None:
    done = collect(editor.stroke_done)
    editor.accept_suggestion()
    assert done == []
    editor.set_suggestion([np.array([(10, 10), (14, 10), (14, 14), (10, 14)], np.float32)])
    editor.accept_suggestion()
    assert editor.mask().sum() == 25
    assert len(done) == 1
    editor.clear()
    assert not editor.has_marks
    assert editor.undo_text == "clearing"
    editor.undo()
    editor.undo()
    assert editor.redo_text == "accepted suggestion"
    editor.set_editable(False)
    editor.accept_suggestion()
    assert not editor.has_marks


def test_saved_is_clean_and_keeps_the_history(editor: MaskCanvas) -> None:
    click(editor, (10, 10))
    editor.mark_saved()
    assert not editor.dirty
    assert editor.can_undo
    editor.undo()
    assert editor.dirty


def test_brush_sizes_stay_in_range_and_are_told(
    editor: MaskCanvas, collect: Callable[[Any], list[Any]]
) -> None:
    told = collect(editor.brush_size_changed)
    editor.grow_brush(2)
    editor.grow_brush(-1)
    editor.set_brush_size(0)
    editor.grow_brush(-3)
    editor.set_brush_size(10**6)
    assert told == [5, 4, 1, MAX_BRUSH]


def test_a_part_is_shown_with_its_surroundings(editor: MaskCanvas) -> None:
    editor.zoom_to(QRectF(60, 20, 10, 5))
    seen = editor.canvas.box.viewRect()
    assert seen.center() == QPointF(65, 22.5)
    assert seen.height() == pytest.approx(40)
    editor.zoom_to(QRectF(0, 0, 100, 50))
    assert editor.canvas.state.fitted


def test_a_mask_must_fit_its_picture(editor: MaskCanvas) -> None:
    with pytest.raises(ValueError, match="the mask is"):
        editor.set_mask(np.zeros((3, 3), np.bool_))
    editor.clear_picture()
    assert editor.mask().size == 0
    with pytest.raises(ValueError, match="needs a picture"):
        editor.set_mask(None)


def test_another_picture_begins_with_nothing(editor: MaskCanvas) -> None:
    click(editor, (10, 10))
    editor.set_suggestion([np.array([(10, 10), (14, 10), (14, 14)], np.float32)])
    state = editor.canvas.state
    editor.set_prepared(prepare(np.zeros((50, 100), np.float32), np.ones((50, 100), np.bool_)))
    assert not editor.has_marks
    assert not editor.can_undo
    editor.accept_suggestion()
    assert not editor.has_marks
    assert (editor.canvas.state.x, editor.canvas.state.scale) == (state.x, state.scale)


@pytest.mark.parametrize("scale", [8.0, 0.5])
def test_only_marked_pixels_are_tinted(editor: MaskCanvas, scale: float) -> None:
    editor.set_picture(np.full((1500, 1500), 128, np.uint8))
    editor.canvas._apply(editor.canvas.state.at(700, 700, scale))
    QApplication.processEvents()
    tinted = QColor(looks.MASK)

    def reds() -> tuple[int, int]:
        QApplication.processEvents()
        picture = editor.canvas.grab().toImage()
        here, away = at(editor, 705, 705), at(editor, 675, 705)
        return picture.pixelColor(here).red(), picture.pixelColor(away).red()

    assert reds() == (128, 128)
    editor.set_brush_size(21)
    click(editor, (705, 705))
    QTest.mouseMove(editor.canvas.viewport(), at(editor, 705, 680))
    assert reds() == (pytest.approx(128 + 0.35 * (tinted.red() - 128), abs=1.5), 128)
    editor.undo()
    assert reds() == (128, 128)
