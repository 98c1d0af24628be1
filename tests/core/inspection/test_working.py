"""The working picture under areas."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.errors import AreasError
from core.images.areas import Area
from core.inspection.preprocess import Preprocess
from core.inspection.working import mask_of, seen, working_picture

ELLIPSE = Area.model_validate({"kind": "inspect", "shape": "ellipse", "points": ((0.2, 0.1), (0.8, 0.9))})
EVERYTHING = Area.model_validate({"kind": "ignore", "shape": "rectangle", "points": ((-1, -1), (2, 2))})
ELSEWHERE = Area.model_validate({"kind": "ignore", "shape": "rectangle", "points": ((1, 1), (2, 2))})


def test_areas_that_leave_nothing_are_named_with_the_file() -> None:
    for areas in ((EVERYTHING,), (ELLIPSE, EVERYTHING)):
        with pytest.raises(AreasError, match=r"nothing of .*part\.png \(40 x 30 pixels\).*larger region"):
            mask_of(areas, 40, 30, Path("part.png"))


def test_areas_that_leave_everything_are_as_good_as_none() -> None:
    assert mask_of((), 40, 30) is None
    assert mask_of((ELSEWHERE,), 40, 30) is None


@pytest.mark.parametrize("preprocess", [Preprocess(), Preprocess(width=48, height=32)])
@pytest.mark.parametrize("channels", [(), (3,)])
def test_no_inspected_pixel_holds_anything_of_an_ignored_one(
    preprocess: Preprocess, channels: tuple[int, ...]
) -> None:
    """A resize by its own would carry a line that runs 1 pixel outside across the border."""
    rng = np.random.default_rng(0)
    one = rng.random((90, 130, *channels)).astype(np.float32)
    two = one.copy()
    two[~ELLIPSE.inside(130, 90)] = 1
    (first, mask), (second, _) = (working_picture(p, preprocess, (ELLIPSE,)) for p in (one, two))
    assert mask is not None
    assert np.array_equal(first[mask], second[mask])
    assert np.array_equal(seen(first, mask), seen(second, mask))
    # Outside, a person sees the picture as it is.
    assert np.array_equal(second[~mask], preprocess.apply(two)[~mask])
    plain = preprocess.apply(one)
    assert not np.array_equal(plain[mask], preprocess.apply(two)[mask]) or preprocess.width is None


def test_a_resize_changes_nothing_but_the_border() -> None:
    preprocess = Preprocess(width=48, height=32)
    picture = np.random.default_rng(0).random((90, 130)).astype(np.float32)
    found, mask = working_picture(picture, preprocess, (ELLIPSE,))
    assert mask is not None
    changed = np.argwhere(found != preprocess.apply(picture))
    border = np.argwhere(~mask)
    far = [np.abs(border - place).max(1).min() for place in changed]
    assert len(changed)
    assert max(far) <= 3


def test_without_areas_the_picture_is_the_preprocessed_one() -> None:
    picture = np.random.default_rng(0).random((90, 130)).astype(np.float32)
    found, mask = working_picture(picture, Preprocess(), ())
    assert found is picture
    assert mask is None
    assert seen(found, None) is found
