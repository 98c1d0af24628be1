"""What a pair of cuts would do among 1,000 parts of a production."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from core.evaluation.rates import Estimate, Rate, wilson
from core.evaluation.verdict_counts import LabelCounts

PARTS = 1000


@dataclass(frozen=True)
class PartsPerThousand:
    """Expected numbers among 1,000 parts, with 95 % intervals.

    Attributes:
        defective_share: the share of defective parts that is assumed, 0..1.
        review: parts that somebody has to look at; from good parts alone where no defective image is known.
        false_alarms: good parts that are judged NG.
        misses: defective parts that are judged OK.
        trained: images behind these numbers that the model was trained on; with any, they are too good.

    A number is None where no image of its label was judged.
    """

    defective_share: float
    review: Estimate | None
    false_alarms: Estimate | None
    misses: Estimate | None
    trained: int

    def cost(self, false_alarm: float, miss: float) -> Estimate | None:
        """The price of 1,000 parts, where one false alarm and one miss cost so much; a review costs nothing.

        Where no defective image is known, None.
        """
        return summed(((false_alarm, self.false_alarms), (miss, self.misses)))


def parts_per_thousand(counts: LabelCounts, trained: int, defective_share: float) -> PartsPerThousand:
    """Scale measured rates to 1,000 parts of which `defective_share` are defective.

    Raises:
        ValueError: the share is not within 0..1.
    """
    if not 0 <= defective_share <= 1:
        raise ValueError(f"{defective_share:g} is not a share from 0 to 1.")
    good, bad = counts.good, counts.defective
    good_parts, bad_parts = PARTS * (1 - defective_share), PARTS * defective_share
    reviews = [(good_parts, _estimate(wilson(good.review, good.total)))]
    if bad.total:
        reviews.append((bad_parts, _estimate(wilson(bad.review, bad.total))))
    else:
        reviews[0] = (PARTS, reviews[0][1])
    return PartsPerThousand(
        defective_share,
        review=summed(reviews),
        false_alarms=summed([(good_parts, _estimate(wilson(good.ng, good.total)))]),
        misses=summed([(bad_parts, _estimate(wilson(bad.ok, bad.total)))]),
        trained=trained,
    )


def summed(terms: Sequence[tuple[float, Estimate | None]]) -> Estimate | None:
    """The weighted sum of independent estimates, weights 0 or more; None if one is missing.

    The interval recovers the variances from those of the terms (Zou and Donner, "Construction of confidence limits
    about effect measures", Statistics in Medicine, 2008), so that one term alone keeps its own.
    """
    total = below = above = 0.0
    for weight, term in terms:
        if term is None or term.low is None or term.high is None:
            return None
        total += weight * term.value
        below += (weight * (term.value - term.low)) ** 2
        above += (weight * (term.high - term.value)) ** 2
    return Estimate(total, total - sqrt(below), total + sqrt(above))


def _estimate(rate: Rate | None) -> Estimate | None:
    return None if rate is None else Estimate(rate.value, rate.low, rate.high)
