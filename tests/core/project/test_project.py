from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from core import __version__
from core.errors import ProjectError
from core.project import database, migrate
from core.project.images import all_rows, dataset, import_images, read_new_images
from core.project.project import DATABASE, PARTS, Project, is_project
from core.project.relinking import missing_folders


def test_create_close_and_open_again(tmp_path: Path, state: Any) -> None:
    folder = tmp_path / "deep" / "Größe 部品 🙂.isugan"
    with Project.create(folder) as made:
        assert (made.folder, made.name, made.read_only, made.holder) == (folder, "Größe 部品 🙂", "", None)
        assert float(made.fact("created")) > 1.7e9
        assert (made.fact("version"), made.fact("nothing")) == (__version__, "")
    assert {path.name for path in folder.iterdir()} == {DATABASE, "project.lock", *PARTS}
    assert is_project(folder)
    with Project.open(folder) as opened:
        assert (opened.read_only, list(all_rows(opened))) == ("", [])
    # Closing folds SQLite's log into the file: one file can be copied and mailed.
    assert sorted(path.name for path in folder.glob("project.*")) == ["project.lock", DATABASE]


@pytest.mark.skipif(os.name == "nt", reason="names on Windows are always Unicode")
def test_a_project_folder_whose_name_is_not_unicode(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"caf\xe9 100% ?#.isugan")
    Project.create(folder).close()
    with Project.open(folder) as opened:
        assert opened.folder == folder
    assert is_project(folder)


def test_a_relative_path_is_made_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with Project.create(Path("here.isugan")) as made:
        monkeypatch.chdir("/")
        assert made.folder == tmp_path / "here.isugan"
        assert list(all_rows(made)) == []


@pytest.mark.parametrize("name", ["plain", ".isugan", "x.isugan.zip", "isugan"])
def test_a_name_without_the_ending_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match=r"is no name for a project\. Let it end in \.isugan"):
        Project.create(tmp_path / name)
    assert not (tmp_path / name).exists()


def test_no_project_is_made_over_something_else(tmp_path: Path) -> None:
    folder = tmp_path / "p.isugan"
    folder.mkdir()
    (folder / "letter.txt").write_text("mine")
    with pytest.raises(ProjectError, match=r"p\.isugan is not empty"):
        Project.create(folder)
    assert [path.name for path in folder.iterdir()] == ["letter.txt"]
    (folder / "letter.txt").unlink()
    Project.create(folder).close()
    with pytest.raises(ProjectError, match="is a project already"):
        Project.create(folder)
    (tmp_path / "file.isugan").write_text("mine")
    with pytest.raises(ProjectError, match=r"file\.isugan cannot be made: File exists"):
        Project.create(tmp_path / "file.isugan")
    assert (tmp_path / "file.isugan").read_text() == "mine"


def test_a_project_that_cannot_be_made_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(connection: Any) -> None:
        connection.exec_driver_sql("CREATE TABLE half (x)")
        raise OSError("the power fails")

    monkeypatch.setattr(migrate, "migrate", fail)
    with pytest.raises(OSError, match="power"):
        Project.create(tmp_path / "p.isugan")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "q.isugan").mkdir()
    with pytest.raises(OSError, match="power"):
        Project.create(tmp_path / "q.isugan")
    assert list((tmp_path / "q.isugan").iterdir()) == []


def test_not_a_project(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match=r"nothing\.isugan does not exist"):
        Project.open(tmp_path / "nothing.isugan")
    (tmp_path / "x.isugan").mkdir()
    (tmp_path / "y.isugan").write_text("")
    for name in ("x.isugan", "y.isugan"):
        with pytest.raises(ProjectError, match=f"{name} is no project"):
            Project.open(tmp_path / name)
        assert not is_project(tmp_path / name)
    assert list((tmp_path / "x.isugan").iterdir()) == []


