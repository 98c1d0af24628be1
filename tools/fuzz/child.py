"""One process that tries cases on one reader; started by `tools.fuzz_readers`, which starts it again if it dies.

python -m tools.fuzz.child READER ENGINE SEED FIRST CASES SECONDS WORK FOUND
"""

from __future__ import annotations

import json
import os
import sys
import time
import warnings
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tools.fuzz.case import Cases
    from tools.fuzz.reader import Reader

MEMORY = 1024**3
"""Bytes that the process may take beside what it has before the first case."""
TOLD_EVERY = 0.5
"""Seconds between two notes of how far it is."""
PROGRESS = "progress.json"


def main(arguments: list[str]) -> None:
    """Try the cases from FIRST to FIRST + CASES, or until the SECONDS are over."""
    name, engine, seed, *numbers, work_text, found_text = arguments
    first, cases, seconds = int(numbers[0]), int(numbers[1]), float(numbers[2])
    work, found = Path(work_text), Path(found_text)
    os.chdir(work)
    warnings.simplefilter("ignore")
    fuzzer = _instrumented() if engine == "coverage" else None
    from tools.fuzz.case import Cases, made
    from tools.fuzz.readers import READERS

    reader = READERS[name]
    (work / "seeds").mkdir(exist_ok=True)
    seeds = reader.seeds(work / "seeds")
    loop = Cases(reader, work / "case", found)
    for data in seeds:
        # Everything is imported then, and an honest file is read.
        loop.try_(data)
    refused = set(loop.tally.outcomes) - {"result"}
    assert not refused, f"{name} does not read its own files: {refused}"
    loop.tally.outcomes.clear()
    _limit_memory()
    told = _Teller(work / PROGRESS, loop, time.monotonic() + seconds)
    if fuzzer is None:
        for number in range(first, first + cases):
            loop.try_(made(reader, seeds, f"{seed} {name} {number}"))
            if told.is_over():
                break
        told.tell()
    else:
        _coverage(fuzzer, reader, seeds, loop, told, f"{seed} {name} {first}", cases, work)


class _Teller:
    """Notes how far the process is, for whoever started it."""

    def __init__(self, path: Path, loop: Cases, end: float) -> None:
        self._path, self._loop, self._end = path, loop, end
        self._next = 0.0

    def is_over(self) -> bool:
        """Whether the time is up."""
        now = time.monotonic()
        if now >= self._next:
            self._next = now + TOLD_EVERY
            self.tell()
        return now >= self._end

    def tell(self) -> None:
        """Write it down."""
        tally = self._loop.tally
        document = {"outcomes": dict(tally.outcomes), "faults": tally.faults}
        temporary = self._path.with_suffix(".part")
        temporary.write_text(json.dumps(document), encoding="utf-8")
        temporary.replace(self._path)


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:
        return
    import psutil

    most = psutil.Process().memory_info().vms + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _instrumented() -> Any:
    """Import what is to be fuzzed so that every branch that is taken is counted."""
    import atheris

    # Pillow's readers are Python too; torch, pydantic and the database are not this program's.
    with atheris.instrument_imports(include=["core", "PIL"], enable_loader_override=False):
        import tools.fuzz.readers  # noqa: F401
    return atheris


def _coverage(
    fuzzer: Any,
    reader: Reader,
    seeds: list[bytes],
    loop: Cases,
    told: _Teller,
    seed: str,
    cases: int,
    work: Path,
) -> None:
    """libFuzzer chooses what to change further: files that led where none did before."""
    corpus = work / "corpus"
    corpus.mkdir()
    for number, data in enumerate(seeds):
        (corpus / str(number)).write_bytes(data)

    def mutate(data: bytes, most: int, number: int) -> bytes:
        dice = Random(number)
        changed = fuzzer.Mutate(data, most) if dice.random() < 0.3 else reader.mutate(data, dice, seeds)
        return bytes(changed[:most])

    def one(data: bytes) -> None:
        loop.try_(data)
        if told.is_over() or loop.tally.cases >= cases:
            told.tell()
            # libFuzzer ends a process only by its own count, which the files of the beginning are part of.
            os._exit(0)

    longest = 4 * max(len(data) for data in seeds) + 4096

    flags = (
        f"-seed={hash_of(seed)}",
        f"-max_len={longest}",
        "-rss_limit_mb=0",
        "-timeout=300",
        "-verbosity=0",
    )
    fuzzer.Setup([sys.argv[0], *flags, f"-runs={2 * cases + 100}", str(corpus)], one, custom_mutator=mutate)
    fuzzer.Fuzz()


def hash_of(text: str) -> int:
    """A number of 31 bits, the same in every process."""
    return Random(text).randrange(2**31)


if __name__ == "__main__":
    main(sys.argv[1:])
