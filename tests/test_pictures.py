"""The pictures of the window in the documentation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from app.gui.actions import VIEWS
from core.datasets.defects import FAMILIES
from tools import make_recipe_pictures, make_screenshots

ROOT = Path(__file__).resolve().parent.parent
MOST_BYTES = 250_000
MOST_BYTES_OF_FAMILIES = 400_000


def test_every_view_has_a_picture_and_a_way_to_make_it() -> None:
    assert sorted(make_screenshots.VIEWS) == sorted(VIEWS)
    assert all(callable(getattr(make_screenshots.Screenshots, view)) for view in VIEWS)
    assert sorted(path.stem for path in make_screenshots.IMAGES.glob("*.png")) == sorted(VIEWS)


@pytest.mark.parametrize("view", VIEWS)
def test_a_picture_is_small_and_stands_in_the_readme(view: str) -> None:
    path = make_screenshots.IMAGES / f"{view}.png"
    assert path.stat().st_size <= MOST_BYTES
    with Image.open(path) as picture:
        assert picture.size == make_screenshots.SIZE
    shown = re.findall(r"docs/images/(\w+)\.png", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert shown.count(view) == 1


def test_every_family_of_defects_is_described_and_shown() -> None:
    text = (ROOT / "docs" / "recipe.md").read_text(encoding="utf-8")
    pictures = {name: make_recipe_pictures.IMAGES / f"recipe-{name}.jpg" for name in FAMILIES}
    assert set(make_recipe_pictures.IMAGES.glob("recipe-*")) == set(pictures.values())
    assert sum(path.stat().st_size for path in pictures.values()) <= MOST_BYTES_OF_FAMILIES
    for name, family in FAMILIES.items():
        sizes = f"{family.smallest:g} px to {100 * family.largest:g} %"
        assert f"| `{name}` | {family.description} | {sizes} | ![" in text
        assert f"](images/{pictures[name].name}) |" in text


def test_a_familys_picture_is_the_same_each_time() -> None:
    for texture in ("brushed", "weave"):
        for one, again in zip(
            *(make_recipe_pictures.example("crack", texture) for _ in range(2)), strict=True
        ):
            assert (one == again).all()
            assert one.any()
