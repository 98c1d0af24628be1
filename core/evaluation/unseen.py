"""Which images a model has not seen: the only ones that may calibrate or measure it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from core.datasets.dataset import Dataset, Label, Sample, Split
from core.datasets.snapshot import hash_file
from core.errors import CalibrationError
from core.inspection.header import Header
from core.language import later


class SeenImages:
    """The images of the run that made a model, known by content: a copy under another name is one too."""

    def __init__(self, header: Header) -> None:
        self._splits = {row.sha256: Split(row.split) for row in header.snapshot}

    def split_of(self, path: Path) -> Split | None:
        """The split that the run held the file in, or None if it did not (or the file cannot be read)."""
        if not self._splits:
            return None
        try:
            return self.split_of_hash(hash_file(path))
        except OSError:
            return None

    def split_of_hash(self, sha256: str) -> Split | None:
        """The same for a file whose SHA-256, hexadecimal, is known."""
        return self._splits.get(sha256)

    def splits_of(
        self, samples: Sequence[Sample], progress: Callable[[int, int], None]
    ) -> list[tuple[Sample, Split | None]]:
        """The same for several; `progress` hears of files read and files in all."""
        found = []
        for done, sample in enumerate(samples, 1):
            found.append((sample, self.split_of(sample.path)))
            progress(done, len(samples))
        return found


def calibration_samples(
    dataset: Dataset, header: Header, progress: Callable[[int, int], None] = lambda done, total: None
) -> tuple[Sample, ...]:
    """The labelled images to fit cuts on.

    These are the ones that the model's run held back for validation; if there are none in this dataset, all
    that the run did not see. Images of a test split are never taken: they are what the cuts are measured on.

    Args:
        progress: hears of files compared with those of the run, by content, and of files in all.

    Raises:
        CalibrationError: none is left.
    """
    labelled = [s for s in dataset.samples if s.label is not Label.UNLABELLED]
    splits = SeenImages(header).splits_of([s for s in labelled if s.split is not Split.TEST], progress)
    held_back = tuple(s for s, split in splits if split is Split.VALIDATION)
    chosen = held_back or tuple(s for s, split in splits if split is None)
    if chosen:
        return chosen
    if splits:
        raise CalibrationError(
            later(
                "Evaluation",
                "The model was trained on all {images} labelled images of {folder} outside the test.",
                images=len(splits),
                folder=dataset.root,
            ),
            later("Evaluation", "Give a dataset with images that it was not trained on."),
            dataset.root,
        )
    raise CalibrationError(
        later("Evaluation", "There are only test images in {folder}.", folder=dataset.root)
        if labelled
        else later("Evaluation", "There are no labelled images in {folder}.", folder=dataset.root),
        later(
            "Evaluation",
            "Put images that it was not trained on into folders good and defective, and give their parent.",
        ),
        dataset.root,
    )


def measurable(
    dataset: Dataset, header: Header, progress: Callable[[int, int], None] = lambda done, total: None
) -> Dataset:
    """The dataset reduced to what a model is measured on.

    That is its test split; without one, the images that the model's run did not see; if it saw all,
    everything (the evaluation then says so). `progress` hears of files compared with those of the run, and of files
    in all; without a test split only.
    """
    chosen = dataset.select(split=Split.TEST)
    if not chosen:
        splits = SeenImages(header).splits_of(dataset.samples, progress)
        chosen = tuple(sample for sample, split in splits if split is None)
    if all(s.label is Label.UNLABELLED for s in chosen):
        chosen = dataset.samples
    return replace(dataset, samples=chosen)
