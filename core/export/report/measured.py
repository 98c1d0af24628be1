"""What a report is about: a result for every image, and the figures where images are labelled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from core.datasets.dataset import Dataset, Label
from core.evaluation.counts import Confusion
from core.evaluation.evaluate import evaluate
from core.evaluation.evaluation import Evaluation, ImageRow
from core.evaluation.image_level import image_figures
from core.evaluation.unseen import SeenImages, measurable
from core.inspection.folder import areas_of, inspect_files
from core.inspection.header import Header
from core.inspection.inspector import Inspector
from core.inspection.result import FailedInspection, Inspection, Verdict


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
    """Inspect the images that `isugan evaluate` would measure the model on, and the unlabelled ones among them.

    Args:
        progress: hears of images done and images in all.
        cancelled: asked before every image; once true, what was done comes back.
    """
    chosen = measurable(dataset, inspector.model.header)
    unlabelled = [sample for sample in chosen.samples if sample.label is Label.UNLABELLED]
    total = len(chosen.samples)
    labelled = total - len(unlabelled)
    evaluation = None
    if labelled:
        evaluation = evaluate(
            inspector, chosen, split=None, progress=lambda done, _: progress(done, total), cancelled=cancelled
        )
    seen = SeenImages(inspector.model.header)
    rows = list(evaluation.rows if evaluation else ())
    failed = list(evaluation.unreadable if evaluation else ())
    items = inspect_files(
        inspector, [sample.path for sample in unlabelled], cancelled=cancelled, areas=areas_of(unlabelled)
    )
    for done, item in enumerate(items, labelled + 1):
        if isinstance(item, FailedInspection):
            failed.append(item)
        else:
            rows.append(_row(item, Label.UNLABELLED, seen))
        progress(done, total)
    return Measured(tuple(rows), tuple(failed), evaluation)


def measured_from(
    items: Iterable[Inspection | FailedInspection], labels: Mapping[Path, Label], header: Header
) -> Measured:
    """The same from results that are there already; figures per pixel need the pictures and are left out.

    Args:
        items: results of the model with this header.
        labels: of the images that have one.
    """
    seen = SeenImages(header)
    rows: list[ImageRow] = []
    failed: list[FailedInspection] = []
    for item in items:
        if isinstance(item, FailedInspection):
            failed.append(item)
        else:
            rows.append(_row(item, labels.get(item.path, Label.UNLABELLED), seen))
    return Measured(tuple(rows), tuple(failed), _evaluation(rows, failed, header))


def _row(item: Inspection, label: Label, seen: SeenImages) -> ImageRow:
    return ImageRow(item.path, label, item.score, item.verdict, seen.split_of(item.path) is not None)


def _evaluation(rows: list[ImageRow], failed: list[FailedInspection], header: Header) -> Evaluation | None:
    labelled = [row for row in rows if row.label is not Label.UNLABELLED]
    if not labelled:
        return None
    cuts = header.calibration
    defective = [row.label is Label.DEFECTIVE for row in labelled]
    called = [row.verdict is Verdict.NG for row in labelled]
    return Evaluation(
        images={
            label: sum(row.label is label for row in labelled) for label in (Label.GOOD, Label.DEFECTIVE)
        },
        unlabelled=len(rows) - len(labelled),
        unreadable=tuple(failed),
        ng_cut=cuts.ng_cut if cuts else None,
        confusion=Confusion.of(zip(defective, called, strict=True)) if cuts else None,
        image=image_figures([row.score for row in labelled], defective),
        pixel=None,
        without_mask=0,
        good_repair_mse=None,
        seen=sum(row.seen for row in labelled),
        rows=tuple(labelled),
        seconds=0.0,
    )
