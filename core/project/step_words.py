"""What the steps of a project's history are called: English in its file, the user's language where they are shown."""

from __future__ import annotations

from core.datasets.dataset import Label, Split
from core.datasets.role_words import LABELS, SPLITS
from core.language import Later, later, later_n, words_in
from core.project.decision import Decision

SET_LABEL = later("Steps", "Label {images} {label}")
SET_SPLIT = later("Steps", "Move {images} to {split}")
ASSIGN_SPLITS = later("Steps", "Assign splits to {images} (seed {seed})")
MARK_REVIEWED = later("Steps", "Mark {images} reviewed")
MARK_NOT_REVIEWED = later("Steps", "Mark {images} not reviewed")
CHANGE_TAGS = later("Steps", "Tag {images} {tags}")
CHANGE_NOTE = later("Steps", "Change a note")
CHANGE_MASK = later("Steps", "Change a mask")
REMOVE_MASK = later("Steps", "Remove a mask")
REMOVE_MASKS = later("Steps", "Take the mask off {images}")
CHANGE_AREAS = later("Steps", "Change the areas of an image")
CHANGE_AREAS_OF_ALL = later("Steps", "Change the areas of the project")
REMOVE = later("Steps", "Remove {images}")
IMPORT = later("Steps", "Import {images}")
RELINK = later("Steps", "Relink {images}")
CONFIRM = later("Steps", "Confirm {name} {decision}")
MERGE_REVIEW = later("Steps", "Merge the review of {who}: {decisions}")
SEND_REVIEW = later("Steps", "Send the review of {images} back")

_STEPS = (
    *(SET_LABEL, SET_SPLIT, ASSIGN_SPLITS, MARK_REVIEWED, MARK_NOT_REVIEWED, CHANGE_TAGS, CHANGE_NOTE),
    *(CHANGE_MASK, REMOVE_MASK, REMOVE_MASKS, CHANGE_AREAS, CHANGE_AREAS_OF_ALL, REMOVE, IMPORT, RELINK),
    *(CONFIRM, MERGE_REVIEW, SEND_REVIEW),
)
_PLACES = {
    "images": r"[\d,]+ images?",
    "decisions": r"[\d,]+ decisions?",
    "label": "|".join(Label),
    "split": "|".join(Split),
    "decision": "|".join(Decision),
}
"""What stands in a place; in others anything."""


def step_text(step: Later, *, number: int = 0, **values: object) -> str:
    """The text of a step as the file keeps it.

    Args:
        step: one of this module's.
        number: of its images or decisions.
        values: for its other places.
    """
    return step.filled(images=_images(number), decisions=_reviewed(number), **values).english


def shown_step(text: str) -> str:
    """A step that the file keeps, in the user's language; one that another version of the program made as it is."""
    for step in _STEPS:
        found = words_in(text, step, _PLACES)
        if found is not None:
            return str(step.filled(**{place: _shown(place, word) for place, word in found.items()}))
    return text


def _shown(place: str, word: str) -> object:
    number = int(word.split(" ", maxsplit=1)[0].replace(",", "")) if place in ("images", "decisions") else 0
    match place:
        case "images":
            return _images(number)
        case "decisions":
            return _reviewed(number)
        case "label":
            return LABELS[word]
        case "split":
            return SPLITS[word]
        case "decision":
            return later("Steps", "unsure") if word == Decision.UNSURE else word
    return word


def _images(number: int) -> Later:
    return later_n("Steps", number, "{n} image", "{n} images")


def _reviewed(number: int) -> Later:
    return later_n("Steps", number, "{n} decision", "{n} decisions")
