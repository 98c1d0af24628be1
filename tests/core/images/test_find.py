from __future__ import annotations

import os
from pathlib import Path

import pytest

from core.errors import ImageFileError
from core.images.find import find_images


def touch(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()


def names(root: Path, found: list[Path]) -> list[str]:
    return [path.relative_to(root).as_posix() for path in found]


def test_folder_is_walked(tmp_path: Path) -> None:
    touch(tmp_path, "b10.png", "b9.JPG", "sub/c.tiff", "sub/deep/d.webp", "e.bmp", "note.txt", "f.gif")
    touch(tmp_path, ".hidden.png", ".git/g.png", "Thumbs.db")
    assert names(tmp_path, find_images([tmp_path])) == [
        "b9.JPG",
        "b10.png",
        "e.bmp",
        "sub/c.tiff",
        "sub/deep/d.webp",
    ]


def test_files_are_kept_as_given(tmp_path: Path) -> None:
    touch(tmp_path, "z.xyz", "a.png")
    given = [tmp_path / "z.xyz", tmp_path / "a.png"]
    assert find_images(given) == given


def test_duplicates_are_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(tmp_path, "a.png", "b.png")
    monkeypatch.chdir(tmp_path)
    found = find_images([Path("b.png"), tmp_path, Path("../") / tmp_path.name / "b.png"])
    assert found == [Path("b.png"), tmp_path / "a.png"]


def test_odd_names(tmp_path: Path) -> None:
    touch(tmp_path, "表面/🔍.png", "Prüfung [1]*.jpg", " lead.png")
    assert set(names(tmp_path, find_images([tmp_path]))) == {"表面/🔍.png", "Prüfung [1]*.jpg", " lead.png"}


def test_empty_folder_is_an_empty_list(tmp_path: Path) -> None:
    assert find_images([tmp_path]) == []


def test_missing_path(tmp_path: Path) -> None:
    with pytest.raises(ImageFileError, match=r"gone\.png does not exist"):
        find_images([tmp_path, tmp_path / "gone.png"])


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_link_loops_and_double_links(tmp_path: Path) -> None:
    touch(tmp_path, "in/a.png", "elsewhere/b.png")
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in", target_is_directory=True)
    (tmp_path / "in" / "one").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (tmp_path / "in" / "two").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    assert names(tmp_path, find_images([tmp_path / "in"])) == ["in/a.png", "in/one/b.png"]


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_dangling_link_turns_up(tmp_path: Path) -> None:
    (tmp_path / "gone.png").symlink_to(tmp_path / "nowhere.png")
    assert names(tmp_path, find_images([tmp_path])) == ["gone.png"]


def test_folders_that_cannot_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(tmp_path, "a.png", "locked/b.png", "open/c.png")
    real = os.scandir

    def guarded(folder: Path) -> object:
        if Path(folder).name == "locked":
            raise PermissionError(13, "Permission denied")
        return real(folder)

    monkeypatch.setattr(os, "scandir", guarded)
    assert names(tmp_path, find_images([tmp_path])) == ["a.png", "locked", "open/c.png"]
    with pytest.raises(ImageFileError, match=r"locked cannot be listed: Permission denied"):
        find_images([tmp_path / "locked"])


def test_a_project_among_the_folders_has_no_images_of_the_user(tmp_path: Path) -> None:
    touch(
        tmp_path, "a/1.png", "photos.isugan/project.sqlite", "photos.isugan/runs/first/probes/00_repair.png"
    )
    assert names(tmp_path, find_images([tmp_path])) == ["a/1.png"]
