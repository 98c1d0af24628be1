"""Find the image that an annotation file means by a name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from core.datasets.layouts.base import below_masks
from core.images.listing import Folder

Place = tuple[Folder, str]
"""A folder and the name of an image in it."""


class ImageIndex:
    """The images below a folder by their names in lower case. What is not there, or not below, is never found.

    Texts and numbers only, of which Python's collector of cycles need not look at every one.
    """

    def __init__(self, root: Folder) -> None:
        self._folders: list[tuple[Folder, dict[str, str]]] = []
        self._first: dict[str, int] = {}
        self._more: dict[str, list[int]] = {}
        numbers: dict[Folder, int] = {}
        for folder, names in root.walk():
            if below_masks(folder, root):
                continue
            if folder not in numbers:
                numbers[folder] = len(self._folders)
                self._folders.append((folder, {}))
            self._add(numbers[folder], names)

    def _add(self, number: int, names: Iterable[str]) -> None:
        here = self._folders[number][1]
        for name in names:
            lower = name.lower()
            if lower not in here and self._first.setdefault(lower, number) != number:
                self._more.setdefault(lower, []).append(number)
            here.setdefault(lower, name)
            here[name] = name  # the very name, where others differ from it in upper and lower case only

    def find(self, name: str, place: Folder, file_stem: str) -> Place | None:
        """The image that `name` means in a file `file_stem` in `place`; None if there is none, or several.

        Of several images of one name, the one wins that lies where `name` says as seen from the file; then those
        whose path ends as `name` says, that lie below the file, and in a folder that the file is called after,
        as train2017 is in instances_train2017.
        """
        *above, last = [p for p in name.replace("\\", "/").split("/") if p not in ("", ".")] or [""]
        lower = last.lower()
        if lower not in self._first:
            return None
        folders = [self._folders[n] for n in (self._first[lower], *self._more.get(lower, ()))]
        found = [(folder, names.get(last, names[lower])) for folder, names in folders]
        if len(found) > 1:
            above = [part.lower() for part in above]
            there = [*_lower(place), *above]
            found = _better(found, [f for f in found if _lower(f[0]) == there])
            if above:
                found = _better(found, [f for f in found if _lower(f[0])[-len(above) :] == above])
            found = _better(found, [f for f in found if f[0].path.is_relative_to(place.path)])
            found = _better(found, [f for f in found if _words(f[0].name) in _words(file_stem)])
        return found[0] if len(found) == 1 else None


def _lower(folder: Folder) -> list[str]:
    return [part.lower() for part in folder.path.parts]


def _words(name: str) -> str:
    """The words of a name, each with a mark before and after it."""
    return f"_{re.sub(r'[^a-z0-9]+', '_', name.lower())}_"


def _better(found: list[Place], closer: list[Place]) -> list[Place]:
    return closer or found
