"""What a report is about: a result for every image, and the figures where images are labelled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from core.datasets.dataset import Dataset, Label, Sample
from core.evaluation.evaluate import evaluate
from core.evaluation.evaluation import Evaluation, ImageRow
from core.evaluation.gathering import Gathered, have_masks
from core.inspection.folder import areas_of, inspect_files
from core.inspection.header import Header
from core.inspection.inspector import Inspector
from core.inspection.result import FailedInspection, Inspection


@dataclass(frozen=True)
class Measured:
    """Results of one model on some images.

    Attributes:
        rows: every image that could be inspected, labelled or not.
        failed: files that could not be.
        evaluation: the figures; None where no image is labelled.
    """

    rows: tuple[ImageRow, ...]
    failed: tuple[FailedInspection, ...]
    evaluation: Evaluation | None


def measure(
    inspector: Inspector,
    dataset: Dataset,
    progress: Callable[[int, int], None] = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Measured:
    """Inspect the images of `dataset`, labelled or not, and measure as `isugan evaluate` does.

    Args:
        dataset: what the model is to be measured on, see `core.evaluation.unseen.measurable`.
        progress: hears of images done and images in all.
        cancelled: asked before every image; once true, what was done comes back.
    """
    unlabelled = [sample for sample in dataset.samples if sample.label is Label.UNLABELLED]
    total = len(dataset.samples)
    labelled = total - len(unlabelled)
    evaluation = None
    if labelled:
        evaluation = evaluate(
            inspector,
            dataset,
            split=None,
            progress=lambda done, _: progress(done, total),
            cancelled=cancelled,
        )
    gathered = Gathered(inspector.model.header, has_masks=False)
    rows = list(evaluation.rows if evaluation else ())
    failed = list(evaluation.unreadable if evaluation else ())
    items = inspect_files(
        inspector, [sample.path for sample in unlabelled], cancelled=cancelled, areas=areas_of(unlabelled)
    )
    for done, item in enumerate(items, labelled + 1):
        if isinstance(item, FailedInspection):
            failed.append(item)
        else:
            rows.append(gathered.row(item, Label.UNLABELLED))
        progress(done, total)
    return Measured(tuple(rows), tuple(failed), evaluation)


def measured_from(
    items: Iterable[Inspection | FailedInspection], samples: Mapping[Path, Sample], header: Header
) -> Measured:
    """The same from results that are there already.

    Args:
        items: results of the model with this header; those of labelled images with their pictures, where one of these
            has a mask. One that lacks them is left out of the figures per pixel.
        samples: what is known of the images.
    """
    gathered = Gathered(header, have_masks(samples.values()))
    rows: list[ImageRow] = []
    failed: list[FailedInspection] = []
    for item in items:
        sample = samples.get(item.path)
        if isinstance(item, FailedInspection):
            failed.append(item)
        if sample is not None and sample.label is not Label.UNLABELLED:
            gathered.add(sample, item)
        elif isinstance(item, Inspection):
            rows.append(gathered.row(item, Label.UNLABELLED))
    if not gathered.rows:
        return Measured(tuple(rows), tuple(failed), None)
    evaluation = gathered.evaluation(unlabelled=len(rows), seconds=0.0)
    return Measured((*evaluation.rows, *rows), tuple(failed), evaluation)
