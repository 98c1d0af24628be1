"""What a step is called: English in the file, and understood again when it is shown."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core.datasets.dataset import Label, Split
from core.language import Later, plug
from core.project import step_words
from core.project.decision import Decision
from core.project.step_words import shown_step, step_text

STEPS = {
    "Label 1 image good": (step_words.SET_LABEL, {"number": 1, "label": Label.GOOD}),
    "Move 1,200 images to validation": (step_words.SET_SPLIT, {"number": 1200, "split": Split.VALIDATION}),
    "Assign splits to 12 images (seed 12345)": (
        step_words.ASSIGN_SPLITS,
        {"number": 12, "seed": "12345"},
    ),
    "Mark 2 images reviewed": (step_words.MARK_REVIEWED, {"number": 2}),
    "Mark 2 images not reviewed": (step_words.MARK_NOT_REVIEWED, {"number": 2}),
    "Tag 2 images a, -{b}": (step_words.CHANGE_TAGS, {"number": 2, "tags": "a, -{b}"}),
    "Change a note": (step_words.CHANGE_NOTE, {}),
    "Remove 3 images": (step_words.REMOVE, {"number": 3}),
    "Remove a mask": (step_words.REMOVE_MASK, {}),
    "Confirm a b.png unsure": (step_words.CONFIRM, {"name": "a b.png", "decision": Decision.UNSURE}),
    "Merge the review of Ana: 1 decision": (step_words.MERGE_REVIEW, {"number": 1, "who": "Ana"}),
}


@pytest.fixture
def shouting() -> Iterator[None]:
    """A language in which everything is louder."""
    plug(lambda _context, text, _n: f"¡{text}!")
    yield
    plug(None)


@pytest.mark.parametrize("text", STEPS)
def test_the_file_keeps_english_and_what_is_shown_is_the_same(text: str) -> None:
    step, values = STEPS[text]
    assert step_text(step, **values) == text
    assert shown_step(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Label 12 images defective", "¡Label ¡12 images! ¡defective!!"),
        ("Label 1 image good", "¡Label ¡1 images! ¡good!!"),
        ("Confirm 3.png unsure", "¡Confirm 3.png ¡unsure!!"),
        ("Confirm 3.png NG", "¡Confirm 3.png NG!"),
        ("Tag 1,200 images x\ny", "¡Tag ¡1,200 images! x\ny!"),
        ("Merge the review of Ana: 2 decisions", "¡Merge the review of Ana: ¡2 decisions!!"),
        ("Something of a newer version", "Something of a newer version"),
        ("", ""),
    ],
)
def test_it_is_translated_where_it_is_shown(text: str, shown: str, shouting: None) -> None:
    assert step_text(step_words.REMOVE, number=1) == "Remove 1 image"
    assert shown_step(text) == shown


def test_every_step_is_known() -> None:
    named = [value for value in vars(step_words).values() if isinstance(value, Later)]
    assert sorted(named, key=lambda step: step.text) == sorted(step_words._STEPS, key=lambda step: step.text)
