from __future__ import annotations

import pytest

from core.experiments.figures import FIGURES, Summary, summary
from core.experiments.wording import COLUMNS, as_printed, listed, shown


def test_mean_and_sample_standard_deviation_by_hand() -> None:
    # Mean 4; squares of the differences 4, 0, 4; divided by n - 1 = 2; root of 4.
    assert summary([2, 4, 6]) == Summary(4, 2, (2, 4, 6))
    assert summary([3, None]) == Summary(3, None, (3,))
    assert summary([None]) == Summary(None, None, ())
    assert summary([]) == Summary(None, None, ())


def test_every_figure_has_its_column() -> None:
    assert tuple(COLUMNS) == FIGURES


@pytest.mark.parametrize(
    ("name", "values", "spread", "text"),
    [
        ("accuracy", [95.0, 96.0], True, "95.50 ± 0.71"),
        ("accuracy", [95.0], True, "95.00 ± –"),
        ("accuracy", [95.0], False, "95.00"),
        ("accuracy", [None, None], True, "–"),
        ("tp", [3.0, 3.0], True, "3.0 ± 0.0"),
        ("tp", [3.0, 4.0], True, "3.5 ± 0.7"),
        ("training_seconds", [60.0, 120.0], True, "1.5 ± 0.7"),
        ("parameters", [12_170_000.0, 12_170_000.0], True, "12.170"),
        ("mse", [8.951], False, "8.95"),
    ],
)
def test_figures_in_words(name: str, values: list[float | None], spread: bool, text: str) -> None:
    assert shown(name, summary(values), spread=spread) == text


def test_printed_figures_and_lists() -> None:
    assert (as_printed("accuracy", 96.0), as_printed("f1", 1.0), as_printed("mse", None)) == (
        "96.00",
        "1.0000",
        "–",
    )
    assert listed(["a"]) == "a"
    assert listed(["a", "b"]) == "a and b"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(list("abcdefgh"), most=2) == "a, b and 6 more"
