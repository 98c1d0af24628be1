"""The folders of a line: where images come from, and where they go by their verdict."""

from __future__ import annotations

import errno
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Self

from core.errors import IsuganError
from core.inspection.result import Verdict

STATE = ".isugan-watch"
"""Folder in the watched one: the lock and the journal."""
MARK = ".isugan-sorted"
"""Empty file in each target. A mount point whose share is away is a folder too, but without the mark."""


@dataclass(frozen=True)
class Folders:
    """Absolute paths; `unreadable` takes what cannot be inspected, and may be `review`."""

    watched: Path
    ok: Path
    review: Path
    ng: Path
    unreadable: Path

    @classmethod
    def of(cls, watched: Path, ok: Path, review: Path, ng: Path, unreadable: Path | None = None) -> Self:
        """Folders that are there and lie apart. What cannot be read goes to people, as `review` does, by default.

        Raises:
            IsuganError: one is missing, two are the same, or one lies in another.
        """
        paths = [Path(os.path.abspath(path)) for path in (watched, ok, review, ng, unreadable or review)]  # noqa: PTH100
        for path in paths:
            if not path.is_dir():
                raise IsuganError(
                    f"There is no folder {path}.", "Make it first, or mount the share that it lies on.", path
                )
        for one, other in combinations(paths if unreadable else paths[:-1], 2):
            _check_apart(one, other)
        return cls(*paths)

    @property
    def targets(self) -> tuple[Path, ...]:
        """Where images go, each folder once."""
        return tuple(dict.fromkeys((self.ok, self.review, self.ng, self.unreadable)))

    @property
    def state(self) -> Path:
        """The folder of the lock and the journal."""
        return self.watched / STATE

    def target(self, verdict: Verdict) -> Path:
        """Where an image with this verdict goes.

        Raises:
            KeyError: `Uncalibrated` is no verdict to sort by.
        """
        return {Verdict.OK: self.ok, Verdict.REVIEW: self.review, Verdict.NG: self.ng}[verdict]

    def mark(self) -> None:
        """Leave the marks by which `check_here` knows the folders again.

        Raises:
            OSError: one of them cannot be written.
        """
        self.state.mkdir(exist_ok=True)
        for target in self.targets:
            (target / MARK).touch()

    def check_here(self) -> None:
        """See that all of them are there.

        Raises:
            OSError: one is away, or another folder has taken its place.
        """
        for folder, mark in ((self.watched, STATE), *((target, MARK) for target in self.targets)):
            try:
                (folder / mark).stat()
            except FileNotFoundError:
                raise OSError(
                    errno.ENOENT, f"it is away, or another folder without its {mark}", str(folder)
                ) from None


def probe(folder: Path) -> None:
    """See that a file can be made in `folder`, and taken away again.

    Raises:
        OSError: it cannot.
    """
    handle, name = tempfile.mkstemp(prefix=".isugan-", dir=folder)
    os.close(handle)
    Path(name).unlink()


def _check_apart(one: Path, other: Path) -> None:
    if one.samefile(other):
        raise IsuganError(
            f"{one} and {other} are the same folder.", "Give each verdict a folder of its own.", one
        )
    for inner, outer in ((one, other), (other, one)):
        # By what the disk says, not by the text: links and upper case lead to the same folder.
        with suppress(FileNotFoundError):
            if any(parent.samefile(outer) for parent in inner.resolve().parents):
                raise IsuganError(
                    f"{inner} lies in {outer}.",
                    "Choose folders beside each other: what is sorted must not come back to the watch.",
                    inner,
                )
