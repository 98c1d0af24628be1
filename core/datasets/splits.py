"""Choose which images train, validate and test: by seed and path, so never by the order of the files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace

from core.datasets.dataset import Dataset, Label, Sample, Split

# A label with fewer images than this is left to training altogether.
_FEWEST_TO_SHARE = 4


def assign_splits(dataset: Dataset, *, seed: int, validation: float, test: float) -> Dataset:
    """Give every labelled sample a split.

    What the layout has set stays: an existing test split is never touched, nor an existing validation split.
    The rest is training material, from which first `test` (only where there is no test split) and then
    `validation` are drawn as shares of it, stratified by label and defect type. Of a label with at least 4
    images, each share above 0 gets at least 1. Unlabelled samples stay as they are: they can be neither
    trained on nor measured.

    Args:
        dataset: left unchanged.
        seed: another seed draws others.
        validation, test: shares in [0, 1); their sum below 1.

    Raises:
        ValueError: shares out of range.
    """
    if min(validation, test) < 0 or validation + test >= 1:
        raise ValueError(f"shares must be at least 0 and below 1 together, not {validation} and {test}")
    pool = [
        sample
        for sample in dataset.samples
        if sample.label is not Label.UNLABELLED and sample.split in (Split.TRAIN, Split.UNASSIGNED)
    ]
    chosen: dict[Sample, Split] = dict.fromkeys(pool, Split.TRAIN)
    for split, share in ((Split.TEST, test), (Split.VALIDATION, validation)):
        if dataset.select(split=split):
            continue
        for label in (Label.GOOD, Label.DEFECTIVE):
            labelled = [sample for sample in pool if sample.label is label]
            left = [sample for sample in labelled if chosen[sample] is Split.TRAIN]
            for sample in draw(dataset, left, _share_count(len(labelled), share), f"{seed}/{split}"):
                chosen[sample] = split
    samples = tuple(replace(s, split=chosen[s]) if s in chosen else s for s in dataset.samples)
    return replace(dataset, samples=samples)


def limit(dataset: Dataset, good: int | None, defective: int | None, seed: int) -> Dataset:
    """Reduce the training split to at most `good` and `defective` images (None: all); other splits stay.

    Which ones stay is drawn as in `assign_splits`, stratified by defect type.
    """
    dropped: set[Sample] = set()
    for label, most in ((Label.GOOD, good), (Label.DEFECTIVE, defective)):
        if most is not None:
            present = dataset.select(split=Split.TRAIN, label=label)
            dropped |= set(present) - set(draw(dataset, present, most, f"{seed}/limit"))
    return replace(dataset, samples=tuple(s for s in dataset.samples if s not in dropped))


def draw(dataset: Dataset, samples: Iterable[Sample], number: int, salt: str) -> list[Sample]:
    """Draw at most `number` samples, each defect type in proportion (largest remainders).

    Samples are ordered by a hash of `salt` and their path below the dataset's root, so the draw depends
    neither on the order of the files nor on where the dataset lies.
    """
    strata: dict[str, list[Sample]] = {}
    for sample in samples:
        strata.setdefault(sample.defect_type, []).append(sample)
    total = sum(map(len, strata.values()))
    number = min(number, total)
    names = sorted(strata)
    exact = [len(strata[name]) * number / max(total, 1) for name in names]
    quotas = [int(share) for share in exact]
    by_remainder = sorted(range(len(names)), key=lambda i: (quotas[i] - exact[i], names[i]))
    for index in by_remainder[: number - sum(quotas)]:
        quotas[index] += 1
    drawn: list[Sample] = []
    for name, quota in zip(names, quotas, strict=True):
        drawn += _shuffled(dataset, strata[name], salt)[:quota]
    return drawn


def _share_count(total: int, share: float) -> int:
    """How many of `total` a share takes; never all of them."""
    if share == 0 or total < 2:
        return 0
    least = 1 if total >= _FEWEST_TO_SHARE else 0
    return min(max(round(total * share), least), total - 1)


def _shuffled(dataset: Dataset, samples: Sequence[Sample], salt: str) -> list[Sample]:
    def key(sample: Sample) -> bytes:
        name = dataset.name_of(sample.path)
        return hashlib.sha256(f"{salt}\0{name}".encode("utf-8", "surrogateescape")).digest()

    return sorted(samples, key=key)
