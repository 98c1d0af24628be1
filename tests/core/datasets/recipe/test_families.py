"""Each family by itself: seen, of its size, nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import cv2
import numpy as np
import pytest

from core.datasets.defects import FAMILIES, FAMILY_NAMES, VISIBLE, Family
from core.datasets.recipe.drawing import Defect, draw
from core.datasets.recipe.names import in_order, without
from core.datasets.textures import make_image

SIDE = 128


@pytest.fixture(scope="module")
def surfaces() -> list[np.ndarray]:
    """Good pictures of a weave, float32 in [0, 1]."""
    return [make_image("weave", SIDE, seed, False)[0].astype(np.float32) / 255 for seed in range(2)]


def drawn(family: Family, surfaces: list[np.ndarray], number: int) -> Iterator[Defect]:
    for seed in range(number):
        defect = draw(family, *surfaces, np.random.default_rng(seed))
        if defect is not None:
            yield defect


def test_every_family_is_there_and_says_what_it_is() -> None:
    assert tuple(FAMILIES) == FAMILY_NAMES
    for name, family in FAMILIES.items():
        assert family.name == name
        assert family.description
        assert "\n" not in family.description
        assert family.smallest >= 2
    assert min(family.smallest for family in FAMILIES.values()) == 2
    # What is wrong with the surface is a family's own; only its shape may be another's.
    fills = [fill for family in FAMILIES.values() for fill in set(family.fills)]
    assert len(fills) == len(set(fills))


@pytest.mark.parametrize("name", FAMILY_NAMES)
def test_a_familys_defects_are_seen(name: str, surfaces: list[np.ndarray]) -> None:
    changes, found = [], 0
    for defect in drawn(FAMILIES[name], surfaces, 60):
        change = np.abs(defect.pixels - surfaces[0][defect.rows, defect.columns])
        assert not change[defect.mask == 0].any()
        found += change.max() >= VISIBLE
        changes.append(change[defect.mask >= 0.5].mean())
    assert found >= 57
    assert np.median(changes) > VISIBLE


@pytest.mark.parametrize("name", FAMILY_NAMES)
def test_a_familys_defects_have_its_sizes(name: str, surfaces: list[np.ndarray]) -> None:
    family = replace(FAMILIES[name], most=1)
    extents = []
    for defect in drawn(family, surfaces, 80):
        points = np.argwhere(defect.mask >= 0.5).astype(np.float32)
        extents.append(2 * cv2.minEnclosingCircle(points)[1] + 1)
    # A line may branch or have company, a soft edge reaches a little beyond the shape.
    assert max(extents) <= 1.3 * family.largest * SIDE + 16
    assert max(extents) > 2 * family.smallest
    assert np.median(extents) >= 0.5 * family.smallest


def test_colour_and_the_smallest_pictures_are_taken() -> None:
    rng = np.random.default_rng(0)
    for shape in ((16, 16), (40, 64, 3)):
        one, two = (rng.uniform(0.3, 0.7, shape).astype(np.float32) for _ in range(2))
        before = one.copy()
        for family in FAMILIES.values():
            for defect in drawn(family, [one, two], 20):
                part = one[defect.rows, defect.columns]
                assert defect.pixels.shape == part.shape
                assert defect.pixels.dtype == defect.mask.dtype == np.float32
                assert defect.mask.shape == part.shape[:2]
                assert 0 <= defect.pixels.min() <= defect.pixels.max() <= 1
                assert defect.mask.max() == 1
        assert np.array_equal(one, before)


def test_names_keep_the_librarys_order() -> None:
    assert without(("dent", "hole")) == tuple(n for n in FAMILY_NAMES if n not in ("dent", "hole"))
    assert without(()) == FAMILY_NAMES
    assert in_order(["glint", "hole", "glint"]) == ("hole", "glint")
    assert in_order(["rust", "hole"]) == ("hole", "rust")