def damage(path: Path, kind: str) -> None:
    data = path.read_bytes()
    damaged = {
        "text": b"this is a letter, not a database" * 50,
        "empty": b"",
        "header": b"\0" * 16 + data[16:],
        "cut": data[: len(data) // 2],
        "noise": data[:100] + os.urandom(len(data) - 100),
    }
    path.write_bytes(damaged[kind])


@pytest.mark.parametrize("kind", ["text", "empty", "header", "cut", "noise"])
def test_a_damaged_file_is_named_and_left_as_it_is(kind: str, five: Project) -> None:
    path = five.folder / DATABASE
    five.close()
    damage(path, kind)
    damaged = path.read_bytes()
    with (
        pytest.raises(ProjectError, match=r"project\.sqlite|p\.isugan") as caught,
        Project.open(five.folder) as opened,
    ):
        list(all_rows(opened))
    assert "backup" in str(caught.value)
    assert path.read_bytes() == damaged
    # The lock was given back.
    assert not (five.folder / "holder.json").exists()


def test_a_newer_schema_is_refused_and_left_untouched(five: Project) -> None:
    path = five.folder / DATABASE
    five.close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '99'")
        connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(ProjectError, match=r"newer version of this program \(schema 99, this one knows 2\)"):
        Project.open(five.folder)
    assert path.read_bytes() == before
    assert {p.name for p in five.folder.iterdir()} == {DATABASE, "project.lock", *PARTS}


@pytest.mark.parametrize("version", [None, "1", "99", "a1b2c3"])
def test_the_file_of_another_program_is_refused_and_left_untouched(
    version: str | None, tmp_path: Path
) -> None:
    folder = tmp_path / "other.isugan"
    folder.mkdir()
    connection = sqlite3.connect(folder / DATABASE)
    with connection:
        connection.execute("CREATE TABLE songs (title)")
        if version is not None:
            connection.execute("CREATE TABLE alembic_version (version_num)")
            connection.execute("INSERT INTO alembic_version VALUES (?)", (version,))
    connection.close()
    before = (folder / DATABASE).read_bytes()
    with pytest.raises(ProjectError, match=r"holds a database, but it is no project of this program"):
        Project.open(folder)
    assert (folder / DATABASE).read_bytes() == before
    assert not {path.name for path in folder.iterdir()} - {DATABASE, "project.lock"}


def test_a_project_that_lost_a_table_or_column_is_damaged(five: Project) -> None:
    five.close()
    connection = sqlite3.connect(five.folder / DATABASE)
    with connection:
        connection.execute("ALTER TABLE images DROP COLUMN note")
    connection.close()
    with pytest.raises(ProjectError, match="is damaged: its table images lacks note"):
        Project.open(five.folder)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        *(("label", "splendid"), ("split", b"\xff"), ("tags", "[1"), ("tags", "3"), ("problems", "many")),
        *(("folder_id", 77), ("name", "CAST(x'ff41' AS TEXT)")),
    ],
)
def test_values_that_the_program_does_not_write_are_damage(five: Project, column: str, value: Any) -> None:
    five.close()
    connection = sqlite3.connect(five.folder / DATABASE)
    with connection:
        if str(value).startswith("CAST"):
            connection.execute(f"UPDATE images SET {column} = {value} WHERE id = 3")
        else:
            connection.execute(f"UPDATE images SET {column} = ? WHERE id = 3", (value,))
    connection.close()
    with (
        Project.open(five.folder) as opened,
        pytest.raises(ProjectError, match="is damaged"),
    ):
        list(all_rows(opened))


def test_an_error_of_the_program_is_not_called_damage(five: Project) -> None:
    from sqlalchemy.exc import OperationalError

    with pytest.raises(OperationalError, match="no such column"), five.read() as connection:
        connection.exec_driver_sql("SELECT nonsense FROM images")


