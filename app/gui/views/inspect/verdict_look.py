"""How a verdict looks: an icon of its own shape, a colour and a word. Colour never stands alone."""

from __future__ import annotations

from dataclasses import dataclass

from app.gui.theme import Theme
from app.gui.views.inspect.store import Entry
from core.inspection.result import Verdict

UNREADABLE = "Unreadable"
PENDING = "Pending"


@dataclass(frozen=True)
class Look:
    """Word, icon name and the name of the colour in `Theme`."""

    word: str
    icon: str
    colour: str

    def colour_in(self, theme: Theme) -> str:
        """The colour under `theme`, `#rrggbb`."""
        value: str = getattr(theme, self.colour)
        return value


LOOKS = {
    look.word: look
    for look in (
        Look(str(Verdict.NG), "ng", "ng"),
        Look(str(Verdict.REVIEW), "doubt", "review"),
        Look(str(Verdict.OK), "ok", "ok"),
        Look(str(Verdict.UNCALIBRATED), "uncalibrated", "muted"),
        Look(UNREADABLE, "unreadable", "unreadable"),
        Look(PENDING, "pending", "muted"),
    )
}


def word_of(entry: Entry) -> str:
    """The key of `LOOKS` for an image of the list."""
    if entry.error:
        return UNREADABLE
    return entry.verdict.value if entry.verdict is not None else PENDING
