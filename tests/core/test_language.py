"""English without a catalogue, and never anything worse than English with one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core import language
from core.errors import ProjectError
from core.language import all_of, english, later, later_n, listed, sentences, tr, tr_n

CHINESE = {
    "Open": "打开",
    "{n} images": "{n} 张图像",
    "{name} is gone.": "{name} 不见了。",
    "Broken {name}": "坏 {other}",
    "Unclosed {name}": "坏 {name",
    "{first} {second}": "{first}{second}",
    "{first}, {second}": "{first}、{second}",
}


@pytest.fixture
def chinese() -> Iterator[None]:
    """A small catalogue, for a test."""
    language.plug(lambda _context, text, _n: CHINESE.get(text, text))
    yield
    language.plug(None)


def test_english_by_itself() -> None:
    assert tr("Test", "Open") == "Open"
    assert tr("Test", "{braces} stay") == "{braces} stay"
    assert [tr_n("Test", n, "{n} image", "{n} images") for n in (0, 1, 1200)] == [
        "0 images",
        "1 image",
        "1,200 images",
    ]
    assert tr("Test", "seed {seed}", seed=str(1234)) == "seed 1234"
    assert (listed("ab"), all_of(["a", "", "b"]), sentences([])) == ("a, b", "a and b", "")


@pytest.mark.usefixtures("chinese")
def test_with_a_catalogue() -> None:
    assert tr("Test", "Open") == "打开"
    assert [tr_n("Test", n, "{n} image", "{n} images") for n in (1, 1200)] == ["1 张图像", "1,200 张图像"]
    assert tr_n("Test", 1, "{n} mask", "{n} masks") == "1 mask"
    assert listed("abc") == "a、b、c"


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize("text", ["Broken {name}", "Unclosed {name}"])
def test_a_broken_translation_is_english(text: str) -> None:
    assert tr("Test", text, name="x") == text.format(name="x")


@pytest.mark.usefixtures("chinese")
def test_later_is_translated_when_it_is_used_and_english_in_files() -> None:
    text = later("Test", "{name} is gone.", name=later("Test", "Open"))
    assert (str(text), text.english, english(text), english("as it is")) == (
        "打开 不见了。",
        "Open is gone.",
        "Open is gone.",
        "as it is",
    )
    assert str(later_n("Test", 1, "{n} image", "{n} images")) == "1 张图像"
    assert later_n("Test", 1, "{n} image", "{n} images").english == "1 image"


@pytest.mark.usefixtures("chinese")
def test_an_error_is_english_for_logs_and_shown_in_the_language() -> None:
    error = ProjectError(later("Test", "{name} is gone.", name="a.png"), later("Test", "Open"))
    assert (str(error), error.message, error.way_out) == ("a.png is gone. Open", "a.png is gone.", "Open")
    assert error.shown == ("a.png 不见了。", "打开")
    assert str(error.told) == "a.png 不见了。打开"
    assert str(ProjectError("Plain.").told) == "Plain."
