"""Figures as a table's cells show them."""

from __future__ import annotations

from typing import NamedTuple

from core.experiments.figures import Summary

NONE = "–"


class Column(NamedTuple):
    """How a figure is shown.

    Attributes:
        title: the column's head, with the unit.
        digits: behind the point.
        unit: what is divided by.
        fixed: the same for every seed, so that it has no spread.
    """

    title: str
    digits: int
    unit: float = 1
    fixed: bool = False


COLUMNS: dict[str, Column] = {
    "accuracy": Column("Accuracy %", 2),
    "f1": Column("F1", 4),
    "tp": Column("TP", 0),
    "fp": Column("FP", 0),
    "fn": Column("FN", 0),
    "tn": Column("TN", 0),
    "auroc": Column("AUROC", 4),
    "ap": Column("AP", 4),
    "pixel_iou": Column("Pixel IoU", 4),
    "aupro": Column("AUPRO", 4),
    "mse": Column("MSE", 2),
    "training_seconds": Column("Training min", 1, unit=60),
    "parameters": Column("Parameters M", 3, unit=1e6, fixed=True),
    "gmac": Column("GMAC", 3, fixed=True),
}
"""By the names of `core.experiments.figures.FIGURES`."""


def shown(name: str, found: Summary, *, spread: bool) -> str:
    """A mean, with its spread where the table has some; a dash where there is none.

    Args:
        name: of the figure.
        spread: whether the table has more than one seed.
    """
    column = COLUMNS[name]
    if found.mean is None:
        return NONE
    digits = column.digits
    if not digits and (spread or not float(found.mean).is_integer()):
        digits = 1  # a mean of counts
    mean = f"{found.mean / column.unit:.{digits}f}"
    if not spread or column.fixed:
        return mean
    return f"{mean} ± {NONE if found.spread is None else f'{found.spread / column.unit:.{digits}f}'}"


def as_printed(name: str, value: float | None) -> str:
    """A figure of the paper in the digits that ours has."""
    return NONE if value is None else f"{value:.{COLUMNS[name].digits}f}"


def listed(names: list[str], most: int = 6) -> str:
    """`a`, `a and b`, `a, b and c`; of many the first ones and how many more there are."""
    if len(names) > most:
        names = [*names[:most], f"{len(names) - most} more"]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
