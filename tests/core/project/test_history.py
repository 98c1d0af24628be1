"""A project may come from a stranger, and so may the steps in it."""

from __future__ import annotations

import json
import os
import random
import zlib
from pathlib import Path
from typing import Any

import pytest

from core.datasets.dataset import Label
from core.errors import ProjectError
from core.project import edits, packing
from core.project.applying import apply
from core.project.changes import ColumnChange, RowChange
from core.project.images import import_images, rows_of
from core.project.packing import pack, unpack
from core.project.project import Project

COLUMN = {"column": "note", "ids": [1], "before": ["a"], "after": ["b"]}
MASK = {"table": "masks", "key": 1, "before": None}
AREA = {"table": "areas", "key": 1, "before": None}
FOLDER = {"table": "folders", "key": 1, "before": {"path": "/a", "relative": None}}


def blob(*documents: Any) -> bytes:
    return zlib.compress(b"".join(json.dumps(document).encode() + b"\n" for document in documents))


def test_changes_round_trip() -> None:
    made = [
        ColumnChange(column="note", ids=(1, 2), before=("", "line\nline"), after=("部品 🙂", "")),
        ColumnChange(column="reviewed", ids=(3,), before=(False,), after=(True,)),
        RowChange(
            table="masks", key=5, before=None, after={"folder_id": 1, "name": "\0636166e9", "document": None}
        ),
        RowChange(table="areas", key=2**62, before={"image_id": None, "document": "{}"}, after=None),
    ]
    assert unpack(pack(made)) == tuple(made)
    assert unpack(pack(made[:2]) + pack(made[2:])) == tuple(made)
    assert unpack(pack([])) == ()
    assert [change.inverse().inverse() for change in made] == made


def test_more_than_can_be_read_back_is_not_written(monkeypatch: pytest.MonkeyPatch, five: Project) -> None:
    monkeypatch.setattr(packing, "_MOST_BYTES", 1000)
    with pytest.raises(ProjectError, match="too much for one step"):
        edits.set_values(five, [1], {"note": "x" * 1000}, "Note")
    assert rows_of(five, [1])[0].note == ""


NOWHERE = {
    "a mask of no image": {**MASK, "key": 77, "after": {"folder_id": None, "name": None, "document": "{}"}},
    "a mask in no folder": {**MASK, "after": {"folder_id": 77, "name": "x", "document": None}},
    "an area of no image": {**AREA, "after": {"image_id": 77, "document": "{}"}},
}
UNDONE = {kind: blob({**c, "before": c["after"], "after": None}) for kind, c in NOWHERE.items()}
DAMAGED = {
    "nothing": b"",
    "random bytes": random.Random(1).randbytes(500),
    "no JSON": zlib.compress(b"this is a letter\n"),
    "not UTF-8": zlib.compress(b'"\xff"\n'),
    "cut off": pack([ColumnChange.model_validate(COLUMN)])[:-5],
    "last line cut off": zlib.compress(json.dumps(COLUMN).encode()),
    "trailing bytes": blob(COLUMN) + b"more",
    "a large file of nothing": zlib.compress(b"\n" * 9_000_000),
    "a large text": zlib.compress(b'"' + b" " * 9_000_000),
    "deeply nested": zlib.compress(b"[" * 100_000 + b"\n"),
    "no change": blob({}),
    "a list": blob([COLUMN]),
    "unknown column": blob({**COLUMN, "column": "sha256"}),
    "SQL in the column": blob({**COLUMN, "column": "note = 'x'; DROP TABLE images; --"}),
    "SQL in the table": blob({**MASK, "table": "steps; DROP TABLE images; --", "after": None}),
    "unknown table": blob({**MASK, "table": "snapshots", "after": {"hash": "x"}}),
    "unknown field": blob({**COLUMN, "where": "1 = 1"}),
    "unknown column of a row": blob(
        {**MASK, "after": {"folder_id": None, "name": None, "document": "", "image_id": 2}}
    ),
    "missing column of a row": blob({**AREA, "after": {"document": "{}"}}),
    "wrong type in a row": blob({**AREA, "after": {"image_id": "1", "document": "{}"}}),
    "too few values": blob({**COLUMN, "ids": [1, 2]}),
    "unknown label": blob({**COLUMN, "column": "label", "before": ["good"]}),
    "text for yes or no": blob({**COLUMN, "column": "removed"}),
    "tags that are no list": blob({**COLUMN, "column": "tags", "before": ["{}"]}),
    "tags too deep": blob({**COLUMN, "column": "tags", "before": ["[" * 100_000]}),
    "an id too large": blob({**COLUMN, "ids": [2**63]}),
    "an id below one": blob({**COLUMN, "ids": [0]}),
    "a number for a text": blob({**COLUMN, "before": [3]}),
    "a name that is no bytes": blob(
        {**MASK, "after": {"folder_id": 1, "name": "\0not hex", "document": None}}
    ),
    **{kind: blob(change) for kind, change in NOWHERE.items()},
    "a folder that goes": blob({**FOLDER, "after": None}),
    "a good change before": blob(COLUMN, {**COLUMN, "column": "id"}),
}


