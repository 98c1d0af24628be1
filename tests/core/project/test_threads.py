"""The window reads while one job imports, one reads files and one saves edits."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from core.datasets.dataset import Label, Split
from core.project import edits, importing, reading
from core.project.images import all_rows, dataset, details, import_images, read_new_images, rows_of
from core.project.project import Project


def test_reading_importing_and_editing_at_once(
    five: Project, tmp_path: Path, pictures: Any, samples: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "FIRST", 5)
    monkeypatch.setattr(importing, "BATCH", 10)
    monkeypatch.setattr(reading, "BLOCK", 20)
    wanted = [
        sample
        for folder in range(6)
        for sample in samples(pictures(tmp_path / f"set {folder}", *(f"{n}.png" for n in range(50))))
    ]
    finished = threading.Event()
    start = threading.Barrier(7)
    counts: list[int] = []

    def read_again_and_again(read: Callable[[], object]) -> Callable[[], int]:
        def run() -> int:
            start.wait()
            times = 0
            while not finished.is_set() or not times:
                read()
                times += 1
            return times

        return run

    def look() -> None:
        rows = [row for block in all_rows(five) for row in block]
        # One state of the file: blocks are whole, and what was seen stays.
        assert (len(rows) - 5) % 10 in (0, 5)
        assert len(rows) >= max(counts, default=0)
        counts.append(len(rows))

    def bring() -> int:
        start.wait()
        result = import_images(five, wanted)
        read_new_images(five)
        return len(result.added)

    def label() -> int:
        start.wait()
        for number in range(40):
            edits.set_label(five, [1, 2, 3], list(Label)[number % 3])
            edits.set_split(five, [4], list(Split)[number % 4])
            if number % 4 == 0:
                edits.undo(five)
                edits.redo(five)
        return 40

    with ThreadPoolExecutor(7) as pool:
        readers = [
            pool.submit(read_again_and_again(read))
            for read in (look, look_one(five), lambda: dataset(five), lambda: edits.peek(five))
        ]
        writers = [pool.submit(work) for work in (bring, label)]
        start.wait()
        try:
            assert [job.result(120) for job in writers] == [300, 40]
        finally:
            finished.set()
        assert all(job.result(30) > 0 for job in readers)
    assert sum(map(len, all_rows(five))) == 305
    # An undo may have met an import instead of a label. What it took away was not read.
    read_new_images(five)
    assert {row.width for row in rows_of(five, range(1, 306)) if not row.removed} == {6}
    while edits.undo(five):
        pass
    assert dataset(five).samples == ()


def look_one(project: Project) -> Callable[[], None]:
    def read() -> None:
        assert details(project, 3).path.name == "3.png"
        labels = {row.label for row in rows_of(project, [1, 2, 3])}
        assert len(labels) == 1  # never half of a step

    return read


def test_two_threads_that_tag_the_same_image_lose_nothing(five: Project) -> None:
    def tag(letter: str) -> None:
        for number in range(20):
            edits.change_tags(five, [1], [f"{letter}{number}"])

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(tag, "ab"))
    assert len(rows_of(five, [1])[0].tags) == 40


def test_many_readers_at_once(five: Project) -> None:
    """More than the pool keeps open; none has to wait for another."""
    everybody = threading.Barrier(20)

    def read() -> int:
        with five.read() as connection:
            everybody.wait(60)
            return connection.exec_driver_sql("SELECT count(*) FROM images").scalar_one()

    with ThreadPoolExecutor(20) as pool:
        assert {job.result() for job in [pool.submit(read) for _ in range(20)]} == {5}
