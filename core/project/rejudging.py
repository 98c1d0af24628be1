"""The verdicts of results that are in the project, after a model got other cuts."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import case, func, literal, select, update

from core.inspection.calibration import Calibration
from core.inspection.result import Verdict
from core.project.project import Project
from core.project.records import models
from core.project.schema import Image, ImageInspection


def rejudge(project: Project, model: Path, calibration: Calibration | None) -> int:
    """Judge every kept result of the model file `model` by `calibration`; scores and defects stay.

    The verdict of an image whose latest result is one of these follows.

    Returns:
        How many results the project holds of that model.

    Raises:
        ProjectError: the project cannot be written.
    """
    place = Path(os.path.abspath(model))  # noqa: PTH100 - without "..", as it is kept
    number = next((known.id for known in models(project) if known.path == place), None)
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