@pytest.mark.parametrize("undone", [False, True], ids=["undo", "redo"])
@pytest.mark.parametrize("kind", DAMAGED)
def test_a_damaged_step_changes_nothing(
    kind: str, undone: bool, five: Project, state: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packing, "_MOST_BYTES", 4_000_000)
    edits.set_values(five, [1], {"note": "mine"}, "Note")
    data = DAMAGED[kind] if undone else UNDONE.get(kind, DAMAGED[kind])
    with five.write() as connection:
        connection.exec_driver_sql("UPDATE steps SET changes = ?, undone = ? WHERE id = 2", (data, undone))
    before, peeked = state(five), edits.peek(five)
    with pytest.raises(ProjectError, match=r"A step of the project's history is damaged"):
        (edits.redo if undone else edits.undo)(five)
    assert (state(five), edits.peek(five)) == (before, peeked)
    # Work goes on; an import that looks at what was undone too.
    assert edits.set_label(five, [2], Label.DEFECTIVE)
    assert edits.undo(five)


def test_a_bomb_is_put_out_before_it_is_whole(five: Project, run_script: Any) -> None:
    """A step of a megabyte that would be one of a gigabyte."""
    deflate, zeros = zlib.compressobj(9), b" " * 2**24
    bomb = b"".join(deflate.compress(zeros) for _ in range(64)) + deflate.flush()
    with five.write() as connection:
        connection.exec_driver_sql("UPDATE steps SET changes = ?", (bomb,))
    five.close()
    script = """
import json, sys, tracemalloc
from pathlib import Path
from core.errors import ProjectError
from core.project import edits
from core.project.project import Project
with Project.open(Path(sys.argv[1])) as project:
    tracemalloc.start()
    try:
        edits.undo(project)
    except ProjectError as error:
        print(json.dumps([str(error), tracemalloc.get_traced_memory()[1]]))
"""
    text, most_bytes = run_script(script, five.folder)
    assert "is damaged" in text
    assert most_bytes < 600_000_000


def test_an_import_passes_over_damaged_undone_steps(
    five: Project, tmp_path: Path, pictures: Any, samples: Any
) -> None:
    edits.undo(five)
    with five.write() as connection:
        connection.exec_driver_sql("UPDATE steps SET changes = ?", (os.urandom(100),))
    found = import_images(five, samples(pictures(tmp_path / "images", "1.png", "new.png")))
    assert found.added == [6, 1]
    assert edits.peek(five) == ("Import 2 images", "")


def test_two_folders_change_places(five: Project, tmp_path: Path, pictures: Any, samples: Any) -> None:
    """No two rows may have one path, not even half-way through."""
    import_images(five, samples(pictures(tmp_path / "more", "a.png")))
    here, there = str(tmp_path / "images"), str(tmp_path / "more")
    rows = [{"path": here, "relative": "../images"}, {"path": there, "relative": "../more"}]
    swap = [
        RowChange(table="folders", key=1, before=rows[0], after=rows[1]),
        RowChange(table="folders", key=2, before=rows[1], after=rows[0]),
    ]
    with five.write() as connection:
        apply(connection, swap)
        five.folders.load(connection, write=False)
    assert rows_of(five, [1, 6])[0].folder == there
    assert rows_of(five, [1, 6])[1].folder == here


def test_random_bytes_never_do_more_than_fail() -> None:
    dice = random.Random(5)
    whole = pack([ColumnChange.model_validate(COLUMN)] * 3)
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(dice.randrange(1, 4)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        try:
            unpack(bytes(data))
        except ProjectError:
            continue
