"""The whole view in the window: pages, figures that follow, images behind them, keys, and the ties to Inspect."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.gui.main_window import MainWindow
from app.gui.views.calibrate.links import CalibrateLinks
from core.datasets.dataset import Label, Sample
from core.inspection.cuts import Cuts
from core.inspection.result import Verdict
from core.inspection.segment import SegmentSettings
from tests.app.gui.fitting import cut_off, each_page

LONG = 60_000


@pytest.fixture
def window(window: MainWindow) -> MainWindow:
    """In the Calibrate view, with nothing open."""
    window.show_view("calibrate")
    return window


@pytest.fixture
def scored(qtbot: QtBot, window: MainWindow, samples: list[Sample], tmp_path: Path) -> MainWindow:
    """With a project and a model: scores 0 to 0.03 good, 0.10 and 0.11 defective; review from 0.04, NG from 0.06."""
    with qtbot.waitSignal(window.project.opened):
        window.project.create(tmp_path / "p.isugan")
    with qtbot.waitSignals([window.project.imported, window.project.reading_done]):
        window.project.import_images(samples)
    window.open_model(Path("m.safetensors"))
    qtbot.waitUntil(lambda: window.session.model is not None)
    with qtbot.waitSignal(window.calibration.policies_changed, timeout=LONG):
        window.show_view("calibrate")
    qtbot.waitUntil(lambda: window.calibration.choice is not None)
    return window


def names(window: MainWindow) -> list[str]:
    model = window.calibrate.images.model
    return [model.tile(row).name for row in range(model.rowCount())]


def cell(window: MainWindow, label: Label, verdict: Verdict) -> str:
    return window.calibrate.matrix.cells[label, verdict].accessibleName()


def test_what_is_missing_is_said_and_offered(qtbot: QtBot, window: MainWindow, engine: Any) -> None:
    pages = window.calibrate.pages
    assert pages.currentWidget() is pages.no_model
    engine.stored = None
    window.open_model(Path("m.safetensors"))
    qtbot.waitUntil(lambda: window.session.model is not None)
    window.show_view("calibrate")
    assert pages.currentWidget() is pages.no_project
    assert not window.actions_registry["calibrate_save"].isEnabled()


def test_a_project_without_labelled_images_leads_to_the_dataset(
    qtbot: QtBot, window: MainWindow, engine: Any, tmp_path: Path
) -> None:
    engine.stored = None
    window.open_model(Path("m.safetensors"))
    with qtbot.waitSignal(window.project.opened):
        window.project.create(tmp_path / "p.isugan")
    qtbot.waitUntil(lambda: window.session.model is not None)
    window.show_view("calibrate")
    pages = window.calibrate.pages
    assert pages.currentWidget() is pages.no_images
    pages.no_images.buttons[0].click()
    assert window.stack.currentWidget() is window.dataset


def test_figures_follow_a_drag(scored: MainWindow) -> None:
    view = scored.calibrate
    assert view.pages.currentWidget() is view.splitter
    assert not view.doubts.isHidden()
    assert "4 good images" in view.doubts.text.text()
    assert "4" in cell(scored, Label.GOOD, Verdict.OK)
    view.plot.cuts_moved.emit(Cuts(0.02, 0.105))
    assert "2" in cell(scored, Label.GOOD, Verdict.REVIEW)
    assert "1" in cell(scored, Label.DEFECTIVE, Verdict.NG)
    assert scored.calibration.undo_text == ""
    view.plot.cuts_dropped.emit(Cuts(0.02, 0.105))
    assert "not saved" in view.strip.note.text()
    act = scored.actions_registry
    assert act["undo"].text() == "&Undo: Move the cuts"
    act["undo"].trigger()
    assert "0" in cell(scored, Label.GOOD, Verdict.REVIEW)
    # Elsewhere, undo speaks of the project.
    scored.show_view("dataset")
    assert act["undo"].text() == "&Undo: Import 12 images"


def test_keys_move_the_cuts_and_apply_and_save(qtbot: QtBot, scored: MainWindow, engine: Any) -> None:
    view, session = scored.calibrate, scored.calibration
    view.policies.table.setCurrentCell(2, 0)
    qtbot.keyClick(view, Qt.Key.Key_P)
    assert session.current_policy == "no-miss"
    before = session.choice
    qtbot.keyClick(view, Qt.Key.Key_D)
    assert before is not None
    assert session.choice is not None
    assert session.choice.cuts.ng > before.cuts.ng
    assert session.choice.cuts.review == before.cuts.review
    qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    assert session.choice.cuts.review < before.cuts.review
    with qtbot.waitSignal(session.calibrated):
        qtbot.keyClick(view, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert engine.stored.cuts == session.choice.cuts


def test_a_bar_and_a_cell_show_their_images_and_one_opens_in_inspect(
    qtbot: QtBot, scored: MainWindow, samples: list[Sample]
) -> None:
    view = scored.calibrate
    assert not view.tabs.isTabEnabled(1)
    view.plot.bar_clicked.emit(0.01, 0.03, Label.GOOD)
    assert view.tabs.currentIndex() == 1
    assert names(scored) == ["img2.png", "img1.png"]
    view.matrix.cells[Label.DEFECTIVE, Verdict.NG].click()
    assert names(scored) == ["img11.png", "img10.png"]
    scored.calibration.drop(Cuts(0.04, 0.105))
    assert names(scored) == ["img11.png"]
    scored.actions_registry["calibrate_images"].trigger()
    assert names(scored) == ["img10.png"]
    view.plot.bar_clicked.emit(0.0, 0.03, Label.GOOD)
    with qtbot.waitSignal(scored.session.shown):
        view.images.opened.emit(samples[1].path)
    assert scored.stack.currentWidget() is scored.inspect
    assert scored.session.current == samples[1].path
    assert len(scored.session.store) == 3
    view.images.closed.emit()
    assert not view.tabs.isTabEnabled(1)


def test_the_scores_of_the_model_file_have_no_images(qtbot: QtBot, scored: MainWindow) -> None:
    view = scored.calibrate
    row = view.strip.scope.findText("Scores in the model file (3 good, 1 defective)")
    with qtbot.waitSignal(scored.calibration.cuts_changed):
        view.strip.scope.activated.emit(row)
    view.matrix.cells[Label.GOOD, Verdict.OK].click()
    assert names(scored) == []
    assert "keeps no images" in view.images.title.text()


def test_what_is_saved_judges_the_list_in_inspect(
    qtbot: QtBot, scored: MainWindow, samples: list[Sample]
) -> None:
    session = scored.session
    # Without the guard no contour depends on the cuts, so what is known is judged again.
    session.set_settings(SegmentSettings(mode="otsu"))
    with qtbot.waitSignal(session.files_changed):
        scored.open_paths([samples[0].path.parent])
    scored.actions_registry["inspect_folder"].trigger()
    qtbot.waitUntil(lambda: session.store.pending() == [] and not session.is_busy("run"))
    scored.show_view("calibrate")
    scored.calibration.drop(Cuts(0.025, 0.1))
    with qtbot.waitSignal(scored.calibration.calibrated):
        scored.calibration.save()
    qtbot.waitUntil(lambda: not session.is_busy("judge"))
    expected = [Cuts(0.025, 0.1).verdict(n / 100) for n in range(12)]
    assert [session.store[sample.path].verdict for sample in samples] == expected
    found = session.store[samples[10].path].inspection
    assert found is not None
    assert (found.review_cut, found.ng_cut) == (0.025, 0.1)
    assert scored.top._model.toolTip() == "0.1"


def test_a_new_model_can_be_opened_here(qtbot: QtBot, window: MainWindow) -> None:
    links = window.findChild(CalibrateLinks)
    assert isinstance(links, CalibrateLinks)
    window.show_view("train")
    links.calibrate(Path("m.safetensors"))
    qtbot.waitUntil(lambda: window.calibration.collected is not None, timeout=LONG)
    assert window.stack.currentWidget() is window.calibrate
    # Only this once.
    window.open_model(Path("other.safetensors"))
    qtbot.waitUntil(lambda: window.top._model.text() == "other")
    assert window.stack.currentWidget() is not window.calibrate


def test_an_open_project_that_is_closed_takes_its_scores_with_it(qtbot: QtBot, scored: MainWindow) -> None:
    with qtbot.waitSignal(scored.project.opened):
        scored.project.close()
    assert scored.calibration.collected is None
    with qtbot.waitSignal(scored.calibration.policies_changed):
        scored.show_view("inspect")
        scored.show_view("calibrate")
    assert scored.calibration.scope.value == "stored"


def test_text_at_200_percent_fits(large_text: None, scored: MainWindow) -> None:
    scored.resize(1280, 800)
    found = {page: cut_off(scored) for page in each_page(scored.calibrate)}
    assert len(found) > 3
    assert {page: cut for page, cut in found.items() if cut} == {}
