"""How a verdict looks: an icon of its own shape, a colour and a word. Colour never stands alone."""

from __future__ import annotations

from dataclasses import dataclass

from app.gui.theme import Theme
from app.gui.views.inspect.store import Entry
from core.inspection.result import Verdict
from core.language import Later, english, later

_UNREADABLE, _PENDING = later("Verdicts", "Unreadable"), later("Verdicts", "Pending")
UNREADABLE, PENDING = _UNREADABLE.english, _PENDING.english
"""Keys of `LOOKS` beside the verdicts."""


@dataclass(frozen=True)
class Look:
    """Name, icon name and the name of the colour in `Theme`."""

    name: str | Later
    icon: str
    colour: str

    @property
    def word(self) -> str:
        """The name in the user's language."""
        return str(self.name)

    def colour_in(self, theme: Theme) -> str:
        """The colour under `theme`, `#rrggbb`."""
        value: str = getattr(theme, self.colour)
        return value


LOOKS = {
    english(look.name): look
    for look in (
        Look(str(Verdict.NG), "ng", "ng"),
        Look(str(Verdict.REVIEW), "doubt", "review"),
        Look(str(Verdict.OK), "ok", "ok"),
        Look(later("Verdicts", "Uncalibrated"), "uncalibrated", "muted"),
        Look(_UNREADABLE, "unreadable", "unreadable"),
        Look(_PENDING, "pending", "muted"),
    )
}


def word_of(entry: Entry) -> str:
    """The key of `LOOKS` for an image of the list."""
    if entry.error:
        return UNREADABLE
    return entry.verdict.value if entry.verdict is not None else PENDING
