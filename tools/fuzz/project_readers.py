"""Readers of projects, reviews, results and what a watch has left."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from core.errors import IsuganError
from core.inspection.packing import glance, pack, unpack
from core.inspection.results_csv import DEFECTS, RESULTS, ResultsWriter
from core.inspection.results_file import MadeWith, ResultsFile
from core.inspection.segment import SegmentSettings
from core.line.folders import STATE, Folders
from core.line.journal import JOURNAL, Group, Journal
from core.line.log import LogStream
from core.line.moving import Move
from core.line.patience import Patience, StoppedWaitingError
from core.line.sorting import Sorter
from tools.fuzz import mutate, seeds
from tools.fuzz.reader import Reader

PROJECT = "p.isugan"
DATABASE = f"{PROJECT}/project.sqlite"
EDITS = "edits.json"


@cache
def _database(folder: Path) -> bytes:
    """A project with something in every table."""
    from core.project.project import Project
    from tools.make_schema_fixture import fill

    seeds.user()
    with Project.create(folder / PROJECT) as project:
        fill(project, folder / "images")
    connection = sqlite3.connect(folder / DATABASE)
    for pragma in ("PRAGMA journal_mode = DELETE", "PRAGMA page_size = 1024", "VACUUM"):
        connection.execute(pragma).fetchall()
    connection.close()
    return (folder / DATABASE).read_bytes()


def _databases(folder: Path) -> list[bytes]:
    return [_database(folder)]


def _edits(folder: Path) -> list[bytes]:
    _database(folder)
    shutil.copyfile(folder / DATABASE, BASE)
    return seeds.edits(folder / DATABASE)


BASE = Path("base.sqlite")
"""The project that edits are made in; in the working folder of the process, which is its own."""


def read_edited(folder: Path) -> None:
    """Put strange values into an honest project, then read it."""
    (folder / PROJECT).mkdir()
    shutil.copyfile(BASE, folder / DATABASE)
    connection = sqlite3.connect(folder / DATABASE)
    with suppress(ValueError, RecursionError):
        for edit in _as_list(json.loads((folder / EDITS).read_bytes())):
            with suppress(sqlite3.Error, ValueError, TypeError, OverflowError, KeyError):
                table, column, row, value = edit
                connection.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (_cell(value), row))
    connection.commit()
    connection.close()
    read_project(folder)


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _cell(value: Any) -> Any:
    if isinstance(value, dict):
        return bytes.fromhex(value["hex"])
    return json.dumps(value) if isinstance(value, list) else value


def read_project(folder: Path) -> None:
    """What a window reads that opens a project, and what a user then does first; each part for itself."""
    from core.project import edits, images, records, reviews
    from core.project.corrections import corrections
    from core.project.image_table import ImageTable
    from core.project.project import Project
    from core.project.relinking import missing_folders
    from core.project.review_merging import export_review, merge_review
    from core.project.review_queue import review_queue
    from core.project.review_sending import plan_sending

    parts: tuple[Callable[[Project], object], ...] = (
        lambda p: _fill(ImageTable(), p),
        images.dataset,
        lambda p: [images.details(p, row.id) for block in images.all_rows(p) for row in block],
        images.read_new_images,
        records.runs,
        records.models,
        lambda p: [records.defects(p, 4, model.id) for model in records.models(p)],
        _snapshot,
        missing_folders,
        lambda p: [reviews.reviews(p, image) for image in (4, 5)],
        lambda p: [merge_review(p, export_review(p, who)[0]) for who in reviews.reviewers(p)],
        lambda p: review_queue(p, "Ana"),
        plan_sending,
        corrections,
        edits.peek,
        edits.undo,
        edits.undo,
        edits.redo,
        lambda p: edits.set_values(p, [1, 2], {"note": "x"}, "Note"),
    )
    with Project.open(folder / PROJECT, busy_seconds=0.1) as project:
        failed: IsuganError | None = None
        for part in parts:
            try:
                part(project)
            except IsuganError as error:
                failed = failed or error
    if failed is not None:
        # Where it stands in the project is for the message; which project it is, its user knows.
        raise type(failed)(failed.message, failed.way_out, folder / DATABASE)


def _snapshot(project: Any) -> None:
    from core.project import records

    # It may be that the file has none.
    with suppress(KeyError):
        records.snapshot(project, 1)


def _fill(table: Any, project: Any) -> None:
    from core.project import images

    for block in images.all_rows(project):
        table.append(block)
    mask = table.select()
    table.order(mask)
    table.counters()
    table.facets()
    for row in range(len(table)):
        table.row(row)


def _review(folder: Path) -> list[bytes]:
    from core.project.project import Project
    from core.project.review_file import write_review_file
    from core.project.review_merging import export_review

    _database(folder)
    with Project.open(folder / PROJECT) as project:
        write_review_file(folder / "review.json", export_review(project, "Ana")[0])
    return [(folder / "review.json").read_bytes()]


def read_review(folder: Path) -> None:
    """A colleague's decisions."""
    from core.project.review_file import read_review_file

    read_review_file(folder / "review.json")


