"""A folder of results appears whole or not at all: built beside its place, then renamed."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.errors import IsuganError
from core.language import later


@contextmanager
def new_folder(out: Path) -> Iterator[Path]:
    """Yield a hidden folder beside `out`; on a clean exit it becomes `out`, otherwise it is removed.

    Raises:
        IsuganError: `out` is a file, or holds something: nothing is ever mixed or overwritten.
        OSError: the place cannot be written, or the disk is full.
    """
    check_free(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(prefix=f".{out.name[:40]}-", dir=out.parent))
    try:
        yield temporary
        # mkdtemp makes the folder private; mkdir gives it what an ordinary one gets.
        final = temporary.with_name(f"{temporary.name}.new")
        final.mkdir()
        shutil.copymode(final, temporary)
        final.rmdir()
        if out.exists():
            out.rmdir()
        temporary.rename(out)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise


def check_free(out: Path) -> None:
    """Raise an IsuganError if `out` is there already, other than as an empty folder."""
    if out.is_dir() and not any(out.iterdir()):
        return
    if out.exists():
        raise IsuganError(
            later("Export", "{path} is there already and not empty.", path=out),
            later("Export", "Choose a new or an empty folder."),
            out,
        )


def free_path(place: Path, name: str, suffix: str = "") -> Path:
    """A path in `place` where nothing is yet: `name` with `suffix`, else `name 2` and so on."""
    found, number = place / f"{name}{suffix}", 2
    while found.exists():
        found, number = place / f"{name} {number}{suffix}", number + 1
    return found
