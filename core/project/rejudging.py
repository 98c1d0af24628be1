"""The results that are in the project, after their model got other cuts."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import ColumnElement, and_, case, delete, func, literal, or_, select, update

from core.inspection.calibration import Calibration
from core.inspection.result import Verdict
from core.project.project import Project
from core.project.records import model_of
from core.project.schema import Image, ImageDefect, ImageInspection


def rejudge(project: Project, model: Path, calibration: Calibration | None) -> int:
    """Judge every kept result of the model file `model` by `calibration`; scores stay.

    The verdict of an image whose latest result is one of these follows. Defects stay where no calibration changes
    them: in an image below the review cut, then and now, in which nothing is outlined. Others are forgotten, and
    `core.project.records.defects` says of them that the image has to be inspected again.

    Returns:
        How many results the project holds of that model.

    Raises:
        ProjectError: the project cannot be written.
    """
    number = model_of(project, model)
    if number is None:
        return 0
    verdict = _verdict(calibration)
    cuts = {
        "review_cut": calibration.review_cut if calibration else None,
        "ng_cut": calibration.ng_cut if calibration else None,
    }
    of_model = ImageInspection.model_id == number
    # A result that comes again gets another row, so the newest one has the highest number.
    newest = select(func.max(ImageInspection.id)).group_by(ImageInspection.image_id)
    of_it = select(ImageInspection.image_id).where(of_model, ImageInspection.id.in_(newest))
    with project.write() as connection:
        outlined = and_(of_model, _outlined(calibration))
        gone = select(ImageInspection.id).where(outlined)
        connection.execute(delete(ImageDefect).where(ImageDefect.inspection_id.in_(gone)))
        connection.execute(update(ImageInspection).where(outlined).values(level=None))
        changed = connection.execute(
            update(ImageInspection)
            .where(of_model, ImageInspection.score.is_not(None))
            .values(verdict=verdict, **cuts)
        ).rowcount
        connection.execute(
            update(Image)
            .where(Image.id.in_(of_it), Image.score.is_not(None))
            .values(
                verdict=select(ImageInspection.verdict)
                .where(ImageInspection.image_id == Image.id, of_model)
                .scalar_subquery()
            )
        )
    return changed


def _outlined(calibration: Calibration | None) -> ColumnElement[bool]:
    """Results with a score that may be outlined otherwise now: they reach the review cut that they were judged by, or
    the new one. Without a calibration the guard outlines everywhere."""
    table = ImageInspection
    if calibration is None:
        return table.score.is_not(None)
    return and_(
        table.score.is_not(None),
        or_(
            table.review_cut.is_(None),
            table.score >= table.review_cut,
            table.score >= calibration.review_cut,
        ),
    )


def _verdict(calibration: Calibration | None) -> object:
    """What `core.inspection.verdict.verdict_of` says of `ImageInspection.score`."""
    if calibration is None:
        return literal(Verdict.UNCALIBRATED.value)
    score = ImageInspection.score
    return case(
        (score >= calibration.ng_cut, Verdict.NG.value),
        (score >= calibration.review_cut, Verdict.REVIEW.value),
        else_=Verdict.OK.value,
    )
