from __future__ import annotations

import random

import pytest

from core.images.names import in_natural_order, is_image_name, natural_key, natural_ranks


def test_natural_order() -> None:
    shuffled = ["b1", "a10.png", "A2.png", "a2b10", "a2b9", "a", "", "10", "9", "a01", "a1"]
    ordered = sorted(shuffled, key=natural_key)
    assert ordered == ["", "9", "10", "a", "a01", "a1", "A2.png", "a2b9", "a2b10", "a10.png", "b1"]


def test_natural_order_takes_any_digits() -> None:
    sorted(["²", "٣", "x½", "1", "a"], key=natural_key)


def test_sorting_in_runs_is_sorting() -> None:
    draw = random.Random(1)
    names = [f"{draw.choice('aAbÄ表')}{draw.randrange(3000)}_{draw.randrange(20)}.png" for _ in range(20_000)]
    assert in_natural_order(names) == sorted(names, key=natural_key)
    assert in_natural_order([]) == []


def test_ranks_are_places_in_natural_order() -> None:
    assert natural_ranks(["a10", "b", "a9", "b"]) == [1, 2, 0, 2]
    assert natural_ranks([]) == []


def test_names_that_are_no_unicode_are_kept() -> None:
    assert in_natural_order(["b\udcff.png", "a\udcfe.png"]) == ["a\udcfe.png", "b\udcff.png"]


@pytest.mark.parametrize("name", ["a.png", "A.JPG", "x.y.tiff", "表面.webp", "a_mask.Bmp"])
def test_images_by_name(name: str) -> None:
    assert is_image_name(name)


@pytest.mark.parametrize("name", ["png", ".png", ".a.png", "a.", "a", "a.png.txt", "", "a.gif"])
def test_no_images_by_name(name: str) -> None:
    assert not is_image_name(name)
