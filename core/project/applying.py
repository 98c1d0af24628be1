"""Write the changes of a step into the project file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert

from core.project import schema
from core.project.changes import Change, ColumnChange, RowChange
from core.project.path_text import from_json, to_sql


def apply(connection: Connection, changes: Sequence[Change]) -> None:
    """Write the `after` of every change."""
    folders: dict[int, tuple[str, str | None]] = {}
    undone: list[tuple[Any, int]] = []
    for change in changes:
        if isinstance(change, ColumnChange):
            _apply_column(connection, change)
        elif change.table == "folders":
            after = {name: from_json(value) for name, value in (change.after or {}).items()}
            folders[change.key] = after["path"], after["relative"]
        elif change.table == "reviews":
            undone.append(((change.after or {})["undone"], change.key))
        else:
            _apply_row(connection, change)
    set_folders(connection, folders)
    if undone:
        connection.exec_driver_sql("UPDATE reviews SET undone = ? WHERE id = ?", undone)


def set_folders(connection: Connection, folders: Mapping[int, tuple[str, str | None]]) -> None:
    """Give folders their `path` and `relative`, by id, also where one takes the place that another leaves."""
    statement = "UPDATE folders SET path = ?, relative = ? WHERE id = ?"
    # No two rows may have one path, not even in between. No path holds a NUL.
    away = [(f"\0{number}", None, number) for number in folders]
    there = [
        (to_sql(path), None if relative is None else to_sql(relative), number)
        for number, (path, relative) in folders.items()
    ]
    for rows in (away, there):
        if rows:
            connection.exec_driver_sql(statement, rows)


def _apply_column(connection: Connection, change: ColumnChange) -> None:
    if change.ids:
        # Not built by SQLAlchemy, which would take ten times as long as SQLite. The column is one of `COLUMNS`.
        connection.exec_driver_sql(
            f"UPDATE images SET {change.column} = ? WHERE id = ?",
            list(zip(change.after, change.ids, strict=True)),
        )


def _apply_row(connection: Connection, change: RowChange) -> None:
    mapped, key = (schema.Mask, "image_id") if change.table == "masks" else (schema.ImageArea, "id")
    connection.execute(delete(mapped).where(mapped.__table__.c[key] == change.key))
    if change.after is not None:
        values = {name: from_json(value) for name, value in change.after.items()}
        connection.execute(insert(mapped).values({**values, key: change.key}))
