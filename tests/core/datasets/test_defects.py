"""The synthetic-defect recipe."""

from __future__ import annotations

import numpy as np
import pytest

from core.datasets import defects
from core.datasets.defects import FAMILY_NAMES, VISIBLE, Family, add_defects
from core.datasets.recipe.drawing import Defect
from core.datasets.recipe.names import without


def picture(seed: int, shape: tuple[int, ...] = (96, 128)) -> np.ndarray:
    return np.random.default_rng(seed).uniform(0.3, 0.7, shape).astype(np.float32)


@pytest.mark.parametrize("shape", [(96, 128), (64, 64, 3), (16, 16)])
def test_only_what_the_mask_covers_changes(shape: tuple[int, ...]) -> None:
    for seed in range(30):
        good = picture(seed, shape)
        before = good.copy()
        broken, mask = add_defects(good, picture(seed + 1, shape), np.random.default_rng(seed))
        assert np.array_equal(good, before)
        assert broken.dtype == mask.dtype == np.float32
        assert broken.shape == shape
        assert mask.shape == shape[:2]
        assert 0 <= broken.min() <= broken.max() <= 1
        difference = np.abs(broken - good)
        difference = difference.max(axis=2) if difference.ndim == 3 else difference
        assert not difference[mask == 0].any()
        if mask.any():
            assert difference.max() >= VISIBLE


def test_the_same_generator_gives_the_same_defects_and_most_are_visible() -> None:
    results = [add_defects(picture(0), picture(1), np.random.default_rng(s)) for s in range(50)]
    again = add_defects(picture(0), picture(1), np.random.default_rng(7))
    for one, other in zip(results[7], again, strict=True):
        assert np.array_equal(one, other)
    assert len({broken.tobytes() for broken, _ in results}) == 50
    assert sum(bool(mask.any()) for _, mask in results) > 45


def test_a_family_that_is_left_out_is_not_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []

    def recorded(family: Family, *_: object) -> Defect | None:
        drawn.append(family.name)
        return None

    monkeypatch.setattr(defects, "draw", recorded)
    rng = np.random.default_rng(0)
    for _ in range(300):
        add_defects(picture(0), picture(1), rng, families=without(("crack", "dent")))
    assert set(drawn) == set(FAMILY_NAMES) - {"crack", "dent"}
    shares = [drawn.count(name) / len(drawn) for name in without(("crack", "dent"))]
    assert min(shares) > 0.06  # of a tenth
    drawn.clear()
    add_defects(picture(0), picture(1), rng, most=1)
    assert len(drawn) == 1
