"""Choosing and changing areas: by handles, keys and switches."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.gui.widgets.area_editor import words
from app.gui.widgets.area_editor.area_set import AreaSet, Pick, Scope
from app.gui.widgets.area_editor.drawing import Tool
from app.gui.widgets.area_editor.editor import AreaEditor
from app.gui.widgets.area_editor.prepared import prepare
from core.images.areas import Area, AreaKind

Edits = list[tuple[str, list[Area]]]
RIGHT = Qt.MouseButton.RightButton


def box(
    left: float, top: float, right: float, bottom: float, kind: str = "inspect", shape: str = "rectangle"
) -> Area:
    """In pixels of the picture."""
    points = ((left / 100, top / 50), (right / 100, bottom / 50))
    return Area(kind=AreaKind(kind), shape=shape, points=points)  # type: ignore[arg-type]


def pixels(area: Area) -> list[tuple[float, float]]:
    return [(round(x * 100, 6), round(y * 50, 6)) for x, y in area.points]


BIG, SMALL = box(10, 5, 60, 45), box(20, 10, 40, 20, "ignore")
POLYGON = Area(kind=AreaKind.IGNORE, shape="polygon", points=((0.1, 0.2), (0.5, 0.2), (0.3, 0.8)))


def test_a_click_chooses_the_smallest(editor: AreaEditor, hand: Any, edits: Edits) -> None:
    editor.set_areas([BIG], [SMALL])
    hand.click(30, 15)
    assert editor.chosen == Pick(Scope.PROJECT, 0)
    assert (editor.kind, editor.scope) == (AreaKind.IGNORE, Scope.PROJECT)
    hand.click(50, 40)
    assert editor.chosen == Pick(Scope.IMAGE, 0)
    # Through the chosen one, which lies above.
    hand.click(30, 15)
    assert editor.chosen == Pick(Scope.PROJECT, 0)
    hand.click(80, 40)
    assert editor.chosen is None
    assert edits == []


def test_dragging_inside_moves_it_once(editor: AreaEditor, hand: Any, edits: Edits) -> None:
    editor.set_areas([SMALL, BIG], [])
    editor.choose(Pick(Scope.IMAGE, 0))
    hand.drag((30, 15), (45, 22))
    assert [scope for scope, _ in edits] == ["image"]
    assert pixels(edits[0][1][0]) == [(35, 17), (55, 27)]
    assert edits[0][1][1] == BIG
    assert editor.chosen == Pick(Scope.IMAGE, 0)


def test_moving_ends_at_the_edge_and_keeps_the_size(editor: AreaEditor, hand: Any, edits: Edits) -> None:
    editor.set_areas([box(20, 10, 40, 20, shape="ellipse")], [])
    editor.choose(Pick(Scope.IMAGE, 0))
    hand.drag((30, 15), (-3, 15))
    assert pixels(edits[0][1][0]) == [(0, 10), (20, 20)]


@pytest.mark.parametrize("shape", ["rectangle", "ellipse"])
@pytest.mark.parametrize(
    ("handle", "to", "wanted"),
    [
        ((40, 20), (50, 30), [(20, 10), (50, 30)]),
        ((20, 10), (5, 4), [(5, 4), (40, 20)]),
        ((40, 15), (55, 30), [(20, 10), (55, 20)]),
        ((30, 10), (70, 2), [(20, 2), (40, 20)]),
        ((40, 20), (104, 54), [(20, 10), (100, 50)]),
    ],
    ids=["lower right", "upper left", "right", "top", "over the edge"],
)
def test_a_handle_sizes_it(
    editor: AreaEditor, hand: Any, edits: Edits, shape: str, handle: Any, to: Any, wanted: Any
) -> None:
    editor.set_areas([box(20, 10, 40, 20, shape=shape)], [])
    editor.choose(Pick(Scope.IMAGE, 0))
    hand.drag(handle, to)
    assert [pixels(areas[0]) for _, areas in edits] == [wanted]


def test_a_corner_of_a_polygon_moves(editor: AreaEditor, hand: Any, edits: Edits) -> None:
    editor.set_areas([POLYGON], [])
    editor.choose(Pick(Scope.IMAGE, 0))
    hand.drag((50, 10), (80, 5))
    assert [pixels(areas[0]) for _, areas in edits] == [[(10, 10), (80, 5), (30, 40)]]
    # Its corner, and not only its copy, stays inside.
    hand.drag((30, 40), (30, 54))
    assert pixels(edits[1][1][0]) == [(10, 10), (80, 5), (30, 50)]
    hand.drag((40, 20), (45, 18))
    assert pixels(edits[2][1][0]) == [(15, 8), (85, 3), (35, 48)]
    assert len(edits) == 3


def test_a_click_on_a_side_adds_a_corner_a_right_click_takes_one(
    editor: AreaEditor, hand: Any, edits: Edits
) -> None:
    editor.set_areas([POLYGON], [])
    editor.choose(Pick(Scope.IMAGE, 0))
    hand.click(30.2, 10)
    assert [pixels(areas[0]) for _, areas in edits] == [[(10, 10), (30, 10), (50, 10), (30, 40)]]
    hand.click(50, 10, RIGHT)
    assert pixels(edits[1][1][0]) == [(10, 10), (30, 10), (30, 40)]
    # Three are the least.
    hand.click(30, 10, RIGHT)
    assert len(edits) == 2


def test_delete_takes_the_chosen_one_away(editor: AreaEditor, hand: Any, edits: Edits) -> None:
    editor.set_areas([BIG, SMALL], [])
    hand.key(Qt.Key.Key_Delete)
    assert edits == []
    editor.choose(Pick(Scope.IMAGE, 1))
    hand.key(Qt.Key.Key_Delete)
    assert edits == [("image", [BIG])]
    assert editor.chosen is None


def test_arrows_nudge_by_a_pixel(editor: AreaEditor, hand: Any, edits: Edits) -> None:
    editor.set_areas([SMALL], [])
    editor.choose(Pick(Scope.IMAGE, 0))
    hand.key(Qt.Key.Key_Left)
    hand.key(Qt.Key.Key_Down)
    hand.key(Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert [pixels(areas[0]) for _, areas in edits] == [
        [(19, 10), (39, 20)],
        [(19, 11), (39, 21)],
        [(29, 11), (49, 21)],
    ]
    hand.key(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    hand.key(Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert pixels(edits[-1][1][0]) == [(29, 11), (50, 20)]


def test_a_held_arrow_is_one_gesture(editor: AreaEditor, hand: Any, edits: Edits) -> None:
    editor.set_areas([SMALL], [])
    editor.choose(Pick(Scope.IMAGE, 0))
    for _ in range(5):
        QTest.keyPress(hand.canvas, Qt.Key.Key_Right)
    assert edits == []
    QTest.keyRelease(hand.canvas, Qt.Key.Key_Right)
    assert [pixels(areas[0]) for _, areas in edits] == [[(25, 10), (45, 20)]]


def test_a_nudge_at_the_edge_is_no_edit(editor: AreaEditor, hand: Any, edits: Edits) -> None:
    editor.set_areas([box(0, 0, 20, 20)], [])
    editor.choose(Pick(Scope.IMAGE, 0))
    hand.key(Qt.Key.Key_Left)
    assert edits == []


def test_shares_that_lie_between_pixels_stay_so(editor: AreaEditor, hand: Any, edits: Edits) -> None:
    odd = Area(kind=AreaKind.INSPECT, shape="rectangle", points=((0.1234567, 0.2), (0.4, 0.61803)))
    editor.set_areas([odd], [])
    editor.choose(Pick(Scope.IMAGE, 0))
    hand.click(30, 20)
    assert editor.live.image == (odd,)
    hand.key(Qt.Key.Key_Right)
    assert np.allclose(edits[0][1][0].points, ((0.1334567, 0.2), (0.41, 0.61803)))


def test_kind_of_the_chosen_one_is_switched(editor: AreaEditor, edits: Edits) -> None:
    editor.set_areas([BIG], [])
    editor.choose(Pick(Scope.IMAGE, 0))
    editor.set_kind(AreaKind.IGNORE)
    editor.set_kind(AreaKind.IGNORE)
    assert edits == [("image", [box(10, 5, 60, 45, "ignore")])]
    assert editor.chosen == Pick(Scope.IMAGE, 0)


def test_scope_of_the_chosen_one_is_switched_without_losing_it(editor: AreaEditor, edits: Edits) -> None:
    editor.set_areas([BIG, SMALL], [])
    editor.choose(Pick(Scope.IMAGE, 1))
    editor.set_scope(Scope.PROJECT)
    assert edits == [("project", [SMALL]), ("image", [BIG])]
    assert editor.chosen == Pick(Scope.PROJECT, 0)
    editor.set_scope(Scope.IMAGE)
    assert edits[2:] == [("image", [BIG, SMALL]), ("project", [])]


def test_a_gesture_that_leaves_nothing_is_taken_back(
    editor: AreaEditor, hand: Any, edits: Edits, told: list[str]
) -> None:
    editor.set_areas([box(20, 10, 40, 20), box(50, 0, 100, 50, "ignore")], [])
    editor.choose(Pick(Scope.IMAGE, 0))
    hand.drag((30, 15), (75, 15))
    assert edits == []
    assert told[-1] == str(words.NOTHING_LEFT)
    assert editor.live.image[0] == box(20, 10, 40, 20)
    # The handles are where they were, and go on working.
    hand.drag((40, 20), (45, 25))
    assert pixels(edits[0][1][0]) == [(20, 10), (45, 25)]


def test_where_nothing_is_left_already_steps_back_are_possible(editor: AreaEditor, edits: Edits) -> None:
    halves = [box(0, 0, 50, 50, "ignore"), box(50, 0, 100, 50, "ignore"), box(40, 0, 60, 50, "ignore")]
    editor.set_areas(halves, [])
    assert editor.nothing_left
    editor.choose(Pick(Scope.IMAGE, 2))
    editor.delete()
    assert edits == [("image", halves[:2])]
    assert editor.nothing_left
    editor.choose(Pick(Scope.IMAGE, 0))
    editor.delete()
    assert not editor.nothing_left


def test_next_area_goes_around(editor: AreaEditor) -> None:
    editor.set_areas([BIG, SMALL], [POLYGON])
    seen = []
    for _ in range(4):
        editor.choose_next()
        seen.append(editor.chosen)
    assert seen == [
        Pick(Scope.PROJECT, 0),
        Pick(Scope.IMAGE, 0),
        Pick(Scope.IMAGE, 1),
        Pick(Scope.PROJECT, 0),
    ]
    editor.choose_next(-1)
    assert editor.chosen == Pick(Scope.IMAGE, 1)
    editor.choose(None)
    editor.choose_next(-1)
    assert editor.chosen == Pick(Scope.IMAGE, 1)


def test_undone_areas_keep_zoom_and_selection(editor: AreaEditor, hand: Any) -> None:
    editor.set_areas([BIG, SMALL], [])
    editor.choose(Pick(Scope.IMAGE, 1))
    state = editor.canvas.state
    hand.drag((30, 15), (45, 22))
    editor.set_areas([BIG, SMALL], [])
    assert editor.chosen == Pick(Scope.IMAGE, 1)
    assert editor.live == AreaSet((BIG, SMALL))
    assert editor.canvas.state == state
    editor.set_areas([BIG], [])
    assert editor.chosen is None
    assert editor.handles.roi is None


def test_an_answer_with_the_same_areas_disturbs_nothing(editor: AreaEditor, hand: Any, edits: Edits) -> None:
    """As the owner does: each edit is stored and handed back at once."""
    editor.set_areas([BIG], [SMALL])
    editor.edited.connect(lambda *_: editor.set_areas(editor.areas.image, editor.areas.project))
    editor.choose(Pick(Scope.PROJECT, 0))
    roi = editor.handles.roi
    hand.drag((30, 15), (45, 22))
    assert editor.handles.roi is roi
    editor.set_scope(Scope.IMAGE)
    assert editor.chosen == Pick(Scope.IMAGE, 1)
    assert len(edits) == 3


def test_another_picture_in_the_middle_of_a_gesture_ends_it(
    editor: AreaEditor, hand: Any, edits: Edits
) -> None:
    editor.set_areas([BIG], [])
    editor.choose(Pick(Scope.IMAGE, 0))
    hand.press(30, 20)
    hand.move(40, 25)
    editor.canvas.show_picture(prepare(np.zeros((50, 100), np.float32), None))
    editor.set_areas([SMALL], [], keep=False)
    hand.move(50, 25)
    hand.release(50, 25)
    assert edits == []
    assert editor.areas == AreaSet((SMALL,))


def test_read_only_shows_and_changes_nothing(editor: AreaEditor, hand: Any, edits: Edits) -> None:
    editor.set_areas([BIG], [SMALL])
    editor.choose(Pick(Scope.IMAGE, 0))
    editor.set_editable(False)
    hand.click(30, 15)
    editor.choose_next()
    assert editor.chosen is None
    hand.key(Qt.Key.Key_Delete)
    editor.set_kind(AreaKind.IGNORE)
    assert edits == []
    editor.set_editable(True)
    hand.click(30, 15)
    assert editor.chosen == Pick(Scope.PROJECT, 0)
    assert editor.tool is Tool.SELECT


def test_the_wheel_zooms_above_a_chosen_area_too(editor: AreaEditor, hand: Any) -> None:
    editor.set_areas([BIG], [])
    editor.choose(Pick(Scope.IMAGE, 0))
    scale = editor.canvas.state.scale
    place = hand.at(30, 20)
    event = QWheelEvent(
        QPointF(place),
        QPointF(hand.view.mapToGlobal(place)),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(hand.view, event)
    assert editor.canvas.state.scale == pytest.approx(scale * 1.0015**120)
