"""The table of rates and of expected parts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.gui.views.calibrate.widgets.rates_table import RatesTable
from app.gui.views.calibrate.widgets.words import NO_FIGURE, area, number, percent
from core.evaluation.cut_figures import cut_figures
from core.evaluation.rates import Estimate
from core.evaluation.score_table import ScoreTable
from core.inspection.cuts import Cuts

CUTS = Cuts(0.185, 0.235)


@pytest.fixture
def rates(qtbot: QtBot) -> RatesTable:
    """Without figures."""
    made = RatesTable()
    qtbot.addWidget(made)
    made.show()
    return made


def test_every_rate_stands_with_interval_counts_and_badge(rates: RatesTable, table: ScoreTable) -> None:
    figures = cut_figures(table, CUTS, 0.1)
    rates.set_figures(figures)
    row = {row.name.text(): row for row in rates.rows}["False alarms"]
    rate = figures.rate("False alarms")
    assert rate is not None
    assert (row.value.text(), row.counts.text()) == ("5.0 %", "1 of 20")
    assert row.interval.text() == f"{100 * rate.low:.2f} to {100 * rate.high:.1f} %"
    assert row.bar.shown == (rate.low, rate.value, rate.high)
    assert row.badge.text() == "includes training images"
    assert row.name.toolTip() == "Good ones that are judged NG."
    assert "95 % interval" in row.value.accessibleName()
    # The trained images are good ones that stay OK: recall counts none of them.
    badges = {row.name.text(): row.badge.isVisible() for row in rates.rows}
    assert badges == {item.name: item.trained > 0 for item in figures.rates}
    assert badges["False alarms"]
    assert not badges["Recall"]


def test_a_rate_that_is_not_defined_has_no_figure(rates: RatesTable, table: ScoreTable) -> None:
    rates.set_figures(cut_figures(table, CUTS))
    good = ScoreTable([image for image in table.images if not image.defective])
    rates.set_figures(cut_figures(good, CUTS))
    recall = rates.rows[1]
    assert (recall.name.text(), recall.value.text(), recall.interval.text()) == ("Recall", NO_FIGURE, "")
    assert recall.bar.shown is None
    assert rates.parts["misses"].value.text() == NO_FIGURE


def test_expected_parts_follow_the_figures(rates: RatesTable, table: ScoreTable) -> None:
    rates.set_figures(cut_figures(table, CUTS, 0.1))
    # 900 good parts, a quarter of them to review, and 100 defective ones, a tenth of them.
    assert rates.parts["review"].value.text() == "235.0"
    assert rates.parts["false_alarms"].value.text() == "45.0"
    assert rates.parts_badge.isVisible()


def test_another_share_of_defective_parts_is_told(
    qtbot: QtBot, rates: RatesTable, table: ScoreTable, collect: Callable[[Any], list[Any]]
) -> None:
    rates.set_figures(cut_figures(table, CUTS))
    told = collect(rates.share_changed)
    rates.set_share(0.02)
    assert (told, rates.share.text()) == ([], "2 %")
    rates.share.selectAll()
    qtbot.keyClicks(rates.share, "3.5")
    qtbot.keyClick(rates.share, Qt.Key.Key_Return)
    assert told == [pytest.approx(0.035)]


def test_without_figures_it_says_so(rates: RatesTable, table: ScoreTable) -> None:
    rates.set_figures(cut_figures(table, CUTS))
    rates.set_figures(None)
    assert not rates.share.isVisible()


def test_figures_in_words() -> None:
    assert [percent(v) for v in (0, 0.001, 0.25, 0.9951, 1)] == [
        "0 %",
        "0.10 %",
        "25.0 %",
        "99.51 %",
        "100 %",
    ]
    assert [number(Estimate(v, None, None)) for v in (0, 1.234, 12.34, 12_345)] == [
        "0",
        "1.23",
        "12.3",
        "12,345",
    ]
    assert area("AP", Estimate(0.98765, 0.9, 0.99)) == "AP 0.988 [0.900, 0.990]"
    assert area("AP", Estimate(1.0, None, None)) == "AP 1.000"
