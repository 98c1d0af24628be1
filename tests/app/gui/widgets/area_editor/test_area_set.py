"""The areas of one image as values."""

from __future__ import annotations

import pytest

from app.gui.widgets.area_editor.area_set import AreaSet, Pick, Scope
from core.images.areas import Area, AreaKind


def box(left: float, top: float, right: float, bottom: float, kind: AreaKind = AreaKind.INSPECT) -> Area:
    return Area(kind=kind, shape="rectangle", points=((left, top), (right, bottom)))


A, B, C = box(0, 0, 0.5, 0.5), box(0.1, 0.1, 0.2, 0.2), box(0.3, 0.3, 0.9, 0.9, AreaKind.IGNORE)


def test_changes_give_new_sets() -> None:
    areas = AreaSet((A,), (C,))
    more, pick = areas.added(Scope.IMAGE, B)
    assert (more.image, pick) == ((A, B), Pick(Scope.IMAGE, 1))
    assert more[pick] == B
    assert more.changed(Pick(Scope.IMAGE, 0), C).image == (C, B)
    assert more.without(Pick(Scope.IMAGE, 0)).image == (B,)
    assert areas == AreaSet((A,), (C,))
    assert [areas[p] for p in areas.picks()] == [C, A] == list(areas.all)


@pytest.mark.parametrize(
    ("now", "place"),
    [((A, B), 1), ((B,), 0), ((B, A), 0), ((A, C), 1), ((A,), None), ((B, B), 1)],
    ids=["same", "other gone", "swapped", "changed in place", "gone", "doubled"],
)
def test_a_selection_is_found_again(now: tuple[Area, ...], place: int | None) -> None:
    before = AreaSet((A, B))
    found = AreaSet(now).found(Pick(Scope.IMAGE, 1), before)
    assert found == (None if place is None else Pick(Scope.IMAGE, place))


def test_nothing_is_left_where_all_is_ignored() -> None:
    size = (4000, 3000)
    assert not AreaSet().leaves_nothing(size)
    assert not AreaSet((A,)).leaves_nothing(size)
    assert AreaSet((A, box(0, 0, 0.6, 0.6, AreaKind.IGNORE))).leaves_nothing(size)
    assert AreaSet((B,), (box(0, 0, 0.3, 0.3, AreaKind.IGNORE),)).leaves_nothing(size)


def test_a_thin_rest_is_seen_in_a_large_image() -> None:
    # Between two pixels of the first, rough look; several pixels of the image.
    rest = box(0.0, 0.0, 0.5002, 1.0, AreaKind.IGNORE), box(0.5012, 0.0, 1.0, 1.0, AreaKind.IGNORE)
    areas = AreaSet(rest)
    assert not areas.leaves_nothing((8000, 6000))
    assert areas.changed(Pick(Scope.IMAGE, 1), box(0.5, 0.0, 1.0, 1.0, AreaKind.IGNORE)).leaves_nothing(
        (8000, 6000)
    )
