from __future__ import annotations

import sqlite3
from importlib import resources
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.exc import IntegrityError

from core.errors import ProjectError
from core.project import migrate, schema
from core.project.images import all_rows
from core.project.project import DATABASE, Project

SCRIPTS = Path(str(resources.files("core.project"))) / "migrations"


def test_the_migrations_make_what_the_schema_says(project: Project) -> None:
    with project.read() as connection:
        options = {"compare_type": True, "compare_server_default": True, "render_as_batch": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, schema.Base.metadata) == []


def test_the_comparison_sees_a_difference(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'x.sqlite'}")
    with engine.begin() as connection:
        migrate.migrate(connection)
        connection.exec_driver_sql("ALTER TABLE images DROP COLUMN note")
        connection.exec_driver_sql("DROP INDEX ix_images_sha256")
        context = MigrationContext.configure(connection)
        found = compare_metadata(context, schema.Base.metadata)
    engine.dispose()
    assert {change[0] for change in found} == {"add_column", "add_index"}


def test_keys_and_names_are_as_the_schema_says(project: Project, tmp_path: Path) -> None:
    """What the comparison does not look at: primary and foreign keys and what happens to their rows."""
    engine = create_engine(f"sqlite:///{tmp_path / 'x.sqlite'}")
    with engine.begin() as connection:
        schema.Base.metadata.create_all(connection)
        wanted = shape_of(connection)
    engine.dispose()
    with project.read() as connection:
        made = shape_of(connection)
    assert made == wanted


def shape_of(connection: object) -> dict[str, object]:
    shape = {}
    for table in schema.Base.metadata.tables:
        query = connection.exec_driver_sql
        columns = query(f"SELECT name, \"notnull\", pk FROM pragma_table_info('{table}')").all()
        keys = query(
            f'SELECT "table", "from", "to", on_delete FROM pragma_foreign_key_list(\'{table}\')'
        ).all()
        indexes = query(f"SELECT name, \"unique\", origin FROM pragma_index_list('{table}')").all()
        shape[table] = [sorted(map(tuple, found)) for found in (columns, keys, indexes)]
    return shape


def test_the_newest_migration_is_the_schema_of_the_program() -> None:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_heads() == [migrate.SCHEMA]
    assert {script.revision for script in scripts.walk_revisions()} == set(migrate.KNOWN)


def test_a_migration_that_fails_leaves_the_file_as_it_was(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if the present schema were an older one, and the way to the next were wrong."""
    project.close()
    before = (project.folder / DATABASE).read_bytes()
    monkeypatch.setattr(migrate, "SCHEMA", "3")
    monkeypatch.setattr(migrate, "KNOWN", ("1", "2", "3"))

    def half(connection: object) -> None:
        connection.exec_driver_sql("ALTER TABLE images ADD COLUMN weight REAL")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '3'")
        raise OSError("the power fails")

    monkeypatch.setattr(migrate, "migrate", half)
    with pytest.raises(OSError, match="power"):
        Project.open(project.folder)
    assert (project.folder / DATABASE).read_bytes() == before


def test_an_older_schema_is_not_brought_up_to_date_by_a_reader(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrate, "SCHEMA", "3")
    monkeypatch.setattr(migrate, "KNOWN", ("1", "2", "3"))
    with pytest.raises(ProjectError, match=r"older version and cannot be brought up to date: It is open"):
        Project.open(project.folder)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE snapshots SET document = 'x'",
        "UPDATE OR REPLACE snapshots SET hash = 'x'",
        "DELETE FROM snapshots",
        "INSERT OR REPLACE INTO snapshots VALUES (1, 'other', 0, 'x')",
        "INSERT OR REPLACE INTO snapshots VALUES (2, 'hash', 0, 'x')",
    ],
)
def test_a_snapshot_never_changes(statement: str, project: Project) -> None:
    with project.write() as connection:
        connection.exec_driver_sql("INSERT INTO snapshots VALUES (1, 'hash', 0, '{}')")
    refused = pytest.raises(IntegrityError, match=r"a snapshot (never changes|is never deleted)")
    with refused, project.write() as connection:
        connection.exec_driver_sql(statement)
    with project.read() as connection:
        assert connection.exec_driver_sql("SELECT * FROM snapshots").all() == [(1, "hash", 0, "{}")]


def test_the_file_says_what_it_is(project: Project) -> None:
    project.close()
    connection = sqlite3.connect(project.folder / DATABASE)
    assert connection.execute("PRAGMA application_id").fetchone() == (migrate.APPLICATION,)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()
    assert migrate.APPLICATION.to_bytes(4, "big") == b"ISUG"
    with Project.open(project.folder) as opened:
        assert list(all_rows(opened)) == []
