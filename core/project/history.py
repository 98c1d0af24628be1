"""The undo history: every step is in the project file and survives a restart."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from core.errors import ProjectError
from core.project.applying import apply
from core.project.changes import Change, ColumnChange
from core.project.lock import user_name
from core.project.packing import damaged_step, pack, unpack
from core.project.schema import Step

KEPT = 1000
"""Steps that can be undone; older ones are forgotten."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What the file just went through.

    Attributes:
        text: the step in words, such as "Label 12 images good".
        changes: what has changed, in the direction that was applied.
        undo, redo: the step that would be undone or redone next, in words; "" = there is none.
    """

    text: str
    changes: tuple[Change, ...]
    undo: str
    redo: str


@dataclass(frozen=True, slots=True)
class StepInfo:
    """One step of the history: when, who, what, and whether it is undone."""

    at: datetime
    who: str
    text: str
    undone: bool


def do(connection: Connection, text: str, changes: Sequence[Change]) -> Applied:
    """Apply `changes` and remember them; steps that were undone can then no longer be redone."""
    apply(connection, changes)
    remember(connection, text, changes)
    return Applied(text, tuple(changes), *peek(connection))


def remember(connection: Connection, text: str, changes: Sequence[Change]) -> int:
    """Make a step of changes that the connection has already gone through; returns its id."""
    connection.execute(delete(Step).where(Step.undone))
    values = {"at": time.time(), "who": user_name(), "text": text, "undone": False, "changes": pack(changes)}
    step = connection.execute(insert(Step).values(values).returning(Step.id)).scalar_one()
    oldest = select(Step.id).order_by(Step.id.desc()).offset(KEPT)
    connection.execute(delete(Step).where(Step.id.in_(oldest)))
    return step


def is_open(connection: Connection, step: int) -> bool:
    """Whether a step is the last one, so that `extend` can add to it."""
    last = connection.execute(select(Step.id, Step.undone).order_by(Step.id.desc()).limit(1)).first()
    return last is not None and last.id == step and not last.undone


def extend(connection: Connection, step: int, text: str, changes: Sequence[Change]) -> None:
    """Add to the last step what the connection has gone through since, under a new text."""
    known = connection.scalars(select(Step.changes).where(Step.id == step)).one()
    values = {"text": text, "changes": known + pack(changes)}
    connection.execute(update(Step).where(Step.id == step).values(values))


def undo(connection: Connection) -> Applied | None:
    """Take the last step back; None if there is none.

    Raises:
        ProjectError: the step is damaged.
    """
    row = connection.execute(
        select(Step.id, Step.text, Step.changes).where(~Step.undone).order_by(Step.id.desc()).limit(1)
    ).first()
    if row is None:
        return None
    changes = tuple(change.inverse() for change in reversed(unpack(row.changes)))
    return _move(connection, row.id, row.text, changes, undone=True)


def redo(connection: Connection) -> Applied | None:
    """Do the step again that was undone last; None if there is none.

    Raises:
        ProjectError: the step is damaged.
    """
    row = connection.execute(
        select(Step.id, Step.text, Step.changes).where(Step.undone).order_by(Step.id).limit(1)
    ).first()
    return row and _move(connection, row.id, row.text, unpack(row.changes), undone=False)


def peek(connection: Connection) -> tuple[str, str]:
    """In words, the steps that undo and redo would take next; "" = none."""
    last = select(Step.text).where(~Step.undone).order_by(Step.id.desc()).limit(1)
    following = select(Step.text).where(Step.undone).order_by(Step.id).limit(1)
    return connection.scalar(last) or "", connection.scalar(following) or ""


def steps(connection: Connection, most: int = 200) -> list[StepInfo]:
    """The latest steps, newest first."""
    rows = connection.execute(
        select(Step.at, Step.who, Step.text, Step.undone).order_by(Step.id.desc()).limit(most)
    )
    return [StepInfo(datetime.fromtimestamp(r.at).astimezone(), r.who, r.text, r.undone) for r in rows]


def count(connection: Connection) -> int:
    """Steps that can be undone."""
    return connection.scalar(select(func.count()).select_from(Step).where(~Step.undone)) or 0


def images_taken_back(connection: Connection) -> frozenset[int]:
    """Images that are not in the project because bringing them in was undone."""
    found: set[int] = set()
    for data in connection.scalars(select(Step.changes).where(Step.undone)):
        try:
            changes = unpack(data)
        except ProjectError:
            continue
        for change in changes:
            if isinstance(change, ColumnChange) and change.column == "removed":
                found |= {i for i, removed in zip(change.ids, change.after, strict=True) if not removed}
    return frozenset(found)


def _move(
    connection: Connection, step: int, text: str, changes: tuple[Change, ...], *, undone: bool
) -> Applied:
    try:
        apply(connection, changes)
    except IntegrityError as error:  # it speaks of images or folders that there are none of
        raise damaged_step() from error
    connection.execute(update(Step).where(Step.id == step).values(undone=undone))
    return Applied(text, changes, *peek(connection))
