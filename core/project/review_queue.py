"""The images that are to be reviewed, the doubtful ones first."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sqlalchemy import select

from core.inspection.result import Verdict
from core.project.database import damaged_file
from core.project.decision import Decision
from core.project.latest import latest_inspection
from core.project.project import Project
from core.project.reviews import decisions_of
from core.project.schema import Image, ImageInspection, Model

FLAGGED = (Verdict.REVIEW, Verdict.NG)
"""Verdicts that somebody has to look at."""


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One image of the queue.

    Attributes:
        image: its id.
        model: the id of the model whose result this is; None: no model gave one, and the next five say nothing.
        model_name: its name.
        verdict: of the latest inspection; None: there is none, or the image could not be inspected.
        decision: what the reviewer says of it now; None: nothing yet.
    """

    image: int
    path: Path
    model: int | None
    model_name: str
    verdict: Verdict | None
    score: float | None
    review_cut: float | None
    ng_cut: float | None
    decision: Decision | None

    @property
    def distance(self) -> float:
        """Of the score from the nearer one of the two cuts; infinite where there is no score or no cut."""
        cuts = [cut for cut in (self.review_cut, self.ng_cut) if cut is not None]
        if self.score is None or not cuts:
            return float("inf")
        score = self.score
        return min(abs(score - cut) for cut in cuts)


def review_queue(project: Project, who: str, *, everything: bool = False) -> tuple[QueueItem, ...]:
    """What `who` has to review: what has no decision of theirs first, and of those what is nearest to a cut.

    Args:
        everything: all images, inspected or not, in place of those with a verdict of `FLAGGED`.

    Raises:
        ProjectError: the file cannot be read.
    """
    query = (
        select(
            *(Image.id, Image.folder_id, Image.name),
            *(ImageInspection.model_id, Model.name.label("model_name")),
            *(ImageInspection.verdict, ImageInspection.score),
            *(ImageInspection.review_cut, ImageInspection.ng_cut),
        )
        .outerjoin(ImageInspection, ImageInspection.id == latest_inspection())
        .outerjoin(Model, Model.id == ImageInspection.model_id)
        .where(~Image.removed)
        .order_by(Image.id)
    )
    if not everything:
        query = query.where(Image.verdict.in_([verdict.value for verdict in FLAGGED]))
    with project.read() as connection:
        rows = connection.execute(query).all()
    decisions = decisions_of(project, who, [row.id for row in rows])
    with damaged_file(project.folder):
        items = [
            QueueItem(
                row.id,
                project.folders.path(row.folder_id) / row.name,
                row.model_id,
                row.model_name or "",
                Verdict(row.verdict) if row.verdict else None,
                *(row.score, row.review_cut, row.ng_cut),
                decisions.get(row.id),
            )
            for row in rows
        ]
    done = np.array([item.decision is not None for item in items], np.bool_)
    distance = np.array([item.distance for item in items], np.float64)
    return tuple(items[place] for place in np.lexsort((distance, done)).tolist())
