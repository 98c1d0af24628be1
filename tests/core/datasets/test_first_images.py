from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from core.datasets.first_images import FirstImages


@pytest.mark.parametrize("portion", [1, 63, 64, 1000, 100_000])
def test_a_few_calls_of_a_bounded_number(portion: int) -> None:
    calls: list[Sequence[Path]] = []
    first = FirstImages(calls.append)
    names = [f"{number}.png" for number in range(6000)]
    for start in range(0, len(names), portion):
        first.add(Path("folder"), names[start : start + portion])
    first.tell()
    assert 1 <= len(calls) <= 4
    assert [path for call in calls for path in call] == [Path("folder") / name for name in names[:4096]]


def test_nobody_listens() -> None:
    first = FirstImages(None)
    first.add(Path("folder"), ["1.png"] * 100)
    first.tell()
