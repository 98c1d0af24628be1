"""A line whose network takes microseconds."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from core.errors import ImageFileError
from core.images.read import read_picture
from core.images.write import write_png
from core.inspection.result import FailedInspection, Inspection, Verdict
from core.inspection.results_csv import Item
from core.inspection.stamp import stamp_of
from core.line.folders import Folders
from core.line.journal import Journal
from core.line.log import LogFile
from core.line.opening import opened_watch
from core.line.patience import Patience
from core.line.watcher import WatchSettings

SHADES = {Verdict.OK: 220, Verdict.REVIEW: 120, Verdict.NG: 20}
QUICK = WatchSettings(settle_seconds=0, give_up_seconds=0, poll_seconds=0.01)


def make_png(path: Path, verdict: Verdict = Verdict.OK, number: int = 0) -> bytes:
    """Write an image that the stand-in gives this verdict; another number is another content."""
    pixels = np.full((12, 12), SHADES[verdict], np.uint8)
    pixels.flat[:32] = np.unpackbits(np.array([number], ">u4").view(np.uint8))
    path.parent.mkdir(parents=True, exist_ok=True)
    write_png(path, pixels)
    return path.read_bytes()


def inspect(paths: Iterable[Path]) -> Iterator[Item]:
    """Really read each file; its last pixel stands for the score."""
    for path in paths:
        stamp = stamp_of(path)
        try:
            shade = float(read_picture(path).pixels.flat[-1]) * 255
        except ImageFileError as error:
            yield FailedInspection(path, str(error), stamp)
            continue
        verdict = min(SHADES, key=lambda each: abs(SHADES[each] - shade))
        figures: dict[str, Any] = {"review_cut": 0.4, "ng_cut": 0.7, "otsu_level": 0.0, "level": 0.0}
        times = {"repair_seconds": 1e-6, "segment_seconds": 1e-6}
        yield Inspection(path, 12, 12, 1 - shade / 255, verdict, **figures, defects=(), **times, stamp=stamp)


@dataclass
class Line:
    """Folders below one root, and what was said and told there. Time passes only while it sleeps."""

    root: Path
    settings: WatchSettings = QUICK
    said: list[str] = field(default_factory=list)
    told: list[dict[str, Any]] = field(default_factory=list)
    now: float = 0.0
    ended: bool = False
    asleep: Callable[[float], None] = lambda _now: None
    inspect: Callable[[Iterable[Path]], Iterator[Item]] = inspect

    def __post_init__(self) -> None:
        for name in ("in", "ok", "review", "ng", "bad"):
            (self.root / name).mkdir(parents=True, exist_ok=True)

    @property
    def folders(self) -> Folders:
        return Folders.of(*(self.root / name for name in ("in", "ok", "review", "ng", "bad")))

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.asleep(self.now)
        assert self.now < 1000, self.said

    def watch(self, *, once: bool = True) -> None:
        patience = Patience(self.said.append, lambda: self.ended, self.sleep)
        log = LogFile(self.root / "log.jsonl")
        clock = lambda: self.now  # noqa: E731
        with opened_watch(
            self.folders, self.inspect, log, patience, self.settings, self.told.append, clock
        ) as watcher:
            watcher.run(once=once)

    def lines(self) -> list[dict[str, Any]]:
        path = self.root / "log.jsonl"
        text = path.read_text(encoding="ascii") if path.exists() else ""
        assert not text or text.endswith("\n")
        return [json.loads(line) for line in text.splitlines()]

    def places(self) -> dict[str, bytes]:
        """All visible files with their content, by their place below the root."""
        found = {}
        for name in ("in", "ok", "review", "ng", "bad"):
            for path in sorted((self.root / name).rglob("*")):
                parts = path.relative_to(self.root).parts
                if path.is_file() and not any(part.startswith(".") for part in parts):
                    found["/".join(parts)] = path.read_bytes()
        return found

    def leftovers(self) -> list[str]:
        """Half-written copies."""
        return [str(path) for path in self.root.rglob(".isugan-*.part")]

    def check(self, sent: dict[str, bytes]) -> None:
        """Each content is in exactly one place, and exactly one line tells of it; `sent` by place below `in`."""
        places = self.places()
        assert sorted(places.values()) == sorted(sent.values())
        assert not [place for place in places if place.startswith("in/")]
        lines = self.lines()
        told = {line["path"]: line["moved_to"] for line in lines}
        assert len(lines) == len(told) == len(sent)
        for place, content in sent.items():
            assert Path(told[str(self.root / "in" / place)]).read_bytes() == content
        assert self.leftovers() == []
        assert Journal(self.folders.state).read() is None
