"""What the paper prints in its Tables 1, 2 and 3 (Guo et al. 2022)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from core.experiments.systems import TableName

CLASSES = (1, 6, 7)
"""Of DAGM 2007, in the order of the columns."""


class Share(NamedTuple):
    """Images of Table 1."""

    good: int
    defective: int


SMALL_SHARE = {1: Share(400, 80), 6: Share(100, 50), 7: Share(100, 50)}
"""By class: what ISU-GAN trains on."""
WHOLE_HALF = {1: Share(575, 80), 6: Share(575, 83), 7: Share(1150, 150)}
"""By class: what the table says the others train on, DAGM's training half."""
TEST_HALF = {1: Share(504, 71), 6: Share(508, 67), 7: Share(1000, 150)}
ROUNDING = 0.005
"""Per cent that the paper's rounded accuracy may lie below the true one."""


class Printed(NamedTuple):
    """The figures of one cell; None where the table has none.

    Attributes:
        accuracy: per cent.
        f1: 0..1, defective as the positive class (the paper's Eq. 13-15 under other letters).
        mse: Eq. 16, on the 0..255 scale.
    """

    accuracy: float | None
    f1: float
    mse: float | None


_TABLE2: dict[str, tuple[tuple[float, float], ...]] = {
    "unet": ((93.74, 0.9342), (94.78, 0.9454), (98.26, 0.9831), (95.59, 0.9542)),
    "resunet++": ((97.21, 0.9655), (98.61, 0.9848), (98.35, 0.9836), (98.02, 0.9780)),
    "cyclegan": ((96.0, 0.9420), (97.39, 0.9710), (97.22, 0.9714), (96.87, 0.9615)),
    "dcgan": ((92.87, 0.9043), (96.17, 0.9412), (97.39, 0.9538), (95.48, 0.9331)),
    "isu-gan": ((96.52, 0.9524), (98.78, 0.9853), (100.0, 1.0), (98.43, 0.9792)),
}
"""Accuracy and F1 for each class, and their averages."""
_TABLE3: dict[str, tuple[tuple[float, float], ...]] = {
    "default": ((0.9420, 23.50), (0.9710, 44.19), (0.9714, 21.99), (0.9615, 29.89)),
    "skip": ((0.9589, 19.17), (0.9504, 10.31), (0.9834, 10.08), (0.9642, 13.18)),
    "involution": ((0.9458, 38.36), (0.9925, 74.23), (0.9906, 35.49), (0.9763, 49.36)),
    "se": ((0.9412, 21.34), (0.9680, 41.65), (0.9888, 23.51), (0.9660, 28.83)),
    "isu-gan": ((0.9524, 19.40), (0.9853, 8.95), (1.0, 9.03), (0.9792, 12.46)),
}
"""F1 and MSE for each class, and their averages."""


def printed(table: TableName, system: str, dagm_class: int | None) -> Printed | None:
    """What the paper prints for a system and a class of DAGM; None where it prints nothing."""
    if dagm_class not in CLASSES:
        return None
    return _at(table, system, CLASSES.index(dagm_class))


def printed_average(table: TableName, system: str, classes: Sequence[int | None]) -> Printed | None:
    """What it prints in its last column; None where `classes` are not the three that this is the average of."""
    return (
        _at(table, system, len(CLASSES)) if sorted(map(str, classes)) == sorted(map(str, CLASSES)) else None
    )


def _at(table: TableName, system: str, place: int) -> Printed | None:
    if table == "table2" and system in _TABLE2:
        accuracy, f1 = _TABLE2[system][place]
        return Printed(accuracy, f1, None)
    if table == "table3" and system in _TABLE3:
        f1, mse = _TABLE3[system][place]
        return Printed(None, f1, mse)
    return None


def largest_f1(accuracy: float, share: Share) -> float:
    """The largest F1 that goes with an accuracy in per cent, rounded as printed, on these images.

    So many errors fit this accuracy; F1 is largest if the fewest of them are all false alarms.
    """
    images = share.good + share.defective
    errors = next(n for n in range(images + 1) if 100 * (images - n) / images <= accuracy + ROUNDING)
    return 2 * share.defective / (2 * share.defective + errors)
