"""Steps on a mask: what they mark, and that undo gives back every pixel."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from app.gui.widgets.mask_canvas.box import TILE
from app.gui.widgets.mask_canvas.mask_edit import MaskEdit
from core.inspection.contours import measure

WIDTH, HEIGHT = 2 * TILE + 40, TILE + 30


@pytest.fixture
def edit() -> MaskEdit:
    return MaskEdit(np.zeros((HEIGHT, WIDTH), np.bool_))


def draw(edit: MaskEdit, rng: np.random.Generator) -> None:
    """A step across tiles, sometimes an eraser's, a polygon or all of it."""
    places = rng.uniform((-20, -20), (WIDTH + 20, HEIGHT + 20), (4, 2)).tolist()
    kind = rng.integers(5)
    if kind == 0:
        edit.polygon([tuple(p) for p in places])
    elif kind == 1:
        edit.clear()
    else:
        for start, end in pairwise(places):
            edit.line(tuple(start), tuple(end), int(rng.integers(1, 60)), bool(kind > 2))
        edit.commit("stroke")


def test_undo_and_redo_give_every_state_back(edit: MaskEdit) -> None:
    rng = np.random.default_rng(1)
    states = [edit.pixels.copy()]
    for _ in range(30):
        draw(edit, rng)
        if not np.array_equal(edit.pixels, states[-1]):
            states.append(edit.pixels.copy())
    assert len(states) > 20
    for wanted in reversed(states[:-1]):
        assert edit.undo()
        assert np.array_equal(edit.pixels, wanted)
    assert edit.undo() == []
    for wanted in states[1:]:
        assert edit.redo()
        assert np.array_equal(edit.pixels, wanted)
    assert edit.redo() == []


def test_a_new_step_forgets_what_was_undone(edit: MaskEdit) -> None:
    edit.polygon([(5, 5), (20, 5), (20, 20)])
    edit.undo()
    assert (edit.history.undo_text, edit.history.redo_text) == ("", "polygon")
    edit.line((50, 50), (60, 60), 5, True)
    edit.commit("brush stroke")
    assert (edit.history.undo_text, edit.history.redo_text) == ("brush stroke", "")


def test_what_changes_nothing_is_no_step(edit: MaskEdit) -> None:
    assert edit.clear() == []
    edit.line((50, 50), (60, 60), 5, False)
    assert not edit.commit("eraser stroke")
    assert edit.polygon([(-50, -50), (-20, -50), (-20, -20)]) == []
    assert edit.accept([]) == []
    assert edit.history.undo_text == ""


def test_dropping_a_stroke_leaves_the_mask_as_it_was(edit: MaskEdit) -> None:
    edit.polygon([(5, 5), (90, 5), (90, 90)])
    before = edit.pixels.copy()
    edit.line((0, 0), (WIDTH, HEIGHT), 31, True)
    boxes = edit.drop()
    assert np.array_equal(edit.pixels, before)
    assert all(box == box.inside(WIDTH, HEIGHT) for box in boxes)
    assert not edit.begun


def test_dirty_follows_undo_and_saving(edit: MaskEdit) -> None:
    history = edit.history
    edit.polygon([(5, 5), (20, 5), (20, 20)])
    assert history.dirty
    edit.undo()
    assert not history.dirty
    edit.redo()
    history.mark_saved()
    edit.undo()
    assert history.dirty
    # What was saved cannot be reached any more.
    edit.polygon([(50, 50), (60, 50), (60, 60)])
    assert history.dirty


def test_steps_keep_little(edit: MaskEdit) -> None:
    for row in range(40):
        edit.line((0, 6 * row), (WIDTH, 6 * row), 3, True)
        edit.commit("stroke")
    kept = sum(len(p.bits) for step in edit.history._done for p in step.patches)
    assert kept < 40 * 120
    assert max(p.box.bottom - p.box.top for step in edit.history._done for p in step.patches) == 3


def test_the_mask_that_is_given_stays_as_it_is() -> None:
    given = np.zeros((20, 20), np.bool_)
    MaskEdit(given).polygon([(2, 2), (10, 2), (10, 10)])
    assert not given.any()


def blobs() -> NDArray[np.bool_]:
    """Parts of all kinds, one of a single pixel, one of a row, and none with a hole."""
    mask = np.zeros((60, 80), np.bool_)
    mask[5:20, 10:30] = mask[12:40, 25:34] = True
    mask[50, 70] = mask[45, 40:60] = True
    mask[np.arange(30, 50), np.arange(50, 70)] = True
    return mask


def test_a_suggestion_marks_the_pixels_that_it_outlines() -> None:
    mask = blobs()
    picture = np.zeros(mask.shape, np.float32)
    _, defects = measure(mask.astype(np.uint8), picture, picture, picture, 1, 0.0, (80, 60))
    edit = MaskEdit(np.zeros_like(mask))
    assert edit.accept([d.contour for d in defects])
    assert np.array_equal(edit.pixels, mask)
    assert edit.history.undo_text == "accepted suggestion"


def test_suggestions_that_overlap_are_joined_with_what_is_marked() -> None:
    edit = MaskEdit(np.zeros((20, 20), np.bool_))
    edit.line((1, 1), (1, 1), 1, True)
    edit.commit("stroke")
    squares = [np.array([(a, a), (a + 6, a), (a + 6, a + 6), (a, a + 6)], np.float32) for a in (4, 7)]
    edit.accept(squares)
    assert edit.pixels.sum() == 1 + 2 * 49 - 16
    edit.undo()
    assert edit.pixels.sum() == 1
