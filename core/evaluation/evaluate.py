"""Measure a model on labelled images, through the very path that inspects."""

from __future__ import annotations

import time
from collections.abc import Callable

from core.datasets.dataset import Dataset, Label, Split
from core.evaluation.evaluation import Evaluation
from core.evaluation.gathering import Gathered, have_masks
from core.inspection.folder import areas_of, inspect_files
from core.inspection.inspector import Inspector

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
    gathered = Gathered(inspector.model.header, have_masks(samples))
    items = inspect_files(
        inspector, [s.path for s in samples], keep_images=True, cancelled=cancelled, areas=areas_of(samples)
    )
    for done, (sample, item) in enumerate(zip(samples, items, strict=False), start=1):
        gathered.add(sample, item)
        if progress is not None:
            progress(done, len(samples))
    seconds = time.perf_counter() - started
    return gathered.evaluation(unlabelled=len(chosen) - len(samples), seconds=seconds)
