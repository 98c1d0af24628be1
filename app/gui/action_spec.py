"""What an action and a gesture are."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ActionSpec:
    """One thing a user can do.

    Attributes:
        name: its key in the registry.
        text: menu text; `&` marks the mnemonic.
        group: the menu, and the heading in the shortcut sheet.
        keys: portable key sequences, the first one is shown.
        icon: file name in `resources/icons` without `.svg`; may be empty.
        tip: one sentence for tooltip and status.
        scope: the view in which it applies; empty = everywhere.
        checkable: whether it is a switch.
    """

    name: str
    text: str
    group: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    tip: str = ""
    scope: str = ""
    checkable: bool = False

    @property
    def plain(self) -> str:
        """The text as it is read: without mnemonic and dots."""
        return self.text.replace("&", "").rstrip("…")


@dataclass(frozen=True)
class Gesture:
    """Something done with the mouse or a held key, for the sheet: it has no action of its own."""

    keys: str
    text: str
    group: str
