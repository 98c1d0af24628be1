"""Ask for many images by id, without one variable for each id."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from sqlalchemy import Select, func, select

AT_ONCE = 10_000
"""Ids in one query: an answer of about a hundredth of a second."""


def id_blocks(ids: Sequence[int]) -> Iterator[Select[int]]:
    """What `Image.id.in_` takes, for `AT_ONCE` of the ids at a time.

    SQLAlchemy builds a list of ten thousand variables slower than SQLite answers; this is one variable.
    """
    for start in range(0, len(ids), AT_ONCE):
        text = json.dumps([int(number) for number in ids[start : start + AT_ONCE]])
        yield select(func.json_each(text).table_valued("value", name="chosen").c.value)
