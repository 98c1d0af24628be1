"""Drawing new areas with the mouse: the right numbers, once a gesture."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt

from app.gui.widgets.area_editor import words
from app.gui.widgets.area_editor.area_set import Pick, Scope
from app.gui.widgets.area_editor.drawing import Tool
from app.gui.widgets.area_editor.editor import AreaEditor
from core.images.areas import Area, AreaKind

Edits = list[tuple[str, list[Area]]]


@pytest.mark.parametrize("tool", [Tool.RECTANGLE, Tool.ELLIPSE])
@pytest.mark.parametrize(
    ("start", "end"), [((10, 5), (40, 30)), ((40, 30), (10, 5)), ((10, 30), (40, 5))], ids=["↘", "↖", "↗"]
)
def test_dragging_draws_a_box(
    editor: AreaEditor, hand: Any, edits: Edits, tool: Tool, start: Any, end: Any
) -> None:
    editor.set_tool(tool)
    hand.drag(start, end)
    wanted = Area(kind=AreaKind.INSPECT, shape=tool.value, points=((0.1, 0.1), (0.4, 0.6)))  # type: ignore[arg-type]
    assert edits == [("image", [wanted])]
    assert editor.tool is Tool.SELECT
    assert editor.chosen == Pick(Scope.IMAGE, 0)


def test_corners_fall_on_edges_of_pixels(editor: AreaEditor, hand: Any, edits: Edits) -> None:
    editor.set_tool(Tool.RECTANGLE)
    hand.drag((10.3, 4.8), (40.4, 29.7))
    assert edits[0][1][0].points == ((0.1, 0.1), (0.4, 0.6))


def test_drawing_over_the_edge_is_cut_there(editor: AreaEditor, hand: Any, edits: Edits) -> None:
    editor.set_tool(Tool.ELLIPSE)
    hand.drag((90, 40), (104, 54))
    assert edits[0][1][0].points == ((0.9, 0.8), (1.0, 1.0))


def test_drawing_outside_the_picture_gives_nothing(
    editor: AreaEditor, hand: Any, edits: Edits, told: list[str]
) -> None:
    editor.set_tool(Tool.RECTANGLE)
    hand.drag((101, 5), (105, 20))
    assert edits == []
    assert told[-1] == str(words.NO_INSIDE)
    assert editor.tool is Tool.RECTANGLE


def test_a_click_is_no_rectangle(editor: AreaEditor, hand: Any, edits: Edits, told: list[str]) -> None:
    editor.set_tool(Tool.RECTANGLE)
    hand.click(30, 20)
    assert edits == []
    assert told[-1] == str(words.HINTS["rectangle"])


TRIANGLE = ((0.1, 0.2), (0.5, 0.2), (0.3, 0.8))


@pytest.mark.parametrize("end", ["enter", "double-click"])
def test_clicks_and_an_end_make_a_polygon(editor: AreaEditor, hand: Any, edits: Edits, end: str) -> None:
    editor.set_tool(Tool.POLYGON)
    hand.click(10, 10)
    hand.click(50, 10)
    if end == "enter":
        hand.click(30, 40)
        hand.key(Qt.Key.Key_Return)
    else:
        hand.double_click(30, 40)
    assert edits == [("image", [Area(kind=AreaKind.INSPECT, shape="polygon", points=TRIANGLE)])]


def test_a_hand_that_trembles_still_sets_corners(editor: AreaEditor, hand: Any, edits: Edits) -> None:
    editor.set_tool(Tool.POLYGON)
    for x, y in ((10, 10), (50, 10), (30, 40)):
        hand.drag((x - 2, y), (x, y))
    hand.key(Qt.Key.Key_Enter)
    assert edits[0][1][0].points == TRIANGLE


def test_backspace_takes_corners_back(editor: AreaEditor, hand: Any, edits: Edits) -> None:
    editor.set_tool(Tool.POLYGON)
    for x, y in ((10, 10), (50, 10), (90, 45), (95, 20)):
        hand.click(x, y)
    hand.key(Qt.Key.Key_Backspace)
    hand.key(Qt.Key.Key_Backspace)
    hand.click(30, 40)
    hand.key(Qt.Key.Key_Return)
    assert edits[0][1][0].points == TRIANGLE


def test_two_corners_are_no_polygon(editor: AreaEditor, hand: Any, edits: Edits, told: list[str]) -> None:
    editor.set_tool(Tool.POLYGON)
    hand.click(10, 10)
    hand.click(50, 10)
    hand.key(Qt.Key.Key_Return)
    assert edits == []
    assert told[-1] == str(words.FEW_CORNERS)
    assert editor.drawing.begun


def test_escape_drops_first_the_polygon_then_the_tool(editor: AreaEditor, hand: Any, edits: Edits) -> None:
    editor.set_tool(Tool.POLYGON)
    hand.click(10, 10)
    hand.click(50, 10)
    hand.click(30, 40)
    hand.key(Qt.Key.Key_Escape)
    assert not editor.drawing.begun
    assert editor.tool is Tool.POLYGON
    hand.key(Qt.Key.Key_Return)
    hand.key(Qt.Key.Key_Escape)
    assert editor.tool is Tool.SELECT
    assert edits == []
    assert not editor.escape()


def test_kind_and_scope_are_those_chosen(editor: AreaEditor, hand: Any, edits: Edits) -> None:
    editor.set_kind(AreaKind.IGNORE)
    editor.set_scope(Scope.PROJECT)
    editor.set_tool(Tool.RECTANGLE)
    hand.drag((10, 5), (40, 30))
    assert edits == [
        ("project", [Area(kind=AreaKind.IGNORE, shape="rectangle", points=((0.1, 0.1), (0.4, 0.6)))])
    ]
    assert editor.areas.image == ()


def test_enter_puts_a_rectangle_into_the_middle(editor: AreaEditor, hand: Any, edits: Edits) -> None:
    editor.set_tool(Tool.RECTANGLE)
    hand.key(Qt.Key.Key_Return)
    assert np.allclose(edits[0][1][0].points, ((0.25, 0.25), (0.75, 0.75)), atol=0.02)


def test_what_leaves_nothing_is_refused(editor: AreaEditor, hand: Any, edits: Edits, told: list[str]) -> None:
    editor.set_kind(AreaKind.IGNORE)
    editor.set_tool(Tool.RECTANGLE)
    hand.drag((-4, -4), (104, 54))
    assert edits == []
    assert told[-1] == str(words.NOTHING_LEFT)
    assert editor.areas.all == ()
    assert editor.tool is Tool.RECTANGLE
    hand.drag((0, 0), (50, 50))
    assert len(edits) == 1


def test_middle_drag_moves_the_picture_with_every_tool(editor: AreaEditor, hand: Any, edits: Edits) -> None:
    editor.set_tool(Tool.RECTANGLE)
    before = editor.canvas.state.x
    hand.drag((40, 20), (30, 20), Qt.MouseButton.MiddleButton)
    assert editor.canvas.state.x == pytest.approx(before + 10, abs=0.3)
    assert edits == []


def test_read_only_draws_nothing(editor: AreaEditor, hand: Any, edits: Edits) -> None:
    editor.set_editable(False)
    editor.set_tool(Tool.RECTANGLE)
    before = editor.canvas.state.x
    hand.drag((40, 20), (30, 20))
    assert edits == []
    assert editor.canvas.state.x == pytest.approx(before + 10, abs=0.3)
