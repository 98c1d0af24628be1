from __future__ import annotations

from pathlib import Path

import pytest

from core.datasets.photos import find_photos


def touch(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()


@pytest.mark.parametrize(
    ("images", "masks", "given"),
    [
        (["photos/a.png", "photos/sub/b.jpg"], [], "photos"),
        (
            ["bottle/train/good/0.png", "bottle/test/broken/0.png", "bottle/test/good/0.png"],
            ["bottle/ground_truth/broken/0_mask.png"],
            "bottle",
        ),
        (["MT_Free/Imgs/a.jpg", "MT_Crack/Imgs/b.jpg"], ["MT_Free/Imgs/a.png", "MT_Crack/Imgs/b.png"], ""),
        (["MT_Crack/Imgs/b.jpg"], ["MT_Crack/Imgs/b.png"], "MT_Crack/Imgs"),
        (["p/good/a.png", "p/defective/b.png"], ["p/defective/b_mask.png"], "p"),
    ],
)
def test_masks_are_told_from_photos(images: list[str], masks: list[str], given: str, tmp_path: Path) -> None:
    touch(tmp_path, *images, *masks)
    found, skipped = find_photos([tmp_path / given])
    assert {path.relative_to(tmp_path).as_posix() for path in found} == set(images)
    assert skipped == len(masks)


def test_a_mask_that_is_named_stays(tmp_path: Path) -> None:
    touch(tmp_path, "MT_Crack/Imgs/b.jpg", "MT_Crack/Imgs/b.png")
    mask = tmp_path / "MT_Crack" / "Imgs" / "b.png"
    assert find_photos([mask]) == ([mask], 0)


def test_a_relative_folder_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(tmp_path, "MT_Crack/Imgs/b.jpg", "MT_Crack/Imgs/b.png")
    monkeypatch.chdir(tmp_path)
    assert find_photos([Path("MT_Crack")]) == ([Path("MT_Crack/Imgs/b.jpg")], 1)
