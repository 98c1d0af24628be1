"""What a form adds to the settings' own description: titles, and which of them a search finds. No Qt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from core.datasets.recipe.names import FAMILY_NAMES
from core.language import listed, tr_table

if TYPE_CHECKING:
    from core.training.fields import SettingField

WORDS = {"ssim": "SSIM", "se": "SE"}
NAMES = {"warm_up": "warm-up", "bits16": "bits_in_16-bit_files"}
"""Parts of names that are not read as they are written."""
VALUES = ("on", "off", "auto", "none", "critic", *FAMILY_NAMES)
"""Values that are words; others are names, the same in every language."""


def english_title(field: SettingField) -> str:
    """The name as a person reads it: `network.se_reduction` is `SE reduction`."""
    name = field.name.rpartition(".")[2]
    for part, read in NAMES.items():
        name = name.replace(part, read)
    text = " ".join(WORDS.get(word, word) for word in name.split("_"))
    return text[:1].upper() + text[1:]


def english_help(field: SettingField) -> str:
    """The help text, as a line of its own."""
    return field.description[:1].upper() + field.description[1:]


def texts() -> Iterator[str]:
    """All that is translated of the settings, English."""
    from core.training.fields import fields
    from core.training.settings import GROUPS

    yield from GROUPS
    yield from VALUES
    for field in fields():
        yield from filter(None, (english_title(field), english_help(field), field.unit))


def title_of(field: SettingField) -> str:
    """`english_title`, in the user's language."""
    return tr_table("Settings", english_title(field))


def help_of(field: SettingField) -> str:
    """`english_help`, in the user's language."""
    return tr_table("Settings", english_help(field)) if field.description else ""


def unit_of(field: SettingField) -> str:
    """What it is counted in, in the user's language."""
    return tr_table("Settings", field.unit) if field.unit else ""


def shown_group(group: str) -> str:
    """The name of a group, in the user's language."""
    return tr_table("Settings", group)


def scientific(field: SettingField) -> bool:
    """Whether its values are so small that they are written as 2e-4."""
    return field.kind == "number" and field.maximum is not None and field.maximum <= 0.1


def matches(field: SettingField, text: str) -> bool:
    """Whether every word of `text` is in what the form says of the field, in its English, or in its name."""
    told = (title_of(field), help_of(field), shown_group(field.group), unit_of(field))
    known = (english_title(field), field.name, field.description, field.group, field.unit)
    about = " ".join((*told, *known)).casefold()
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
    if isinstance(value, tuple | list):
        return listed(map(shown, value)) or shown("none")
    if isinstance(value, bool):
        return shown("on" if value else "off")
    if isinstance(value, float):
        return f"{value:g}"
    text = "none" if value is None else str(value)
    return tr_table("Settings", text) if text in VALUES else text
