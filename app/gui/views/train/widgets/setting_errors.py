"""What pydantic finds wrong with settings, in plain words and at a field. No Qt."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from pydantic import ValidationError

from core.language import later, sentence, sentences

SENTENCES = {
    "greater_than_equal": ("ge", later("Settings", "It must be at least {limit}.")),
    "greater_than": ("gt", later("Settings", "It must be more than {limit}.")),
    "less_than_equal": ("le", later("Settings", "It must be at most {limit}.")),
    "less_than": ("lt", later("Settings", "It must be less than {limit}.")),
    "literal_error": ("expected", later("Settings", "It must be one of {limit}.")),
    "string_too_long": ("max_length", later("Settings", "It may have {limit} characters at most.")),
    "string_too_short": ("min_length", later("Settings", "It must have {limit} characters at least.")),
}
"""Of pydantic's kinds: where the limit stands, and the sentence."""


def plain(error: Any) -> str:
    """One entry of `ValidationError.errors()` as a sentence."""
    if error["type"] in SENTENCES:
        place, pattern = SENTENCES[error["type"]]
        limit = error["ctx"][place]
        return str(pattern.filled(limit=limit if isinstance(limit, str) else f"{limit:g}"))
    text = str(error["msg"]).removeprefix("Value error, ").removeprefix("Assertion failed, ")
    return sentence(text.rstrip(".。"))


def placed(
    error: ValidationError, fields: Collection[str], edited: str | None, before: dict[str, str]
) -> tuple[dict[str, str], list[str], dict[str, str]]:
    """Sentences by field, and those that belong to no field.

    A rule between fields names none of them: it is shown at the field whose edit broke it, for as long as it is broken.

    Args:
        fields: names of those in the form.
        edited: the field that was edited last.
        before: what the last call gave as its third value.

    Returns:
        Sentences by field, sentences for the whole form, and the fields of the rules between fields.
    """
    at: dict[str, str] = {}
    general: list[str] = []
    kept: dict[str, str] = {}
    for each in error.errors():
        place = ".".join(str(part) for part in each["loc"] if not isinstance(part, int))
        told = plain(each)
        if place not in fields:
            found = before.get(told) or (edited if edited and _inside(edited, place) else None)
            if found is None or found not in fields:
                general.append(told)
                continue
            place = kept[told] = found
        at[place] = sentences([at.get(place, ""), told])
    return at, general, kept


def _inside(name: str, model: str) -> bool:
    """Whether the field is one of that model, or of a model in it; "" is the whole."""
    return not model or name.startswith(f"{model}.")
