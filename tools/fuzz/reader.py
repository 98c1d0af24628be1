"""What is fuzzed: a reader, the honest files to begin with, and where the hostile one lies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tools.fuzz.mutate import Mutate

MEGAPIXELS = 4_000_000
"""Pixels that the fuzzed images may have: a case takes milliseconds, and the limit is what is tried."""


def _nothing(_folder: Path) -> None:
    pass


@dataclass(frozen=True)
class Reader:
    """One reader, with the code that goes on with its result.

    Attributes:
        place: where the hostile file lies in the folder of a case.
        seeds: honest files; gets an empty folder to make them in.
        read: reads in the folder of a case.
        mutate: changes a file.
        prepare: puts what else belongs there into the folder of a case.
        fresh: whether every case has a folder of its own, since reading changes it.
        cost: seconds that a case takes, about; the cases are dealt out by it.
        needs: modules without which it is passed over.
    """

    place: str
    seeds: Callable[[Path], list[bytes]]
    read: Callable[[Path], object]
    mutate: Mutate
    prepare: Callable[[Path], None] = _nothing
    fresh: bool = False
    cost: float = 0.001
    needs: tuple[str, ...] = ()
