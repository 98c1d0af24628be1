"""What an action and a gesture are."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.language import tr_table

_IN_BRACKETS = re.compile(r"\(&.\)")
"""Where the language has no letter for it in the word: 打开(&O)."""


def context_of(group: str) -> str:
    """Where translations of an action's texts stand; `&Train` is not the same word in each menu."""
    return f"Actions: {group}"


def shown_group(group: str) -> str:
    """The name of a group, or of a view, in the user's language."""
    return tr_table("Groups", group)


def without_mnemonic(text: str) -> str:
    """A menu's text as it is read."""
    return _IN_BRACKETS.sub("", text).replace("&", "")


@dataclass(frozen=True)
class ActionSpec:
    """One thing a user can do.

    Attributes:
        name: its key in the registry.
        text: menu text, English; `&` marks the mnemonic.
        group: the menu, and the heading in the shortcut sheet, English.
        keys: portable key sequences, the first one is shown.
        icon: file name in `resources/icons` without `.svg`; may be empty.
        tip: one sentence for tooltip and status, English.
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
    def shown(self) -> str:
        """The menu text in the user's language."""
        return tr_table(context_of(self.group), self.text)

    @property
    def shown_tip(self) -> str:
        """The tip in the user's language; empty if there is none."""
        return tr_table(context_of(self.group), self.tip) if self.tip else ""

    @property
    def shown_group(self) -> str:
        """The group in the user's language."""
        return shown_group(self.group)

    @property
    def plain(self) -> str:
        """The text as it is read: in the user's language, without mnemonic and dots."""
        return without_mnemonic(self.shown).rstrip("…")

    @property
    def english(self) -> str:
        """`plain` in English: whoever knows it finds the action by it in every language."""
        return without_mnemonic(self.text).rstrip("…")


@dataclass(frozen=True)
class Gesture:
    """Something done with the mouse or a held key, for the sheet: it has no action of its own."""

    keys: str
    text: str
    group: str

    @property
    def shown(self) -> tuple[str, str]:
        """Keys and text in the user's language."""
        context = context_of(self.group)
        return tr_table(context, self.keys), tr_table(context, self.text)
