"""The pictures of the window in the documentation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from app.gui.actions import VIEWS
from tools import make_screenshots

ROOT = Path(__file__).resolve().parent.parent
MOST_BYTES = 250_000


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
