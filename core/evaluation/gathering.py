"""What is kept of each image that is measured: a row and a few sums, never its pictures."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np

from core.datasets.dataset import Label, Sample
from core.datasets.masks import read_mask
from core.errors import IsuganError
from core.evaluation.counts import Confusion
from core.evaluation.evaluation import Evaluation, ImageRow
from core.evaluation.image_level import image_figures
from core.evaluation.pixel_level import PixelAccumulator
from core.evaluation.unseen import SeenImages
from core.inspection.header import Header
from core.inspection.hidden import defect_hidden
from core.inspection.result import FailedInspection, Inspection, InspectionImages, Verdict


def have_masks(samples: Iterable[Sample]) -> bool:
    """Whether figures per pixel can be had: a labelled image has a mask."""
    return any(sample.mask for sample in samples if sample.label is not Label.UNLABELLED)


class Gathered:
    """Gathers the results of labelled images, from which the figures follow.

    Args:
        header: of the model that gave the results.
        has_masks: whether figures per pixel are wanted; results then need their pictures.
    """

    def __init__(self, header: Header, has_masks: bool) -> None:
        self._header = header
        self._seen = SeenImages(header)
        self._has_masks = has_masks
        self._good_mses: list[float] = []
        self._pixels = PixelAccumulator()
        self._without_mask = self._without_pictures = 0
        self._hidden: list[Path] = []
        self.rows: list[ImageRow] = []
        self.unreadable: list[FailedInspection] = []

    def add(self, sample: Sample, item: Inspection | FailedInspection) -> None:
        """Count one image that has a label; one without pictures counts in no figure that needs them."""
        if isinstance(item, FailedInspection):
            self.unreadable.append(item)
            return
        images = item.images
        if images is not None and defect_hidden(sample, images.looked_at):
            self._hidden.append(item.path)
            return
        self.rows.append(self.row(item, sample.label))
        if images is None:
            self._without_pictures += self._has_masks
            return
        if sample.label is Label.GOOD and not self._header.network.segments:
            squares = np.square(images.original - images.repair)
            inside = squares if images.looked_at is None else squares[images.looked_at]
            self._good_mses.append(255.0**2 * float(np.mean(inside)))
        if self._has_masks:
            self._add_pixels(sample, images)

    def row(self, item: Inspection, label: Label) -> ImageRow:
        """What is told of one image."""
        seen = self._seen.split_of(item.path) is not None
        return ImageRow(item.path, label, item.score, item.verdict, seen)

    def evaluation(self, *, unlabelled: int, seconds: float) -> Evaluation:
        """The figures over what was added, beside `unlabelled` images, after `seconds`."""
        rows, cuts = self.rows, self._header.calibration
        defective = [row.label is Label.DEFECTIVE for row in rows]
        called = [row.verdict is Verdict.NG for row in rows]
        return Evaluation(
            images={
                label: sum(row.label is label for row in rows) for label in (Label.GOOD, Label.DEFECTIVE)
            },
            unlabelled=unlabelled,
            unreadable=tuple(self.unreadable),
            ng_cut=cuts.ng_cut if cuts else None,
            confusion=Confusion.of(zip(defective, called, strict=True)) if cuts else None,
            image=image_figures([row.score for row in rows], defective),
            pixel=self._pixels.figures() if self._has_masks else None,
            without_mask=self._without_mask,
            without_pictures=self._without_pictures,
            good_repair_mse=float(np.mean(self._good_mses)) if self._good_mses else None,
            seen=sum(row.seen for row in rows),
            rows=tuple(rows),
            seconds=seconds,
            hidden=tuple(self._hidden),
        )

    def _add_pixels(self, sample: Sample, images: InspectionImages) -> None:
        height, width = images.mask.shape
        if sample.label is Label.GOOD:
            truth = np.zeros((height, width), dtype=bool)
        elif sample.mask is None:
            self._without_mask += 1
            return
        else:
            try:
                truth = read_mask(sample.mask, width, height)
            except IsuganError:
                self._without_mask += 1
                return
        self._pixels.add(images.ssim_map, images.mask, truth, images.looked_at)
