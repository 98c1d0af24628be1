"""The large image as a whole: actions, words, stepping, read-only, and real images."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QSlider, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.gui.actions import ActionRegistry
from app.gui.theme import ThemeSwitch
from app.gui.views.dataset.image_page import ImagePage
from app.gui.views.dataset.image_tools import KINDS, SCOPES, TOOLS
from app.gui.widgets.area_editor import words
from app.gui.widgets.area_editor.area_set import Pick, Scope
from app.gui.widgets.area_editor.drawing import Tool
from core.datasets.masks import read_mask
from core.images.areas import Area, AreaKind
from core.images.read import read_picture

GREY = np.full((50, 100), 0.5, np.float32)
MASK = np.zeros((50, 100), np.bool_)
MASK[10:20, 30:60] = True
BOX = Area(kind=AreaKind.INSPECT, shape="rectangle", points=((0.1, 0.1), (0.6, 0.9)))
ROUND = Area(kind=AreaKind.IGNORE, shape="ellipse", points=((0.2, 0.2), (0.4, 0.6)))
NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


PAGE = {
    *TOOLS,
    *KINDS,
    *SCOPES,
    "image_back",
    "image_fit",
    "image_actual",
    "mask_shown",
    "area_next",
    "area_previous",
    "area_delete",
}


class Registry(ActionRegistry):
    """The registry, counting how often it is asked."""

    asked = 0

    def allow(self, **allowed: bool) -> None:
        """Switch on or off."""
        self.asked += 1
        super().allow(**allowed)

    def on(self) -> set[str]:
        """The actions of the page that apply."""
        return {name for name in PAGE if self[name].isEnabled()}


@pytest.fixture
def window(qtbot: QtBot, theme: ThemeSwitch) -> Iterator[QWidget]:
    """An empty window of the size that has to do."""
    before = pg.getConfigOption("mouseRateLimit")
    # pyqtgraph leaves out moves that follow each other faster than a hand is.
    pg.setConfigOption("mouseRateLimit", 0)
    made = QWidget()
    made.resize(900, 600)
    qtbot.addWidget(made)
    yield made
    made.hide()
    pg.setConfigOption("mouseRateLimit", before)


@pytest.fixture
def registry(window: QWidget) -> Registry:
    made = Registry(window)
    made.set_scope("dataset")
    return made


@pytest.fixture
def page(qtbot: QtBot, window: QWidget, registry: Registry) -> ImagePage:
    """The page with an image and its mask."""
    made = ImagePage(registry, window)
    layout = QVBoxLayout(window)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(made)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    made.show_image("img.png", GREY, MASK, [], [], "37 / 575")
    made.canvas.setFocus()
    QApplication.processEvents()
    return made


@pytest.fixture
def edits(page: ImagePage) -> list[tuple[object, list[Area]]]:
    seen: list[tuple[object, list[Area]]] = []
    page.areas_edited.connect(lambda scope, areas: seen.append((scope, areas)))
    return seen


def drag(page: ImagePage, start: tuple[float, float], end: tuple[float, float]) -> None:
    """From corner to corner, in pixels of the image."""
    view = page.canvas.viewport()
    steps = [tuple(a + (b - a) * i / 4 - 0.5 for a, b in zip(start, end, strict=True)) for i in range(5)]
    places = [page.canvas.mapFromScene(page.canvas.box.mapViewToScene(QPointF(*step))) for step in steps]
    QTest.mouseMove(view, places[0])
    QTest.mousePress(view, LEFT, NONE, places[0])
    for place in places:
        QTest.mouseMove(view, place)
    QTest.mouseRelease(view, LEFT, NONE, places[-1])
    QApplication.processEvents()


def press(page: ImagePage, registry: Registry, name: str) -> None:
    """The key of an action, with the picture in focus."""
    QTest.keySequence(page.canvas, registry[name].shortcut())
    QApplication.processEvents()


def test_keys_choose_the_tool_and_the_mouse_draws(
    page: ImagePage, registry: Registry, edits: list[Any]
) -> None:
    for name in ("area_ignore", "area_every", "area_rectangle"):
        press(page, registry, name)
    drag(page, (10, 5), (60, 45))
    assert edits == [("project", [BOX.model_copy(update={"kind": AreaKind.IGNORE})])]
    assert page.legend.text.startswith("Rectangle, ignore here, every image: 50 × 40 px at 10, 5.")
    QTest.keyClick(page.canvas, Qt.Key.Key_Delete)
    assert edits[1:] == [("project", [])]


def test_buttons_follow_the_chosen_area(page: ImagePage, registry: Registry, edits: list[Any]) -> None:
    page.set_areas([BOX], [ROUND])
    assert [n for n in (*TOOLS, *KINDS, *SCOPES) if registry[n].isChecked()] == [
        "area_select",
        "area_inspect",
        "area_this",
    ]
    registry["area_next"].trigger()
    assert [n for n in (*KINDS, *SCOPES) if registry[n].isChecked()] == ["area_ignore", "area_every"]
    registry["area_this"].trigger()
    assert edits == [("image", [BOX, ROUND]), ("project", [])]
    registry["area_inspect"].trigger()
    assert edits[2:] == [("image", [BOX, ROUND.model_copy(update={"kind": AreaKind.INSPECT})])]


def test_each_tool_has_its_action(page: ImagePage, registry: Registry) -> None:
    for name, tool in zip(TOOLS, (Tool.SELECT, Tool.RECTANGLE, Tool.ELLIPSE, Tool.POLYGON), strict=True):
        registry[name].trigger()
        assert page.editor.tool is tool
        assert page.legend.text == str(words.HINTS[tool])


def test_actions_apply_only_while_they_mean_something(page: ImagePage, registry: Registry) -> None:
    drawing = {*TOOLS, *KINDS, *SCOPES}
    seen = {"image_back", "image_fit", "image_actual", "mask_shown"}
    assert registry.on() == drawing | seen
    page.set_areas([BOX], [])
    assert registry.on() == drawing | seen | {"area_next", "area_previous"}
    page.editor.choose(Pick(Scope.IMAGE, 0))
    assert registry.on() == PAGE
    page.set_editable(False)
    assert registry.on() == seen
    assert page.legend.text == str(words.READ_ONLY)
    page.set_editable(True)
    page.show_image("next.png", GREY, None, [], [], "38 / 575")
    assert registry.on() == drawing | seen - {"mask_shown"}
    page.hide()
    assert registry.on() == set()
    page.show()
    page.show_failed("bad.png", "bad.png is no image.")
    assert registry.on() == {"image_back"}


def test_a_gesture_asks_the_registry_once_not_at_every_step(page: ImagePage, registry: Registry) -> None:
    page.set_areas([BOX], [])
    page.editor.choose(Pick(Scope.IMAGE, 0))
    asked = registry.asked
    for _ in range(10):
        page.editor.handles.nudge(1, 0)
    assert registry.asked == asked


def test_stepping_keeps_the_zoom_and_drops_the_selection(page: ImagePage, edits: list[Any]) -> None:
    page.show_image("img.png", GREY, MASK, [BOX], [ROUND], "37 / 575")
    page.editor.choose(Pick(Scope.PROJECT, 0))
    page.canvas.actual_size()
    state = page.canvas.state
    page.show_image("next.png", GREY, None, [], [ROUND], "38 / 575")
    assert page.canvas.state == state
    assert page.editor.chosen is None
    assert edits == []


def test_the_same_image_again_keeps_the_selection(page: ImagePage) -> None:
    page.show_image("img.png", GREY, MASK, [BOX], [ROUND], "37 / 575")
    page.editor.choose(Pick(Scope.PROJECT, 0))
    page.show_image("img.png", GREY, MASK, [], [BOX, ROUND], "37 / 575")
    assert page.editor.chosen == Pick(Scope.PROJECT, 1)


def test_areas_that_leave_nothing_are_told(page: ImagePage, edits: list[Any]) -> None:
    everything = Area(kind=AreaKind.IGNORE, shape="rectangle", points=((0, 0), (1, 1)))
    page.set_areas([everything], [])
    assert (page.legend.text, page.legend.warns) == (str(words.NOTHING_NOW), True)
    page.set_areas([], [])
    assert not page.legend.warns
    page.editor.set_kind(AreaKind.IGNORE)
    page.editor.set_tool(Tool.RECTANGLE)
    drag(page, (0, 0), (100, 50))
    assert (page.legend.text, page.legend.warns) == (str(words.NOTHING_LEFT), True)
    assert edits == []
    drag(page, (10, 5), (60, 45))
    assert len(edits) == 1
    assert not page.legend.warns


def test_the_legend_names_what_is_there(page: ImagePage, registry: Registry) -> None:
    assert page.legend.shown == ["defect mask"]
    page.set_areas([BOX], [ROUND])
    assert page.legend.shown == ["defect mask", "inspect only here", "ignore, every image", "not inspected"]
    press(page, registry, "mask_shown")
    assert not registry["mask_shown"].isChecked()
    assert not page.canvas.mask.fill.isVisible()
    assert page.legend.shown == ["inspect only here", "ignore, every image", "not inspected"]


def test_the_slider_changes_the_tint(page: ImagePage) -> None:
    page.tools.opacity.setValue(80)
    assert page.canvas.mask.fill.lut[255][3] == 204
    assert page.canvas.mask.fill.lut[0][3] == 0


def test_cursor_tells_place_and_value(page: ImagePage, collect: Callable[[Any], list[Any]]) -> None:
    seen = collect(page.cursor_moved)
    view = page.canvas.viewport()
    for x, y in ((40, 15), (41, 15)):
        QTest.mouseMove(view, page.canvas.mapFromScene(page.canvas.box.mapViewToScene(QPointF(x, y))))
    assert seen[-1] == "x   41  y   15  grey 0.500  defect mask"
    page.clear()
    assert seen[-1] == ""


def test_escape_leaves_step_by_step(page: ImagePage, collect: Callable[[Any], list[Any]]) -> None:
    closed = collect(page.closed)
    page.set_areas([BOX], [])
    page.editor.choose(Pick(Scope.IMAGE, 0))
    QTest.keyClick(page.canvas, Qt.Key.Key_Escape)
    assert page.editor.chosen is None
    assert closed == []
    QTest.keyClick(page.canvas, Qt.Key.Key_Escape)
    assert len(closed) == 1
    page.show_failed("bad.png", "bad.png is no image.")
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert len(closed) == 2


def test_back_button_closes(page: ImagePage, registry: Registry, collect: Callable[[Any], list[Any]]) -> None:
    closed = collect(page.closed)
    registry["image_back"].trigger()
    assert len(closed) == 1


def test_keys_of_the_picture_come_before_shortcuts_of_the_window(
    page: ImagePage, window: QWidget, edits: list[Any]
) -> None:
    taken = []
    for key in ("Left", "Backspace"):
        QShortcut(QKeySequence(key), window).activated.connect(lambda key=key: taken.append(key))
    page.set_areas([BOX], [])
    QTest.keyClick(page.canvas, Qt.Key.Key_Left)
    assert taken == ["Left"]
    page.editor.choose(Pick(Scope.IMAGE, 0))
    QTest.keyClick(page.canvas, Qt.Key.Key_Left)
    # The view has an action with this key, which removes the image.
    QTest.keyClick(page.canvas, Qt.Key.Key_Delete)
    assert [len(areas) for _, areas in edits] == [1, 0]
    QTest.keyClick(page.canvas, Qt.Key.Key_Backspace)
    assert taken == ["Left", "Backspace"]


def test_failed_and_empty_say_so_and_hold_no_picture(page: ImagePage) -> None:
    page.set_areas([BOX], [])
    page.show_failed("bad.png", "bad.png is no image. Save it again.")
    assert page.canvas.picture is None
    assert page._failed.isVisible()
    assert not page.legend.isVisible()
    assert page.editor.areas.all == ()
    page.clear()
    assert page._nothing.isVisible()
    page.show_image("img.png", GREY, None, [BOX], [], "1 / 1")
    assert page.canvas.isVisible()
    assert page.legend.isVisible()
    # Fitted anew, into the room that is there now.
    seen = page.canvas.box.viewRect()
    assert seen.left() <= -0.5 <= seen.right() - 100


def test_hiding_drops_what_was_begun(page: ImagePage) -> None:
    page.editor.set_tool(Tool.POLYGON)
    view = page.canvas.viewport()
    QTest.mouseClick(view, LEFT, NONE, view.rect().center())
    assert page.editor.drawing.begun
    page.hide()
    assert not page.editor.drawing.begun


def test_everything_has_a_name_and_fits(page: ImagePage, window: QWidget) -> None:
    page.set_areas([BOX, ROUND], [BOX, ROUND])
    named = [*page.findChildren(QAbstractButton), *page.findChildren(QSlider), page.canvas, page]
    assert [w for w in named if not w.accessibleName()] == []
    assert page.canvas.accessibleDescription() == page.legend.text
    window.resize(560, 400)
    QApplication.processEvents()
    assert window.width() == 560
    inside = page.rect()
    for button in page.findChildren(QAbstractButton):
        if button.isVisible():
            place = button.mapTo(page, button.rect().bottomRight())
            assert inside.contains(place), button.accessibleName()


def test_names_give_way_and_words_come_back(page: ImagePage, window: QWidget) -> None:
    page.show_image("a very long name " * 30, GREY, None, [], [], "1 / 1")
    style = Qt.ToolButtonStyle
    button = next(b for b in page.tools.findChildren(QToolButton) if b.text() == "Inspect only here")
    for width, wanted in (
        (560, style.ToolButtonIconOnly),
        (1280, style.ToolButtonTextBesideIcon),
        (560, style.ToolButtonIconOnly),
    ):
        window.resize(width, 600)
        QApplication.processEvents()
        assert window.width() == width
        assert button.toolButtonStyle() == wanted


def test_both_schemes(page: ImagePage, theme: ThemeSwitch) -> None:
    theme.set_mode("dark")
    assert page.canvas.backgroundBrush().color().lightness() < 60
    theme.set_mode("light")
    assert page.canvas.backgroundBrush().color().lightness() > 180


@pytest.mark.parametrize(
    ("picture", "mask"),
    [
        ("dagm-class1-512-sample/Class1/Test", "Label"),
        ("magnetic-tile/MT_Blowhole", ""),
    ],
)
def test_real_masks_lie_on_real_images(
    page: ImagePage, real_data: Path, picture: str, mask: str, edits: list[Any]
) -> None:
    folder = real_data / picture
    if mask:
        mask_path = sorted((folder / mask).glob("*_label.PNG"))[0]
        path = folder / mask_path.name.replace("_label", "")
    else:
        path = next(iter(sorted(folder.rglob("*.jpg"))))
        mask_path = path.with_suffix(".png")
    pixels = read_picture(path).pixels
    marked = read_mask(mask_path, pixels.shape[1], pixels.shape[0])
    page.show_image(path.name, pixels, marked, [BOX], [], "1 / 1")
    shown = page.canvas.picture
    assert shown is not None
    rows, columns = np.nonzero(marked)
    left, top = page.canvas.mask.fill.mapToParent(QPointF(0, 0)).toTuple()
    assert (left, top) == (columns.min() - 0.5, rows.min() - 0.5)
    assert np.count_nonzero(shown.mask_levels[0]) == np.count_nonzero(marked)
    page.editor.set_kind(AreaKind.IGNORE)
    page.editor.set_tool(Tool.ELLIPSE)
    height, width = marked.shape
    drag(page, (0, 0), (width // 2, height // 2))
    wanted = ((0.0, 0.0), (width // 2 / width, height // 2 / height))
    assert np.allclose(edits[0][1][1].points, wanted, atol=2 / min(width, height))
