"""Four linked panes: one place, one zoom, one crosshair; blink and maximise."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.gui.views.inspect import outlines as module
from app.gui.views.inspect.colours import ssim_table
from app.gui.views.inspect.pane import Pane
from app.gui.views.inspect.pane_grid import NO_REPAIR, TITLES, PaneGrid
from app.gui.views.inspect.pictures import Reduced
from app.gui.widgets.pyramid import pyramid_of
from core.inspection.result import Inspection


@pytest.fixture
def inspection(engine: Any) -> Inspection:
    """A 128 x 64 image with two defects."""
    made: Inspection = engine.inspector.inspect(Path("img5.png"))
    return made


@pytest.fixture
def grid(qtbot: QtBot, inspection: Inspection) -> Iterator[PaneGrid]:
    """The grid with an image, fitted."""
    made = PaneGrid()
    made.resize(700, 500)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.show_inspection(inspection)
    yield made
    made.set_blinking(False)


def shown_rects(grid: PaneGrid) -> list[tuple[float, ...]]:
    return [tuple(round(v, 3) for v in pane.box.viewRect().getRect()) for pane in grid.panes]


def wheel(pane: Pane, place: QPoint, notches: int) -> None:
    view = pane.canvas.viewport()
    event = QWheelEvent(
        QPointF(place),
        QPointF(view.mapToGlobal(place)),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


def test_all_panes_show_the_whole_image(grid: PaneGrid) -> None:
    rects = shown_rects(grid)
    assert len(set(rects)) == 1
    left, top, width, height = rects[0]
    assert left <= -0.5
    assert top <= -0.5
    assert left + width >= 127.5
    assert top + height >= 63.5


def test_wheel_in_one_pane_zooms_all_at_the_cursor(grid: PaneGrid) -> None:
    pane = grid.panes[2]
    place = QPoint(60, 40)
    before = pane.box.mapSceneToView(pane.canvas.mapToScene(place))
    scale = grid.state.scale
    wheel(pane, place, 3)
    after = pane.box.mapSceneToView(pane.canvas.mapToScene(place))
    assert grid.state.scale == pytest.approx(scale * 1.0015**360)
    assert (after.x(), after.y()) == pytest.approx((before.x(), before.y()), abs=0.05)
    assert len(set(shown_rects(grid))) == 1


def test_place_and_zoom_stay_for_the_next_image(grid: PaneGrid, inspection: Inspection) -> None:
    wheel(grid.panes[0], QPoint(50, 50), 4)
    before = shown_rects(grid)
    grid.show_inspection(replace(inspection, path=Path("next.png")))
    assert shown_rects(grid) == before


def test_a_fitted_image_is_followed_by_a_fitted_image(grid: PaneGrid, inspection: Inspection) -> None:
    grid.show_inspection(replace(inspection, width=500, height=400))
    left, _top, width, height = shown_rects(grid)[0]
    assert left <= -0.5 <= left + width - 500
    assert height >= 400


def test_resizing_keeps_what_was_chosen(qtbot: QtBot, grid: PaneGrid) -> None:
    grid.actual_size()
    grid.resize(900, 700)
    qtbot.waitUntil(lambda: grid.width() == 900)
    QApplication.processEvents()
    pane = grid.panes[0]
    assert pane.box.viewRect().width() == pytest.approx(pane.size_px()[0])
    grid.fit()
    grid.resize(600, 400)
    QApplication.processEvents()
    rect = grid.panes[3].box.viewRect()
    assert rect.left() <= -0.5
    assert rect.right() >= 127.5


def test_actual_size_is_one_pixel_on_one_pixel(grid: PaneGrid) -> None:
    grid.actual_size()
    assert grid.state.scale == 1 / grid.devicePixelRatioF()


def test_drag_moves_all(grid: PaneGrid) -> None:
    grid.actual_size()
    x = grid.state.x
    grid.panes[1].box.move_asked.emit(-10.0, 5.0)
    assert grid.state.x == x - 10
    assert len(set(shown_rects(grid))) == 1


def test_crosshair_is_on_all_panes_and_only_inside(
    grid: PaneGrid, collect: Callable[[Any], list[Any]]
) -> None:
    seen = collect(grid.cursor_moved)
    grid.panes[1].hovered.emit(QPointF(12.25, 7.5))
    places = {(p._lines[0].value(), p._lines[1].value(), p._lines[0].isVisible()) for p in grid.panes}
    assert places == {(12.25, 7.5, True)}
    grid.panes[1].hovered.emit(QPointF(127.6, 7.5))
    assert not any(line.isVisible() for p in grid.panes for line in p._lines)
    assert seen == [QPointF(12.25, 7.5), None]


def test_mouse_in_a_pane_gives_image_pixels(qtbot: QtBot, grid: PaneGrid) -> None:
    pane = grid.panes[0]
    with qtbot.waitSignal(grid.cursor_moved) as moved:
        centre = pane.canvas.viewport().rect().center()
        qtbot.mouseMove(pane.canvas.viewport(), centre - QPoint(3, 3))
        qtbot.mouseMove(pane.canvas.viewport(), centre)
    point = moved.args[0]
    assert point.x() == pytest.approx(63.5, abs=4)
    assert point.y() == pytest.approx(31.5, abs=4)


def test_maximise_and_back(grid: PaneGrid, collect: Callable[[Any], list[Any]]) -> None:
    numbers = collect(grid.maximised_changed)
    small = grid.panes[2].width()
    grid.maximise(3)
    QApplication.processEvents()
    assert [p.isVisible() for p in grid.panes] == [False, False, True, False]
    assert grid.panes[2].width() > 1.8 * small
    assert grid.panes[2].box.viewRect().left() <= -0.5  # still fitted
    grid.maximise(2)
    assert [p.isVisible() for p in grid.panes] == [False, True, False, False]
    grid.maximise(2)
    assert all(p.isVisible() for p in grid.panes)
    assert numbers == [3, 2, 0]


def test_double_click_maximises(qtbot: QtBot, grid: PaneGrid, collect: Callable[[Any], list[Any]]) -> None:
    numbers = collect(grid.maximised_changed)
    view = grid.panes[3].canvas.viewport()
    # What a hand does: press, release, press again (as a double-click), release.
    place = view.rect().center()
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=place)
    assert numbers == [4]


def test_blink_swaps_at_once_and_says_so(qtbot: QtBot, grid: PaneGrid, inspection: Inspection) -> None:
    assert inspection.images is not None
    original, repair = grid.panes[0], grid.panes[1]
    grid.set_blinking(True)
    assert original.title == "Repair"
    assert repair.title == "Original"
    assert original.picture.pyramid is not None
    assert original.picture.pyramid.pixels is inspection.images.repair
    qtbot.waitUntil(lambda: original.title == "Original", timeout=3000)
    grid.set_blinking(False)
    assert original.title == "Original"
    assert not grid.blinking


def test_zoom_to_a_defect_shows_it_large(grid: PaneGrid, inspection: Inspection) -> None:
    chosen = inspection.defects[1]
    grid.zoom_to(1, chosen)
    rect = grid.panes[3].box.viewRect()
    assert rect.center().x() == pytest.approx(chosen.x)
    assert rect.center().y() == pytest.approx(chosen.y)
    assert rect.height() == pytest.approx(24, rel=0.3)
    outlines = grid.panes[3].outlines
    assert outlines is not None
    assert outlines.chosen == 1


def test_zoom_to_a_huge_defect_shows_the_image(grid: PaneGrid, make_defect: Callable[..., Any]) -> None:
    fitted = grid.state
    grid.zoom_to(0, make_defect(64, 32, 60))
    assert grid.state == fitted


def test_contours_lie_where_the_defects_are(grid: PaneGrid) -> None:
    pane = grid.panes[3]
    drawn = pane.canvas.grab().toImage()

    def at(x: float, y: float) -> str:
        place = pane.canvas.mapFromScene(pane.box.mapViewToScene(QPointF(x, y)))
        return drawn.pixelColor(place).name()

    assert [at(18, 20), at(22, 20), at(20, 18), at(20, 22)] == [module.LINE_COLOUR] * 4
    assert module.LINE_COLOUR not in (at(20, 20), at(16, 20), at(24, 20), at(20, 24))


def test_the_largest_are_numbered(grid: PaneGrid, inspection: Inspection) -> None:
    pane = grid.panes[3]
    outlines = pane.outlines
    assert outlines is not None
    assert outlines.numbers == 2
    first = inspection.defects[0]
    corner = pane.canvas.mapFromScene(
        pane.box.mapViewToScene(QPointF(first.left + first.width, first.top))
    ) + QPoint(2, -3)
    numbered = pane.canvas.grab().toImage().pixelColor(corner)
    grid.show_inspection(replace(inspection, defects=()))
    assert outlines.numbers == 0
    assert pane.canvas.grab().toImage().pixelColor(corner) != numbered


def test_map_has_one_scale_for_all_images(grid: PaneGrid, inspection: Inspection) -> None:
    assert inspection.images is not None
    faint = replace(inspection.images, ssim_map=np.full((32, 64), 0.8, np.float32))
    grid.show_inspection(replace(inspection, images=faint))
    drawn = grid.panes[2].picture._image.pixelColor(5, 5)
    assert drawn.getRgb() == tuple(ssim_table()[round(0.8 * 255)])


def test_colours_of_the_map_grow_darker_with_similarity() -> None:
    brightness = ssim_table()[:, :3].astype(float).mean(axis=1)
    assert brightness[0] > 200
    assert brightness[-1] < 10
    assert np.all(np.diff(brightness) <= 1.5)


def test_split_shows_both_in_one_pane(
    grid: PaneGrid, inspection: Inspection, collect: Callable[[Any], list[Any]]
) -> None:
    changed = collect(grid.split_changed)
    grid.maximise(3)
    grid.set_split(True)
    assert grid.maximised == 1
    assert grid.panes[0].title == "Original | Repair"
    split = grid.split
    assert inspection.images is not None
    assert split._item.pyramid is not None
    assert split._item.pyramid.pixels is inspection.images.repair
    seen = grid.panes[0].box.viewRect()
    assert split._line.value() == pytest.approx(seen.center().x())
    assert split._item._left == split._line.value()
    grid.set_split(False)
    assert grid.panes[0].title == "Original"
    assert not split._line.isVisible()
    assert changed == [True, False]


def test_split_line_is_moved_by_keys_and_by_hand_and_stays_on_the_screen(grid: PaneGrid) -> None:
    grid.set_split(True)
    grid.move_split(-5)
    assert grid.split.share == pytest.approx(0.4)
    seen = grid.panes[0].box.viewRect()
    grid.split._line.setValue(seen.left() + 0.7 * seen.width())
    grid.split._line.sigDragged.emit(grid.split._line)
    assert grid.split.share == pytest.approx(0.7)
    wheel(grid.panes[1], QPoint(40, 40), 3)
    seen = grid.panes[0].box.viewRect()
    assert grid.split._line.value() == pytest.approx(seen.left() + 0.7 * seen.width())
    grid.move_split(999)
    assert grid.split.share == 1


def test_blink_swaps_the_sides_of_the_split(grid: PaneGrid) -> None:
    grid.set_split(True)
    grid.set_blinking(True)
    assert grid.panes[0].title == "Repair | Original"
    assert [label.format for label in grid.split._names] == ["Repair", "Original"]


def test_reduced_picture_shows_what_is_there(grid: PaneGrid, inspection: Inspection) -> None:
    small = np.full((30, 50), 90, np.uint8)
    grid.show_reduced(Reduced(Path("big.png"), (5000, 3000), pyramid_of(small)))
    grid.set_note("1 of 20 tiles inspected")
    first, second, third, fourth = grid.panes
    assert first.title == "Original (reduced)"
    assert first.picture.pyramid is fourth.picture.pyramid is not None
    assert second.picture.pyramid is third.picture.pyramid is None
    assert second._note.isVisible()
    assert second.note == "1 of 20 tiles inspected"
    assert not first._note.isVisible()
    # Places are those of the whole image.
    left, _top, width, _height = shown_rects(grid)[0]
    assert left <= -0.5 <= left + width - 5000
    grid.set_blinking(True)
    assert not grid.blinking
    grid.show_inspection(inspection)
    assert grid.reduced is None
    assert not second._note.isVisible()


def test_surprise_takes_the_maps_place_where_the_critic_counts(
    grid: PaneGrid, inspection: Inspection
) -> None:
    pane, bar = grid.panes[2], grid.colour_bar
    assert inspection.images is not None
    # 1 - surprise: none, half of what the scale shows, all of it, more.
    surprised = np.full((32, 64), -9.0, np.float32)
    surprised[:16, :32], surprised[:16, 32:], surprised[16:, :32] = 1, -1.5, -4
    with_critic = replace(inspection, images=replace(inspection.images, critic_map=surprised))
    grid.maximise(1)
    grid.set_surprise(True)
    assert grid.maximised == 3
    assert not grid.has_surprise
    assert (pane.title, bar.accessibleName()) == ("SSIM map", "Colours of the SSIM map")
    grid.show_inspection(with_critic)
    assert grid.has_surprise
    assert (pane.title, bar.accessibleName()) == ("Surprise", "Colours of D_p's surprise")
    assert pane.canvas.accessibleName() == "Surprise picture"
    assert "≥ 5" in bar.toolTip()
    assert "Mark" not in bar.toolTip()  # the level is one of SSIM
    shown = pane.picture.pyramid
    assert shown is not None
    assert shown.cut(0, 0, 0, 64, 32)[[0, 0, 31, 31], [0, 63, 0, 63]].tolist() == [255, 128, 0, 0]
    grid.set_surprise(False)
    assert pane.title == "SSIM map"
    assert "Mark" in bar.toolTip()


def test_a_model_that_marks_has_no_repair_to_show(grid: PaneGrid) -> None:
    grid.set_marks(True)
    assert [pane.title for pane in grid.panes] == ["Original", "Repair", "Defect map", "Contours"]
    assert grid.panes[1].note == str(NO_REPAIR)
    grid.set_blinking(True)
    assert grid.panes[0].title == "Original"  # there is nothing to blink with
    grid.set_blinking(False)
    grid.set_marks(False)
    assert [pane.title for pane in grid.panes] == [str(title) for title in TITLES]
