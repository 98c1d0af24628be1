from __future__ import annotations

import numpy as np
import pytest
from pycocotools import mask as coco

from core.datasets.rle import counts_of_text, draw_runs, pack_runs, runs_of_pixels, unpack_runs


def masks() -> list[np.ndarray]:
    draw = np.random.default_rng(0)
    sizes = [(1, 1), (1, 7), (9, 1), *draw.integers(1, 60, (60, 2))]
    random = [draw.random(tuple(size)) < draw.random() for size in sizes]
    return [*random, np.zeros((4, 5), bool), np.ones((4, 5), bool), np.ones((300, 700), bool)]


@pytest.mark.parametrize("mask", masks(), ids=lambda mask: "x".join(map(str, mask.shape)))
def test_against_pycocotools(mask: np.ndarray) -> None:
    height, width = mask.shape
    text = coco.encode(np.asfortranarray(mask, np.uint8))["counts"].decode()
    packed = pack_runs(counts_of_text(text), width, height)
    np.testing.assert_array_equal(draw_runs([packed], width, height), mask)
    np.testing.assert_array_equal(draw_runs([runs_of_pixels(mask, width, height)], width, height), mask)


@pytest.mark.parametrize("text", ["o", "~~", "\x00", "0é", "ooooooooo0", "oooo"])
def test_damaged_texts(text: str) -> None:
    with pytest.raises(ValueError, match="run lengths"):
        counts_of_text(text)


def test_an_empty_text_has_no_counts() -> None:
    assert counts_of_text("").size == 0


@pytest.mark.parametrize(
    ("counts", "whole"),
    [([], [12]), ([5], [5, 0, 7]), ([5, 2], [5, 2, 5]), ([5, 2, 1], [5, 2, 1, 0, 4]), ([0, 12], [0, 12])],
)
def test_a_missing_end_is_off(counts: list[int], whole: list[int]) -> None:
    packed = pack_runs(counts, 3, 4)
    assert unpack_runs(packed).tolist() == whole
    assert draw_runs([packed], 3, 4).sum() == sum(counts[1::2])


@pytest.mark.parametrize(
    "counts",
    [
        [13],
        [-1, 13],
        [6, 7],
        [2.5],
        ["4"],
        [[4]],
        [10**30],
        [2**62, 2**62, 2**62, 2**62],
        None,
        "44",
        [float("nan")],
    ],
)
def test_impossible_counts(counts: object) -> None:
    with pytest.raises(ValueError, match="run lengths"):
        pack_runs(counts, 3, 4)  # type: ignore[arg-type]


@pytest.mark.parametrize(("left", "top"), [(0, 0), (3, 2), (-2, -1), (7, 5), (20, 0), (0, -20), (8, 6)])
def test_a_part_of_an_image(left: int, top: int) -> None:
    part = np.random.default_rng(3).random((5, 6)) < 0.6
    width, height = 12, 9
    whole = np.zeros((height + 40, width + 40), bool)
    whole[20 + top : 25 + top, 20 + left : 26 + left] = part
    packed = runs_of_pixels(part, width, height, left, top)
    np.testing.assert_array_equal(
        draw_runs([packed], width, height), whole[20 : 20 + height, 20 : 20 + width]
    )


def test_several_are_drawn_as_what_any_of_them_marks() -> None:
    dice = np.random.default_rng(3)
    for count in (0, 1, 2, 7):
        masks = [dice.random((9, 11)) < share for share in dice.random(count)]
        masks += [np.ones((9, 11), np.bool_)] * (count == 2) + [np.zeros((9, 11), np.bool_)]
        drawn = draw_runs([runs_of_pixels(mask, 11, 9) for mask in masks], 11, 9)
        np.testing.assert_array_equal(drawn, np.logical_or.reduce(masks))
