"""Bring a project file to the schema of this program."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from core.errors import ProjectError
from core.project.schema import Base

SCHEMA = "2"
"""The newest revision in `migrations/versions`. With a new one: add its number to `KNOWN`."""
KNOWN = ("1", "2")
APPLICATION = 0x49535547
"""What a project file says of itself in SQLite's header ("ISUG"): other programs count their schemas too."""

_MIGRATIONS = Path(__file__).with_name("migrations")


def check_schema(connection: Connection, project: Path) -> str:
    """The file's schema, which this program can read (an older one after migration).

    Raises:
        ProjectError: made by a newer version, no project file at all, or one that lost some of its tables.
    """
    tables = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())
    if not tables:
        raise ProjectError(f"{project / 'project.sqlite'} is empty.", "Bring it back from a backup.", project)
    ours = connection.exec_driver_sql("PRAGMA application_id").scalar_one() == APPLICATION
    schema = ""
    if ours and "alembic_version" in tables:
        row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").first()
        schema = str(row[0]) if row else ""
    if schema == SCHEMA:
        _check_tables(connection, project)
    if schema in KNOWN:
        return schema
    if schema.isdecimal():
        raise ProjectError(
            f"{project} was made by a newer version of this program (schema {schema}, this one knows {SCHEMA}).",
            "Install the newer version; the project is left as it is.",
            project,
        )
    raise ProjectError(
        f"{project} holds a database, but it is no project of this program.",
        "Choose another folder.",
        project,
    )


def _check_tables(connection: Connection, project: Path) -> None:
    for table in Base.metadata.tables.values():
        columns = connection.exec_driver_sql("SELECT name FROM pragma_table_info(?)", (table.name,)).scalars()
        missing = {column.name for column in table.columns} - set(columns)
        if missing:
            raise ProjectError(
                f"{project} is damaged: its table {table.name} lacks {', '.join(sorted(missing))}.",
                "Bring it back from a backup.",
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
