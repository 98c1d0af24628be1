"""Mean and spread of the cells' figures over seeds, and over a table's surfaces."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

FIGURES = (
    *("accuracy", "f1", "tp", "fp", "fn", "tn", "auroc", "ap", "pixel_iou", "aupro", "mse"),
    *("training_seconds", "parameters", "gmac"),
)
"""As they stand in the CSV; `accuracy` in per cent, the counts per seed."""


@dataclass(frozen=True)
class Summary:
    """One figure over seeds.

    Attributes:
        mean: None where no seed has it.
        spread: sample standard deviation; None with fewer than two seeds.
        values: of the seeds that have it.
    """

    mean: float | None
    spread: float | None
    values: tuple[float, ...]


def figures_of(document: dict[str, Any]) -> dict[str, float | None]:
    """The figures of one cell's `result.json`, by the names of `FIGURES`; None where a figure is not defined."""
    test = document["test"]
    decision, image, pixel = test["decision"] or {}, test["image"], test["pixel"] or {}
    accuracy = _value(decision.get("accuracy"))
    return {
        "accuracy": None if accuracy is None else 100 * accuracy,
        "f1": _value(decision.get("f1")),
        **{name: decision.get(name) for name in ("tp", "fp", "fn", "tn")},
        "auroc": _value(image["auroc"]),
        "ap": _value(image["ap"]),
        "pixel_iou": pixel.get("iou"),
        "aupro": pixel.get("aupro"),
        "mse": test["good_repair_mse"],
        **{name: document[name] for name in ("training_seconds", "parameters", "gmac")},
    }


def summary(values: Sequence[float | None]) -> Summary:
    """Mean and sample standard deviation of the values that there are."""
    there = tuple(value for value in values if value is not None)
    return Summary(
        statistics.fmean(there) if there else None,
        statistics.stdev(there) if len(there) > 1 else None,
        there,
    )


def _value(rate: dict[str, Any] | None) -> float | None:
    return None if rate is None else float(rate["value"])
