"""Splits and pre-flight at the side of a real project; and a project that can only be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.gui.errors import Notice
from app.gui.main_window import MainWindow
from app.gui.project.edit_queue import edit_call
from app.gui.views.dataset.browser import Browser
from app.gui.views.dataset.split_panel import SplitPanel
from core.datasets.dataset import Label, Sample, Split
from core.datasets.preflight.findings import Action, Fix, Kind
from core.images.write import write_png
from core.project.images import import_images, read_new_images
from core.project.problem import Problem
from core.project.project import Project
from tests.app.gui.views.dataset.hands import Choose, Settled


@pytest.fixture
def panel(qtbot: QtBot, curating: MainWindow, browser: Browser) -> SplitPanel:
    """Open, with splits drawn."""
    curating.actions_registry["show_splits"].trigger()
    assert browser.tabs.currentWidget() is browser.splits
    qtbot.waitUntil(lambda: browser.splits._plan is not None)
    return browser.splits


@pytest.fixture
def notices(window: MainWindow, collect: Callable[[Any], list[Any]]) -> list[Notice]:
    return collect(window.notifications.noticed)


def splits(window: MainWindow) -> list[Split]:
    return window.project.table.get_values("split", window.project.table.ids.tolist())


def cell(panel: SplitPanel, row: int, column: int) -> str:
    return panel._cells[row, column].text()


# --- splits -------------------------------------------------------------------------------------------------


def test_splits_are_shown_before_they_are_assigned(
    qtbot: QtBot, curating: MainWindow, panel: SplitPanel, settled: Settled
) -> None:
    settled(curating)
    assert panel._note.text() == "12 images would move."
    assert [cell(panel, row, 0) for row in range(1, 5)] == ["train", "validation", "test", "unassigned"]
    assert (cell(panel, 1, 1), cell(panel, 2, 1)) == ("0 → 8", "0 → 2")
    assert cell(panel, 4, 2) == "2 → 0"
    assert splits(curating) == [Split.UNASSIGNED] * 12
    panel._apply.click()
    assert not panel._apply.isEnabled()
    settled(curating)
    assert splits(curating).count(Split.VALIDATION) == 2
    assert splits(curating).count(Split.TRAIN) == 10
    assert curating.project.undo_text == "Assign splits to 12 images (seed 0)"
    # What would be drawn next is shown.
    qtbot.waitUntil(lambda: panel._note.text() == "Nothing would change.")
    assert not panel._apply.isEnabled()
    curating.project.undo()
    settled(curating)
    assert splits(curating) == [Split.UNASSIGNED] * 12
    qtbot.waitUntil(lambda: panel._note.text() == "12 images would move.")


def test_another_seed_or_share_is_drawn_again(
    qtbot: QtBot, curating: MainWindow, panel: SplitPanel, settled: Settled
) -> None:
    first = dict(panel._plan.splits)  # type: ignore[union-attr]
    panel._seed.setValue(5)
    # What was drawn does not hold any more.
    assert not panel._apply.isEnabled()
    qtbot.waitUntil(lambda: panel._plan is not None)
    assert panel._plan is not None
    assert (panel._plan.seed, dict(panel._plan.splits) == first) == (5, False)
    panel._validation.setValue(60)
    panel._test.setValue(40)
    qtbot.waitUntil(lambda: "Nothing would be left to train on" in panel._note.text())
    assert not panel._apply.isEnabled()
    panel._test.setValue(20)
    qtbot.waitUntil(lambda: panel._plan is not None)
    assert panel._apply.isEnabled()
    settled(curating)


def test_a_test_split_that_exists_stays_unless_drawn_anew(
    qtbot: QtBot, curating: MainWindow, panel: SplitPanel, settled: Settled
) -> None:
    ids = curating.project.table.ids.tolist()
    curating.project.edit(edit_call("set_split", ids[:3], Split.TEST), {"split": Split.TEST}, ids[:3])
    settled(curating)
    panel._test.setValue(50)
    qtbot.waitUntil(lambda: panel._plan is not None)
    assert panel._plan is not None
    assert not set(ids[:3]) & set(panel._plan.splits)
    panel._anew.setChecked(True)
    qtbot.waitUntil(lambda: panel._plan is not None)
    assert cell(panel, 3, 1) == "3 → 5"
    settled(curating)


def test_a_plan_does_not_outlive_an_edit(
    qtbot: QtBot, curating: MainWindow, panel: SplitPanel, settled: Settled
) -> None:
    ids = curating.project.table.ids.tolist()
    old = panel._plan
    curating.project.edit(edit_call("remove", ids[:6]), {"removed": True}, ids[:6])
    qtbot.waitUntil(lambda: panel._plan is not None and panel._plan is not old)
    assert panel._note.text() == "6 images would move."
    # On another tab nothing is kept ready.
    curating.dataset.browser.tabs.setCurrentWidget(curating.dataset.browser.details)
    curating.project.undo()
    settled(curating)
    assert panel._plan is None
    assert not panel._rest.isActive()
    curating.actions_registry["show_splits"].trigger()
    qtbot.waitUntil(lambda: panel._note.text() == "12 images would move.")
    settled(curating)


def test_one_image_would_move(
    qtbot: QtBot, curating: MainWindow, panel: SplitPanel, settled: Settled
) -> None:
    ids = curating.project.table.ids.tolist()
    curating.project.edit(edit_call("remove", ids[1:]), {"removed": True}, ids[1:])
    qtbot.waitUntil(lambda: panel._note.text() == "1 image would move.")
    settled(curating)


def test_another_project_has_no_plan(
    qtbot: QtBot, curating: MainWindow, panel: SplitPanel, tmp_path: Path, settled: Settled
) -> None:
    with qtbot.waitSignal(curating.project.opened):
        curating.project.close()
    settled(curating)
    assert panel._plan is None
    assert not panel._rest.isActive()
    assert not panel._apply.isEnabled()


def test_the_fields_have_names(panel: SplitPanel, curating: MainWindow, settled: Settled) -> None:
    names = [box.accessibleName() for box in (panel._validation, panel._test, panel._seed)]
    assert names == ["Validation share", "Test share", "Seed"]
    settled(curating)


# --- pre-flight ---------------------------------------------------------------------------------------------


@pytest.fixture
def noisy(
    qtbot: QtBot, curating: MainWindow, tmp_path: Path, settled: Settled
) -> tuple[MainWindow, list[int]]:
    """The window with five noisy pictures more, the last two the same and in two splits; their ids."""
    samples = []
    for number in range(5):
        path = tmp_path / "rauschen" / f"n{number}.png"
        noise = np.random.default_rng(min(number, 3)).integers(0, 255, (32, 32), np.uint8)
        write_png(path, noise)
        samples.append(Sample(path, Label.GOOD, Split.TEST if number == 4 else Split.TRAIN))
    ids = curating.project.table.ids.tolist()
    curating.project.edit(edit_call("remove", ids), {"removed": True}, ids)
    with qtbot.waitSignals([curating.project.imported, curating.project.reading_done]):
        curating.project.import_images(samples)
    settled(curating)
    new = [int(n) for n in curating.project.table.ids if n not in ids]
    return curating, new


def checked(window: MainWindow, settled: Settled) -> Any:
    window.actions_registry["run_preflight"].trigger()
    settled(window)
    report = window.dataset.browser.preflight.result.report
    assert report is not None
    return report


def test_findings_mark_show_and_fix(noisy: tuple[MainWindow, list[int]], settled: Settled) -> None:
    window, ids = noisy
    browser = window.dataset.browser
    report = checked(window, settled)
    assert browser.tabs.currentWidget() is browser.preflight
    (finding,) = report.of(Kind.ACROSS_SPLITS)
    marks = window.project.table.get_values("problems", ids)
    assert [Problem.ACROSS_SPLITS in mark for mark in marks] == [False, False, False, True, True]
    assert browser.chips._problems.isVisible()
    browser.preflight.show_asked.emit(list(finding.paths))
    assert sorted(browser.model.ids_at(np.arange(2))) == ids[3:]
    assert browser.model.rowCount() == 2
    assert browser._only_text.text() == "Showing only: 2 images of a finding"
    browser.preflight.fix_asked.emit(finding.fix)
    settled(window)
    # The same picture in one split is enough; the images have changed since the report.
    assert finding.fix.action is Action.SET_SPLIT
    assert len(set(window.project.table.get_values("split", ids[3:]))) == 1
    assert not browser.preflight.result._stale.isHidden()
    window.project.undo()
    settled(window)
    assert window.project.table.get_values("split", ids[3:]) == [Split.TRAIN, Split.TEST]


@pytest.mark.parametrize(
    ("action", "value", "column", "after"),
    [
        (Action.REMOVE, "", "removed", True),
        (Action.SET_SPLIT, "validation", "split", Split.VALIDATION),
        (Action.SET_LABEL, "defective", "label", Label.DEFECTIVE),
        (Action.REMOVE_MASK, "", "has_mask", False),
    ],
)
def test_every_fix_is_an_undoable_step(
    noisy: tuple[MainWindow, list[int]],
    settled: Settled,
    tmp_path: Path,
    action: Action,
    value: str,
    column: str,
    after: Any,
) -> None:
    from core.project import edits

    window, ids = noisy
    mask = tmp_path / "rauschen" / "mask.png"
    write_png(mask, np.full((32, 32), 255, np.uint8))
    window.project.edit(lambda project: edits.set_mask(project, ids[0], mask))
    settled(window)
    assert window.project.table.get_values("has_mask", ids[:1]) == [True]
    checked(window, settled)
    before = window.project.table.get_values(column, ids[:1])
    fix = Fix(action, (tmp_path / "rauschen" / "n0.png",), value)
    window.dataset.browser.preflight.fix_asked.emit(fix)
    settled(window)
    assert window.project.table.get_values(column, ids[:1]) == [after]
    window.project.undo()
    settled(window)
    assert window.project.table.get_values(column, ids[:1]) == before


def test_a_preflight_is_cancelled(
    qtbot: QtBot, noisy: tuple[MainWindow, list[int]], settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    import time

    from core.datasets.preflight import run as preflight_module

    window, _ = noisy
    real = preflight_module.measure

    def slow(sample: Sample) -> Any:
        time.sleep(0.02)
        return real(sample)

    monkeypatch.setattr(preflight_module, "measure", slow)
    panel = window.dataset.browser.preflight
    act = window.actions_registry["run_preflight"]
    act.trigger()
    assert panel.running
    assert not act.isEnabled()
    act.trigger()
    panel._cancel.click()
    settled(window)
    assert not panel.running
    assert panel.result.report is None
    assert act.isEnabled()
    assert checked(window, settled).complete


def test_what_changes_meanwhile_makes_the_report_old(
    noisy: tuple[MainWindow, list[int]], settled: Settled
) -> None:
    window, ids = noisy
    result = window.dataset.browser.preflight.result
    checked(window, settled)
    assert result._stale.isHidden()
    # One edit while it runs: whether before or after its end, the report is not of the images as they are.
    window.dataset.preflight.run()
    window.project.edit(edit_call("set_split", ids[:1], Split.TEST), {"split": Split.TEST}, ids[:1])
    settled(window)
    assert not result._stale.isHidden()
    checked(window, settled)
    assert result._stale.isHidden()


def test_a_changed_file_shows_its_new_size_after_a_preflight(
    noisy: tuple[MainWindow, list[int]], settled: Settled, tmp_path: Path
) -> None:
    window, ids = noisy
    write_png(tmp_path / "rauschen" / "n0.png", np.zeros((16, 24), np.uint8))
    checked(window, settled)
    assert window.project.table.get_values("width", ids[:1]) == [24]


def test_the_report_goes_with_its_project(
    qtbot: QtBot, noisy: tuple[MainWindow, list[int]], settled: Settled
) -> None:
    window, _ = noisy
    checked(window, settled)
    with qtbot.waitSignal(window.project.opened):
        window.project.close()
    settled(window)
    assert window.dataset.browser.preflight.result.report is None
    assert not window.actions_registry["run_preflight"].isEnabled()


# --- read-only ----------------------------------------------------------------------------------------------


@pytest.fixture
def reading(
    qtbot: QtBot,
    window: MainWindow,
    samples: list[Sample],
    tmp_path: Path,
    settled: Settled,
    notices: list[Notice],
) -> Iterator[MainWindow]:
    """The window with a project that is open for writing elsewhere."""
    with Project.create(tmp_path / "p.isugan") as project:
        import_images(project, samples)
        read_new_images(project)
        window.open_project(tmp_path / "p.isugan")
        qtbot.waitUntil(lambda: window.project.is_open)
        settled(window)
        yield window
        with qtbot.waitSignal(window.project.opened):
            window.project.close()
        settled(window)


def test_a_read_only_project_can_be_looked_at_and_says_why_no_more(
    qtbot: QtBot, reading: MainWindow, notices: list[Notice], choose: Choose, settled: Settled
) -> None:
    browser = reading.dataset.browser
    reason = reading.project.read_only
    assert "open for writing by" in reason
    assert any(n.text == "p is open for reading only." and n.way_out == reason for n in notices)
    assert "(read-only)" in reading.top._project.text()
    choose(reading, "img1")
    settled(reading)
    act = reading.actions_registry
    for name in (
        *("label_good", "label_defective", "label_unlabelled", "toggle_reviewed", "remove_images"),
        *("split_train", "split_validation", "split_test", "split_unassigned", "edit_tags", "edit_note"),
        *("undo", "redo", "add_images", "relink"),
    ):
        assert not act[name].isEnabled(), name
    for name in ("open_image", "show_in_folder", "copy_path", "find", "run_preflight", "show_splits"):
        assert act[name].isEnabled(), name
    for field in (browser.details._tags, browser.details._note):
        assert field.isReadOnly()
        assert field.toolTip() == reason
    act["show_splits"].trigger()
    qtbot.waitUntil(lambda: browser.splits._plan is not None)
    assert not browser.splits._apply.isEnabled()
    assert browser.splits._apply.toolTip() == reason
    settled(reading)


def test_keys_do_nothing_in_a_read_only_project(
    qtbot: QtBot, reading: MainWindow, choose: Choose, settled: Settled
) -> None:
    ids = choose(reading, "img1")
    grid = reading.dataset.browser.grid
    grid.setFocus()
    qtbot.keyClicks(grid, "gdutvsr")
    settled(reading)
    assert reading.project.table.get_values("label", ids) == [Label.GOOD]
    assert reading.project.table.get_values("reviewed", ids) == [False]


def test_a_fix_in_a_read_only_project_is_taken_back(
    reading: MainWindow,
    notices: list[Notice],
    settled: Settled,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    checked(reading, settled)
    fixed: list[tuple[Fix, bool]] = []
    panel = reading.dataset.browser.preflight
    monkeypatch.setattr(panel, "set_fixed", lambda fix, done: fixed.append((fix, done)))
    fix = Fix(Action.REMOVE, (tmp_path / "bilder" / "img1.png",))
    panel.fix_asked.emit(fix)
    assert fixed == [(fix, False)]
    assert notices[-1].text == "Nothing can be changed."
    assert "open for writing by" in notices[-1].way_out
    assert len(reading.project.table) == reading.project.table.counters().total == 12


def test_fields_can_be_used_again_in_the_next_project(
    qtbot: QtBot, reading: MainWindow, tmp_path: Path, settled: Settled
) -> None:
    with qtbot.waitSignal(reading.project.opened):
        reading.project.create(tmp_path / "q.isugan")
    settled(reading)
    details = reading.dataset.browser.details
    assert not details._tags.isReadOnly()
    assert "Ctrl+Enter" in details._note.toolTip()
    assert reading.dataset.browser.splits._apply.toolTip() == ""
