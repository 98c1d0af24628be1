"""A full disk and a file that another program locks: a named message, nothing lost, and it goes on."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from core.datasets.dataset import Label
from core.errors import ProjectError
from core.project import edits, importing
from core.project.images import all_rows, import_images, read_new_images, rows_of
from core.project.project import DATABASE, Project


@contextmanager
def full_disk(project: Project, spare_pages: int) -> Iterator[None]:
    """SQLite gets so many more pages and then, truly, `SQLITE_FULL`."""

    def limit(connection: Any, *_: Any) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        most = allowed.setdefault("pages", pages + spare_pages)
        connection.execute(f"PRAGMA max_page_count = {most}").fetchone()

    def lift(connection: Any, *_: Any) -> None:
        connection.execute("PRAGMA max_page_count = 1000000").fetchone()

    allowed: dict[str, int] = {}
    engine = project._database.engine
    event.listen(engine, "checkout", limit)
    try:
        yield
    finally:
        event.remove(engine, "checkout", limit)
        event.listen(engine, "checkout", lift)


def many(folder: Path, count: int) -> list[Path]:
    folder.mkdir(exist_ok=True)
    paths = [folder / f"{'long name ' * 10}{number}.png" for number in range(count)]
    for path in paths:
        path.write_bytes(b"x")
    return paths


def check(project: Project) -> None:
    with project.read() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalars().all() == ["ok"]
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []


def test_a_full_disk_during_an_import(
    five: Project, tmp_path: Path, samples: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "FIRST", 20)
    monkeypatch.setattr(importing, "BATCH", 50)
    wanted = samples(many(tmp_path / "many", 400))
    shown: list[int] = []
    with (
        full_disk(five, 12),
        pytest.raises(ProjectError, match=rf"The disk is full: .*{DATABASE} cannot be written\. Make room"),
    ):
        import_images(five, wanted, imported=lambda rows: shown.extend(row.id for row in rows))
    assert 20 <= len(shown) < 400
    check(five)
    # The blocks that were shown are there, and nothing else; they are one step.
    assert [row.id for block in all_rows(five) for row in block] == [1, 2, 3, 4, 5, *shown]
    assert edits.peek(five)[0] == f"Import {len(shown)} images"
    # With room it goes on, in the same window and after opening again.
    result = import_images(five, wanted)
    assert (result.known, len(result.added)) == (len(shown), 400 - len(shown))
    five.close()
    with Project.open(five.folder) as opened:
        check(opened)
        assert sum(map(len, all_rows(opened))) == 405
        edits.undo(opened)
        edits.undo(opened)
        assert edits.peek(opened)[0] == "Import 5 images"


def test_a_full_disk_during_edits_and_reading(
    five: Project, tmp_path: Path, state: Any, samples: Any
) -> None:
    import_images(five, samples(many(tmp_path / "many", 200)))
    before, peeked = state(five), edits.peek(five)
    attempts: list[Callable[[], object]] = [
        lambda: edits.set_values(five, range(1, 206), {"note": "words " * 500}, "Note"),
        lambda: edits.change_tags(five, range(1, 206), [f"a tag of many letters {'x' * 500}"]),
        lambda: edits.undo(five),
        lambda: read_new_images(five),
    ]
    with full_disk(five, 0):
        for attempt in attempts[:2]:
            with pytest.raises(ProjectError, match="The disk is full"):
                attempt()
            assert (state(five), edits.peek(five)) == (before, peeked)
        # Reading goes on all the while, and so does what needs no room.
        assert sum(map(len, all_rows(five))) == 205
        edits.set_label(five, [1], Label.DEFECTIVE)
        edits.undo(five)
    assert state(five) == before
    for attempt in attempts:
        assert attempt()
    check(five)


@contextmanager
def locked(project: Project, how: str = "BEGIN EXCLUSIVE") -> Iterator[sqlite3.Connection]:
    other = sqlite3.connect(project.folder / DATABASE, isolation_level=None)
    other.execute(how)
    try:
        yield other
    finally:
        other.rollback()
        other.close()


@pytest.fixture
def hasty(five: Project) -> Iterator[Project]:
    """The project, opened so that it waits for others for a moment only."""
    five.close()
    with Project.open(five.folder, busy_seconds=0.05) as project:
        yield project


def test_a_file_that_another_program_locks(
    hasty: Project, tmp_path: Path, pictures: Any, samples: Any, state: Any
) -> None:
    edits.set_values(hasty, [1], {"note": "before"}, "Note")
    before, peeked = state(hasty), edits.peek(hasty)
    more = samples(pictures(tmp_path / "more", "a.png"))
    with locked(hasty):
        attempts = [
            lambda: edits.set_label(hasty, [1], Label.DEFECTIVE),
            lambda: edits.undo(hasty),
            lambda: import_images(hasty, more),
            lambda: read_new_images(hasty),
        ]
        for attempt in attempts:
            with pytest.raises(
                ProjectError, match=rf"{DATABASE} is locked by another program.*nothing is lost"
            ):
                attempt()
        # Reading does not wait.
        assert (state(hasty), edits.peek(hasty)) == (before, peeked)
    assert hasty.folders.id(tmp_path / "more") is None
    assert edits.set_label(hasty, [1], Label.DEFECTIVE)
    assert len(import_images(hasty, more).added) == 1
    assert read_new_images(hasty) == 6
    check(hasty)


def test_a_lock_that_comes_half_way_through_an_import(
    hasty: Project, tmp_path: Path, samples: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "FIRST", 10)
    monkeypatch.setattr(importing, "BATCH", 10)
    wanted = samples(many(tmp_path / "many", 40))
    others: list[Any] = []

    def lock(rows: list[Any]) -> None:
        if not others:
            others.append(locked(hasty))
            others[0].__enter__()

    with pytest.raises(ProjectError, match="locked"):
        import_images(hasty, wanted, imported=lock)
    others[0].__exit__(None, None, None)
    assert sum(map(len, all_rows(hasty))) == 15
    assert edits.peek(hasty)[0] == "Import 10 images"
    assert len(import_images(hasty, wanted).added) == 30


def test_a_lock_that_is_given_back_in_time_is_only_waited_for(five: Project) -> None:
    with locked(five) as other:
        done: list[object] = []
        writer = threading.Thread(target=lambda: done.append(edits.set_label(five, [1], Label.DEFECTIVE)))
        writer.start()
        assert rows_of(five, [1])[0].label is Label.GOOD
        other.execute("ROLLBACK")
        writer.join(30)
    assert done[0] is not None
    assert rows_of(five, [1])[0].label is Label.DEFECTIVE


def test_a_file_that_is_locked_while_it_is_opened(five: Project) -> None:
    five.close()
    # The first window makes a log; to begin with one, nobody else may use the file.
    with locked(five), pytest.raises(ProjectError, match="is locked by another program"):
        Project.open(five.folder, busy_seconds=0.05)
    with Project.open(five.folder) as opened:
        assert (opened.read_only, sum(map(len, all_rows(opened)))) == ("", 5)
