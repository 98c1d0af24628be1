"""What lies in the watched folder, in memory that does not grow with it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from heapq import nsmallest
from pathlib import Path
from typing import NamedTuple

from core.images.names import is_image_name, natural_key
from core.inspection.stamp import FileStamp, stamp_of


class Scan(NamedTuple):
    """The first images of a folder in natural order with their stamps, and why parts of it were passed over."""

    images: list[tuple[Path, FileStamp]]
    faults: list[str]


def scan(folder: Path, most: int) -> Scan:
    """Look for images in `folder` and all below, `most` at most; only those that are returned are looked at singly.

    Hidden files and folders, links and files of other kinds are passed over.

    Raises:
        OSError: the folder cannot be listed.
    """
    faults: list[str] = []
    images = []
    for name in nsmallest(most, _names(folder, faults), key=natural_key):
        path = folder / name
        # None where it was taken away meanwhile.
        if (stamp := stamp_of(path)) is not None:
            images.append((path, stamp))
    return Scan(images, faults)


def _names(folder: Path, faults: list[str]) -> Iterator[str]:
    waiting = [""]
    while waiting:
        inner = waiting.pop()
        try:
            with os.scandir(folder / inner) as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(f"{inner}{entry.name}/")
                    elif is_image_name(entry.name) and entry.is_file(follow_symlinks=False):
                        yield f"{inner}{entry.name}"
        except FileNotFoundError:
            if not inner:
                raise
        except OSError as error:
            if not inner:
                raise
            faults.append(f"{folder / inner} cannot be listed: {error.strerror or error}.")
