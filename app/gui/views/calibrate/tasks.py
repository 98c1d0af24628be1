"""What the Calibrate view does off the GUI thread. Every function returns the work of a job."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.gui.engine import Engine, LoadedModel
from app.gui.jobs import JobContext, Work
from app.gui.views.calibrate.collected import Collected, collected, from_calibration
from app.gui.views.calibrate.scope import Scope, samples_in
from app.gui.views.inspect.keeping import Kept, kept_results
from core.datasets.dataset import Label, Sample
from core.evaluation.score_table import ScoredImage, ScoreTable
from core.inspection.result import FailedInspection, Inspection

if TYPE_CHECKING:
    from core.inspection.calibration import Calibration
    from core.project.project import Project


def stored_scores(calibration: Calibration) -> Work:
    """The `Collected` scores of a model file."""

    def work(_context: JobContext) -> Collected:
        return from_calibration(calibration)

    return work


def project_scores(
    engine: Engine, model: LoadedModel, project: Project, scope: Scope, place: Path | None
) -> Work:
    """The `Collected` scores of a project's images; those that no kept result has are inspected.

    The job's items are results as they come: each `Inspection` without its pictures, `FailedInspection` or `NotKept`.

    Args:
        place: where results are kept; None: nowhere.
    """

    def work(context: JobContext) -> Collected:
        from core.evaluation.unseen import SeenImages
        from core.inspection.calibrate import gather_scores
        from core.inspection.folder import areas_of
        from core.project.hashes import image_hashes
        from core.project.images import dataset

        samples = samples_in(scope, dataset(project).samples)
        hashes = image_hashes(project)
        header = engine.header(model)
        areas = areas_of(samples)
        unreadable: list[FailedInspection] = []
        with kept_results(place, model, model.segment, areas, context.put) as kept:
            known = _known(kept, samples, header.calibration)
            results = _results(engine, model, samples, known, kept, context)
            scores = gather_scores(samples, results, context.progress, unreadable.append)
        seen = SeenImages(header)
        images = []
        for sample, score in scores.scored:
            number, sha256 = hashes.get(sample.path, (None, ""))
            split = seen.split_of_hash(sha256) if sha256 else seen.split_of(sample.path)
            defective = sample.label is Label.DEFECTIVE
            images.append(ScoredImage(score, defective, sample.path, number, sample.split, split))
        good = [sample for sample, _ in scores.scored if sample.label is Label.GOOD]
        measured = bool(good) and not any(sample.path in known for sample in good)
        old = header.calibration
        noise = scores.noise_level if measured or old is None else old.noise_level
        return collected(scope, ScoreTable(images), noise, tuple(unreadable))

    return work


def save(engine: Engine, model: LoadedModel, before: Calibration | None, after: Calibration | None) -> Work:
    """Put `after` into the model's file in the place of `before`; the `LoadedModel` that judges by it."""

    def work(_context: JobContext) -> LoadedModel:
        return engine.recalibrated(model, before, after)

    return work


def _known(kept: Kept, samples: Sequence[Sample], calibration: Calibration | None) -> dict[Path, Inspection]:
    """Results that need not be made again.

    Pictures are not kept. So a good image is inspected where the noise of good ones was never measured, and one whose
    defect may lie in what is ignored, so that this is looked at.
    """
    wanted = [
        sample.path
        for sample in samples
        if (calibration is not None if sample.label is Label.GOOD else not (sample.areas and sample.mask))
    ]
    return {item.path: item for item in kept.known(wanted)}


def _results(
    engine: Engine,
    model: LoadedModel,
    samples: Sequence[Sample],
    known: dict[Path, Inspection],
    kept: Kept,
    context: JobContext,
) -> Iterator[Inspection | FailedInspection]:
    """One result for each sample, in their order, until cancelled."""
    fresh = engine.inspect_files(
        model.inspector,
        [sample.path for sample in samples if sample.path not in known],
        keep_images=True,
        cancelled=context.cancelled,
        areas={sample.path: sample.areas for sample in samples if sample.areas},
    )
    for sample in samples:
        item = known.get(sample.path)
        if item is not None:
            yield item
            continue
        new = next(fresh, None)
        if new is None:
            return
        kept.keep(new)
        context.put(replace(new, images=None) if isinstance(new, Inspection) else new)
        yield new
