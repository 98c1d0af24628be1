"""Numbers in sentences."""

from __future__ import annotations

import pytest

from core.words import are, number_of


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0 good images are"),
        (1, "1 good image is"),
        (2, "2 good images are"),
        (1200, "1,200 good images are"),
    ],
)
def test_one_is_singular_and_thousands_are_set_apart(number: int, text: str) -> None:
    assert f"{number_of(number, 'good image')} {are(number)}" == text
