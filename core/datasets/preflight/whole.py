"""Findings on the set as a whole: mixed sizes and pixel formats, and too few images."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from core.datasets.dataset import Dataset, Label, Split
from core.datasets.preflight.copies import Looked
from core.datasets.preflight.findings import Finding, Kind, Severity
from core.datasets.preflight.measurement import FORMATS
from core.language import Later, later, later_n

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
            later(
                "Datasets",
                "The images have {sizes} different sizes; {most} of {number} have {size} pixels.",
                sizes=len(sizes),
                most=most,
                number=len(looked),
                size=f"{width} x {height}",
            ),
            odd if strays else (),
        )
    if len(formats) > 1:
        usual, most = formats.most_common(1)[0]
        odd = tuple(sample.path for sample, m in looked if m.format != usual)
        others: str | Later = ""
        for format_, number in formats.most_common()[1:]:
            what = FORMATS.get(format_, format_)
            one = later("Datasets", "{number} are {format}", number=number, format=what)
            others = later("Words", "{first}, {second}", first=others, second=one) if others else one
        yield Finding(
            Kind.ODD_DEPTH,
            Severity.WARNING,
            later(
                "Datasets",
                "{most} of {number} images are {format}, {others}.",
                most=most,
                number=len(looked),
                format=FORMATS.get(usual, usual),
                others=others,
            ),
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
            _few_good(good),
        )
    if defective < PAPER_DEFECTIVE:
        yield Finding(
            Kind.FEW_IMAGES,
            Severity.NOTE,
            _few_defective(defective),
        )


def _few_good(number: int) -> Later:
    there_are = (
        later_n(
            "Datasets",
            number,
            "There is {n} good image to train with; the paper trained with {paper}.",
            "There are {n} good images to train with; the paper trained with {paper}.",
            paper=PAPER_GOOD,
        )
        if number
        else later(
            "Datasets",
            "There are no good images to train with; the paper trained with {paper}.",
            paper=PAPER_GOOD,
        )
    )
    means = (
        later(
            "Datasets",
            "With fewer, more of what a good surface can look like is unknown to the model: expect false alarms.",
        )
        if number > 1
        else later("Datasets", "Training needs at least 2.")
    )
    return later("Words", "{first} {second}", first=there_are, second=means)


def _few_defective(number: int) -> Later:
    there_are = (
        later_n(
            "Datasets",
            number,
            "There is {n} defective image to train with; the paper trained with {paper}.",
            "There are {n} defective images to train with; the paper trained with {paper}.",
            paper=PAPER_DEFECTIVE,
        )
        if number
        else later(
            "Datasets",
            "There are no defective images to train with; the paper trained with {paper}.",
            paper=PAPER_DEFECTIVE,
        )
    )
    means = (
        later(
            "Datasets",
            "With fewer, the model sees fewer kinds of defect, and the cuts between OK and NG are less certain.",
        )
        if number
        else later(
            "Datasets",
            "Without any, training uses synthetic defects alone, and the cuts come from good images only.",
        )
    )
    return later("Words", "{first} {second}", first=there_are, second=means)
