"""The table of policies."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableWidgetItem
from pytestqt.qtbot import QtBot

from app.gui.views.calibrate.widgets.figure_box import FigureBox
from app.gui.views.calibrate.widgets.policy_row import COLUMNS, SETTING, setting_of, with_setting
from app.gui.views.calibrate.widgets.policy_table import PolicyTable
from core.evaluation.policy_costs import PolicyCost, Prices, policy_costs
from core.evaluation.score_table import ScoreTable
from core.inspection.policy import parse_policy

IDS = ("best-f1", "far=0.01", "cost=1:20")
Collect = Callable[[Any], list[Any]]


def costs(table: ScoreTable, *ids: str) -> tuple[PolicyCost, ...]:
    """What the core says of these policies, and one that is not possible."""
    impossible = PolicyCost("no-miss", "No known defect missed", "", None, None, None, "No defect is known.")
    return (*policy_costs(table, ids, Prices(0.05)), impossible)


@pytest.fixture
def policies(qtbot: QtBot, table: ScoreTable) -> PolicyTable:
    """A shown table of four."""
    made = PolicyTable()
    qtbot.addWidget(made)
    made.resize(900, 260)
    made.set_policies(costs(table, *IDS))
    made.show()
    return made


def item(policies: PolicyTable, row: int, column: int) -> QTableWidgetItem:
    """A cell."""
    found = policies.table.item(row, column)
    assert found is not None
    return found


def box(policies: PolicyTable, row: int) -> FigureBox:
    """The control of a row."""
    found = policies.table.cellWidget(row, SETTING)
    assert isinstance(found, FigureBox)
    return found


def test_a_row_says_what_its_policy_costs(policies: PolicyTable, table: ScoreTable) -> None:
    best = costs(table, *IDS)[0]
    assert best.cuts is not None
    assert best.figures is not None
    alarms = best.figures.rate("False alarms")
    assert alarms is not None
    row = dict(
        zip(map(str, COLUMNS), (item(policies, 0, c).text() for c in range(len(COLUMNS))), strict=True)
    )
    assert row["Policy"] == "Best F1"
    assert row["NG from"] == f"{best.cuts.ng:.4f}"
    assert float(row["False alarms"].removesuffix(" %")) == pytest.approx(100 * alarms.value, abs=0.05)
    assert "95 % interval" in item(policies, 0, 0).toolTip()


def test_a_policy_that_is_not_possible_says_why(policies: PolicyTable, collect: Collect) -> None:
    applied = collect(policies.policy_applied)
    policies.table.setCurrentCell(3, 0)
    assert "not possible" in item(policies, 3, 0).text()
    assert policies.meaning.text() == "No defect is known."
    policies.table.entered.emit()
    assert (policies.apply.isEnabled(), applied) == (False, [])


@pytest.mark.parametrize("by", ["button", "enter", "double click"])
def test_choosing_and_applying(qtbot: QtBot, policies: PolicyTable, collect: Collect, by: str) -> None:
    chosen, applied = collect(policies.policy_chosen), collect(policies.policy_applied)
    assert policies.chosen() == ""
    policies.table.setCurrentCell(2, 0)
    assert (chosen, applied, policies.chosen()) == (["cost=1:20"], [], "cost=1:20")
    if by == "button":
        policies.apply.click()
    elif by == "enter":
        qtbot.keyClick(policies.table, Qt.Key.Key_Return)
    else:
        policies.table.cellDoubleClicked.emit(2, 0)
    assert applied == ["cost=1:20"]


def test_the_policy_in_use_is_marked_in_words(policies: PolicyTable) -> None:
    policies.set_current("far=0.01")
    titles = [item(policies, row, 0).text() for row in range(3)]
    assert [title.endswith("(in use)") for title in titles] == [False, True, False]
    assert item(policies, 1, 0).font().bold()
    assert not item(policies, 1, 0).icon().isNull()
    policies.set_current("manual")
    assert "in use" not in item(policies, 1, 0).text()


@pytest.mark.parametrize(
    ("row", "typed", "old", "new"),
    [(1, "2.5", "far=0.01", "far=0.025"), (2, "50", "cost=1:20", "cost=1:50")],
)
def test_a_setting_is_typed(
    qtbot: QtBot,
    policies: PolicyTable,
    table: ScoreTable,
    collect: Collect,
    row: int,
    typed: str,
    old: str,
    new: str,
) -> None:
    edited = collect(policies.policy_edited)
    control = box(policies, row)
    control.selectAll()
    qtbot.keyClicks(control, typed)
    qtbot.keyClick(control, Qt.Key.Key_Return)
    assert edited == [(old, new)]
    ids = list(IDS)
    ids[row] = new
    policies.set_policies(costs(table, *ids))
    # The same control, and the row is still selected.
    assert box(policies, row) is control
    assert policies.chosen() == new
    assert edited == [(old, new)]


def test_a_setting_from_elsewhere_is_shown_and_not_told(
    policies: PolicyTable, table: ScoreTable, collect: Collect
) -> None:
    edited = collect(policies.policy_edited)
    policies.set_policies(costs(table, "best-f1", "far=0.05", "cost=1:20"))
    assert (box(policies, 1).text(), edited) == ("5 %", [])


def test_other_policies_are_other_rows(policies: PolicyTable, table: ScoreTable) -> None:
    policies.table.setCurrentCell(1, 0)
    policies.set_policies(costs(table, "good-only"))
    assert (policies.table.rowCount(), policies.chosen()) == (2, "")
    assert policies.table.cellWidget(0, SETTING) is None


def test_a_row_stays_selected_when_others_come(
    policies: PolicyTable, table: ScoreTable, collect: Collect
) -> None:
    policies.table.setCurrentCell(1, 0)
    chosen = collect(policies.policy_chosen)
    policies.set_policies(costs(table, "good-only", *IDS))
    assert (policies.table.currentRow(), policies.chosen(), chosen) == (2, "far=0.01", [])
    assert policies.table.selectionModel().isRowSelected(2)


@pytest.mark.parametrize("value", [0.0, 0.01, 0.5, 99.99])
def test_every_rate_that_can_be_typed_is_a_policy(value: float) -> None:
    policy = with_setting("far=0.01", value)
    assert parse_policy(policy).rate == pytest.approx(value / 100)
    setting = setting_of(policy)
    assert setting is not None
    assert setting.value == pytest.approx(value)


@pytest.mark.parametrize("value", [0.01, 20.0, 99_999.0])
def test_every_price_that_can_be_typed_is_a_policy(value: float) -> None:
    assert parse_policy(with_setting("cost=1.5:20", value)).miss_cost == pytest.approx(value)
    assert parse_policy(with_setting("cost=1.5:20", value)).false_alarm_cost == 1.5


@pytest.mark.parametrize("policy", ["best-f1", "no-miss", "good-only", "manual", "stored"])
def test_the_others_have_no_setting(policy: str) -> None:
    assert setting_of(policy) is None
