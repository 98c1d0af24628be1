"""A project where this user may not write: on a share, a disc, or another user's folder."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core.datasets.dataset import Label
from core.errors import ProjectError
from core.project import edits, private_copy
from core.project.database import Database
from core.project.project import DATABASE, Project

pytestmark = pytest.mark.skipif(not hasattr(os, "setuid"), reason="no users to change to on this system")

# Everything is imported by opening one project with all rights, since a nobody may not read every package.
LOOK = """
import json, os, sys
from pathlib import Path
from core.datasets.dataset import Label
from core.errors import ProjectError
from core.project import edits, images, relinking
from core.project.project import Project

def look(folder):
    with Project.open(folder) as project:
        rows = [row for block in images.all_rows(project) for row in block]
        found = {"reason": str(project.read_only), "rows": len(rows), "notes": [row.note for row in rows]}
        found["dataset"] = len(images.dataset(project).samples)
        found["undo"] = edits.peek(project)[0]
        relinking.missing_folders(project)
        refused = []
        for edit in (lambda: edits.set_label(project, [1], Label.DEFECTIVE), lambda: edits.undo(project)):
            try:
                edit()
            except ProjectError as error:
                refused.append(str(error))
        found["refused"] = refused
    return found

look(Path(sys.argv[1]))
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    (Path(sys.argv[2]) / "probe").touch()
except OSError:
    pass
else:
    print(json.dumps("may write"))
    raise SystemExit
print(json.dumps(look(Path(sys.argv[2]))))
"""


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that every user may read; those of pytest are for its user alone."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)
        for path in [Path(folder), *Path(folder).rglob("*")]:
            if path.is_dir():
                path.chmod(0o755)


@pytest.fixture
def look(five: Project, place: Path, run_script: Any) -> Any:
    """Open a copy of the project where nothing may be written."""

    def run(with_log: bool, share: bool) -> dict[str, Any]:
        edits.set_values(five, [1], {"note": "in the log"}, "Note")
        if not with_log:
            five.close()
        (place / "p.isugan").mkdir()
        for path in five.folder.glob("project.*"):
            if share or not path.name.endswith("-shm"):
                shutil.copyfile(path, place / "p.isugan" / path.name)
        assert (place / "p.isugan" / f"{DATABASE}-wal").exists() == with_log
        five.close()
        for path in (place / "p.isugan").iterdir():
            path.chmod(0o444)
        (place / "p.isugan").chmod(0o555)
        before = {path.name: path.read_bytes() for path in (place / "p.isugan").iterdir()}
        found = run_script(LOOK, five.folder, place / "p.isugan")
        if found == "may write":
            pytest.skip("this user may write everywhere")
        assert {path.name: path.read_bytes() for path in (place / "p.isugan").iterdir()} == before
        return found

    return run


@pytest.mark.parametrize(
    ("with_log", "share"), [(False, True), (True, True), (True, False)], ids=["closed", "crashed", "copied"]
)
def test_all_is_shown_and_nothing_is_changed(with_log: bool, share: bool, look: Any) -> None:
    """After a crash the latest work lies in SQLite's log, which must not be passed over."""
    found = look(with_log, share)
    assert found["reason"] == "Its folder may not be written (Permission denied)."
    assert (found["rows"], found["dataset"], found["undo"]) == (5, 5, "Note")
    assert found["notes"] == ["in the log", "", "", "", ""]
    assert found["refused"] == [f"p cannot be changed. {found['reason']}"] * 2


def test_a_file_that_may_not_be_written_in_a_folder_that_may(five: Project, monkeypatch: Any) -> None:
    five.close()
    monkeypatch.setattr("os.access", lambda *_: False)
    with Project.open(five.folder) as opened:
        assert str(opened.read_only) == "Its file may not be written."
        with pytest.raises(ProjectError, match=r"p cannot be changed\. Its file may not be written"):
            edits.set_label(opened, [1], Label.DEFECTIVE)
        # It holds no lock: somebody who may write can.
        monkeypatch.undo()
        with Project.open(five.folder) as second:
            assert str(second.read_only) == ""


def test_the_copy_is_removed(five: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    five.close()
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    whole = Database._open

    def refused(database: Database, path: Path) -> sqlite3.Connection:
        if path == database.path:
            error = sqlite3.OperationalError("unable to open database file")
            error.sqlite_errorname = "SQLITE_CANTOPEN"
            raise error
        return whole(database, path)

    monkeypatch.setattr(Database, "_open", refused)
    database = Database(five.folder / DATABASE, read_only=True)
    with database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM images").scalar_one() == 5
        assert len(list((tmp_path / "temporary").iterdir())) == 1
    database.close()
    assert list((tmp_path / "temporary").iterdir()) == []


def test_a_file_that_is_written_meanwhile_is_not_copied_torn(
    five: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = iter(range(100))
    monkeypatch.setattr(private_copy, "_state", lambda path: next(number))
    with pytest.raises(ProjectError, match="is being written by another program"):
        private_copy.copy_of(five.folder / DATABASE)


def test_a_locked_file_is_never_taken_for_one_that_nobody_writes(
    five: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(database: Database, path: Path) -> sqlite3.Connection:
        error = sqlite3.OperationalError("database is locked")
        error.sqlite_errorname = "SQLITE_BUSY"
        raise error

    monkeypatch.setattr(Database, "_open", busy)
    database = Database(five.folder / DATABASE, read_only=True)
    with pytest.raises(ProjectError, match="locked by another program"), database.read() as connection:
        connection.exec_driver_sql("SELECT 1")
    assert database._copy is None
