"""The queue between the GUI thread and the workers."""

from __future__ import annotations

import threading

from app.gui.widgets.thumbnail_grid.requests import Requests


def test_order_and_replacement() -> None:
    requests = Requests(2)
    requests.replace([("a", 1), ("b", 1), ("c", 1)])
    worker = requests.enter()
    assert worker is not None
    assert requests.take(worker) == ("a", 1)
    requests.replace([("c", 2), ("a", 2), ("d", 2)])  # "a" is being read
    assert requests.waiting == ["c", "d"]
    assert requests.take(worker) == ("c", 2)
    requests.settle("a")
    requests.replace([("a", 3)])
    assert requests.waiting == ["a"]


def test_no_more_workers_than_allowed_or_useful() -> None:
    requests = Requests(2)
    assert requests.enter() is None
    requests.replace([("a", 1)])
    first = requests.enter()
    assert first is not None
    assert requests.enter() is None
    requests.replace([("a", 1), ("b", 1), ("c", 1)])
    assert requests.enter() is not None
    assert requests.enter() is None


def test_worker_that_finds_nothing_has_left() -> None:
    requests = Requests(1)
    requests.replace([("a", 1)])
    worker = requests.enter()
    assert requests.take(worker) == ("a", 1)
    requests.replace([("b", 1)])
    assert requests.enter() is None  # the one at work will take it
    assert requests.take(worker) == ("b", 1)
    assert requests.take(worker) is None
    requests.replace([("c", 1)])
    assert requests.enter() is not None


def test_a_worker_that_ends_otherwise_makes_room() -> None:
    requests = Requests(1)
    requests.replace([("a", 1)])
    worker = requests.enter()
    assert worker is not None
    assert requests.enter() is None
    requests.leave(worker)
    assert requests.enter() is not None


def test_nothing_is_lost_or_doubled_between_threads() -> None:
    requests = Requests(4)
    taken: list[str] = []
    lock = threading.Lock()

    def work(worker: object) -> None:
        while (item := requests.take(worker)) is not None:
            with lock:
                taken.append(item[0])

    threads = []
    for batch in range(200):
        requests.replace([(name, 1) for name in requests.waiting] + [(f"{batch}-{i}", 1) for i in range(5)])
        while (worker := requests.enter()) is not None:
            threads.append(threading.Thread(target=work, args=(worker,)))
            threads[-1].start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == sorted(f"{batch}-{i}" for batch in range(200) for i in range(5))
