"""What labels and splits are called in the user's language: within a sentence, and alone or at its start."""

from __future__ import annotations

from collections.abc import Mapping

from core.datasets.dataset import Label, Split
from core.language import Later, later

LABELS: Mapping[str, Later] = {
    Label.GOOD: later("Datasets", "good"),
    Label.DEFECTIVE: later("Datasets", "defective"),
    Label.UNLABELLED: later("Datasets", "unlabelled"),
}
SPLITS: Mapping[str, Later] = {
    Split.TRAIN: later("Datasets", "train"),
    Split.VALIDATION: later("Datasets", "validation"),
    Split.TEST: later("Datasets", "test"),
    Split.UNASSIGNED: later("Datasets", "unassigned"),
}
LABEL_NAMES: Mapping[str, Later] = {
    Label.GOOD: later("Datasets", "Good"),
    Label.DEFECTIVE: later("Datasets", "Defective"),
    Label.UNLABELLED: later("Datasets", "Unlabelled"),
}
SPLIT_NAMES: Mapping[str, Later] = {
    Split.TRAIN: later("Datasets", "Train"),
    Split.VALIDATION: later("Datasets", "Validation"),
    Split.TEST: later("Datasets", "Test"),
    Split.UNASSIGNED: later("Datasets", "Unassigned"),
}
