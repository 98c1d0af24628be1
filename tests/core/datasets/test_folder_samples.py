from __future__ import annotations

from pathlib import Path

import pytest

from core.datasets.dataset import Label, Sample, Split
from core.datasets.folder_samples import FolderSamples, JoinedSamples

FOLDER = Path("in")
MASK = Path("masks/b.png")
ROLE = (Label.DEFECTIVE, Split.TEST, "dent")


def three() -> FolderSamples:
    return FolderSamples(FOLDER, ["a.png", "b.png", "c.png"], ROLE, {"b.png": MASK})


def expected() -> list[Sample]:
    return [
        Sample(FOLDER / "a.png", *ROLE[:2], None, "dent"),
        Sample(FOLDER / "b.png", *ROLE[:2], MASK, "dent"),
        Sample(FOLDER / "c.png", *ROLE[:2], None, "dent"),
    ]


def test_a_sequence() -> None:
    samples = three()
    assert list(samples) == expected()
    assert (len(samples), samples[1], samples[-1]) == (3, expected()[1], expected()[2])
    assert samples[1:] == expected()[1:]
    with pytest.raises(IndexError):
        samples[3]


def test_another_role() -> None:
    changed = three().in_role(Label.DEFECTIVE, Split.TRAIN, "hole")
    assert [(s.split, s.defect_type, s.mask) for s in changed] == [
        (Split.TRAIN, "hole", mask) for mask in (None, MASK, None)
    ]
    assert {s.mask for s in three().in_role(Label.GOOD, Split.TRAIN, "")} == {None}
    assert list(three()) == expected()


def test_joined() -> None:
    empty = FolderSamples(FOLDER, [], ROLE, {})
    joined = JoinedSamples([empty, three(), empty, three(), empty])
    twice = expected() * 2
    assert list(joined) == twice
    assert len(joined) == 6
    assert [joined[number] for number in range(-6, 6)] == [twice[number] for number in range(-6, 6)]
    assert joined[1:5:2] == twice[1:5:2]
    for number in (6, -7):
        with pytest.raises(IndexError):
            joined[number]


def test_joined_nothing() -> None:
    joined = JoinedSamples([])
    assert (len(joined), list(joined), joined[:]) == (0, [], [])
