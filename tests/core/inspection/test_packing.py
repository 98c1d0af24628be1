"""What is packed comes back to the last bit."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from core.images.areas import Area
from core.inspection.packing import glance, pack, unpack
from core.inspection.result import Defect, Inspection, Verdict
from core.inspection.stamp import FileStamp

AREAS = (
    Area(kind="inspect", shape="rectangle", points=((0.1, 0.2), (0.8, 1 / 3))),
    Area(kind="ignore", shape="polygon", points=((0, 0), (1, 0), (0.5, 0.7))),
)


def inspection(defects: int) -> Inspection:
    dice = np.random.default_rng(defects)
    found = tuple(
        Defect(dice.uniform(-1, 5000, (3 + n, 2)).astype(np.float32), *map(float, dice.normal(size=11)))
        for n in range(defects)
    )
    stamp = FileStamp(12, 1_700_000_000_123_456_789)
    cuts = (0.1 + 0.2, 1 / 3)
    return Inspection(
        Path("ä.png"), 64, 32, 2 / 3, Verdict.NG, *cuts, 0.1, -0.7, found, 0.01, 0.02, None, AREAS, stamp
    )


@pytest.mark.parametrize("defects", [0, 1, 40])
def test_round_trip(defects: int) -> None:
    wanted = inspection(defects)
    got = unpack(pack(wanted), wanted.path)
    assert glance(pack(wanted)) == (wanted.score, wanted.verdict, defects)
    assert replace(got, defects=()) == replace(wanted, defects=())
    assert len(got.defects) == defects
    for one, other in zip(got.defects, wanted.defects, strict=True):
        assert one.contour.dtype == np.float32
        np.testing.assert_array_equal(one.contour, other.contour)
        names = [field.name for field in fields(Defect) if field.name != "contour"]
        assert [getattr(one, name) for name in names] == [getattr(other, name) for name in names]


def test_without_cuts_areas_or_stamp() -> None:
    bare = replace(inspection(0), review_cut=None, ng_cut=None, areas=(), stamp=None)
    assert unpack(pack(bare), bare.path) == bare


def test_damage_is_told_whatever_it_is() -> None:
    whole = pack(inspection(3))
    for cut in range(0, len(whole), 5):
        with pytest.raises(ValueError, match=r"."):
            unpack(whole[:cut], Path("x.png"))
        with pytest.raises(ValueError, match=r"."):
            glance(whole[:cut])
    for place in range(0, len(whole), 3):
        broken = bytearray(whole)
        broken[place] ^= 0xFF
        try:
            unpack(bytes(broken), Path("x.png"))
        except ValueError:
            continue
