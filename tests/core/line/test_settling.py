from __future__ import annotations

from pathlib import Path

from core.inspection.stamp import FileStamp
from core.line.settling import Settling

A, B = Path("a.png"), Path("b.png")
OLD, NEW = FileStamp(1, 1), FileStamp(2, 2)


def test_a_file_is_ready_once_it_was_seen_unchanged_long_enough() -> None:
    settling = Settling(2, 30)
    settling.see([(A, OLD)], 10)
    assert settling.ready(99, 9) == []  # nobody has looked since
    settling.see([(A, OLD), (B, OLD)], 11)
    settling.see([(A, OLD), (B, NEW)], 12)
    assert settling.ready(12, 9) == [A]
    settling.see([(A, NEW), (B, NEW)], 14)
    assert settling.ready(14, 9) == [B]
    assert settling.since(B, NEW) == 12
    assert settling.since(B, OLD) is settling.since(Path("c.png"), NEW) is None


def test_the_first_ones_first_and_not_more_than_asked_for() -> None:
    settling = Settling(0, 30)
    files = [(Path(f"{number}.png"), OLD) for number in range(5)]
    settling.see(files, 0)
    assert settling.ready(0, 3) == [path for path, _ in files[:3]]
    settling.forget(files[0][0])
    assert settling.ready(0, 2) == [path for path, _ in files[1:3]]
    settling.see(files[4:], 1)
    assert len(settling) == 1


def test_what_cannot_be_read_is_tried_again_at_the_end_of_its_time() -> None:
    settling = Settling(1, 30)
    for now in (0, 1):
        settling.see([(A, OLD)], now)
    assert not settling.failed(A, 1)
    settling.see([(A, OLD)], 29)
    assert settling.ready(29, 9) == []
    settling.see([(A, OLD)], 30)
    assert settling.ready(30, 9) == [A]
    assert settling.failed(A, 30)


def test_a_change_begins_its_time_anew() -> None:
    settling = Settling(1, 30)
    for now in (0, 1):
        settling.see([(A, OLD)], now)
    settling.failed(A, 1)
    for now in (29, 30):
        settling.see([(A, NEW)], now)
    assert settling.ready(30, 9) == [A]
    assert not settling.failed(A, 30)


def test_one_that_waited_for_its_turn_is_not_given_up_at_the_first_try() -> None:
    settling = Settling(1, 30)
    for now in (0, 500):
        settling.see([(A, OLD)], now)
    assert not settling.failed(A, 500)
    assert settling.ready(500, 9) == []
    settling.see([(A, OLD)], 501)
    assert settling.ready(501, 9) == [A]
    assert settling.failed(A, 501)


def test_held_and_forgotten() -> None:
    settling = Settling(0, 30)
    settling.see([(A, OLD)], 0)
    settling.hold(A, 0)
    settling.hold(B, 0)
    assert settling.ready(29, 9) == []
    assert settling.ready(30, 9) == [A]
    settling.restart()
    assert len(settling) == 0
