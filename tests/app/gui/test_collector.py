"""The window's hold on Python's cycle collector."""

from __future__ import annotations

import gc
import sys
import weakref
from collections.abc import Iterator
from types import ModuleType

import pytest
from PySide6.QtWidgets import QApplication

from app.gui.collector import MIDDLE, MODULES, OLD, OVERDUE, YOUNG, Collector


class Knot:
    """Refers to itself."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture
def busy() -> list[bool]:
    """Whether jobs run."""
    return [False]


@pytest.fixture
def collector(qapp: QApplication, busy: list[bool]) -> Iterator[Collector]:
    """One that beats only when it is told to."""
    made = Collector(lambda: busy[0])
    made._timer.stop()
    yield made
    made.stop()
    made.deleteLater()


def generations(collector: Collector, beats: int) -> list[int]:
    """What each beat collects while there is always something new."""
    done = []
    for _ in range(beats):
        keep = [[] for _ in range(YOUNG + 100)]
        done.append(collector.beat())
        del keep
    return done


def test_nothing_is_collected_but_by_the_beat(collector: Collector) -> None:
    assert not gc.isenabled()
    knot = weakref.ref(Knot())
    keep = [[] for _ in range(50 * YOUNG)]
    assert knot() is not None
    assert collector.beat() == 0
    assert knot() is None
    del keep


def test_a_beat_without_news_does_nothing(collector: Collector) -> None:
    gc.collect(0)
    assert collector.beat() == -1


def test_older_ones_have_their_turn(collector: Collector) -> None:
    done = generations(collector, (MIDDLE + 1) * OLD + 1)
    assert done[: MIDDLE + 1] == [0] * MIDDLE + [1]
    assert done.count(1) == OLD
    assert done[-1] == 2


def test_the_oldest_wait_while_jobs_run_but_not_for_ever(collector: Collector, busy: list[bool]) -> None:
    busy[0] = True
    done = generations(collector, (MIDDLE + 1) * OVERDUE)
    assert 2 not in done
    assert generations(collector, 1) == [2]


def test_what_came_with_many_modules_is_left_alone(
    collector: Collector, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = gc.get_freeze_count()
    for number in range(MODULES):
        monkeypatch.setitem(sys.modules, f"made_up_{number}", ModuleType("made_up"))
    keep = [[] for _ in range(50 * YOUNG)]
    assert collector.beat() == -1
    assert gc.get_freeze_count() >= before + len(keep)
    assert generations(collector, 1) == [0]


def test_it_is_given_back(qapp: QApplication) -> None:
    made = Collector(lambda: False)
    made.stop()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
    made.deleteLater()
