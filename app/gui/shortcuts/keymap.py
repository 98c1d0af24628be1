"""Which keys each action has: those it comes with, or those that the user chose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtGui import QKeySequence

from app.gui.action_spec import ActionSpec

MOST_KEYS = 3
"""Of one action."""
OWN_KEYS = frozenset(
    ("Esc", "Return", "Enter", "Space", "Tab", "Backspace")
    + ("Left", "Right", "Up", "Down", "PgUp", "PgDown", "Home", "End")
)
"""What lists, fields and pictures use for themselves while they have the focus."""


def portable(keys: str) -> str:
    """`keys` in the one spelling in which keys are compared and stored; empty if they are none."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.PortableText)


def native(keys: str) -> str:
    """`keys` as this system writes them."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


class Keymap:
    """What the user chose goes before what an action comes with: a chosen key is taken from whoever came with it.

    Args:
        specs: every action.
        chosen: `{name: keys}`, as `chosen` gave it; unknown names, no keys and repeated ones are left out.
    """

    def __init__(
        self, specs: Sequence[ActionSpec], chosen: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        self._specs = {spec.name: spec for spec in specs}
        self._defaults = {spec.name: tuple(map(portable, spec.keys)) for spec in specs}
        self._chosen: dict[str, tuple[str, ...]] = {}
        for name, keys in (chosen or {}).items():
            if name in self._specs:
                self.assign(name, keys)

    @property
    def chosen(self) -> dict[str, tuple[str, ...]]:
        """What differs from what the actions come with: the keys, perhaps none, by the action's name."""
        return dict(self._chosen)

    def default(self, name: str) -> tuple[str, ...]:
        """The keys that an action comes with."""
        return self._defaults[name]

    def keys(self, name: str) -> tuple[str, ...]:
        """The keys of an action, the one to show first."""
        if name in self._chosen:
            return self._chosen[name]
        taken = {key for other, keys in self._chosen.items() if self._meet(name, other) for key in keys}
        return tuple(key for key in self.default(name) if key not in taken)

    def is_changed(self, name: str) -> bool:
        """Whether an action has other keys than it comes with."""
        return self.keys(name) != self.default(name)

    def holders(self, name: str, key: str) -> list[ActionSpec]:
        """The other actions that have `key` where the action `name` applies: in its view, or everywhere."""
        key = portable(key)
        return [
            spec
            for other, spec in self._specs.items()
            if other != name and self._meet(name, other) and key in self.keys(other)
        ]

    def assign(self, name: str, keys: Iterable[str]) -> None:
        """Give an action these keys, at most `MOST_KEYS`; who had one of them loses it."""
        valid = tuple(dict.fromkeys(k for k in map(portable, keys) if k))[:MOST_KEYS]
        for other, held in self._chosen.items():
            if other != name and self._meet(name, other):
                self._chosen[other] = tuple(key for key in held if key not in valid)
        self._chosen[name] = valid
        self._forget_defaults()

    def reset(self, name: str) -> None:
        """Let an action have the keys again that it comes with, less those that were chosen for others."""
        self._chosen.pop(name, None)
        self._forget_defaults()

    def reset_all(self) -> None:
        """Forget every choice."""
        self._chosen.clear()

    def _forget_defaults(self) -> None:
        """What the user chose is no choice where it is what would be there anyway."""
        for name in [name for name, keys in self._chosen.items() if keys == self.default(name)]:
            kept = self._chosen.pop(name)
            # Unless somebody else was given one of its keys.
            if self.keys(name) != kept:
                self._chosen[name] = kept

    def _meet(self, name: str, other: str) -> bool:
        """Whether two actions can apply at the same time; one without a view applies in all."""
        first, second = self._specs[name].scope, self._specs[other].scope
        return name != other and (not first or not second or first == second)