def test_every_named_error_of_sqlite_has_its_words(tmp_path: Path) -> None:
    for start, _, _ in database._WORDS:
        error = sqlite3.OperationalError("x")
        error.sqlite_errorname = f"{start}_VARIANT"
        with (
            pytest.raises(ProjectError, match=r"f\.sqlite") as caught,
            database.plain_errors(tmp_path / "f.sqlite"),
        ):
            raise error
        assert caught.value.way_out


def test_an_up_to_date_project_does_not_load_the_migrations(five: Project, run_script: Any) -> None:
    five.close()
    script = """
import json, sys
from pathlib import Path
from core.project.project import Project
from core.project.images import all_rows
with Project.open(Path(sys.argv[1])) as project:
    rows = sum(map(len, all_rows(project)))
print(json.dumps([rows, sorted({"alembic", "torch", "PySide6"} & set(sys.modules))]))
"""
    assert run_script(script, five.folder) == [5, []]


def test_a_lost_transaction_takes_its_folders_with_it(
    five: Project, tmp_path: Path, pictures: Any, samples: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = samples(pictures(tmp_path / "more", "a.png"))
    monkeypatch.setattr(
        "core.project.importing._add_masks", lambda *_: (_ for _ in ()).throw(OSError("gone"))
    )
    with pytest.raises(OSError, match="gone"):
        import_images(five, more)
    assert five.folders.id(tmp_path / "more") is None
    monkeypatch.undo()
    assert len(import_images(five, more).added) == 1
    assert sum(map(len, all_rows(five))) == 6


def test_closing_twice_does_no_harm(five: Project) -> None:
    five.close()
    five.close()
    Project.open(five.folder).close()


def test_a_part_that_cannot_be_made_is_named(five: Project) -> None:
    five.close()
    shutil.rmtree(five.folder / "cache")
    (five.folder / "cache").write_text("")
    with pytest.raises(ProjectError, match="cache cannot be made: File exists"):
        Project.open(five.folder)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER x AFTER UPDATE ON images BEGIN DELETE FROM images; END",
        "CREATE TRIGGER x BEFORE UPDATE ON snapshots BEGIN SELECT RAISE(ABORT, 'a'); DELETE FROM images; END",
        "CREATE VIEW x AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT i FROM n",
        "CREATE TABLE x (a INTEGER, b BLOB GENERATED ALWAYS AS (zeroblob(1000000000)))",
        "CREATE VIRTUAL TABLE x USING fts5(a)",
    ],
)
def test_a_file_that_computes_is_refused_and_left_as_it_is(statement: str, five: Project) -> None:
    """What a stranger's triggers and views say would be done whenever a row is written or read."""
    path = five.folder / DATABASE
    five.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()
    before = path.read_bytes()
    with pytest.raises(ProjectError, match="alone"):
        Project.open(five.folder)
    assert path.read_bytes() == before


def test_a_file_of_a_format_to_come_is_no_project(five: Project) -> None:
    path = five.folder / DATABASE
    five.close()
    data = bytearray(path.read_bytes())
    data[47] = 200  # the schema's format, of which there are four
    path.write_bytes(data)
    with pytest.raises(ProjectError, match="no project file"):
        Project.open(five.folder)


def test_a_name_of_thousands_of_digits_is_a_name(five: Project) -> None:
    with five.write() as connection:
        connection.exec_driver_sql("UPDATE images SET name = ? WHERE id = 3", ("9" * 5000 + ".png",))
    assert len(dataset(five).samples) == 5


def test_an_image_in_no_folder_is_a_damaged_file(five: Project) -> None:
    five.close()
    with closing(sqlite3.connect(five.folder / DATABASE)) as connection:
        connection.execute("UPDATE images SET folder_id = 77 WHERE id = 3")
        connection.commit()
    with Project.open(five.folder) as opened:
        for read in (missing_folders, dataset, read_new_images):
            with pytest.raises(ProjectError, match="damaged"):
                read(opened)
