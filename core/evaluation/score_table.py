"""The scores of labelled images, sorted once, so that whatever depends on a cut is a look-up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.datasets.dataset import Label, Split
from core.evaluation.verdict_counts import LabelCounts, VerdictCounts
from core.inspection.cuts import Cuts
from core.inspection.result import Verdict

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ScoredImage:
    """One labelled image and its score.

    Attributes:
        score: anomaly score, larger = worse.
        defective: its label.
        path: its file; None where only the score is known, as from a model's stored calibration.
        image_id: its number in the project; None outside one.
        split: what it is for in the dataset.
        seen: the split that the model's run held it in; None if that run did not have it.
    """

    score: float
    defective: bool
    path: Path | None = None
    image_id: int | None = None
    split: Split = Split.UNASSIGNED
    seen: Split | None = None

    @property
    def label(self) -> Label:
        """`defective` as a word."""
        return Label.DEFECTIVE if self.defective else Label.GOOD

    @property
    def trained(self) -> bool:
        """Whether the model was trained on it: a figure that counts it is too good."""
        return self.seen is Split.TRAIN


class ScoreTable:
    """Labelled scores in rising order.

    Attributes:
        images: all of them, by rising score.
        scores: their scores, `(N,)`.
        defective, trained: their labels and whether the model was trained on them, `(N,)`.

    Raises:
        ValueError: a score is not a finite number of at least 0.
    """

    def __init__(self, images: Iterable[ScoredImage] = ()) -> None:
        self.images = tuple(sorted(images, key=lambda image: image.score))
        self.scores: Floats = np.array([image.score for image in self.images], np.float64)
        if not np.isfinite(self.scores).all() or (self.scores < 0).any():
            raise ValueError("A score is not a finite number of at least 0.")
        self.defective: NDArray[np.bool_] = np.array([image.defective for image in self.images], np.bool_)
        self.trained: NDArray[np.bool_] = np.array([image.trained for image in self.images], np.bool_)
        self.good_scores: Floats = self.scores[~self.defective]
        self.defective_scores: Floats = self.scores[self.defective]
        self._trained_good = self.scores[~self.defective & self.trained]
        self._trained_defective = self.scores[self.defective & self.trained]

    def __len__(self) -> int:
        return len(self.images)

    def counts(self, cuts: Cuts) -> LabelCounts:
        """Images per label and verdict at `cuts`."""
        return LabelCounts(_split(self.good_scores, cuts), _split(self.defective_scores, cuts))

    def trained_counts(self, cuts: Cuts) -> LabelCounts:
        """The same for those alone that the model was trained on."""
        return LabelCounts(_split(self._trained_good, cuts), _split(self._trained_defective, cuts))

    def held_out(self) -> tuple[Floats, Floats]:
        """The good and the defective scores that the model was not trained on: what cuts may be fitted to."""
        new = ~self.trained
        return self.scores[~self.defective & new], self.scores[self.defective & new]

    def between(self, low: float, high: float, label: Label | None = None) -> tuple[ScoredImage, ...]:
        """The images with a score from `low` to below `high`, of one label or of both, worst first."""
        first, last = np.searchsorted(self.scores, [low, high])
        chosen = self.images[int(first) : int(last)]
        return tuple(image for image in reversed(chosen) if label in (None, image.label))

    def judged(self, cuts: Cuts, verdict: Verdict, label: Label | None = None) -> tuple[ScoredImage, ...]:
        """The images that are judged `verdict` at `cuts`, of one label or of both, worst first.

        Raises:
            ValueError: `verdict` is not a decision.
        """
        ranges = {
            Verdict.OK: (0.0, cuts.review),
            Verdict.REVIEW: (cuts.review, cuts.ng),
            Verdict.NG: (cuts.ng, float("inf")),
        }
        if verdict not in ranges:
            raise ValueError(f"{verdict} is not a decision.")
        return self.between(*ranges[verdict], label)


def _split(scores: Floats, cuts: Cuts) -> VerdictCounts:
    ok, below_ng = (int(n) for n in np.searchsorted(scores, [cuts.review, cuts.ng]))
    return VerdictCounts(ok, below_ng - ok, scores.size - below_ng)
