"""Findings on pictures that are there more than once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from core.datasets.dataset import Label, Sample, Split
from core.datasets.preflight.alike import find_alike
from core.datasets.preflight.detail import LENGTH
from core.datasets.preflight.findings import Action, Finding, Fix, Kind, Name, Severity
from core.datasets.preflight.groups import connected, equal, led
from core.datasets.preflight.measurement import Measurement
from core.datasets.role_words import SPLITS
from core.language import Later, later

Looked = Sequence[tuple[Sample, Measurement]]
"""Images that could be read, with what they showed."""

_AS_A_WHOLE = Finding(
    Kind.NEAR_DUPLICATE,
    Severity.NOTE,
    later(
        "Datasets",
        "Many images of this set show nearly the same all over, such as one part in one fixture. Only close copies are "
        "told from those: photos of one and the same part may be among them.",
    ),
)


def copies(
    looked: Looked,
    name: Name,
    *,
    step: Callable[[], None] = lambda: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[Finding]:
    """Find equal files and pictures that are nearly the same, within and across splits and labels.

    Args:
        looked: readable images only.
        step, cancelled: as of `find_alike`, which takes the time.
    """
    samples = [sample for sample, _ in looked]
    same = equal(measurement.sha256 for _, measurement in looked)
    # Of equal files, only the first is compared further.
    firsts = sorted(set(range(len(looked))) - {copy for group in same for copy in group[1:]})
    alike = find_alike(
        np.array([looked[i][1].phash for i in firsts], np.uint64),
        np.frombuffer(b"".join(looked[i][1].detail for i in firsts), np.int8).reshape(-1, LENGTH),
        step=step,
        cancelled=cancelled,
    )
    near = [(firsts[one], firsts[other]) for one, other in alike.pairs.tolist()]
    links = [(group[0], copy) for group in same for copy in group[1:]] + near
    return [
        *_across_splits(samples, connected(links), looked, name),
        *_across_labels(samples, same, near, name),
        *_duplicates(samples, same, near, name),
        *([_AS_A_WHOLE] if alike.as_a_whole else []),
    ]


def _across_splits(
    samples: Sequence[Sample], groups: list[list[int]], looked: Looked, name: Name
) -> Iterable[Finding]:
    for group in groups:
        splits = [split for split in Split if any(samples[i].split is split for i in group)]
        used = [split for split in splits if split is not Split.UNASSIGNED]
        if len(used) < 2:
            continue
        # To the earliest: what was trained on must not be measured, whatever model is measured next.
        target = used[0]
        equal_content = len({looked[i][1].sha256 for i in group}) == 1
        one, other = (next(i for i in group if samples[i].split is split) for split in used[:2])
        first, second = name(samples[one].path), name(samples[other].path)
        yield Finding(
            Kind.ACROSS_SPLITS,
            Severity.ERROR if equal_content else Severity.WARNING,
            later(
                "Datasets",
                "{first} is in {split}, {second}, the same picture, in {other}. Figures measured on pictures that were "
                "trained on are too good.",
                first=first,
                split=SPLITS[used[0]],
                second=second,
                other=SPLITS[used[1]],
            )
            if equal_content
            else later(
                "Datasets",
                "{first} is in {split}, {second}, nearly the same picture, in {other}. Figures measured on pictures "
                "that were trained on are too good.",
                first=first,
                split=SPLITS[used[0]],
                second=second,
                other=SPLITS[used[1]],
            ),
            tuple(samples[i].path for i in group),
            Fix(
                Action.SET_SPLIT,
                tuple(samples[i].path for i in group if samples[i].split is not target),
                target.value,
            ),
        )


def _across_labels(
    samples: Sequence[Sample], same: list[list[int]], near: list[tuple[int, int]], name: Name
) -> Iterable[Finding]:
    for group in same:
        if _contradict(samples, group):
            paths = tuple(samples[i].path for i in group)
            yield Finding(
                Kind.ACROSS_LABELS,
                Severity.ERROR,
                _labelled(
                    later(
                        "Datasets",
                        "The same picture is labelled good in {good} and defective in {defective}.",
                    ),
                    samples,
                    group,
                    name,
                ),
                paths,
                Fix(Action.SET_LABEL, paths, Label.UNLABELLED.value),
            )
    for group in connected(pair for pair in near if _contradict(samples, pair)):
        yield Finding(
            Kind.ACROSS_LABELS,
            Severity.WARNING,
            _labelled(
                later(
                    "Datasets",
                    "Nearly the same picture is labelled good in {good} and defective in {defective}.",
                ),
                samples,
                group,
                name,
            ),
            tuple(samples[i].path for i in group),
        )


def _duplicates(
    samples: Sequence[Sample], same: list[list[int]], near: list[tuple[int, int]], name: Name
) -> Iterable[Finding]:
    # One with a label is kept rather than one without.
    order = sorted(range(len(samples)), key=lambda i: (samples[i].label is Label.UNLABELLED, i))
    rank = {item: number for number, item in enumerate(order)}
    for group in same:
        if not _contradict(samples, group):
            yield _removable(samples, sorted(group, key=rank.__getitem__), Kind.EXACT_DUPLICATE, name)
    for group in led((pair for pair in near if not _contradict(samples, pair)), order):
        yield _removable(samples, group, Kind.NEAR_DUPLICATE, name)


def _removable(samples: Sequence[Sample], group: list[int], kind: Kind, name: Name) -> Finding:
    paths = tuple(samples[i].path for i in group)
    others: str | Later = name(paths[1])
    if len(paths) > 2:
        others = later("Datasets", "{number} other images", number=len(paths) - 1)
    text = (
        later("Datasets", "{first} and {others} have the same content.", first=name(paths[0]), others=others)
        if kind is Kind.EXACT_DUPLICATE
        else later(
            "Datasets",
            "{first} and {others} show nearly the same picture.",
            first=name(paths[0]),
            others=others,
        )
    )
    return Finding(kind, Severity.WARNING, text, paths, Fix(Action.REMOVE, paths[1:]))


def _contradict(samples: Sequence[Sample], group: Iterable[int]) -> bool:
    return len({samples[i].label for i in group} - {Label.UNLABELLED}) > 1


def _labelled(text: Later, samples: Sequence[Sample], group: Sequence[int], name: Name) -> Later:
    good, defective = (
        name(next(samples[i].path for i in group if samples[i].label is label))
        for label in (Label.GOOD, Label.DEFECTIVE)
    )
    return text.filled(good=good, defective=defective)
