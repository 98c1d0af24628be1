"""Place and zoom: the geometry that all four panes share."""

from __future__ import annotations

import pytest

from app.gui.widgets.view_state import MAX_SCALE, MIN_VISIBLE, ViewState

IMAGE = (200, 100)


def test_fit_shows_the_whole_image_centred() -> None:
    state = ViewState().fit(IMAGE, (400, 400))
    left, top, width, height = state.rect(400, 400)
    # Pixel centres at integers: the image spans -0.5 .. 199.5 and -0.5 .. 99.5.
    assert left + width / 2 == pytest.approx(99.5)
    assert top + height / 2 == pytest.approx(49.5)
    assert 200 <= width <= 210
    assert width == height
    assert state.fitted


def test_zoom_keeps_the_point_under_the_cursor() -> None:
    state = ViewState(50, 50, 2.0)
    x, y = 70.0, 20.0
    zoomed = state.zoomed(1.5, x, y, IMAGE)
    before = ((x - state.x) * state.scale, (y - state.y) * state.scale)
    after = ((x - zoomed.x) * zoomed.scale, (y - zoomed.y) * zoomed.scale)
    assert after == pytest.approx(before)
    assert zoomed.scale == 3.0
    assert not zoomed.fitted


def test_zoom_has_ends() -> None:
    state = ViewState(50, 50, 1.0)
    for _ in range(100):
        state = state.zoomed(2, 10, 10, IMAGE)
    assert state.scale == MAX_SCALE
    for _ in range(100):
        state = state.zoomed(0.5, 10, 10, IMAGE)
    assert state.scale * max(IMAGE) == pytest.approx(MIN_VISIBLE)


def test_the_picture_cannot_be_lost() -> None:
    state = ViewState(50, 50, 1.0).moved(1e9, -1e9, IMAGE)
    assert (state.x, state.y) == (199, 0)


def test_rect_is_inverse_to_scale() -> None:
    assert ViewState(10, 20, 4.0).rect(80, 40) == (0.0, 15.0, 20.0, 10.0)


def test_a_part_is_shown_with_its_surroundings() -> None:
    state = ViewState().around((10.0, 20.0, 30.0, 10.0), (1000, 800), (600, 400))
    assert (state.x, state.y) == (25.0, 25.0)
    assert state.rect(600, 400)[3] == pytest.approx(4 * 30)
    assert not state.fitted


def test_a_part_is_never_shown_smaller_than_the_whole_image() -> None:
    whole = ViewState().fit((100, 80), (600, 400))
    assert ViewState().around((0.0, 0.0, 90.0, 70.0), (100, 80), (600, 400)) == whole


def test_a_tiny_part_is_not_blown_up() -> None:
    state = ViewState().around((10.0, 20.0, 1.0, 1.0), (1000, 800), (600, 400))
    assert state.rect(600, 400)[3] == pytest.approx(24)
