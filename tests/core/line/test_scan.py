from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from core.inspection.stamp import stamp_of
from core.line.scan import scan


def touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)


def names(folder: Path, most: int = 99) -> list[str]:
    return [path.relative_to(folder).as_posix() for path, _ in scan(folder, most).images]


def test_images_at_any_depth_in_natural_order(tmp_path: Path) -> None:
    touch(tmp_path, "a10.png", "a2.JPG", "b/1.tif", "b/c/1.webp", "note.txt", "a1.png.tmp", ".png")
    touch(tmp_path, ".hidden/1.png", ".isugan-1.png", "x.png/1.bmp")
    assert names(tmp_path) == ["a2.JPG", "a10.png", "b/1.tif", "b/c/1.webp", "x.png/1.bmp"]
    assert names(tmp_path, 2) == ["a2.JPG", "a10.png"]
    assert scan(tmp_path, 1).images == [(tmp_path / "a2.JPG", stamp_of(tmp_path / "a2.JPG"))]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_are_passed_over(tmp_path: Path) -> None:
    touch(tmp_path, "in/1.png", "other/2.png")
    (tmp_path / "in" / "2.png").symlink_to(tmp_path / "other" / "2.png")
    (tmp_path / "in" / "other").symlink_to(tmp_path / "other")
    assert names(tmp_path / "in") == ["1.png"]


def test_only_what_is_returned_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(tmp_path, *(f"{number}.png" for number in range(50)))
    looked: list[Path] = []
    monkeypatch.setattr("core.line.scan.stamp_of", lambda path: looked.append(path) or stamp_of(path))
    assert len(scan(tmp_path, 5).images) == len(looked) == 5


def test_a_folder_that_is_away_is_an_error_and_one_inside_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(FileNotFoundError):
        scan(tmp_path / "away", 9)
    touch(tmp_path, "1.png", "locked/2.png", "gone/3.png")
    whole = os.scandir

    def scandir(path: Path) -> object:
        if path.name == "locked":
            raise PermissionError(13, "Permission denied")
        if path.name == "gone":
            raise FileNotFoundError(2, "gone")
        return whole(path)

    monkeypatch.setattr("os.scandir", scandir)
    found = scan(tmp_path, 9)
    assert [path.name for path, _ in found.images] == ["1.png"]
    (fault,) = found.faults
    assert "locked" in fault
    assert "Permission denied" in fault
