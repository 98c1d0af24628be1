"""What a drop of folders and files would import, to be shown and corrected before anything is imported."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from core.datasets.dataset import Label, Split
from core.datasets.first_images import FirstImages
from core.datasets.folder_samples import FolderSamples
from core.datasets.import_plan import Group, ImportPlan, Source
from core.datasets.layout import LAYOUTS, load_folder, no_such_layout
from core.datasets.layouts import good_defective
from core.datasets.layouts.base import SPLIT_NAMES, Loaded, name_some, printable
from core.errors import DatasetError
from core.images.listing import Folder, Listing, ListingCancelledError
from core.images.names import in_natural_order, is_image_name
from core.language import Later, later

__all__ = ["FILES", "Group", "ImportPlan", "Source", "plan_import"]

FILES = "files"
"""The layout of image files that were dropped as such."""


def plan_import(
    paths: Sequence[Path],
    layout: str | None = None,
    *,
    found: Callable[[Sequence[Path]], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ImportPlan:
    """Look through what was dropped; no image is opened.

    Every folder is recognised by itself. A plain folder that is named like good, defective or a split lends that
    to its images, so that the folders of a dataset can be dropped one by one. Image files are unlabelled;
    other files, and paths that lie in another one that was dropped, are passed over.

    Args:
        paths: folders and files.
        layout: a key of `core.datasets.layout.LAYOUTS` for all folders, or None to try them all.
        found: hears, at most four times, of the first images as the disk gives them, the first time after 64: some
            thousand in all, each once, so that something can be shown. A mask may be among them, as may what the
            layout turns out to leave out.
        cancelled: asked now and then; once true, an empty plan is returned.

    Raises:
        DatasetError: nothing can be imported: a path does not exist or cannot be listed, or there is no image.
            What fails beside something that can be imported is a problem of the plan instead.
    """
    if layout is not None and layout not in LAYOUTS:
        raise no_such_layout(layout)
    first = FirstImages(found)
    listing = Listing(first.add if found else None, cancelled)
    try:
        drop = _Drop(layout, listing)
        drop.look(paths, first)
    except ListingCancelledError:
        return ImportPlan()
    first.tell()
    if not drop.groups:
        nothing = DatasetError(later("Datasets", "Nothing was given."), later("Datasets", "Drop a folder."))
        raise drop.errors[0] if drop.errors else nothing
    problems = [*drop.problems, *(error.texts[0] for error in drop.errors)]
    return ImportPlan(tuple(drop.sources), tuple(drop.groups), tuple(problems))


class _Drop:
    """What was found in the paths so far."""

    def __init__(self, layout: str | None, listing: Listing) -> None:
        self.sources: list[Source] = []
        self.groups: list[Group] = []
        self.problems: list[str | Later] = []
        self.errors: list[DatasetError] = []
        self._layout = layout
        self._listing = listing

    def look(self, paths: Sequence[Path], first: FirstImages) -> None:
        """Tell folders from files and read them."""
        folders: list[Path] = []
        files: dict[Path, dict[str, None]] = {}
        for number, path in enumerate(map(Path, paths)):
            if number % 1024 == 0:
                self._listing.check()
            path = path.absolute()
            try:
                if path.is_dir():
                    folders.append(path)
                else:
                    path.stat()
                    files.setdefault(path.parent, {})[path.name] = None
            except FileNotFoundError:
                self.errors.append(_missing(path))
            except OSError as error:
                why = later("Datasets", "{path} cannot be read: {why}.", path=path, why=error.strerror)
                self.errors.append(DatasetError(why, later("Datasets", "Check its permissions."), path))
        real = {path: os.path.realpath(path) for path in [*folders, *files]}
        covered = {real[path] for path in folders}
        for path in _outermost(folders, real):
            self._folder(self._listing.folder(path))
        for path, names in files.items():
            if not any(_inside(real[path], other, itself=True) for other in covered):
                self._files(path, in_natural_order(list(names)), first)

    def _folder(self, folder: Folder) -> None:
        try:
            name, loaded = load_folder(folder, self._layout)
        except DatasetError as error:
            self.errors.append(error)
            return
        split = SPLIT_NAMES.get(folder.name.lower(), Split.UNASSIGNED)
        if self._layout is None and name in ("flat", "labelme"):
            named = good_defective.load_named(folder)
            if named is not None:
                name = good_defective.LAYOUT.name
                named.problems += [p for p in loaded.problems if p not in named.problems]
                loaded, split = named, SPLIT_NAMES.get(folder.path.parent.name.lower(), split)
        self.sources.append(Source(folder.path, name))
        self.problems += loaded.problems
        groups = _groups(loaded)
        if all(group.split is Split.UNASSIGNED for group in groups):
            groups = [replace(group, split=split) for group in groups]
        self.groups += groups

    def _files(self, folder: Path, names: list[str], first: FirstImages) -> None:
        images = [name for name in names if is_image_name(name)]
        if len(images) < len(names):
            others = name_some(name for name in names if not is_image_name(name))
            where = printable(str(folder))
            message = later(
                "Datasets", "{folder}, no images by their names: {names}.", folder=where, names=others
            )
            if not images:
                way_out = later("Datasets", "Drop images or their folder.")
                self.errors.append(DatasetError(message, way_out, folder))
                return
            self.problems.append(message)
        first.add(folder, images)
        role = (Label.UNLABELLED, Split.UNASSIGNED, "")
        self.sources.append(Source(folder, FILES))
        self.groups.append(Group(*role, FolderSamples(folder, images, role, {})))


def _missing(path: Path) -> DatasetError:
    return DatasetError(
        later("Datasets", "{path} does not exist.", path=path), later("Datasets", "Check the path."), path
    )


def _groups(loaded: Loaded) -> list[Group]:
    by_folder: dict[str, list[Group]] = {}
    for folder, samples in loaded.groups():
        by_folder.setdefault(os.fspath(folder.path), []).append(Group(*samples.role, samples))
    return [group for path in in_natural_order(list(by_folder)) for group in by_folder[path]]


def _outermost(folders: Sequence[Path], real: dict[Path, str]) -> list[Path]:
    """Those that lie in no other one, and of several ways to one folder the first."""
    ways: dict[str, Path] = {}
    for path in folders:
        ways.setdefault(real[path], path)
    return [
        path for place, path in ways.items() if not any(_inside(place, other, itself=False) for other in ways)
    ]


def _inside(place: str, outer: str, *, itself: bool) -> bool:
    if place == outer:
        return itself
    return place.startswith(outer if outer.endswith(os.sep) else outer + os.sep)
