"""Whether a resumed run sees the images that it began with, and which ones are not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from core.datasets.dataset import Dataset
from core.datasets.snapshot import Snapshot
from core.errors import DatasetError, TrainingError

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
    if snapshot.hash == wanted:
        return
    raise TrainingError(
        f"The images in {dataset.root}, or their areas, are not those that the run in {run} began with."
        + _differences(dataset, snapshot, stored),
        "Bring them back as they were, or start a new run.",
        dataset.root,
    )


def _differences(dataset: Dataset, now: Snapshot, stored: Path) -> str:
    """Sentences for the message, each after a space; "" where there is nothing to tell."""
    try:
        before = {row.path: row for row in Snapshot.from_json(stored.read_text(encoding="utf-8")).rows}
    except (OSError, ValueError, DatasetError):
        return ""
    there = {dataset.name_of(sample.path): sample for sample in dataset.samples}
    after = {row.path: row for row in now.rows}
    both = [(before[name], after[name]) for name in before if name in after]
    missing = [name for name in before if name not in there]
    groups = {
        "Missing": missing,
        "Changed": [one.path for one, two in both if one.sha256 != two.sha256],
        "Labelled otherwise": [
            name for name in before if name in there and there[name].label != before[name].label
        ],
    }
    if not any(groups.values()):
        # What these bring about elsewhere is told only where there is nothing plainer: splits are drawn anew.
        groups = {
            "With other areas": [one.path for one, two in both if one.areas != two.areas],
            "New, or in another split": [name for name in after if name not in before]
            + [one.path for one, two in both if one.split != two.split],
        }
    return "".join(f" {title}: {_some(names)}." for title, names in groups.items() if names)


def _some(names: Sequence[str]) -> str:
    more = len(names) - SHOWN
    return ", ".join(names[:SHOWN]) + (f" and {more} more" if more > 0 else "")
