"""Errors of image files that a project keeps in English are shown in the user's language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.errors import ImageFileError
from core.images import faults
from core.images.faults import kept_fault
from core.images.read import read_picture
from core.language import Later, english, plug

PATH = Path("a {b}.png")


@pytest.fixture
def shouting() -> Iterator[None]:
    """A language in which everything is louder."""
    plug(lambda _context, text, _n: f"¡{text}!")
    yield
    plug(None)


@pytest.mark.parametrize("content", [b"", b"no image", None])
def test_what_is_kept_is_english_and_shown_as_the_error_itself(
    content: bytes | None, tmp_path: Path, shouting: None
) -> None:
    path = tmp_path / "x.png"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ImageFileError) as caught:
        read_picture(path)
    kept = str(caught.value)
    assert "¡" not in kept
    assert english(kept_fault(kept)) == kept
    assert str(kept_fault(kept)) == str(caught.value.told) != kept


def test_every_fault_is_understood_as_itself(shouting: None) -> None:
    values = {"error": "odd (very)", "samples": "odd samples", "size": "7 x 8", "limit": 400_000_000}
    for fault in faults._FAULTS:
        error = fault.error(PATH, **values)
        found = kept_fault(str(error))
        assert isinstance(found, Later)
        assert (found.english, str(found)) == (str(error), str(error.told))


@pytest.mark.parametrize("text", ["", "x.png is odd.", "x.png is empty (0 bytes). Throw it away."])
def test_other_texts_stay(text: str) -> None:
    assert kept_fault(text) == text


def test_every_fault_is_listed() -> None:
    named = {value for value in vars(faults).values() if isinstance(value, faults.Fault)}
    assert named == set(faults._FAULTS)
    assert all(fault.message.context == "Images" for fault in named)
