"""Batches that are made ahead."""

from __future__ import annotations

import threading

import pytest

from core.training.ahead import Ahead


@pytest.mark.parametrize("depth", [0, 1, 3])
def test_every_step_gets_its_own_once_and_none_beyond_the_end(depth: int) -> None:
    made: list[int] = []

    def make(step: int) -> int:
        made.append(step)
        return step * step

    ahead = Ahead(make, depth)
    assert [ahead.get(step, 6) for step in range(2, 6)] == [4, 9, 16, 25]
    ahead.close()
    assert sorted(made) == [2, 3, 4, 5]


def test_the_next_is_made_while_nobody_asks_for_it() -> None:
    third = threading.Event()
    ahead = Ahead(lambda step: third.set() if step == 2 else None, 2)
    ahead.get(0, 10)
    assert third.wait(10)
    ahead.close()


def test_a_step_that_was_not_expected_is_made_too() -> None:
    ahead = Ahead(lambda step: step, 2)
    assert [ahead.get(step, 100) for step in (0, 50, 51)] == [0, 50, 51]
    ahead.close()


def test_what_goes_wrong_comes_out_at_its_step() -> None:
    ahead = Ahead(lambda step: 1 // (1 - step), 2)
    assert ahead.get(0, 10) == 1
    with pytest.raises(ZeroDivisionError):
        ahead.get(1, 10)
    ahead.close()
