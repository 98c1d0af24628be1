"""What is on the screen: the shade is what core says is not looked at; mask and outlines lie where they should."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from app.gui.widgets.area_editor.area_set import Pick, Scope
from app.gui.widgets.area_editor.canvas import PictureCanvas
from app.gui.widgets.area_editor.editor import AreaEditor
from app.gui.widgets.area_editor.prepared import prepare
from core.images.areas import Area, AreaKind, looked_at

SIZE = (100, 50)


def colours(canvas: PictureCanvas, hand: Any) -> NDArray[np.uint8]:
    """`(50, 100, 3)`: what the screen shows at the centre of each pixel of the picture."""
    shot = canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    found = np.zeros((SIZE[1], SIZE[0], 3), np.uint8)
    for row in range(SIZE[1]):
        for column in range(SIZE[0]):
            place = hand.at(column + 0.5, row + 0.5)
            found[row, column] = shot.pixelColor(place).getRgb()[:3]
    return found


AREAS = {
    "ignored": [Area(kind=AreaKind.IGNORE, shape="ellipse", points=((0.2, 0.1), (0.7, 0.8)))],
    "inspected": [
        Area(kind=AreaKind.INSPECT, shape="ellipse", points=((0.1, 0.1), (0.6, 0.9))),
        Area(kind=AreaKind.INSPECT, shape="rectangle", points=((0.4, 0.3), (0.9, 0.7))),
    ],
    "a hole": [
        Area(kind=AreaKind.INSPECT, shape="rectangle", points=((0.1, 0.1), (0.9, 0.9))),
        Area(kind=AreaKind.IGNORE, shape="rectangle", points=((0.3, 0.3), (0.6, 0.6))),
        Area(kind=AreaKind.INSPECT, shape="rectangle", points=((0.4, 0.4), (0.5, 0.5))),
    ],
    "a star": [
        Area(
            kind=AreaKind.INSPECT,
            shape="polygon",
            points=((0.5, 0.0), (0.7, 1.0), (0.1, 0.35), (0.9, 0.35), (0.3, 1.0)),
        )
    ],
}


@pytest.mark.parametrize("name", AREAS)
def test_the_shade_is_what_is_not_looked_at(editor: AreaEditor, hand: Any, name: str) -> None:
    areas = AREAS[name]
    canvas = editor.canvas
    canvas.show_picture(prepare(np.ones((SIZE[1], SIZE[0]), np.float32), None))
    editor.set_areas(areas[:1], areas[1:])
    editor._outlines.hide()
    for tag in editor._tags.items:
        tag.hide()
    wanted = looked_at(tuple(areas), *SIZE)
    assert wanted is not None
    bright = colours(canvas, hand).min(axis=2) > 200
    # Centres that lie on an outline, less than a screen pixel from it, may be either.
    assert np.count_nonzero(bright != wanted) <= 12
    assert 0 < np.count_nonzero(bright) < bright.size


def test_without_areas_nothing_is_dimmed(editor: AreaEditor, hand: Any) -> None:
    assert np.all(colours(editor.canvas, hand) == 128)


def test_the_shade_follows_a_gesture(editor: AreaEditor, hand: Any) -> None:
    editor.set_areas([Area(kind=AreaKind.INSPECT, shape="rectangle", points=((0.1, 0.2), (0.3, 0.8)))], [])
    editor.choose(Pick(Scope.IMAGE, 0))
    before = colours(editor.canvas, hand)[25, 45].max()
    editor.handles.nudge(30, 0)
    after = colours(editor.canvas, hand)[25, 45].max()
    assert (before < 100, after) == (True, 128)


def test_ignored_is_hatched_outside_is_not(editor: AreaEditor, hand: Any) -> None:
    editor.set_areas(
        [
            Area(kind=AreaKind.INSPECT, shape="rectangle", points=((0.1, 0.0), (1.0, 1.0))),
            Area(kind=AreaKind.IGNORE, shape="rectangle", points=((0.5, 0.2), (0.9, 0.8))),
        ],
        [],
    )
    seen = colours(editor.canvas, hand).astype(int)
    outside, ignored = seen[5:45, 2:8], seen[15:35, 55:85]
    assert np.ptp(outside) == 0
    assert np.ptp(ignored) > 30
    assert outside.max() < 100


def test_areas_of_every_image_have_a_tag(editor: AreaEditor) -> None:
    area = Area(kind=AreaKind.IGNORE, shape="rectangle", points=((0.5, 0.2), (0.9, 0.8)))
    editor.set_areas([area], [area, area])
    assert [tag.toPlainText() for tag in editor._tags.items] == ["every image", "every image"]
    assert [(t.pos().x(), t.pos().y()) for t in editor._tags.items] == [(49.5, 9.5)] * 2
    editor.set_areas([area], [])
    assert editor._tags.items == []


def test_the_mask_tints_its_pixels(canvas: PictureCanvas, hand: Any) -> None:
    mask = np.zeros((SIZE[1], SIZE[0]), np.bool_)
    mask[10:30, 20:60] = True
    canvas.show_picture(prepare(np.full(mask.shape, 0.5, np.float32), mask))
    assert np.array_equal(np.ptp(colours(canvas, hand), axis=2) > 20, mask)
    canvas.mask.set_opacity(0.0)
    assert np.ptp(colours(canvas, hand), axis=2).max() < 20
    canvas.mask.set_opacity(0.5)
    canvas.mask.set_shown(False)
    assert np.all(colours(canvas, hand) == 128)


def test_a_large_picture_is_shown_from_a_smaller_copy(canvas: PictureCanvas) -> None:
    picture = prepare(np.full((1500, 3000), 0.5, np.float32), None)
    canvas.show_picture(picture)
    canvas.fit()
    assert canvas._image._drawn is picture.levels[1]
    canvas.actual_size()
    assert canvas._image._drawn is picture.levels[0]
    assert canvas.state.scale == 1 / canvas.devicePixelRatioF()


def test_zoom_and_place_stay_for_the_next_picture(canvas: PictureCanvas) -> None:
    canvas._apply(canvas.state.at(30, 20, 12.0))
    canvas.show_picture(prepare(np.zeros((60, 120), np.float32), None))
    assert (canvas.state.x, canvas.state.y, canvas.state.scale) == (30, 20, 12.0)
    canvas.fit()
    canvas.show_picture(prepare(np.zeros((500, 400), np.float32), None))
    seen = canvas.box.viewRect()
    assert seen.top() <= -0.5
    assert seen.bottom() >= 499.5
