"""A run's log: one JSON document a line, complete on disk however the run ends."""

from __future__ import annotations

import json
import os
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from core.language import english
from core.training.curves import MOST_POINTS, Curve, Curves
from core.training.events import Event, Phase, PhaseStarted, Preview, StepLosses, Validated
from core.training.log_columns import alike, columns

__all__ = ["Curve", "Curves", "JsonLines", "RunLog", "TimedText", "read_log"]

MOST_NOTICES = 1000
ENDS = ("Done", "Cancelled", "Failed")
BLOCK = 128 * 1024
"""Bytes of a log that are read at once: a few milliseconds, so that a window has its turn in between."""
FEW = 8
"""Lines that are alike are read one by one where there are fewer of them."""
_WRITE = json.JSONEncoder(default=str).encode
_DOCUMENT: TypeAdapter[Any] = TypeAdapter(Any)
"""Reads JSON in half the time that the standard library takes."""


class JsonLines:
    """Writes every event but previews (pictures) to a file; a resumed run appends to the same one.

    On a full disk the lines wait in memory and are written when there is room again: the run pauses where it matters,
    at its checkpoints.

    Raises:
        OSError: the file cannot be opened for writing.
    """

    def __init__(self, path: Path, *, append: bool) -> None:
        mode = os.O_APPEND if append else os.O_TRUNC
        # Where somebody else's run is gone on with, its log must not lead to another file.
        flags = os.O_RDWR | os.O_CREAT | mode | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
        self._file = os.open(path, flags, 0o666)
        self._waiting = b""
        size = os.fstat(self._file).st_size
        if size:
            os.lseek(self._file, size - 1, os.SEEK_SET)
            if os.read(self._file, 1) != b"\n":
                # A killed run's last line may be torn; the next must not be glued to it.
                self._waiting = b"\n"

    def __call__(self, event: Event) -> None:
        """Write one event with its time (seconds since 1970) and kind."""
        if isinstance(event, Preview):
            return
        document = {"time": round(time.time(), 3), "event": type(event).__name__, **_plain(event)}
        self._waiting += (_WRITE(document) + "\n").encode()
        with suppress(OSError):
            self._write()

    def _write(self) -> None:
        # No buffer of Python's: a killed run must not lose more than it has lost anyway.
        while self._waiting:
            written = os.write(self._file, self._waiting)
            self._waiting = self._waiting[written:]

    def close(self) -> None:
        """Close the file; a second time nothing happens."""
        if self._file >= 0:
            with suppress(OSError):
                self._write()
            os.close(self._file)
            self._file = -1


def _plain(event: Event) -> dict[str, Any]:
    return {
        key: _rounded(value) if isinstance(value, dict) else value
        for key, value in _rounded(vars(event)).items()
    }


def _rounded(values: dict[str, Any]) -> dict[str, Any]:
    return {
        key: round(value, 6) if isinstance(value, float) else english(value) for key, value in values.items()
    }


@dataclass(frozen=True)
class TimedText:
    """A sentence of the log, and when it was written, in seconds since 1970."""

    time: float
    text: str


@dataclass(frozen=True)
class RunLog:
    """What a log tells of a run, however long it is.

    Attributes:
        curves: the losses; go on adding to them when the run goes on.
        validations: in order of epochs; one that was made again after a resume counts once, as it was made last.
        notices: the newest 1000 of what the user should know, with pauses' reasons and failures.
        phases: steps in all of each phase that began.
        last: the last step; None before the first.
        seconds_per_step: of each phase, as last told.
        started, ended: when the first and the last line were written, in seconds since 1970; None for an empty log.
        seconds: training time as the run's end told it; None for a run that has not ended.
        end: the last event, if it ends a run: `Done`, `Cancelled` or `Failed`, else "".
    """

    curves: Curves
    validations: tuple[Validated, ...]
    notices: tuple[TimedText, ...]
    phases: dict[Phase, int]
    last: StepLosses | None
    seconds_per_step: dict[Phase, float]
    started: float | None
    ended: float | None
    seconds: float | None
    end: str


