"""Folders as they were when they were first looked at: each is listed once, however many ask.

A hundred thousand files are no rare folder, and several layouts look at it before one fits.
"""

from __future__ import annotations

import os
from bisect import bisect
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from core.images.names import PROJECT_SUFFIX, in_natural_order, is_image_name, natural_key

_FIRST, _STEP = 64, 1024
"""Entries after which `seen` hears of the first images and of the next ones, and `cancelled` is asked."""

Seen = Callable[[Path, Sequence[str]], None]


class ListingCancelledError(Exception):
    """The user no longer wants the list."""


class Listing:
    """What is known of some folders of the disk.

    Args:
        seen: hears of a folder and names of images in it, as the disk gives them, while it is being listed.
        cancelled: asked every thousand entries and by `check`; once true, `ListingCancelledError` is raised.

    Attributes:
        faults: why a folder could not be listed, by folder.
    """

    def __init__(self, seen: Seen | None = None, cancelled: Callable[[], bool] = lambda: False) -> None:
        self.faults: dict[Path, str] = {}
        self._seen = seen
        self._cancelled = cancelled
        self._folders: dict[str, Folder] = {}

    def folder(self, path: Path) -> Folder:
        """The folder of that path; nothing is listed before its content is asked for."""
        key = os.fspath(path)
        if key not in self._folders:
            self._folders[key] = Folder(path, self)
        return self._folders[key]

    def check(self) -> None:
        """To be called now and then by whoever works long on what is listed.

        Raises:
            ListingCancelledError: it is to end.
        """
        if self._cancelled():
            raise ListingCancelledError

    def scan(self, path: Path) -> tuple[list[str], list[str]]:
        """Names of the visible files and folders inside, in natural order; none where it cannot be listed.

        A project among the folders is left out: it holds pictures of its runs, and none of the user's.
        """
        files: list[str] = []
        folders: list[str] = []
        told = 0
        due = _FIRST
        try:
            with os.scandir(path) as entries:
                for entry in entries:
                    name = entry.name
                    if name.startswith("."):
                        continue
                    if not _is_folder(entry):
                        files.append(name)
                    elif not name.lower().endswith(PROJECT_SUFFIX):
                        folders.append(name)
                    if len(files) >= due:
                        told, due = self._tell(path, files, told), due + _STEP
        except OSError as error:
            self.faults[path] = error.strerror or str(error)
            return [], []
        self._tell(path, files, told)
        return in_natural_order(files), in_natural_order(folders)

    def _tell(self, path: Path, files: list[str], told: int) -> int:
        self.check()
        if self._seen is not None and (images := [n for n in files[told:] if is_image_name(n)]):
            self._seen(path, images)
        return len(files)


class Folder:
    """One folder of a `Listing`; hidden files and folders are not in it."""

    __slots__ = ("_content", "_images", "_real", "listing", "name", "path")

    def __init__(self, path: Path, listing: Listing) -> None:
        self.path = path
        self.name = path.name
        self.listing = listing
        self._content: tuple[list[str], list[Folder]] | None = None
        self._images: list[str] | None = None
        self._real = ""

    @property
    def files(self) -> list[str]:
        """Names of the files directly inside, in natural order; none if the folder cannot be listed."""
        return self._listed()[0]

    @property
    def folders(self) -> list[Folder]:
        """The folders directly inside, in natural order; a link to a folder is one."""
        return self._listed()[1]

    @property
    def images(self) -> list[str]:
        """Names of the images directly inside, in natural order."""
        if self._images is None:
            files = self.files
            images = [name for name in files if is_image_name(name)]
            # Mostly all of them are, and the names need not be held twice.
            self._images = files if len(images) == len(files) else images
        return self._images

    @property
    def fault(self) -> str:
        """Why it could not be listed; "" if it could."""
        self._listed()
        return self.listing.faults.get(self.path, "")

    @property
    def real(self) -> str:
        """Its path without links."""
        if not self._real:
            self._real = os.path.realpath(self.path)
        return self._real

    def walk(self) -> Iterator[tuple[Folder, Sequence[str]]]:
        """The images inside and below in natural order: runs of names that lie in one folder.

        Links to folders are followed, each real folder once. A folder that cannot be listed comes with no
        name, as does one that holds no image.
        """
        met: set[str] = set()
        waiting: list[Folder | tuple[Folder, Sequence[str]]] = [self]
        while waiting:
            item = waiting.pop()
            if not isinstance(item, Folder):
                yield item
            elif item.real not in met:  # not a link back to a folder above, nor a second one to the same
                met.add(item.real)
                waiting += reversed(item._parts())

    def _parts(self) -> list[Folder | tuple[Folder, Sequence[str]]]:
        images, start = self.images, 0
        parts: list[Folder | tuple[Folder, Sequence[str]]] = []
        for folder in self.folders:
            end = bisect(images, natural_key(folder.name), key=natural_key)
            if end > start:
                parts.append((self, images[start:end]))
            parts.append(folder)
            start = end
        if start < len(images) or not parts:
            parts.append((self, images[start:] if start else images))
        return parts

    def _listed(self) -> tuple[list[str], list[Folder]]:
        if self._content is None:
            files, folders = self.listing.scan(self.path)
            self._content = files, [self.listing.folder(self.path / name) for name in folders]
        return self._content


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False
