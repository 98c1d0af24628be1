"""What each calibration policy would choose on a score table, and what that costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.errors import CalibrationError
from core.evaluation.cut_figures import CutFigures, cut_figures
from core.evaluation.rates import Estimate
from core.evaluation.score_table import ScoreTable
from core.inspection.calibration import MANUAL
from core.inspection.choosing import choose_cuts
from core.inspection.cuts import Cuts
from core.inspection.policy import Policy, parse_policy
from core.language import Later, later


@dataclass(frozen=True)
class Prices:
    """What 1,000 parts are reckoned by.

    Attributes:
        defective_share: the share of defective parts that is assumed, 0..1.
        false_alarm, miss: the price of one each, in any unit.
    """

    defective_share: float
    false_alarm: float = 1.0
    miss: float = 20.0


@dataclass(frozen=True)
class PolicyCost:
    """One policy on one score table.

    Attributes:
        policy: as the command line takes it.
        title, meaning: for people, the second in one sentence.
        cuts: what it chooses; None where it cannot.
        figures: what these do to all images of the table; None without cuts.
        cost: the price of 1,000 parts; None without cuts, or where no image of a label was judged.
        reason: why there are no cuts; "" where there are.
    """

    policy: str
    title: str | Later
    meaning: str | Later
    cuts: Cuts | None
    figures: CutFigures | None
    cost: Estimate | None
    reason: str | Later = ""


def policy_costs(table: ScoreTable, policies: Sequence[str], prices: Prices) -> tuple[PolicyCost, ...]:
    """Try policies, written as on the command line, on the images of `table` that the model was not trained on.

    The figures count all images of the table, as those of every other pair of cuts do.

    Raises:
        CalibrationError: one of `policies` is none.
    """
    return tuple(_tried(table, text, prices) for text in policies)


def cost_of(
    table: ScoreTable, cuts: Cuts, prices: Prices, policy: str, title: str | Later, meaning: str | Later
) -> PolicyCost:
    """The same of cuts that are known already."""
    figures = cut_figures(table, cuts, prices.defective_share)
    cost = figures.parts.cost(prices.false_alarm, prices.miss)
    return PolicyCost(policy, title, meaning, cuts, figures, cost)


def describe(policy: Policy) -> tuple[Later, Later]:
    """What to call a policy, and what it does in one sentence."""
    if policy.kind == "far":
        percent = f"{100 * policy.rate:g} %"
        return (
            later("Calibrate", "At most {percent} false alarms", percent=percent),
            later(
                "Calibrate", "The most defects with at most {percent} of the good images NG.", percent=percent
            ),
        )
    if policy.kind == "cost":
        price = f"{policy.false_alarm_cost:g} : {policy.miss_cost:g}"
        return (
            later("Calibrate", "Lowest cost, {price}", price=price),
            later(
                "Calibrate",
                "False alarms and defects that are not NG, priced {price}, among these very images; the column is of "
                "1,000 parts, and lets a review cost nothing.",
                price=price,
            ),
        )
    return {
        "best-f1": (
            later("Calibrate", "Best F1"),
            later("Calibrate", "The best balance of precision and recall."),
        ),
        "no-miss": (
            later("Calibrate", "No known defect missed"),
            later("Calibrate", "The fewest false alarms with every known defect NG."),
        ),
        "good-only": (
            later("Calibrate", "Good images only"),
            later("Calibrate", "Above the spread of the good images, whatever the defects look like."),
        ),
    }[policy.kind]


def policy_title(text: str) -> str | Later:
    """What to call the policy that a calibration names."""
    if text == MANUAL:
        return later("Calibrate", "Set by hand")
    try:
        return describe(parse_policy(text))[0]
    except CalibrationError:  # of another version
        return text


def _tried(table: ScoreTable, text: str, prices: Prices) -> PolicyCost:
    policy = parse_policy(text)
    title, meaning = describe(policy)
    try:
        cuts = choose_cuts(*table.held_out(), policy)
    except CalibrationError as error:
        return PolicyCost(text, title, meaning, None, None, None, error.shown[0])
    return cost_of(table, cuts, prices, text, title, meaning)
