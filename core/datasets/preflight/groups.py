"""Make groups of pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

_Key = TypeVar("_Key", bound=Hashable)


def led(pairs: Iterable[tuple[int, int]], order: Sequence[int]) -> list[list[int]]:
    """Groups whose members are each paired with the group's first, which comes earliest in `order`.

    Whoever is in a group leads none, so all but the first of every group can go and nothing is lost that has no
    like left; in a chain of pictures, each a little different from the last, some stay.
    """
    partners: defaultdict[int, list[int]] = defaultdict(list)
    for one, other in pairs:
        partners[one].append(other)
        partners[other].append(one)
    rank = {item: number for number, item in enumerate(order)}
    taken: set[int] = set()
    groups: list[list[int]] = []
    for first in sorted(partners, key=rank.__getitem__):
        if first not in taken:
            group = [first, *sorted((p for p in partners[first] if p not in taken), key=rank.__getitem__)]
            taken.update(group)
            if len(group) > 1:
                groups.append(group)
    return groups


def connected(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Groups in which every item is reached from every other by pairs; items and groups in rising order."""
    parent: dict[int, int] = {}

    def root(item: int) -> int:
        parent.setdefault(item, item)
        while parent[item] != item:
            parent[item] = item = parent[parent[item]]
        return item

    for one, other in pairs:
        low, high = sorted((root(one), root(other)))
        parent[high] = low
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for item in sorted(parent):
        groups[root(item)].append(item)
    return list(groups.values())


def equal(keys: Iterable[_Key]) -> list[list[int]]:
    """Groups of positions that hold the same key; single ones are left out."""
    groups: defaultdict[_Key, list[int]] = defaultdict(list)
    for position, key in enumerate(keys):
        groups[key].append(position)
    return [group for group in groups.values() if len(group) > 1]
