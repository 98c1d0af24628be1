from __future__ import annotations

from pathlib import Path

import pytest

from core.datasets.layouts.image_index import ImageIndex
from core.images.listing import Listing


def touch(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()


@pytest.mark.parametrize(
    ("name", "place", "file_stem", "expected"),
    [
        ("1.png", "", "coco", "1.png"),
        ("a/1.png", "", "coco", "a/1.png"),
        ("x/y/a/1.png", "", "coco", None),
        ("1.png", "a", "coco", "a/1.png"),
        ("1.PNG", "a", "coco", "a/1.png"),
        ("./b\\1.png", "", "coco", "b/1.png"),
        ("deep/2.png", "", "coco", "b/deep/2.png"),
        ("2.png", "b", "coco", "b/deep/2.png"),
        ("2.png", "", "instances_c", "c/2.png"),
        ("2.png", "", "coco", None),
        ("far/away/3.png", "", "coco", "c/3.png"),
        ("gone.png", "", "coco", None),
        ("a", "", "coco", None),
        ("", "", "coco", None),
        ("..", "", "coco", None),
        ("m.png", "", "coco", None),
    ],
)
def test_find(name: str, place: str, file_stem: str, expected: str | None, tmp_path: Path) -> None:
    touch(tmp_path, "1.png", "a/1.png", "b/1.png", "b/deep/2.png", "c/2.png", "c/3.png", "masks/m.png")
    root = Listing().folder(tmp_path)
    found = ImageIndex(root).find(name, root.listing.folder(tmp_path / place), file_stem)
    got = None if found is None else (found[0].path / found[1]).relative_to(tmp_path).as_posix()
    assert got == expected


def test_names_that_differ_in_case_only(tmp_path: Path) -> None:
    touch(tmp_path, "A.png", "a.png")
    root = Listing().folder(tmp_path)
    if len(root.files) < 2:
        pytest.skip("this file system takes both for one")
    index = ImageIndex(root)
    assert [index.find(name, root, "coco") for name in ("A.png", "a.png")] == [
        (root, "A.png"),
        (root, "a.png"),
    ]
