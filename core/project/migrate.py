"""Bring a project file to the schema of this program."""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy import Connection

from core.errors import ProjectError
from core.language import later
from core.project.database import FROM_BACKUP
from core.project.schema import Base

SCHEMA = "2"
"""The newest revision in `migrations/versions`. With a new one: add its number to `KNOWN`."""
KNOWN = ("1", "2")
APPLICATION = 0x49535547
"""What a project file says of itself in SQLite's header ("ISUG"): other programs count their schemas too."""

_TRIGGER = re.compile(
    r"CREATE TRIGGER \w+ BEFORE (UPDATE|DELETE|INSERT) ON snapshots "
    r"(WHEN EXISTS \(SELECT 1 FROM snapshots WHERE id = NEW\.id OR hash = NEW\.hash\) )?"
    r"BEGIN SELECT RAISE\(ABORT, '[^']*'\); END"
)
"""The only kind that this program makes; a trigger runs whatever it says whenever a row is written."""
_COMPUTED = re.compile(r"\bVIRTUAL\b|\bGENERATED\b|\bAS\s*\(", re.IGNORECASE)

_MIGRATIONS = Path(__file__).with_name("migrations")


def check_schema(connection: Connection, project: Path) -> str:
    """The file's schema, which this program can read (an older one after migration).

    Raises:
        ProjectError: made by a newer version, no project file at all, or one that lost some of its tables.
    """
    tables = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())
    if not tables:
        empty = later("Project", "{path} is empty.", path=project / "project.sqlite")
        raise ProjectError(empty, FROM_BACKUP, project)
    ours = connection.exec_driver_sql("PRAGMA application_id").scalar_one() == APPLICATION
    schema = ""
    if ours and "alembic_version" in tables:
        row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").first()
        schema = str(row[0]) if row else ""
    if schema in KNOWN:
        _check_plain(connection, project)
    if schema == SCHEMA:
        _check_tables(connection, project)
    if schema in KNOWN:
        return schema
    if schema.isdecimal():
        raise ProjectError(
            later(
                "Project",
                "{path} was made by a newer version of this program (schema {schema}, this one knows {own}).",
                path=project,
                schema=schema,
                own=SCHEMA,
            ),
            later("Project", "Install the newer version; the project is left as it is."),
            project,
        )
    raise ProjectError(
        later("Project", "{path} holds a database, but it is no project of this program.", path=project),
        later("Project", "Choose another folder."),
        project,
    )


def _check_plain(connection: Connection, project: Path) -> None:
    """See that nothing in the file computes: a view in a table's place could go on for ever."""
    for kind, name, sql in connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master"):
        words = " ".join(str(sql).split())
        plain = kind in ("table", "index") and not _COMPUTED.search(words)
        if not plain and not (kind == "trigger" and _TRIGGER.fullmatch(words)):
            raise ProjectError(
                later(
                    "Project",
                    "{path} is no project of this program alone: it holds the {kind} {name}.",
                    path=project,
                    kind=kind,
                    name=str(name)[:80],
                ),
                later(
                    "Project", "Do not open it if it came from a stranger; else bring it back from a backup."
                ),
                project,
            )


def _check_tables(connection: Connection, project: Path) -> None:
    for table in Base.metadata.tables.values():
        columns = connection.exec_driver_sql("SELECT name FROM pragma_table_info(?)", (table.name,)).scalars()
        missing = {column.name for column in table.columns} - set(columns)
        if missing:
            raise ProjectError(
                later(
                    "Project",
                    "{path} is damaged: its table {table} lacks {columns}.",
                    path=project,
                    table=table.name,
                    columns=", ".join(sorted(missing)),
                ),
                FROM_BACKUP,
                project,
            )


def migrate(connection: Connection) -> None:
    """Apply what is missing, inside the transaction of `connection`."""
    # Alembic takes a third of a second to import, and a file that is up to date does not need it.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
