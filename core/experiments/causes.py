"""The worst images of a cell: their pictures, and one measured cause each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, NamedTuple

import numpy as np

from core.datasets.dataset import Label
from core.experiments import views
from core.experiments.cells import Cell
from core.experiments.drawing import Line, Tile, grid, png
from core.experiments.judged import Judged, judged_images
from core.experiments.measures import measure_defect, measure_peak
from core.experiments.rules import Kind, Reason, Usual, reason_of_defect, reason_of_good
from core.inspection.folder import areas_of, inspect_files
from core.inspection.inspector import Inspector
from core.inspection.result import Inspection, InspectionImages, Verdict
from core.words import number_of

MOST = 8
"""Images of each label."""
REFERENCES = 15
"""Good images, spread evenly over their scores, whose median is the usual."""


@dataclass(frozen=True)
class Cause:
    """Why an image scored as it did.

    Attributes:
        name: below the dataset's folder.
        score, verdict: as in the cell's result.
        wrong: it was judged wrongly; otherwise it is the next in line.
        kind: of cause, to be counted.
        line: what was measured.
        png: its pictures side by side: original, label, repair, SSIM map, contours; of a good image without the label,
            of a network that only marks without the repair.
    """

    name: str
    label: Label
    score: float
    verdict: Verdict
    wrong: bool
    kind: Kind
    line: str
    png: bytes


class Count(NamedTuple):
    """How often a cause was found among the images shown, and among those of them that were judged wrongly."""

    label: Label
    kind: Kind
    shown: int
    wrong: int


def causes_of(
    cell: Cell,
    document: Mapping[str, Any],
    inspector: Inspector,
    most: int = MOST,
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[Cause, ...]:
    """The `most` good images with the highest scores, then the defective ones with the lowest.

    As a verdict follows from the score, false alarms and misses come first. An image that can no longer be inspected is
    left out; once `cancelled`, so is what was not done.

    Args:
        document: the cell's result.
        inspector: with the cell's model.
    """
    images = judged_images(cell, document)
    good = [image for image in reversed(images) if not image.defective]
    defective = [image for image in images if image.defective]
    header = inspector.model.header
    repairs = not header.network.segments
    window = header.score_window
    cut = header.calibration.ng_cut if header.calibration else None
    usual = _usual(inspector, good, cancelled) if repairs else None
    good_scores = [image.score for image in good]

    def reason(image: Judged, pictures: InspectionImages) -> Reason:
        if not image.defective:
            return reason_of_good(measure_peak(pictures, window), image.score, cut, usual)
        height, width = pictures.ssim_map.shape
        label = image.label(width, height)
        found = None if label is None else measure_defect(pictures, label, window)
        return reason_of_defect(found, image.score, cut, good_scores, repairs=repairs)

    causes = []
    for image, inspection, pictures in _inspected(inspector, [*good[:most], *defective[:most]], cancelled):
        kind, line = reason(image, pictures)
        strip = _strip(image, inspection, pictures, repairs=repairs)
        causes.append(
            Cause(image.name, image.sample.label, image.score, image.verdict, image.wrong, kind, line, strip)
        )
    return tuple(causes)


def counted(causes: Sequence[Cause]) -> tuple[Count, ...]:
    """Each cause that occurs: of good images before those of defective ones, the most frequent first."""
    shown = Counter((cause.label, cause.kind) for cause in causes)
    wrong = Counter((cause.label, cause.kind) for cause in causes if cause.wrong)
    order = sorted(shown, key=lambda key: (key[0] is not Label.GOOD, -wrong[key], -shown[key], key[1]))
    return tuple(Count(*key, shown[key], wrong[key]) for key in order)


def in_words(causes: Sequence[Cause]) -> str:
    """The counts, a sentence for each label."""
    return " ".join(filter(None, (_sentence(causes, label) for label in (Label.GOOD, Label.DEFECTIVE))))


def _sentence(causes: Sequence[Cause], label: Label) -> str:
    of_label = [cause for cause in causes if cause.label is label]
    if not of_label:
        return ""
    place = "highest" if label is Label.GOOD else "lowest"
    what = "false alarm" if label is Label.GOOD else "missed image"
    wrong = sum(cause.wrong for cause in of_label)
    counts = "; ".join(f"{count.kind} {count.shown} ({count.wrong})" for count in counted(of_label))
    return (
        f"{number_of(len(of_label), f'{label} image')} with the {place} scores, {number_of(wrong, what)} among them "
        f"(in brackets): {counts}."
    )


def _inspected(
    inspector: Inspector, images: Sequence[Judged], cancelled: Callable[[], bool]
) -> Iterator[tuple[Judged, Inspection, InspectionImages]]:
    samples = [image.sample for image in images]
    items = inspect_files(
        inspector,
        [sample.path for sample in samples],
        keep_images=True,
        cancelled=cancelled,
        areas=areas_of(samples),
    )
    for image, item in zip(images, items, strict=False):
        if isinstance(item, Inspection) and item.images is not None:
            yield image, item, item.images


def _usual(inspector: Inspector, good: Sequence[Judged], cancelled: Callable[[], bool]) -> Usual | None:
    places = np.unique(np.linspace(0, len(good) - 1, min(len(good), REFERENCES)).round().astype(int))
    found = [
        measure_peak(pictures, inspector.model.header.score_window)
        for _, _, pictures in _inspected(inspector, [good[place] for place in places], cancelled)
    ]
    if not found:
        return None
    return Usual(median(one.error for one in found), median(one.shown for one in found))


def _strip(image: Judged, inspection: Inspection, pictures: InspectionImages, *, repairs: bool) -> bytes:
    named = {"Original": views.original(pictures)}
    if image.defective and (label := views.label(pictures, image)) is not None:
        named["Label"] = label
    if repairs:
        named["Repair"] = views.repair(pictures)
    named["SSIM map" if repairs else "Marks"] = views.ssim_map(pictures)
    named["Contours"] = views.contours(pictures, inspection)
    return png(grid(list(named), [Line("", tuple(Tile(picture) for picture in named.values()))]))
