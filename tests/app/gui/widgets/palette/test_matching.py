"""What fits what was typed, and which of two fits better."""

from __future__ import annotations

import pytest

from app.gui.widgets.palette.matching import fit

TITLES = (
    "Export CSV",
    "Inspect all",
    "Maximise repair",
    "Next image",
    "Run pre-flight",
    "Redo",
    "Record a report",
)


def best(query: str) -> str:
    return max(TITLES, key=lambda title: fit(query, title))


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("csv", "Export CSV"),
        ("EXP", "Export CSV"),
        ("image next", "Next image"),
        ("flight", "Run pre-flight"),
        ("ia", "Inspect all"),
        ("mxr", "Maximise repair"),
        ("red", "Redo"),
        ("re", "Redo"),
        ("rec rep", "Record a report"),
    ],
)
def test_the_best_one(query: str, title: str) -> None:
    assert best(query) == title


@pytest.mark.parametrize("query", ["xyz", "csv train", "epxort", "qq"])
def test_every_word_must_be_found(query: str) -> None:
    assert fit(query, "Export CSV", ("File", "Write results.csv")) == 0


def test_hints_count_least() -> None:
    hinted = fit("results", "Export CSV", ("File", "Write results.csv"))
    assert 0 < hinted < fit("sv", "Export CSV") < fit("csv", "Export CSV") < fit("export", "Export CSV")


def test_nothing_typed_fits_everything_the_same() -> None:
    assert {fit("  ", title) for title in TITLES} == {1.0}
