"""Findings on images that are blurred or exposed unlike the others."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from core.datasets.preflight.copies import Looked
from core.datasets.preflight.findings import Action, Finding, Fix, Kind, Name, Severity
from core.language import Later, later

FEWEST = 10
"""Readable images from which it can be said what is usual."""

DEVIATIONS = 6.0
"""Robust standard deviations from the median; and besides, one of the following differences that matter."""

SHARPNESS_RATIO = 3.0
LEVEL_DIFFERENCE = 0.1
CLIPPED_DIFFERENCE = 0.05

# From the median of absolute deviations to the standard deviation of a normal distribution.
_TO_SIGMA = 1.4826
_LEAST_SHARPNESS = 1e-9  # of a picture of one flat colour


def outliers(looked: Looked, name: Name) -> list[Finding]:
    """Find images that differ from what is usual in this set, each by at least six robust standard deviations.

    A set that is equally sharp or equally exposed has none, however sharp or dark it is.

    Args:
        looked: readable images only.
    """
    if len(looked) < FEWEST:
        return []

    def of(values: Iterable[float]) -> NDArray[np.float64]:
        return np.fromiter(values, np.float64, len(looked))

    sharpness = np.log(np.maximum(of(m.sharpness for _, m in looked), _LEAST_SHARPNESS))
    level = of(m.mean for _, m in looked)
    clipped = np.stack([of(m.white for _, m in looked), of(m.black for _, m in looked)])
    # The larger excess of the two: white and black have each their own usual share.
    excess = np.max([_excess(share, CLIPPED_DIFFERENCE) for share in clipped], axis=0)
    return [
        *_finding(
            Kind.BLURRED,
            later("Datasets", "{image} is much less sharp than the others."),
            later("Datasets", "{number} images, most of all {image}, are much less sharp than the others."),
            _excess(-sharpness, np.log(SHARPNESS_RATIO)),
            looked,
            name,
        ),
        *_finding(
            Kind.TOO_DARK,
            later("Datasets", "{image} is much darker than the others."),
            later("Datasets", "{number} images, most of all {image}, are much darker than the others."),
            _excess(-level, LEVEL_DIFFERENCE),
            looked,
            name,
        ),
        *_finding(
            Kind.TOO_BRIGHT,
            later("Datasets", "{image} is much brighter than the others."),
            later("Datasets", "{number} images, most of all {image}, are much brighter than the others."),
            _excess(level, LEVEL_DIFFERENCE),
            looked,
            name,
        ),
        *_finding(
            Kind.CLIPPED,
            later("Datasets", "{image} is pure white or pure black in many more places than the others."),
            later(
                "Datasets",
                "{number} images, most of all {image}, are pure white or pure black in many more places than the "
                "others.",
            ),
            excess,
            looked,
            name,
        ),
    ]


def _excess(values: NDArray[np.float64], least: float) -> NDArray[np.float64]:
    """By how much each value is above the median, where that is an outlier; elsewhere 0."""
    above = values - np.median(values)
    sigma = _TO_SIGMA * np.median(np.abs(above))
    return np.where(above > max(DEVIATIONS * sigma, least), above, 0.0)


def _finding(
    kind: Kind, one: Later, many: Later, excess: NDArray[np.float64], looked: Looked, name: Name
) -> Iterable[Finding]:
    worst_first = [i for i in np.argsort(-excess, kind="stable").tolist() if excess[i] > 0]
    if not worst_first:
        return
    paths = tuple(looked[i][0].path for i in worst_first)
    worst = name(paths[0])
    text = one.filled(image=worst) if len(paths) == 1 else many.filled(image=worst, number=len(paths))
    yield Finding(kind, Severity.WARNING, text, paths, Fix(Action.REMOVE, paths))
