"""What pydantic finds wrong with settings, in plain words and at a field. No Qt."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from pydantic import ValidationError

SENTENCES = {
    "greater_than_equal": "It must be at least {ge:g}.",
    "greater_than": "It must be more than {gt:g}.",
    "less_than_equal": "It must be at most {le:g}.",
    "less_than": "It must be less than {lt:g}.",
    "literal_error": "It must be one of {expected}.",
    "string_too_long": "It may have {max_length} characters at most.",
    "string_too_short": "It must have {min_length} characters at least.",
}


def plain(error: Any) -> str:
    """One entry of `ValidationError.errors()` as a sentence."""
    pattern = SENTENCES.get(error["type"])
    if pattern is not None:
        return pattern.format(**error.get("ctx", {}))
    text = str(error["msg"]).removeprefix("Value error, ").removeprefix("Assertion failed, ")
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?")) else text + "."


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
        sentence = plain(each)
        if place not in fields:
            found = before.get(sentence) or (edited if edited and _inside(edited, place) else None)
            if found is None or found not in fields:
                general.append(sentence)
                continue
            place = kept[sentence] = found
        at[place] = f"{at[place]} {sentence}" if place in at else sentence
    return at, general, kept


def _inside(name: str, model: str) -> bool:
    """Whether the field is one of that model, or of a model in it; "" is the whole."""
    return not model or name.startswith(f"{model}.")
