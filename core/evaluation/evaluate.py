"""Measure a model on labelled images, through the very path that inspects."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from core.datasets.dataset import Dataset, Label, Sample, Split
from core.datasets.masks import read_mask
from core.errors import IsuganError
from core.evaluation.counts import Confusion
from core.evaluation.evaluation import Evaluation, ImageRow
from core.evaluation.image_level import image_figures
from core.evaluation.pixel_level import PixelAccumulator
from core.evaluation.unseen import SeenImages
from core.inspection.folder import areas_of, inspect_files
from core.inspection.hidden import defect_hidden
from core.inspection.inspector import Inspector
from core.inspection.result import FailedInspection, Inspection, InspectionImages, Verdict

Progress = Callable[[int, int], None]


def evaluate(
    inspector: Inspector,
    dataset: Dataset,
    *,
    split: Split | None = Split.TEST,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Evaluation:
    """Inspect the labelled images of one split (None: all of them) and measure scores, decisions and masks.

    The decision is the model's own calibration: a verdict of NG counts as "called defective". An unreadable
    image or mask is left out and counted, and so is an image whose whole defect lies in what is ignored. A sample
    with `areas` is inspected under these, the others under the model's; no figure counts what is ignored. When
    `cancelled` turns true, the figures cover what was done.

    Args:
        progress: called with (images done, images in all) after each image.
    """
    started = time.perf_counter()
    chosen = dataset.select(split=split)
    samples = [sample for sample in chosen if sample.label is not Label.UNLABELLED]
    has_masks = any(sample.mask for sample in samples)
    gathered = _Gathered(SeenImages(inspector.model.header))
    items = inspect_files(
        inspector, [s.path for s in samples], keep_images=True, cancelled=cancelled, areas=areas_of(samples)
    )
    for done, (sample, item) in enumerate(zip(samples, items, strict=False), start=1):
        gathered.add(sample, item, has_masks)
        if progress is not None:
            progress(done, len(samples))
    calibration = inspector.model.header.calibration
    rows = gathered.rows
    return Evaluation(
        images={label: sum(row.label is label for row in rows) for label in (Label.GOOD, Label.DEFECTIVE)},
        unlabelled=len(chosen) - len(samples),
        unreadable=tuple(gathered.unreadable),
        ng_cut=calibration.ng_cut if calibration else None,
        confusion=Confusion.of((r.label is Label.DEFECTIVE, r.verdict is Verdict.NG) for r in rows)
        if calibration
        else None,
        image=image_figures([r.score for r in rows], [r.label is Label.DEFECTIVE for r in rows]),
        pixel=gathered.pixels.figures() if has_masks else None,
        without_mask=gathered.without_mask,
        good_repair_mse=float(np.mean(gathered.good_mses)) if gathered.good_mses else None,
        seen=sum(row.seen for row in rows),
        rows=tuple(rows),
        seconds=time.perf_counter() - started,
        hidden=tuple(gathered.hidden),
    )


class _Gathered:
    """What is kept of each image: one row and a few sums, never the pictures."""

    def __init__(self, seen: SeenImages) -> None:
        self._seen = seen
        self.rows: list[ImageRow] = []
        self.unreadable: list[FailedInspection] = []
        self.good_mses: list[float] = []
        self.pixels = PixelAccumulator()
        self.without_mask = 0
        self.hidden: list[Path] = []

    def add(self, sample: Sample, item: Inspection | FailedInspection, has_masks: bool) -> None:
        if isinstance(item, FailedInspection):
            self.unreadable.append(item)
            return
        images = item.images
        if images is None:
            raise ValueError(f"The inspection of {item.path} holds no images.")
        if defect_hidden(sample, images.looked_at):
            self.hidden.append(item.path)
            return
        seen = self._seen.split_of(sample.path) is not None
        self.rows.append(ImageRow(item.path, sample.label, item.score, item.verdict, seen))
        if sample.label is Label.GOOD:
            squares = np.square(images.original - images.repair)
            inside = squares if images.looked_at is None else squares[images.looked_at]
            self.good_mses.append(255.0**2 * float(np.mean(inside)))
        if has_masks:
            self._add_pixels(sample, images)

    def _add_pixels(self, sample: Sample, images: InspectionImages) -> None:
        height, width = images.mask.shape
        if sample.label is Label.GOOD:
            truth = np.zeros((height, width), dtype=bool)
        elif sample.mask is None:
            self.without_mask += 1
            return
        else:
            try:
                truth = read_mask(sample.mask, width, height)
            except IsuganError:
                self.without_mask += 1
                return
        self.pixels.add(images.ssim_map, images.mask, truth, images.looked_at)
