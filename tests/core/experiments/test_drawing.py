"""Pictures lie where their heads and rows say, as they are."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from core.experiments.drawing import GAP, LINE, LONGEST, Line, Tile, fitted, grid, png


def flat(level: int, height: int = 20, width: int = 80) -> np.ndarray:
    return np.full((height, width), level, np.uint8)


def test_each_picture_lies_under_its_head_and_in_its_row() -> None:
    drawn = grid(
        ["A", "B"],
        [
            Line("first", (Tile(flat(10)), Tile(flat(20, width=60), "words"))),
            Line("", (None, Tile(flat(40)))),
        ],
    )
    top, left = GAP + 2 * LINE, GAP
    assert (drawn[top : top + 20, left : left + 80] == 10).all()
    # The second column begins behind the first's widest picture.
    assert (drawn[top : top + 20, 80 + 2 * GAP :][:, :60] == 20).all()
    assert (drawn[top : top + 20, 80 + 2 * GAP + 60 :] == 255).all()
    below = top + 20 + LINE + GAP
    assert (drawn[below : below + 20, 80 + 2 * GAP :][:, :80] == 40).all()
    assert (drawn[below : below + 20, : 80 + 2 * GAP] == 255).all()
    assert drawn.shape == (below + 20 + GAP, 2 * 80 + 3 * GAP, 3)
    # Words stand above the columns, above the row and below the picture.
    for rows in (slice(GAP, GAP + LINE), slice(GAP + LINE, top), slice(top + 20, below - GAP)):
        assert (drawn[rows] < 128).any()


def test_words_stay_in_their_column() -> None:
    words = Line("", (Tile(flat(9), "a very long name of an image 中.png" * 3), Tile(flat(9))))
    drawn = grid(["A" * 100, ""], [words])
    assert (drawn[: GAP + LINE, 80 + 2 * GAP :] == 255).all()
    assert (drawn[GAP + LINE + 20 :, 80 + 2 * GAP :] == 255).all()


def test_a_row_without_a_tile_for_each_column_is_an_error() -> None:
    with pytest.raises(ValueError, match="for each column"):
        grid(["A", "B"], [Line("", (Tile(flat(1)),))])


def test_large_pictures_are_reduced_and_small_ones_are_not() -> None:
    assert fitted(flat(5, 300, 2 * LONGEST)).shape == (150, LONGEST)
    small = flat(5)
    assert fitted(small) is small


def test_a_file_has_colours_where_there_are_some() -> None:
    grey = np.repeat(flat(7)[..., None], 3, axis=2)
    red = grey.copy()
    red[3, 4] = (200, 0, 0)
    for picture, mode in ((grey, "L"), (red, "RGB"), (flat(7), "L")):
        with Image.open(io.BytesIO(png(picture))) as read:
            assert read.mode == mode
            assert (np.asarray(read.convert("RGB")) == (picture if picture.ndim == 3 else grey)).all()
