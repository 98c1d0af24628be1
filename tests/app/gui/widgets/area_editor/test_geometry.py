"""Areas in pixels: there and back, cut at the edges, on whole pixels."""

from __future__ import annotations

import numpy as np
import pytest

from app.gui.widgets.area_editor.geometry import make_area, step_inside, to_edge, to_pixels
from core.images.areas import Area, AreaKind

SIZE = (100, 50)
INSPECT, IGNORE = AreaKind.INSPECT, AreaKind.IGNORE


def test_the_whole_image_reaches_from_edge_to_edge() -> None:
    area = make_area(INSPECT, "rectangle", [(-0.5, -0.5), (99.5, 49.5)], SIZE)
    assert area == Area(kind=INSPECT, shape="rectangle", points=((0, 0), (1, 1)))
    assert to_pixels(area, SIZE) == [(-0.5, -0.5), (99.5, 49.5)]


def test_corners_come_in_one_order() -> None:
    area = make_area(IGNORE, "ellipse", [(29.5, 9.5), (9.5, 19.5)], SIZE)
    assert area is not None
    assert np.allclose(area.points, ((0.1, 0.2), (0.3, 0.4)))


def test_a_rectangle_is_cut_an_ellipse_keeps_its_form() -> None:
    over = [(-20.5, 9.5), (19.5, 69.5)]
    rectangle, ellipse = (
        make_area(INSPECT, "rectangle", over, SIZE),
        make_area(INSPECT, "ellipse", over, SIZE),
    )
    assert rectangle is not None
    assert ellipse is not None
    assert np.allclose(rectangle.points, ((0, 0.2), (0.2, 1)))
    assert np.allclose(ellipse.points, ((-0.2, 0.2), (0.2, 1.4)))


@pytest.mark.parametrize("shape", ["rectangle", "ellipse"])
def test_what_lies_outside_is_nothing(shape: str) -> None:
    assert make_area(INSPECT, shape, [(-20, 5), (-0.5, 15)], SIZE) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "points",
    [
        [(10, 10), (20, 10), (30, 10)],
        [(10, 10), (20, 10), (20, 10)],
        [(10, 10)],
        [(-30, 10), (-20, 10), (-20, 30)],
    ],
)
def test_a_polygon_without_an_inside_is_nothing(points: list[tuple[float, float]]) -> None:
    assert make_area(INSPECT, "polygon", points, SIZE) is None


def test_a_cut_polygon_holds_the_same_pixels() -> None:
    rng = np.random.default_rng(5)
    for _ in range(50):
        points = [(float(x), float(y)) for x, y in rng.uniform((-60, -40), (160, 90), (5, 2))]
        shares = tuple(((x + 0.5) / 100, (y + 0.5) / 50) for x, y in points)
        whole = Area(kind=INSPECT, shape="polygon", points=shares).inside(*SIZE)
        cut = make_area(INSPECT, "polygon", points, SIZE)
        if cut is None:
            assert whole.sum() == 0
            continue
        left, top, right, bottom = cut.box
        assert min(left, top) >= 0
        assert max(right, bottom) <= 1
        # An edge that runs through a pixel's centre may go either way by rounding.
        assert np.count_nonzero(cut.inside(*SIZE) != whole) <= 1


def test_edges_lie_at_halves_inside_the_image() -> None:
    assert [to_edge(v, 10) for v in (-7, -0.6, -0.1, 0.2, 4.0, 4.4, 9.2, 30)] == [
        -0.5,
        -0.5,
        -0.5,
        0.5,
        4.5,
        4.5,
        9.5,
        9.5,
    ]


def test_a_step_ends_at_the_edge() -> None:
    assert step_inside(3.4, 10, 20, 100) == 3
    assert step_inside(-30, 9.5, 20, 100) == -10
    assert step_inside(300, 9.5, 19.5, 100) == 80
    # What reaches over may come back, but not get farther out.
    assert step_inside(-5, -10.5, 20, 100) == 0
    assert step_inside(5, -10.5, 20, 100) == 5