def _results(folder: Path) -> list[bytes]:
    with ResultsWriter(folder) as writer:
        for name in ("a.png", "b, c.png", "=1+1.png"):
            writer.write(seeds.inspection(Path(name)))
    made = (folder / RESULTS).read_bytes()
    for name in (RESULTS, DEFECTS):
        (folder / name).unlink()
    return [made]


def read_results(folder: Path) -> None:
    """Go on with it, and read its rows."""
    from app.cli.result_rows import read_rows

    with ResultsWriter(folder, resume=True) as writer:
        writer.write(seeds.inspection(Path("new.png")))
    read_rows(folder)


def _packed(_folder: Path) -> list[bytes]:
    return [pack(seeds.inspection())]


def read_packed(folder: Path) -> None:
    """A kept result; a ValueError says that it is damaged, and the image is inspected again."""
    data = (folder / "packed").read_bytes()
    with suppress(ValueError):
        glance(data)
    with suppress(ValueError):
        unpack(data, folder / "a.png")


def _results_file(folder: Path) -> list[bytes]:
    path = folder / "results.sqlite"
    with ResultsFile(path) as file:
        file.keep(MadeWith("0", SegmentSettings()), seeds.inspection(folder / "a.png"))
    return [path.read_bytes()]


def read_results_file(folder: Path) -> None:
    """Look a result up, and keep one."""
    made_with = MadeWith("0", SegmentSettings())
    with ResultsFile(folder / "results.sqlite") as file:
        list(file.known(made_with, [folder / "a.png"]))
        file.keep(made_with, seeds.inspection(folder / "a.png"))


def _line(folder: Path) -> None:
    for name in ("in/a.png", "in/sub/b.png"):
        seeds.photo(folder / name)
    for name in ("ok", "review", "ng", "elsewhere", f"in/{STATE}"):
        (folder / name).mkdir(exist_ok=True)
    seeds.photo(folder / "elsewhere" / "secret.png")


def _folders(folder: Path) -> Folders:
    folders = Folders.of(*(folder / name for name in ("in", "ok", "review", "ng")))
    folders.mark()
    return folders


def _journal(folder: Path) -> list[bytes]:
    """The document alone; `read_journal` puts the sum over it."""
    from core.line.journal import _encoded
    from core.line.moving import stamp_now

    _line(folder)
    moves = []
    for name in ("a.png", "sub/b.png"):
        stamp = stamp_now(folder / "in" / name)
        assert stamp is not None
        moves.append(Move(folder / "in" / name, stamp, folder / "ok", name, {"score": 0.5}, "00"))
    found = [_encoded(Group(tuple(moves), log, 0), folder / "in") for log in (None, folder / "log.jsonl")]
    return [data.replace(str(folder).encode(), b"{HERE}") for data in found]


def read_journal(folder: Path) -> None:
    """Go on with what a watch has left; a file outside of its folders stays where it is."""
    import hashlib

    folders = _folders(folder)
    content = (folder / "journal.json").read_bytes().replace(b"{HERE}", str(folder).encode())
    journal = Journal(folders.state)
    head = b"isugan-watch 1 %d %s\n" % (len(content), hashlib.sha256(content).hexdigest().encode())
    (folders.state / JOURNAL).write_bytes(head.ljust(128) + content)
    said: list[str] = []
    with suppress(StoppedWaitingError):
        Sorter(folders, journal, LogStream(said.append), Patience(said.append, lambda: True)).recover()
    there = [path.name for path in (folder / "elsewhere").rglob("*")]
    assert there == ["secret.png"], f"the folder beside the line's holds {there}"


READERS = {
    "project": Reader(DATABASE, _databases, read_project, mutate.blind, fresh=True, cost=0.04),
    "project-values": Reader(EDITS, _edits, read_edited, mutate.document, fresh=True, cost=0.08),
    "review": Reader("review.json", _review, read_review, mutate.document),
    "results-csv": Reader(RESULTS, _results, read_results, mutate.text, fresh=True, cost=0.005),
    "kept-result": Reader("packed", _packed, read_packed, mutate.deflated),
    "results-file": Reader(
        "results.sqlite", _results_file, read_results_file, mutate.blind, fresh=True, cost=0.005
    ),
    "journal": Reader("journal.json", _journal, read_journal, mutate.document, _line, fresh=True, cost=0.01),
}
