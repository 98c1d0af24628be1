"""What the files of an export are called: as the images they come from, and no two alike."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path


def file_names(paths: Iterable[Path], roots: Sequence[Path], flat: bool = False) -> dict[Path, str]:
    """For each image its place below the first of `roots` that it lies in, with "/" and without suffix; outside of all
    of them the name alone.

    Names that differ in upper and lower case only would be one file on many systems, and `a.png` and `a.jpg` would
    have one mask: the later ones get a number. It depends on the arguments only, so that a resumed run gives the same
    names. With `flat`, "/" becomes "__".
    """
    taken: set[str] = set()
    names: dict[Path, str] = {}
    for path in paths:
        root = next((root for root in roots if path != root and path.is_relative_to(root)), path.parent)
        # Up from a folder given as "..", a name would lead out of the one that is written to.
        parts = [part for part in path.relative_to(root).with_suffix("").parts if part != ".."]
        first = name = ("__" if flat else "/").join(parts)
        number = 2
        while name.casefold() in taken:
            name, number = f"{first}-{number}", number + 1
        taken.add(name.casefold())
        names[path] = name
    return names


def common_root(paths: Iterable[Path]) -> Path:
    """The nearest folder that all images lie below; of several drives, or of no image, the current one."""
    folders = {str(path.absolute().parent) for path in paths}
    try:
        return Path(os.path.commonpath(folders))
    except ValueError:
        return Path.cwd()


def text_of(path: Path | str) -> str:
    """A path as text that any file can hold; bytes of a name that are no UTF-8 are shown escaped."""
    return str(path).encode("utf-8", "backslashreplace").decode("utf-8")
