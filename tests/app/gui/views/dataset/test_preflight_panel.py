"""The panel of the pre-flight."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.gui.views.dataset.preflight_card import FIRST, STEP, KindCard
from app.gui.views.dataset.preflight_panel import PreflightPanel
from core.datasets.dataset import Label, Split
from core.datasets.layout import recognise
from core.datasets.preflight.findings import Action, Finding, Fix, Kind, Severity
from core.datasets.preflight.mask_findings import SmallestDefect
from core.datasets.preflight.report import PreflightReport
from core.datasets.preflight.run import preflight

ROOT = Path("/set")


def paths(*names: str) -> tuple[Path, ...]:
    return tuple(ROOT / name for name in names)


def unreadable(name: str) -> Finding:
    bad = paths(name)
    return Finding(Kind.UNREADABLE, Severity.ERROR, f"{name} is no image.", bad, Fix(Action.REMOVE, bad))


def near(one: str, other: str) -> Finding:
    pair = paths(one, other)
    text = f"{one} and another image show nearly the same picture."
    return Finding(Kind.NEAR_DUPLICATE, Severity.WARNING, text, pair, Fix(Action.REMOVE, pair[1:]))


BLURRED = Finding(Kind.BLURRED, Severity.WARNING, "2 images are blurred.", paths("b1.png", "b2.png"))
FEW = Finding(Kind.FEW_IMAGES, Severity.NOTE, "There are 35 defective images to train with.")


def report(*findings: Finding, complete: bool = True) -> PreflightReport:
    return PreflightReport(
        root=ROOT,
        layout="dagm",
        problems=(),
        complete=complete,
        counts={Split.TRAIN: {Label.GOOD: 1000, Label.DEFECTIVE: 35}},
        defect_types={},
        sizes={(512, 512): 1035},
        formats={"8-bit grey": 1035},
        working_size=(256, 256),
        smallest_defect=SmallestDefect(ROOT / "small.png", 58.2, 5.1),
        findings=findings,
    )


@pytest.fixture
def panel(qtbot: QtBot) -> PreflightPanel:
    """The panel of a project with images."""
    made = PreflightPanel()
    qtbot.addWidget(made)
    made.set_images(1035)
    made.show()
    qtbot.waitExposed(made)
    return made


def texts(widget: Any) -> str:
    """All that is visible in words, without the places to break at."""
    labels = [w.text() for w in widget.findChildren(QLabel) if w.isVisible()]
    buttons = [w.text() for w in widget.findChildren(QPushButton) if w.isVisible()]
    return "\n".join(labels + buttons).replace("\u200b", "")


def card(panel: PreflightPanel, kind: Kind) -> KindCard:
    return next(card for card in panel.result.cards if card.group.kind is kind)


def test_empty_state_says_what_is_looked_at_and_runs(
    panel: PreflightPanel, collect: Callable[[Any], list[Any]]
) -> None:
    seen = collect(panel.run_asked)
    for words in ("cannot be read", "same picture", "Blurred", "sizes", "Masks", "smallest known defect"):
        assert words in texts(panel)
    assert "100 good and 50 defective" in texts(panel)
    panel.run.click()
    assert seen == [(256, 256)]


def test_working_size_goes_with_the_run(panel: PreflightPanel, collect: Callable[[Any], list[Any]]) -> None:
    seen = collect(panel.run_asked)
    panel.working_size.width_box.setValue(512)
    panel.run.click()
    panel.working_size.resized.setChecked(False)
    panel.run.click()
    assert seen == [(512, 256), None]
    assert not panel.working_size.width_box.isEnabled()


def test_without_images_nothing_runs(panel: PreflightPanel) -> None:
    panel.set_images(0)
    assert not panel.run.isEnabled()
    assert "no images yet" in texts(panel)


def test_progress_and_cancel(panel: PreflightPanel, collect: Callable[[Any], list[Any]]) -> None:
    seen = collect(panel.cancel_asked)
    panel.show_running()
    assert panel.running
    panel.show_running(1234, 5000)
    assert "1,234 of 5,000" in texts(panel)
    assert not panel.working_size.isEnabled()
    cancel = next(b for b in panel.findChildren(QPushButton) if b.isVisible() and b.text() == "Cancel")
    cancel.click()
    assert len(seen) == 1
    assert not cancel.isEnabled()
    panel.show_stopped()
    assert panel.run.isVisible()
    panel.show_running(1, 10)
    assert cancel.isEnabled()


def test_stopped_comes_back_to_the_report(panel: PreflightPanel) -> None:
    panel.show_report(report(BLURRED))
    panel.show_running(1, 10)
    assert not panel.again.isVisible()
    panel.show_stopped()
    assert "2 images are blurred." in texts(panel)
    assert panel.again.isVisible()


def test_findings_come_by_severity_with_words(panel: PreflightPanel) -> None:
    panel.show_report(report(BLURRED, unreadable("a.png"), unreadable("b.png"), FEW))
    assert panel.result.text.startswith("2 errors, 1 warning, 1 note 1,035 images, looked at ")
    kinds = [c.group.kind for c in panel.result.cards]
    assert kinds == [Kind.UNREADABLE, Kind.BLURRED, Kind.FEW_IMAGES]
    headings = [line for line in texts(panel).splitlines() if line in ("Errors", "Warnings", "Notes")]
    assert headings == ["Errors", "Warnings", "Notes"]
    for words in ("a.png is no image.", "2 images are blurred.", "35 defective images to train with"):
        assert words in texts(panel)


def test_nothing_found_says_so_with_the_facts(
    panel: PreflightPanel, collect: Callable[[Any], list[Any]]
) -> None:
    panel.show_report(report())
    seen = collect(panel.show_asked)
    shown = texts(panel)
    assert "Nothing to put right" in shown
    assert "512 × 512 pixels" in shown
    assert "58 px and is 5.1 px wide at 256 × 256, in small.png" in shown
    assert "100 good and 50 defective" in shown
    next(b for b in panel.findChildren(QPushButton) if b.text() == "Show the smallest defect").click()
    assert seen == [[ROOT / "small.png"]]


def test_time_and_age_of_the_report(panel: PreflightPanel) -> None:
    zone = timezone(timedelta(hours=2))
    panel.show_report(report(BLURRED), True, datetime(2024, 3, 5, 14, 7, tzinfo=zone))
    assert "looked at 05 Mar 14:07" in panel.result.text
    assert "images changed since" in panel.result.text
    panel.set_outdated(False)
    assert "changed since" not in panel.result.text
    panel.show_report(report(BLURRED, complete=False))
    assert "Stopped early" in panel.result.text


def test_other_working_size_than_the_report_is_told(panel: PreflightPanel) -> None:
    panel.show_report(report(BLURRED))
    assert "Run again for this size" not in texts(panel)
    panel.working_size.height_box.setValue(128)
    assert "found at 256 × 256. Run again for this size." in texts(panel)
    panel.working_size.height_box.setValue(256)
    assert "Run again for this size" not in texts(panel)


def test_show_gives_the_images_of_one_or_of_all(
    panel: PreflightPanel, collect: Callable[[Any], list[Any]]
) -> None:
    panel.show_report(report(near("a.png", "b.png"), near("c.png", "d.png"), BLURRED))
    seen = collect(panel.show_asked)
    pairs = card(panel, Kind.NEAR_DUPLICATE)
    list(pairs.rows.values())[1].show_button.click()
    pairs.show_all.click()
    assert seen == [list(paths("c.png", "d.png")), list(paths("a.png", "b.png", "c.png", "d.png"))]
    # One finding alone needs no button for all of them.
    assert not card(panel, Kind.BLURRED).show_all.isVisible()


def test_fix_is_asked_for_and_ticked_off(panel: PreflightPanel, collect: Callable[[Any], list[Any]]) -> None:
    pair = near("a.png", "b.png")
    panel.show_report(report(pair, near("c.png", "d.png")))
    seen = collect(panel.fix_asked)
    first, second = card(panel, Kind.NEAR_DUPLICATE).rows.values()
    assert first.fix_button.text() == "Take 1 image out of the dataset"
    first.fix_button.click()
    assert seen == [pair.fix]
    assert (first.done, second.done) == (True, False)
    assert not first.fix_button.isVisible()
    panel.set_fixed(seen[0], False)
    assert not first.done
    assert first.fix_button.isVisible()


def test_ticks_last_as_long_as_their_report(panel: PreflightPanel) -> None:
    same = report(near("a.png", "b.png"))
    panel.show_report(same)
    next(iter(card(panel, Kind.NEAR_DUPLICATE).rows.values())).fix_button.click()
    panel.show_report(same, outdated=True)
    assert next(iter(card(panel, Kind.NEAR_DUPLICATE).rows.values())).done
    panel.show_report(report(near("a.png", "b.png")))
    assert not next(iter(card(panel, Kind.NEAR_DUPLICATE).rows.values())).done


def test_fix_all_asks_inside_the_panel_and_is_one_fix(
    panel: PreflightPanel, collect: Callable[[Any], list[Any]]
) -> None:
    panel.show_report(report(*(unreadable(f"{n}.png") for n in range(5))))
    seen = collect(panel.fix_asked)
    errors = card(panel, Kind.UNREADABLE)
    errors.rows[1].fix_button.click()
    assert errors.fix_all.text() == "Fix all 4…"
    errors.fix_all.click()
    assert "Take 4 images out of the dataset? The files stay" in texts(errors.confirm)
    errors.confirm.no.click()
    assert not errors.confirm.isVisible()
    assert len(seen) == 1
    errors.fix_all.click()
    errors.confirm.yes.click()
    assert seen[1:] == [Fix(Action.REMOVE, paths("0.png", "2.png", "3.png", "4.png"))]
    assert all(row.done for row in errors.rows.values())
    assert not errors.fix_all.isVisible()
    # The findings that were not drawn yet are ticked off as well.
    errors.more.click()
    assert [row.done for row in errors.rows.values()] == [True] * 5


def test_fix_all_keeps_moves_to_different_splits_apart(
    panel: PreflightPanel, collect: Callable[[Any], list[Any]]
) -> None:
    def split(name: str, to: Split) -> Finding:
        fix = Fix(Action.SET_SPLIT, paths(name), to.value)
        return Finding(Kind.ACROSS_SPLITS, Severity.ERROR, "Twice.", paths(name, "x.png"), fix)

    panel.show_report(
        report(split("1.png", Split.TRAIN), split("2.png", Split.TEST), split("3.png", Split.TRAIN))
    )
    seen = collect(panel.fix_asked)
    both = card(panel, Kind.ACROSS_SPLITS)
    both.fix_all.click()
    assert "Move 2 images to train and move 1 image to test? It can be undone." in texts(both.confirm)
    both.confirm.yes.click()
    assert [(fix.paths, fix.value) for fix in seen] == [
        (paths("1.png", "3.png"), "train"),
        (paths("2.png"), "test"),
    ]
    panel.set_fixed(seen[0], False)
    assert [row.done for row in both.rows.values()] == [False, True, False]


def test_what_may_be_wrong_is_never_fixed_all_at_once(panel: PreflightPanel) -> None:
    panel.show_report(report(near("a.png", "b.png"), near("c.png", "d.png")))
    assert not card(panel, Kind.NEAR_DUPLICATE).fix_all.isVisible()


def test_thousands_of_findings_are_drawn_a_few_at_a_time(panel: PreflightPanel) -> None:
    panel.show_report(report(*(near(f"a{n}.png", f"b{n}.png") for n in range(5000))))
    many = card(panel, Kind.NEAR_DUPLICATE)
    assert len(many.rows) == FIRST
    assert many.more.text() == f"{STEP} more of {5000 - FIRST:,}"
    many.more.click()
    assert len(many.rows) == FIRST + STEP


def test_long_names_do_not_widen_the_panel(panel: PreflightPanel) -> None:
    panel.resize(360, 700)
    panel.show_report(report(unreadable("a" * 200 + ".png")))
    assert card(panel, Kind.UNREADABLE).width() <= 360


def test_everything_is_reached_by_keyboard(panel: PreflightPanel, qtbot: QtBot) -> None:
    panel.show_report(report(unreadable("a.png"), unreadable("b.png")))
    buttons = [b for b in panel.findChildren(QPushButton) if b.isVisible()]
    assert all(b.focusPolicy() & Qt.FocusPolicy.TabFocus for b in buttons)
    row = card(panel, Kind.UNREADABLE).rows[0]
    assert row.fix_button.accessibleDescription() == "a.png is no image."
    row.fix_button.setFocus()
    qtbot.keyClick(row.fix_button, Qt.Key.Key_Space)
    assert row.done


def test_clear_forgets_the_report(panel: PreflightPanel) -> None:
    panel.show_report(report(BLURRED))
    panel.clear()
    assert panel.run.isVisible()
    assert not panel.again.isVisible()


def test_real_report(panel: PreflightPanel, real_data: Path) -> None:
    dataset = recognise(real_data / "dagm-class1-512-sample")
    panel.show_report(preflight(dataset, working_size=(64, 64)))
    assert "24 images" in panel.result.text
    assert card(panel, Kind.FEW_IMAGES).rows
