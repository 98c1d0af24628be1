"""Decisions of people on images: who, when, what. They are added, never overwritten and never deleted.

A decision is a step of the project's history as well. Undoing the step marks the decision as undone; it stays in the
file, and redoing takes the mark away.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, case, func, insert, select

from core.datasets.polygon_mask import PolygonMask
from core.project import history
from core.project.changes import Change, RowChange
from core.project.database import damaged_file
from core.project.decision import Decision, Marking
from core.project.history import Applied
from core.project.lock import user_name
from core.project.path_text import plain_text
from core.project.project import Project
from core.project.schema import Image, Review
from core.project.some_ids import id_blocks
from core.project.step_words import CONFIRM, step_text

_MICROSECOND = 1e-6
_ACCEPTED = '{"accepted":true,'
"""How the document of a mask begins that a model proposed; else it is as `PolygonMask` writes it, and reads it too."""
_NO_SHAPE = '"polygons":[],"runs":[]}'
"""How the document of a mask ends that marks nothing."""


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision of one person on one image.

    Attributes:
        id: its number in the project.
        image: of the image.
        at: when, to the microsecond; no two decisions of one person on one image have the same time.
        marking: whether the person marked the defects, and how; see `mask_of`.
        undone: it was taken back, and counts no more.
    """

    id: int
    image: int
    at: datetime
    who: str
    decision: Decision
    note: str
    marking: Marking
    undone: bool

    @property
    def has_mask(self) -> bool:
        """Whether the person marked the defects."""
        return self.marking in (Marking.DRAWN, Marking.ACCEPTED)


Standing = dict[int, dict[str, Decided]]
"""By image and person, the latest decision that was not undone."""


def decide(
    project: Project,
    image: int,
    decision: Decision,
    note: str = "",
    mask: PolygonMask | None = None,
    who: str = "",
    accepted: bool = False,
) -> Applied:
    """Add a decision on an image, as a step that can be undone.

    Args:
        mask: the defects as the person marked them; one without any shape: there are none to be marked; None: as they
            are.
        who: the person; empty: the user of this computer.
        accepted: the mask is what a model proposed, as it was.

    Raises:
        KeyError: there is no such image.
        ProjectError: the project cannot be written.
    """
    who = plain_text(who).strip() or user_name()
    with project.write() as connection:
        name = connection.scalar(select(Image.name).where(Image.id == image))
        if name is None:
            raise KeyError(image)
        last = connection.scalar(
            select(func.max(Review.at)).where(Review.image_id == image, Review.who == who)
        )
        # A clock that was set back must not let an older decision stand.
        at = max(time.time(), (last or 0.0) + 2 * _MICROSECOND)
        values = {
            "image_id": image,
            "at": to_the_microsecond(datetime.fromtimestamp(at).astimezone()),
            "who": who,
            "decision": decision.value,
            "note": plain_text(note),
            "mask": None if mask is None else _document(mask, accepted),
        }
        number = connection.execute(insert(Review).values(values).returning(Review.id)).scalar_one()
        text = step_text(CONFIRM, name=plain_text(name), decision=decision)
        return remember(connection, text, {number: True})


def remember(connection: Connection, text: str, counts: dict[int, bool]) -> Applied:
    """Make a step of decisions, by id: those that count from now on, and those that no longer do."""
    changes: list[Change] = [
        RowChange(table="reviews", key=number, before={"undone": now}, after={"undone": not now})
        for number, now in counts.items()
    ]
    return history.do(connection, text, changes)


def reviews(project: Project, image: int) -> list[Decided]:
    """All decisions on an image, oldest first, those that were undone too."""
    return _read(project, _query().where(Review.image_id == image))


def standing(project: Project, *, marked: bool = False) -> Standing:
    """What every person says now of every image that is in the project.

    Args:
        marked: only of images of which somebody said where the defects are.
    """
    query = _query().join(Image, Image.id == Review.image_id).where(~Image.removed, ~Review.undone)
    if marked:
        somebody = select(Review.image_id).where(Review.mask.is_not(None), ~Review.undone)
        query = query.where(Review.image_id.in_(somebody))
    found: Standing = {}
    for decided in _read(project, query):
        found.setdefault(decided.image, {})[decided.who] = decided
    return found


def decisions_of(project: Project, who: str, images: Sequence[int]) -> dict[int, Decision]:
    """What one person says now of some images; those without a decision are left out."""
    found: dict[int, Decision] = {}
    for some in id_blocks(images):
        query = _query().where(Review.image_id.in_(some), Review.who == who, ~Review.undone)
        found |= {decided.image: decided.decision for decided in _read(project, query)}
    return found


def images_of(project: Project, changes: Iterable[Change]) -> list[int]:
    """The images whose decisions a step changed, in their order."""
    ids = [change.key for change in changes if isinstance(change, RowChange) and change.table == "reviews"]
    images: set[int] = set()
    with project.read() as connection:
        for some in id_blocks(ids):
            images.update(connection.scalars(select(Review.image_id).where(Review.id.in_(some))))
    return sorted(images)


def reviewers(project: Project) -> list[str]:
    """Who decided anything, by name."""
    with project.read() as connection:
        return sorted(connection.scalars(select(Review.who).where(~Review.undone).distinct()))


def mask_of(project: Project, decision: int) -> PolygonMask | None:
    """The defects as they were marked with a decision, by its id.

    Raises:
        DatasetError: the mask is damaged.
    """
    with project.read() as connection:
        document = connection.scalar(select(Review.mask).where(Review.id == decision))
    return None if document is None else PolygonMask.from_json(document)


def to_the_microsecond(at: datetime) -> float:
    """A time as the file holds it; the same moment is the same number, wherever it was written down."""
    return round(at.timestamp(), 6)


def _document(mask: PolygonMask, accepted: bool) -> str:
    document = mask.to_json()
    return _ACCEPTED + document.removeprefix("{") if accepted else document


def _marking() -> ColumnElement[str]:
    return case(
        (Review.mask.is_(None), Marking.NOTHING.value),
        (Review.mask.endswith(_NO_SHAPE), Marking.CLEARED.value),
        (Review.mask.startswith(_ACCEPTED), Marking.ACCEPTED.value),
        else_=Marking.DRAWN.value,
    )


def _query() -> Select[*tuple[Any, ...]]:
    """The columns that `_decided` takes; the latest last."""
    query: Select[*tuple[Any, ...]] = select(
        *(Review.id, Review.image_id, Review.at, Review.who, Review.decision, Review.note),
        *(_marking().label("marking"), Review.undone),
    )
    return query.order_by(Review.at, Review.id)


def _read(project: Project, query: Select[*tuple[Any, ...]]) -> list[Decided]:
    with project.read() as connection:
        rows = connection.execute(query).all()
    with damaged_file(project.folder):
        return _decided(rows)


def _decided(rows: Iterable[Row[*tuple[Any, ...]]]) -> list[Decided]:
    return [
        Decided(
            *(row.id, row.image_id, datetime.fromtimestamp(row.at).astimezone(), row.who),
            *(Decision(row.decision), row.note, Marking(row.marking), row.undone),
        )
        for row in rows
    ]
