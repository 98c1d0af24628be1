"""Threads for the parts of a step."""

from __future__ import annotations

import threading

import pytest
import torch

from core.training.lanes import Lanes


def test_two_lanes_work_at_the_same_time_with_their_share_of_the_threads() -> None:
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    lanes = Lanes(2)
    meeting = threading.Barrier(2, timeout=10)  # passed only if both are under way

    def part() -> tuple[int, str]:
        meeting.wait()
        return torch.get_num_threads(), threading.current_thread().name

    try:
        done = [lanes.submit(part) for _ in range(2)]
        (threads, first), (others, second) = (future.result(10) for future in done)
        assert threads == others == 1
        assert first != second
        assert torch.get_num_threads() == 2
    finally:
        lanes.close()
        torch.set_num_threads(before)


@pytest.mark.parametrize("count", [1, 2])
def test_an_error_comes_out_of_its_future(count: int) -> None:
    lanes = Lanes(count)
    try:
        bad, good = lanes.submit(lambda: 1 // 0), lanes.submit(lambda: 7)
        with pytest.raises(ZeroDivisionError):
            bad.result(10)
        assert good.result(10) == 7
    finally:
        lanes.close()


def test_one_lane_is_the_callers_thread() -> None:
    assert Lanes(1).submit(threading.get_ident).result() == threading.get_ident()


def test_closing_ends_the_threads() -> None:
    lanes = Lanes(2)
    lanes.submit(int).result(10)
    assert any(t.name.startswith("training lane") for t in threading.enumerate())
    lanes.close()
    assert not any(t.name.startswith("training lane") for t in threading.enumerate())
