"""What a form adds to the settings' own description: titles, and which of them a search finds. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from core.training.fields import SettingField

WORDS = {"ssim": "SSIM", "se": "SE", "bits16": "bits in 16-bit files"}
"""Words that are not written as a field's name has them."""


def title_of(field: SettingField) -> str:
    """The name as a person reads it: `network.se_reduction` is `SE reduction`."""
    words = field.name.rpartition(".")[2].replace("warm_up", "warm-up").split("_")
    text = " ".join(WORDS.get(word, word) for word in words)
    return text[:1].upper() + text[1:]


def help_of(field: SettingField) -> str:
    """The help text, as a line of its own."""
    return field.description[:1].upper() + field.description[1:]


def scientific(field: SettingField) -> bool:
    """Whether its values are so small that they are written as 2e-4."""
    return field.kind == "number" and field.maximum is not None and field.maximum <= 0.1


def matches(field: SettingField, text: str) -> bool:
    """Whether every word of `text` is in what the form says of the field, or in its name."""
    about = f"{title_of(field)} {field.name} {field.description} {field.group} {field.unit}".casefold()
    return all(word in about for word in text.casefold().split())


def nested(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values by dotted names as a dictionary for `model_validate`."""
    result: dict[str, Any] = {}
    for name, value in values.items():
        *path, last = name.split(".")
        place = result
        for part in path:
            place = place.setdefault(part, {})
        place[last] = value
    return result


def shown(value: Any) -> str:
    """A value in words, as the reset button names it."""
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "none"
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, float):
        return f"{value:g}"
    return "none" if value is None else str(value)
