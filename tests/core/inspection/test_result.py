"""Why an image could not be inspected: in English for files, in the user's language for the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.errors import ImageFileError
from core.inspection.result import FailedInspection, too_large
from core.language import later, plug


@pytest.fixture
def loud() -> Iterator[None]:
    """A language that is English in capitals."""
    plug(lambda _context, text, _n: text.replace("is empty", "IS EMPTY").replace("Cut", "CUT"))
    yield
    plug(None)


@pytest.mark.usefixtures("loud")
def test_the_error_is_english_and_what_is_shown_is_translated() -> None:
    path = Path("a.png")
    error = ImageFileError(later("Images", "{path} is empty.", path=path), "Copy it again.", path)
    failed = FailedInspection.because(path, error.told)
    assert failed.error == str(error) == "a.png is empty. Copy it again."
    assert failed.shown == "a.png IS EMPTY. Copy it again."
    assert too_large(path, None).shown.endswith("CUT it into parts.")
    # Read back from a file, only the English is known.
    assert FailedInspection(path, failed.error).shown == failed.error
    assert FailedInspection(path, failed.error) == failed
