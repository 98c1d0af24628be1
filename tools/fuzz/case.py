"""The folder of a case, and the loop over cases in one process."""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tools.fuzz.contract import SECONDS, Broken, hold
from tools.fuzz.reader import Reader

MOST_FILES = 3
"""Files kept of each fault."""


@dataclass
class Tally:
    """What came of the cases so far: how often each outcome, and each fault with the files that show it."""

    outcomes: Counter[str] = field(default_factory=Counter)
    faults: dict[str, list[str]] = field(default_factory=dict)

    @property
    def cases(self) -> int:
        """How many there were."""
        return sum(self.outcomes.values())


class Cases:
    """Tries files on one reader.

    Args:
        reader: the reader.
        folder: of a case; made anew for each where the reader changes it.
        found: where files that break the contract are kept; None: nowhere.
    """

    def __init__(self, reader: Reader, folder: Path, found: Path | None, seconds: float = SECONDS) -> None:
        self.reader = reader
        self.tally = Tally()
        self._folder, self._found, self._seconds = folder, found, seconds
        self._make()

    def try_(self, data: bytes) -> Broken | None:
        """One case."""
        if self.reader.fresh:
            self._make()
        path = self._folder / self.reader.place
        path.write_bytes(data)
        verdict = hold(self.reader.read, self._folder, self.reader.place, self._seconds)
        if not isinstance(verdict, Broken):
            self.tally.outcomes[verdict.outcome] += 1
            return None
        self.tally.outcomes["broken"] += 1
        self._keep(verdict, data)
        return verdict

    def _make(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        (self._folder / self.reader.place).parent.mkdir(parents=True)
        self.reader.prepare(self._folder)

    def _keep(self, fault: Broken, data: bytes) -> None:
        kept = self.tally.faults.setdefault(fault.what, [])
        if self._found is None or len(kept) >= MOST_FILES:
            return
        self._found.mkdir(parents=True, exist_ok=True)
        name = f"{hashlib.sha256(fault.what.encode()).hexdigest()[:8]}-{len(kept)}"
        (self._found / name).write_bytes(data)
        (self._found / f"{name}.txt").write_text(
            f"{fault.what}\n\n{fault.details}", encoding="utf-8", errors="replace"
        )
        kept.append(str(self._found / name))


def made(reader: Reader, seeds: list[bytes], seed: str) -> bytes:
    """The file of the case that `seed` names."""
    dice = Random(seed)
    return reader.mutate(dice.choice(seeds), dice, seeds)
