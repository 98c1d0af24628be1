"""Read the dataset that the arguments name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from core.datasets.dataset import Dataset
from core.datasets.layout import recognise, restrict


def open_dataset(root: Path, layout: str | None, defect_types: Sequence[str]) -> Dataset:
    """Recognise `root`, or read it as `layout`; with `defect_types`, keep only defects of these.

    Raises:
        DatasetError: see `core.datasets.layout`.
    """
    dataset = recognise(root, layout)
    return restrict(dataset, defect_types) if defect_types else dataset
