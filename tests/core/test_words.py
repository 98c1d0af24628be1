"""Numbers in sentences."""

from __future__ import annotations

import pytest

from core.words import are, cell_text, number_of, terminal_text


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


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "\uff1d1", "\uff201"]
)
def test_no_cell_begins_like_a_formula(text: str) -> None:
    assert cell_text(text) == f"'{text}"
    assert cell_text(f"a{text}") == f"a{text}"


def test_a_terminal_is_given_no_commands() -> None:
    name = "\x1b]0;title\x07\x9b31m\u202egnp.exe\r.png"
    assert terminal_text(f"a\n{name}") == "a\n\ufffd]0;title\ufffd\ufffd31m\ufffdgnp.exe\ufffd.png"
    assert terminal_text("部品 é\u3000🙂.png") == "部品 é\u3000🙂.png"
