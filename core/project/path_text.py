"""Paths as database texts, whatever bytes a file system put into them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from sqlalchemy import String
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class PathText(TypeDecorator[str]):
    """A file name or path. One that is not valid Unicode is kept as the bytes that it is on disk."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> Any:
        """Text where it can be encoded, else bytes."""
        return None if value is None else to_sql(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        """Bytes back to the text that Python uses for them."""
        return os.fsdecode(value) if isinstance(value, bytes) else value


def to_sql(name: str) -> str | bytes:
    """What a `PathText` column holds for a name, for statements that SQLAlchemy does not build."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return os.fsencode(name)
    return name


def plain_text(text: str) -> str:
    """What a user typed or pasted, without what no file format takes: NULs and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def to_json(value: Any) -> Any:
    """A value that JSON can hold: a name that is not valid Unicode becomes its bytes behind a NUL."""
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:
            return "\0" + os.fsencode(value).hex()
    return value


def from_json(value: Any) -> Any:
    """What `to_json` was given.

    Raises:
        ValueError: a text that `to_json` does not write.
    """
    if isinstance(value, str) and value.startswith("\0"):
        return os.fsdecode(bytes.fromhex(value[1:]))
    return value


def relative_to_project(folder: Path, project: Path) -> str | None:
    """`folder` as seen from the project's folder, with "/"; None where no such way exists (another drive)."""
    try:
        return Path(os.path.relpath(folder, project)).as_posix()
    except ValueError:
        return None
