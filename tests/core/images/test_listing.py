from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from core.images.listing import Folder, Listing, ListingCancelledError

needs_links = pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")


def touch(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()


def walked(root: Folder) -> list[str]:
    return [
        (folder.path / name).relative_to(root.path).as_posix()
        for folder, names in root.walk()
        for name in names
    ]


def test_content_is_in_natural_order_and_visible(tmp_path: Path) -> None:
    touch(tmp_path, "a10.png", "a9.png", "notes.txt", ".hidden.png", "f2/x", "f1/x", ".git/x")
    folder = Listing().folder(tmp_path)
    assert folder.files == ["a9.png", "a10.png", "notes.txt"]
    assert folder.images == ["a9.png", "a10.png"]
    assert [inner.name for inner in folder.folders] == ["f1", "f2"]
    assert folder.fault == ""


def test_each_folder_is_listed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(tmp_path, "a.png", "in/b.png")
    listed: list[str] = []
    real = os.scandir

    def scandir(path: Path) -> object:
        listed.append(Path(path).name)
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    listing = Listing()
    folder = listing.folder(tmp_path)
    assert listed == []
    for _ in range(2):
        assert walked(folder) == ["a.png", "in/b.png"]
    assert listing.folder(tmp_path / "in").images == ["b.png"]
    assert listed == [tmp_path.name, "in"]


def test_walk_goes_in_natural_order_across_folders(tmp_path: Path) -> None:
    touch(tmp_path, "a.png", "c.png", "b/2.png", "b/10.png", "b/1/x.png", "d/e.txt")
    assert walked(Listing().folder(tmp_path)) == ["a.png", "b/1/x.png", "b/2.png", "b/10.png", "c.png"]


def test_very_deep_folders(tmp_path: Path) -> None:
    """Deeper than what is left of Python's stack, so that walking must not recurse."""
    touch(tmp_path, "d/" * 120 + "a.png")
    root = Listing().folder(tmp_path)
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack()) + 80)
    try:
        names = [names[0] for _, names in root.walk() if names]
    finally:
        sys.setrecursionlimit(limit)
    assert names == ["a.png"]


@needs_links
def test_loops_end(tmp_path: Path) -> None:
    touch(tmp_path, "in/a.png")
    (tmp_path / "in" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "in" / "self").symlink_to(tmp_path / "in" / "self")
    (tmp_path / "in" / "self.png").symlink_to(tmp_path / "in" / "self.png")
    assert walked(Listing().folder(tmp_path)) == ["in/a.png", "in/self.png"]


def test_a_folder_that_cannot_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(tmp_path, "a.png", "locked/b.png")
    real = os.scandir

    def guarded(folder: Path) -> object:
        if Path(folder).name == "locked":
            raise PermissionError(13, "Permission denied")
        return real(folder)

    monkeypatch.setattr(os, "scandir", guarded)
    listing = Listing()
    root = listing.folder(tmp_path)
    assert walked(root) == ["a.png"]
    assert listing.faults == {tmp_path / "locked": "Permission denied"}
    assert (root.fault, root.folders[0].fault) == ("", "Permission denied")


def test_images_are_told_while_they_are_listed(tmp_path: Path) -> None:
    touch(tmp_path, *(f"{number}.png" for number in range(2000)), "note.txt")
    told: list[list[str]] = []

    def seen(folder: Path, names: Sequence[str]) -> None:
        assert folder == tmp_path
        told.append(list(names))

    images = Listing(seen).folder(tmp_path).images
    assert 60 <= len(told[0]) <= 64
    assert len(told) >= 3
    assert sorted(name for names in told for name in names) == sorted(images)


def test_cancelling_stops_within_a_folder(tmp_path: Path) -> None:
    touch(tmp_path, *(f"{number}.png" for number in range(3000)))
    told: list[str] = []
    listing = Listing(lambda _, names: told.extend(names), lambda: bool(told))
    with pytest.raises(ListingCancelledError):
        listing.folder(tmp_path).images  # noqa: B018 - listing is what it does
    assert 0 < len(told) < 3000
