"""Run a reader on one file and say how it kept its contract."""

from __future__ import annotations

import signal
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from core.errors import IsuganError
from tools.fuzz.guard import watched

SECONDS = 5.0
"""Processor time that one small file may take."""
ROOT = Path(__file__).resolve().parent.parent.parent


class TooSlowError(BaseException):
    """Passes every `except Exception` on its way out."""


@dataclass(frozen=True)
class Kept:
    """The contract was kept; `outcome` says how: "result", or the kind of error."""

    outcome: str


@dataclass(frozen=True)
class Broken:
    """The contract was broken.

    Attributes:
        what: in a line; the same fault in two files is told by the same line.
        details: the traceback, or what was done.
    """

    what: str
    details: str


def hold(read: Callable[[Path], object], folder: Path, name: str, seconds: float = SECONDS) -> Kept | Broken:
    """Let `read` read from `folder`, where the file `name` is hostile."""
    start = time.process_time()
    with watched(folder) as seen:
        verdict = _read(read, folder, name, seconds)
    if seen:
        return Broken(f"does {seen[0].partition(' ')[0]} outside of its folder", "\n".join(seen))
    if isinstance(verdict, Kept) and (taken := time.process_time() - start) > seconds:
        return Broken("too slow, in native code", f"{taken:.1f} s")
    return verdict


def _read(read: Callable[[Path], object], folder: Path, name: str, seconds: float) -> Kept | Broken:
    try:
        with _alarm(seconds):
            read(folder)
    except IsuganError as error:
        if error.path is None and Path(name).name not in str(error):
            return Broken(f"{type(error).__name__} without the file's name", str(error))
        return Kept(type(error).__name__)
    except (Exception, TooSlowError) as error:  # noqa: BLE001 - which it must not raise, whatever it is
        return Broken(
            f"{type(error).__name__} in {_place(error)}", "".join(traceback.format_exception(error))
        )
    return Kept("result")


def _place(error: BaseException) -> str:
    """The innermost line of this program; the same fault is always in the same place."""
    frames = traceback.extract_tb(error.__traceback__)
    for frame in reversed(frames):
        path = Path(frame.filename)
        if path.is_relative_to(ROOT) and path.relative_to(ROOT).parts[0] in ("app", "core"):
            return f"{path.relative_to(ROOT).as_posix()}, {frame.name}"
    return "the harness"


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Raise `TooSlowError` after so much processor time, as soon as Python has its turn."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(_signal: int, _frame: FrameType | None) -> None:
        raise TooSlowError(f"more than {seconds:g} s")

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
