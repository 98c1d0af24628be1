"""Which images a report shows: wrong decisions, the worst scores, and those nearest to a cut."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.datasets.dataset import Label
from core.evaluation.evaluation import ImageRow
from core.inspection.cuts import Cuts
from core.inspection.result import Verdict


@dataclass(frozen=True)
class Chosen:
    """Images to show; none is in two groups.

    Attributes:
        wrong: defective ones judged OK (the lowest score first), then good ones judged NG (the highest first).
        worst: the highest scores.
        borderline: nearest to a cut first; empty without cuts.
    """

    wrong: tuple[ImageRow, ...]
    worst: tuple[ImageRow, ...]
    borderline: tuple[ImageRow, ...]


def choose(rows: Sequence[ImageRow], cuts: Cuts | None, most: int) -> Chosen:
    """At most `most` images for each group."""
    missed = [row for row in rows if row.label is Label.DEFECTIVE and row.verdict is Verdict.OK]
    alarms = [row for row in rows if row.label is Label.GOOD and row.verdict is Verdict.NG]
    missed.sort(key=lambda row: row.score)
    alarms.sort(key=lambda row: -row.score)
    # Half of the places each, and what one kind leaves free for the other.
    half = max(most - len(alarms), (most + 1) // 2)
    wrong = [*missed[:half], *alarms[: most - min(half, len(missed))]]
    near: list[ImageRow] = []
    if cuts is not None:
        near = _without(wrong, sorted(rows, key=lambda row: distance(row.score, cuts)))[:most]
    worst = _without([*wrong, *near], sorted(rows, key=lambda row: -row.score))[:most]
    return Chosen(tuple(wrong), tuple(worst), tuple(near))


def distance(score: float, cuts: Cuts) -> float:
    """How far a score is from the nearer cut."""
    return min(abs(score - cuts.review), abs(score - cuts.ng))


def _without(some: Iterable[ImageRow], rows: Iterable[ImageRow]) -> list[ImageRow]:
    taken = {row.path for row in some}
    return [row for row in rows if row.path not in taken]
