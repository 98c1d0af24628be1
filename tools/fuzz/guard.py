"""Hears of everything that a reader does to the world outside, through Python's audit events."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

NEVER = (
    *("socket.connect", "socket.bind", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec"),
    *(
        "os.posix_spawn",
        "os.startfile",
        "os.fork",
        "pickle.find_class",
        "urllib.Request",
    ),
)
"""What no reader does, whatever the file says."""
_CHANGES = (
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.mkdir",
    "os.link",
    "os.symlink",
    "os.truncate",
    "os.chmod",
)
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_SQLITE = "sqlite3.connect"


class _State:
    """One for the process: an audit hook can never be taken away again, only be told to look elsewhere."""

    allowed: tuple[Path, ...] = ()
    active = False
    installed = False
    seen: list[str] = []  # noqa: RUF012 - there is one


@contextmanager
def watched(folder: Path) -> Iterator[list[str]]:
    """The list that takes what happens in the block and must not; writing below `folder` and to /dev is allowed."""
    if not _State.installed:
        sys.addaudithook(_hook)
        _State.installed = True
    _State.allowed = (folder.resolve(), Path("/dev").resolve())
    _State.seen = seen = []
    _State.active = True
    try:
        yield seen
    finally:
        _State.active = False


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if not _State.active:
        return
    if event == "open":
        path, _, flags = arguments
        if isinstance(flags, int) and flags & _WRITES and not isinstance(path, int):
            _check(event, path)
    elif event in _CHANGES:
        # Of a link the second path is the new one; both ends of a rename change.
        for path in arguments[:2] if event in ("os.rename", "os.link") else arguments[:1]:
            _check(event, path)
    elif event == _SQLITE:
        _check_database(arguments[0])
    elif event in NEVER:
        _State.seen.append(f"{event} {arguments!r:.100}")


def _check_database(name: Any) -> None:
    text = os.fsdecode(name) if isinstance(name, str | bytes | os.PathLike) else ""
    if text.startswith("file:") and "mode=ro" in text:
        return
    if text not in ("", ":memory:", "file::memory:"):
        _check(_SQLITE, text.removeprefix("file://").partition("?")[0])


def _check(event: str, path: Any) -> None:
    if not isinstance(path, str | bytes | os.PathLike):
        return
    # The hook's own look at the disk is no business of a reader.
    _State.active = False
    try:
        place = Path(os.fsdecode(path))
        # What is opened is where a link leads; what is moved or taken away is the link.
        real = place.resolve() if event == "open" else place.parent.resolve() / place.name
        if not any(real.is_relative_to(allowed) for allowed in _State.allowed):
            _State.seen.append(f"{event} {str(place)!r:.200}")
    except (ValueError, OSError):
        pass  # nothing can be opened there either
    finally:
        _State.active = True
