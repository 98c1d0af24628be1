"""Findings on the set as a whole: mixed sizes and pixel formats, and too few images."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from core.datasets.dataset import Dataset, Label, Split
from core.datasets.preflight.copies import Looked
from core.datasets.preflight.findings import Finding, Kind, Severity

PAPER_GOOD, PAPER_DEFECTIVE = 100, 50

# Images of another size than most: up to this share, they are probably strays.
_STRAYS = 0.1


def mixed(looked: Looked) -> Iterable[Finding]:
    """Find images of another size, bit depth or number of channels than most; `looked` are readable ones."""
    sizes = Counter(measurement.size for _, measurement in looked)
    formats = Counter(measurement.format for _, measurement in looked)
    if len(sizes) > 1:
        (width, height), most = sizes.most_common(1)[0]
        odd = tuple(sample.path for sample, m in looked if m.size != (width, height))
        strays = len(odd) <= _STRAYS * len(looked)
        yield Finding(
            Kind.ODD_SIZE,
            Severity.WARNING if strays else Severity.NOTE,
            f"The images have {len(sizes)} different sizes; {most} of {len(looked)} have {width} x {height} pixels.",
            odd if strays else (),
        )
    if len(formats) > 1:
        usual, most = formats.most_common(1)[0]
        odd = tuple(sample.path for sample, m in looked if m.format != usual)
        others = ", ".join(f"{number} are {format_}" for format_, number in formats.most_common()[1:])
        yield Finding(
            Kind.ODD_DEPTH,
            Severity.WARNING,
            f"{most} of {len(looked)} images are {usual}, {others}.",
            odd,
        )


def few_images(dataset: Dataset) -> Iterable[Finding]:
    """Say what fewer training images than the paper had mean; without a training split, all unassigned count."""
    counts = dataset.counts()
    training = counts.get(Split.TRAIN) or counts.get(Split.UNASSIGNED, {})
    good, defective = training.get(Label.GOOD, 0), training.get(Label.DEFECTIVE, 0)
    if good < PAPER_GOOD:
        yield Finding(
            Kind.FEW_IMAGES,
            Severity.WARNING if good > 1 else Severity.ERROR,
            f"{_there_are(good, 'good')} to train with; the paper trained with {PAPER_GOOD}. "
            + (
                "With fewer, more of what a good surface can look like is unknown to the model: expect false alarms."
                if good > 1
                else "Training needs at least 2."
            ),
        )
    if defective < PAPER_DEFECTIVE:
        yield Finding(
            Kind.FEW_IMAGES,
            Severity.NOTE,
            f"{_there_are(defective, 'defective')} to train with; the paper trained with {PAPER_DEFECTIVE}. "
            + (
                "With fewer, the model sees fewer kinds of defect, and the cuts between OK and NG are less certain."
                if defective
                else "Without any, training uses synthetic defects alone, and the cuts come from good images only."
            ),
        )


def _there_are(number: int, label: str) -> str:
    if number == 1:
        return f"There is 1 {label} image"
    return f"There are {number or 'no'} {label} images"
