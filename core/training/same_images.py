"""Whether a resumed run sees the images that it began with, and which ones are not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from core.datasets.dataset import Dataset, Label
from core.datasets.snapshot import Snapshot
from core.errors import DatasetError, TrainingError
from core.files import read_regular
from core.language import Later, later

SHOWN = 3


def check_same(dataset: Dataset, snapshot: Snapshot, wanted: str, stored: Path, run: Path) -> None:
    """Compare a dataset with the snapshot that a run began with.

    Args:
        dataset: all of it, as it is now.
        snapshot: of its images that the run would use now.
        wanted: the hash of the snapshot that the run began with.
        stored: the file of that snapshot, if it is still there, to say what differs.
        run: the run's folder, for the message.

    Raises:
        TrainingError: they differ; it names the first few images.
    """
    if is_same(snapshot, wanted, stored):
        return
    message = later(
        "Training",
        "The images in {folder}, or their areas, are not those that the run in {run} began with.",
        folder=dataset.root,
        run=run,
    )
    for difference in _differences(dataset, snapshot, stored):
        message = later("Words", "{first} {second}", first=message, second=difference)
    raise TrainingError(
        message,
        later("Training", "Bring them back as they were, or start a new run."),
        dataset.root,
    )


def is_same(snapshot: Snapshot, wanted: str, stored: Path) -> bool:
    """Whether a run that began with the snapshot `wanted` sees the same now; arguments as for `check_same`."""
    if snapshot.hash == wanted:
        return True
    before = _read(stored)
    if before is None or before.hash != wanted:
        return False
    # Earlier versions counted images without a label, which nothing was learnt from.
    labelled = tuple(row for row in before.rows if row.label is not Label.UNLABELLED)
    return Snapshot(labelled).hash == snapshot.hash


def _read(stored: Path) -> Snapshot | None:
    try:
        return Snapshot.from_json(read_regular(stored).decode())
    except (OSError, ValueError, DatasetError):
        return None


def _differences(dataset: Dataset, now: Snapshot, stored: Path) -> list[Later]:
    """Sentences for the message; none where there is nothing to tell."""
    snapshot = _read(stored)
    if snapshot is None:
        return []
    before = {row.path: row for row in snapshot.rows}
    there = {dataset.name_of(sample.path): sample for sample in dataset.samples}
    after = {row.path: row for row in now.rows}
    both = [(before[name], after[name]) for name in before if name in after]
    missing = [name for name in before if name not in there]
    groups = {
        later("Training", "Missing: {names}."): missing,
        later("Training", "Changed: {names}."): [one.path for one, two in both if one.sha256 != two.sha256],
        later("Training", "Labelled otherwise: {names}."): [
            name for name in before if name in there and there[name].label != before[name].label
        ],
    }
    if not any(groups.values()):
        # What these bring about elsewhere is told only where there is nothing plainer: splits are drawn anew.
        groups = {
            later("Training", "With other areas: {names}."): [
                one.path for one, two in both if one.areas != two.areas
            ],
            later("Training", "New, or in another split: {names}."): [
                name for name in after if name not in before
            ]
            + [one.path for one, two in both if one.split != two.split],
        }
    return [sentence.filled(names=_some(names)) for sentence, names in groups.items() if names]


def _some(names: Sequence[str]) -> str | Later:
    shown, more = ", ".join(names[:SHOWN]), len(names) - SHOWN
    return later("Training", "{names} and {more} more", names=shown, more=more) if more > 0 else shown