def read_log(
    path: Path, *, most_points: int = MOST_POINTS, cancelled: Callable[[], bool] = lambda: False
) -> RunLog:
    """Read a run's `log.jsonl` in memory that does not grow with its steps, a million of them in a second or two.

    A line that is no event (torn by a kill, or of a newer version) is passed over. A missing file is an empty log.

    Args:
        most_points: see `core.training.curves.Curves`.
        cancelled: asked now and then; when true, what was read until then comes back.
    """
    reader = _Reader(most_points)
    for block in _blocks(path):
        if cancelled():
            break
        for count, lines in alike(block):
            if count < FEW or not reader.take_alike(lines, count):
                for line in lines.split(b"\n")[:-1]:
                    reader.take_line(line)
    return reader.result()


def _blocks(path: Path) -> Iterator[bytes]:
    """Whole lines, each with its end."""
    rest = b""
    try:
        with path.open("rb") as stream:
            while read := stream.read(BLOCK):
                lines, end, rest = (rest + read).rpartition(b"\n")
                yield lines + end
    except FileNotFoundError:
        return
    if rest:
        yield rest + b"\n"


class _Reader:
    def __init__(self, most_points: int) -> None:
        self.curves = Curves(most_points)
        self.validations: dict[int, Validated] = {}
        self.notices: deque[TimedText] = deque(maxlen=MOST_NOTICES)
        self.phases: dict[Phase, int] = {}
        self.last: StepLosses | None = None
        self.seconds_per_step: dict[Phase, float] = {}
        self.started: float | None = None
        self.ended: float | None = None
        self.seconds: float | None = None
        self.end = ""

    def take_line(self, line: bytes) -> None:
        """Take one line, whatever it is."""
        with suppress(ValueError, KeyError, TypeError, AttributeError):
            self._take(_DOCUMENT.validate_json(line))

    def take_alike(self, lines: bytes, count: int) -> bool:
        """Take lines that differ in their numbers only, if they are step losses; whether they were taken."""
        first = lines[: lines.index(b"\n")]
        try:
            document = _DOCUMENT.validate_json(first)
            keys = list(document)
            written, kind = float(document.pop("time")), document.pop("event")
            if kind != "StepLosses":
                return False
            event = StepLosses(**document)
            losses = range(keys.index("losses") + 1, keys.index("losses") + 1 + len(event.losses))
        except (ValueError, KeyError, TypeError, AttributeError):
            return False
        if first.count(b":") != len(keys) + len(losses):
            return False
        found = columns(lines, count, [keys.index("step"), keys.index("steps"), *losses])
        if found is None:
            return False
        steps, totals, *values = found.T
        self.started = written if self.started is None else self.started
        self.curves.add_many(
            event.phase, steps, int(totals.max()), dict(zip(event.losses, values, strict=True))
        )
        # All else is told by the last line, whose losses count once.
        self.take_line(lines[lines.rindex(b"\n", 0, -1) + 1 :])
        return True

    def _take(self, document: dict[str, Any]) -> None:
        written, kind = float(document.pop("time")), document.pop("event")
        self.started = written if self.started is None else self.started
        self.ended = written
        self.end = kind if kind in ENDS else ""
        match kind:
            case "StepLosses":
                self.last = StepLosses(**document)
                self.seconds_per_step[self.last.phase] = self.last.seconds_per_step
                self.curves.add(self.last)
            case "PhaseStarted":
                phase = PhaseStarted(**document)
                self.phases[phase.phase] = phase.steps
                self.curves.begin(phase)
            case "Validated":
                validated = Validated(**document)
                self.validations[validated.epoch] = validated
            case "Notice":
                self.notices.append(TimedText(written, document["text"]))
            case "Paused" if document["reason"]:
                self.notices.append(TimedText(written, document["reason"]))
            case "Failed":
                text = f"{document['message']} {document['way_out']}".strip()
                self.notices.append(TimedText(written, text))
            case "Done":
                self.seconds = float(document["seconds"])

    def result(self) -> RunLog:
        return RunLog(
            self.curves,
            tuple(self.validations[epoch] for epoch in sorted(self.validations)),
            tuple(self.notices),
            self.phases,
            self.last,
            self.seconds_per_step,
            self.started,
            self.ended,
            self.seconds,
            self.end,
        )
