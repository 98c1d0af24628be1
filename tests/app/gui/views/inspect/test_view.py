"""The Inspect view on a stand-in engine, by its keys and clicks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.gui.jobs import Progress
from app.gui.main_window import MainWindow
from app.gui.views.inspect import work
from app.gui.views.inspect.list_model import DEFECTS, SCORE
from app.gui.views.inspect.pictures import Reduced
from app.gui.views.inspect.tool_strip import MARGIN, ToolStrip
from app.gui.views.inspect.view import InspectView
from app.gui.widgets.giving_words import WORDS
from app.gui.widgets.pyramid import pyramid_of


def quiet(window: MainWindow) -> bool:
    return not window.runner.jobs and not window.session._refresh.isActive() and window.inspect.list.settled


@pytest.fixture
def view(qtbot: QtBot, opened: MainWindow) -> InspectView:
    """Everything inspected, the worst image shown."""
    opened.actions_registry["inspect_folder"].trigger()
    qtbot.waitUntil(lambda: quiet(opened))
    opened.inspect.list.select(opened.inspect.list.model.path(0))
    return opened.inspect


def names(view: InspectView) -> list[str]:
    model = view.list.model
    return [model.path(row).name for row in range(model.rowCount())]


def test_list_fills_and_is_sorted_by_score(view: InspectView) -> None:
    assert names(view) == [f"img{n}.png" for n in range(8, 0, -1)] + ["z_broken_ä_🙂.png"]
    assert view.list.model.data(view.list.model.index(0, SCORE)) == "0.0800"
    assert (view.strip.note.text(), view.strip.note.toolTip()) == ("9 of 9", "9 of 9 inspected")


def test_a_narrow_strip_gives_up_words_before_the_count(qtbot: QtBot, opened: MainWindow) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    strip = ToolStrip(opened.actions_registry, window)
    strip.say("1,000 of 1,000", "1,000 of 1,000 inspected")
    strip.resize(2000, 40)
    window.show()
    QApplication.processEvents()
    needed = strip.sizeHint().width() + strip.note.fontMetrics().horizontalAdvance("1,000 of 1,000") + MARGIN
    for width, words in ((needed, True), (needed - 1, False), (needed, True)):
        strip.resize(width, strip.height())
        QApplication.processEvents()
        assert (strip._export.toolButtonStyle() == WORDS) is words
        assert strip._run.toolButtonStyle() == WORDS
        assert strip.note.fontMetrics().horizontalAdvance("1,000 of 1,000") <= strip.note.width()


def test_keys_step_and_keep_the_zoom(qtbot: QtBot, opened: MainWindow, view: InspectView) -> None:
    qtbot.keyClick(opened, Qt.Key.Key_Z)
    place = view.panes.state
    qtbot.keyClick(opened, Qt.Key.Key_D)
    assert view._shown is not None
    assert view._shown.path.name == "img7.png"
    assert view.panes.state == place
    qtbot.keyClick(opened, Qt.Key.Key_A)
    qtbot.keyClick(opened, Qt.Key.Key_A)  # stops at the first
    assert view._shown.path.name == "img8.png"
    qtbot.keyClick(opened, Qt.Key.Key_F)
    assert view.panes.state.fitted


def test_keys_maximise(qtbot: QtBot, opened: MainWindow, view: InspectView) -> None:
    for number in (1, 2, 3, 4):
        qtbot.keyClick(opened, getattr(Qt.Key, f"Key_{number}"))
        assert view.panes.maximised == number
        assert opened.actions_registry[f"pane_{number}"].isChecked()
    qtbot.keyClick(opened, Qt.Key.Key_4)
    assert view.panes.maximised == 0
    assert not opened.actions_registry["pane_4"].isChecked()


def test_letters_do_nothing_in_another_view(qtbot: QtBot, opened: MainWindow, view: InspectView) -> None:
    opened.show_view("train")
    qtbot.keyClick(opened, Qt.Key.Key_D)
    assert view._shown is not None
    assert view._shown.path.name == "img8.png"


def test_digits_typed_into_a_field_are_digits(qtbot: QtBot, opened: MainWindow, view: InspectView) -> None:
    area = view.segment.area
    area.setFocus()
    area.selectAll()
    qtbot.keyClicks(area, "23")
    qtbot.keyClick(area, Qt.Key.Key_Return)
    assert area.value() == 23
    assert view.panes.maximised == 0
    qtbot.waitUntil(lambda: quiet(opened))


def test_space_blinks_while_held(qtbot: QtBot, view: InspectView) -> None:
    qtbot.keyPress(view.list.view, Qt.Key.Key_Space)
    assert view.panes.blinking
    assert view.panes.panes[0].title == "Repair"
    qtbot.keyRelease(view.list.view, Qt.Key.Key_Space)
    assert not view.panes.blinking
    assert view.panes.panes[0].title == "Original"


def test_blinking_ends_when_the_focus_goes(qtbot: QtBot, view: InspectView) -> None:
    view.list.view.setFocus()
    qtbot.keyPress(view.list.view, Qt.Key.Key_Space)
    view.segment.area.setFocus()
    assert not view.panes.blinking


def test_cursor_is_read_out_in_the_status_line(opened: MainWindow, view: InspectView) -> None:
    view.panes.set_cursor(QPointF(10, 20))
    assert opened.status.readout == "x   10  y   20   grey 0.080   repair 0.040   SSIM +0.920"
    view.panes.set_cursor(None)
    assert opened.status.readout == ""


def test_card_says_verdict_score_and_cuts(view: InspectView) -> None:
    assert "NG" in view.card.text
    assert "Score 0.0800" in view.card.text
    assert "Review from 0.3000, NG from 0.6000" in view.card.text


def test_keys_step_through_the_defects(qtbot: QtBot, opened: MainWindow, view: InspectView) -> None:
    places = []
    for key in ("defect_next", "defect_next", "defect_next", "defect_previous"):
        opened.actions_registry[key].trigger()
        places.append((view.panes.state.x, view.panes.state.y))
    assert places == [(20, 20), (50, 30), (20, 20), (50, 30)]


def test_keys_split_the_pane(qtbot: QtBot, opened: MainWindow, view: InspectView) -> None:
    actions = opened.actions_registry
    assert not actions["split_left"].isEnabled()
    qtbot.keyClick(opened, Qt.Key.Key_S)
    assert view.panes.split.on
    assert actions["split"].isChecked()
    qtbot.keyClick(view.list.view, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert view.panes.split.share == pytest.approx(0.48)
    qtbot.keyClick(opened, Qt.Key.Key_D)
    assert view.panes.split.on
    qtbot.keyClick(opened, Qt.Key.Key_S)
    assert not view.panes.split.on
    assert not actions["split"].isChecked()


def test_a_key_shows_the_surprise_where_it_counts(
    qtbot: QtBot, opened: MainWindow, view: InspectView, engine: Any
) -> None:
    action, pane = opened.actions_registry["surprise"], view.panes.panes[2]
    assert not action.isEnabled()
    qtbot.keyClick(opened, Qt.Key.Key_E)
    assert pane.title == "SSIM map"
    engine.inspector.critic_map = np.zeros((32, 64), np.float32)
    opened.session.open_paths(opened.session.sources)
    qtbot.waitUntil(action.isEnabled)
    qtbot.keyClick(opened, Qt.Key.Key_E)
    assert action.isChecked()
    assert pane.title == "Surprise"
    qtbot.keyClick(opened, Qt.Key.Key_D)
    assert pane.title == "Surprise"
    qtbot.keyClick(opened, Qt.Key.Key_E)
    assert not action.isChecked()
    assert pane.title == "SSIM map"


def test_a_large_image_shows_reduced_while_it_is_inspected(
    qtbot: QtBot, opened: MainWindow, engine: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = opened.inspect
    small = pyramid_of(np.zeros((80, 90), np.uint8))
    monkeypatch.setattr(work, "reducing", lambda path, show: show(Reduced(path, (9000, 8000), small)))
    engine.inspector.gate.clear()
    view.list.step(1)
    path = view.list.current
    qtbot.waitUntil(lambda: view.panes.reduced is not None)
    assert view.panes.reduced is not None
    assert view.panes.reduced.path == path
    assert "9000 × 8000 px" in view.card.text
    opened.session.show_progressed.emit(Progress(3, 10, 30.0))
    assert view.panes.panes[1].note == f"{path.name}: 3 of 10 tiles inspected, 1 min left"
    assert opened.actions_registry["fit"].isEnabled()
    assert not opened.actions_registry["split"].isEnabled()
    engine.inspector.gate.set()
    qtbot.waitUntil(lambda: view._shown is not None)
    assert view.panes.reduced is None
    qtbot.waitUntil(lambda: quiet(opened))


def test_click_on_a_defect_zooms(qtbot: QtBot, view: InspectView) -> None:
    table = view.defects
    qtbot.mouseClick(
        table.view.viewport(),
        Qt.MouseButton.LeftButton,
        pos=table.view.visualRect(table.model.index(1, 1)).center(),
    )
    assert (view.panes.state.x, view.panes.state.y) == (50, 30)
    assert not view.panes.state.fitted


def test_unreadable_image_stands_in_the_list_with_its_error(view: InspectView) -> None:
    view.list.set_filter("Unreadable")
    assert names(view) == ["z_broken_ä_🙂.png"]
    view.list.step(1)
    assert view.centre.currentWidget() is view.unreadable
    assert "is no image. Save it again." in view.unreadable._text.text()
    assert "Unreadable" in view.card.text
    view.list.set_filter("")
    view.list.step(-1)
    assert view.centre.currentWidget() is view.panes


def test_filter_chips_count_and_narrow(view: InspectView) -> None:
    chips = {word: chip.text() for word, chip in view.list.chips._chips.items() if not chip.isHidden()}
    assert chips == {
        "": "All 9",
        "NG": "NG 3",
        "Review": "Review 3",
        "OK": "OK 2",
        "Unreadable": "Unreadable 1",
    }
    view.list.chips._chips["NG"].click()
    assert names(view) == ["img8.png", "img5.png", "img2.png"]
    assert view.list.view.currentIndex().row() == 0


def test_settings_change_the_image_and_then_the_list(
    qtbot: QtBot, opened: MainWindow, view: InspectView
) -> None:
    def counts() -> list[Any]:
        model = view.list.model
        return [model.data(model.index(row, DEFECTS)) for row in range(8)]

    assert counts() == ["2", "1", "0", "2", "1", "0", "2", "1"]
    view.segment.area.setValue(60)
    assert all(count.endswith("*") for count in counts())
    qtbot.waitUntil(lambda: quiet(opened))
    assert counts() == ["0"] * 8
    assert view.defects.model.rowCount() == 0


def test_what_is_shown_stays_until_the_next_is_ready(qtbot: QtBot, opened: MainWindow, engine: Any) -> None:
    view = opened.inspect
    assert view._shown is not None
    before = view._shown.path
    engine.inspector.gate.clear()
    view.list.step(1)
    assert view.centre.currentWidget() is view.panes
    assert view._shown.path == before
    assert view.strip.note.text().startswith("Inspecting img")
    engine.inspector.gate.set()
    qtbot.waitUntil(lambda: view._shown is not None and view._shown.path != before)
    qtbot.waitUntil(lambda: "inspected" in view.strip.note.toolTip())


def test_export_from_the_window(
    qtbot: QtBot, opened: MainWindow, view: InspectView, engine: Any, tmp_path: Path
) -> None:
    assert opened.actions_registry["export_csv"].isEnabled()
    with qtbot.waitSignal(opened.session.exported):
        opened.session.export(tmp_path)
    assert len(engine.written[0][1]) == 9
    assert f"9 rows were written to {tmp_path}" in opened.banner.text
    opened.banner.close_notice()


def test_another_folder_starts_anew(
    qtbot: QtBot, opened: MainWindow, view: InspectView, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "img3.png").write_bytes(b"")
    with qtbot.waitSignal(opened.session.shown):
        opened.open_paths([other])
    assert names(view) == ["img3.png"]
    assert view._shown is not None
    assert view._shown.path.name == "img3.png"
    QApplication.processEvents()
