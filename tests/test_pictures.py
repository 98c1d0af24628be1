"""The pictures in the documentation."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from PIL import Image

from app.gui.actions import VIEWS
from core.datasets.defects import FAMILIES
from tools import make_recipe_pictures, make_result_pictures, make_screenshots
from tools.pictures.paper import IMAGES
from tools.pictures.studio import SIZE

ROOT = Path(__file__).resolve().parent.parent
MOST_BYTES = 300_000
MOST_BYTES_IN_ALL = 4_000_000
MOST_BYTES_OF_FAMILIES = 400_000


def test_every_picture_has_a_page_and_a_way_to_make_it() -> None:
    there = {path.name for path in IMAGES.iterdir()}
    made = {f"{name}.png" for name in make_screenshots.PICTURES} | {f"recipe-{name}.jpg" for name in FAMILIES}
    made |= {
        f"results-{name}-{kind}.jpg"
        for name, kinds in make_result_pictures.SURFACES.items()
        for kind in kinds
    }
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    shown = {name for page in pages for name in re.findall(r"images/([\w-]+\.\w+)", page.read_text("utf-8"))}
    assert there == made
    assert there == shown


def test_pictures_are_small_enough_for_the_repository() -> None:
    sizes = {path.name: path.stat().st_size for path in IMAGES.iterdir()}
    assert {name: size for name, size in sizes.items() if size > MOST_BYTES} == {}
    assert sum(sizes.values()) < MOST_BYTES_IN_ALL


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_stands_in_the_readme_as_it_opens_first(view: str) -> None:
    with Image.open(IMAGES / f"{view}.png") as picture:
        assert picture.size == SIZE
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


def test_pictures_of_a_report_are_stacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make_result_pictures, "IMAGES", tmp_path)
    drawn = tmp_path / "table2-pictures"
    drawn.mkdir()
    for number in range(18):
        Image.new("RGB", (100, 50), (200, 0, 0) if number < 10 else (0, 0, 200)).save(
            drawn / f"{number:02}.png"
        )
    made = make_result_pictures.make(tmp_path, "class1", "table2")
    assert [path.name for path in made] == [
        f"results-class1-{kind}.jpg" for kind in ("contours", "repairs", "good", "defective")
    ]
    with Image.open(made[0]) as one, Image.open(made[2]) as red, Image.open(made[3]) as blue:
        assert one.size == (760, 380)
        assert red.size == blue.size == (560, 8 * 280 + 7 * 6)
        for picture, strongest in ((red, 0), (blue, 2)):
            pixel = picture.convert("RGB").getpixel((280, 140))
            assert pixel.index(max(pixel)) == strongest
    (drawn / "17.png").unlink()
    with pytest.raises(click.ClickException, match="holds 17 pictures of table2, not 18"):
        make_result_pictures.make(tmp_path, "class1", "table2")
