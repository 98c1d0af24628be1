"""One policy as the table shows it. Draws nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.gui.views.calibrate.widgets.words import NO_FIGURE, number, number_interval, rate_value
from core.inspection.policy import parse_policy
from core.language import later, tr

if TYPE_CHECKING:
    from core.evaluation.policy_costs import PolicyCost

FALSE_ALARMS, MISSED = later("Calibrate", "False alarms"), later("Calibrate", "Missed")
COLUMNS = (
    later("Calibrate", "Policy"),
    later("Calibrate", "Setting"),
    FALSE_ALARMS,
    MISSED,
    later("Calibrate", "To review"),
    later("Calibrate", "Cost"),
    later("Calibrate", "Review from"),
    later("Calibrate", "NG from"),
)
TIPS = (
    later("Calibrate", "How the cuts are chosen"),
    later("Calibrate", "What this policy is asked for"),
    later("Calibrate", "Share of the good images that are NG"),
    later("Calibrate", "Share of the defective images that are OK"),
    later("Calibrate", "Parts of 1,000 that somebody has to look at"),
    later("Calibrate", "Of 1,000 parts, in units of one false alarm"),
    later("Calibrate", "Scores from here on go to review"),
    later("Calibrate", "Scores from here on are NG"),
)
SAMPLES = ("", "0,000 : 00,000", "00.00 %", "00.00 %", "000.0", "00,000", "0.0000", "0.0000")
"""The widest text of each column but the first."""

POLICY, SETTING = 0, 1


@dataclass(frozen=True)
class Setting:
    """The figure that a policy lets the user choose.

    Attributes:
        before, after: what stands around it.
        low, high, step: its range and the step of its arrows.
    """

    name: str
    value: float
    before: str
    after: str
    low: float
    high: float
    step: float


def kind_of(policy: str) -> str:
    """What stays of a policy's id when its setting changes."""
    return policy.partition("=")[0]


def setting_of(policy: str) -> Setting | None:
    """What can be chosen of a policy; None: nothing."""
    kind = kind_of(policy)
    if kind == "far":
        rate = 100 * parse_policy(policy).rate
        return Setting(tr("Calibrate", "Most false alarms in percent"), rate, "", " %", 0.0, 99.99, 0.5)
    if kind == "cost":
        alarm = parse_policy(policy).false_alarm_cost
        name, before = tr("Calibrate", "Cost of a miss"), f"{alarm:g} : "
        return Setting(name, parse_policy(policy).miss_cost, before, "", 0.01, 99_999.0, 1.0)
    return None


def with_setting(policy: str, value: float) -> str:
    """The id of the policy with another figure."""
    # Not as 1e-04, which no command line reads.
    figure = f"{value / 100 if kind_of(policy) == 'far' else value:.4f}".rstrip("0").rstrip(".")
    if kind_of(policy) == "far":
        return f"far={figure}"
    return f"cost={parse_policy(policy).false_alarm_cost:g}:{figure}"


def texts(cost: PolicyCost) -> tuple[str, ...]:
    """A text for each of `COLUMNS`; the setting's is empty, for it has a control."""
    figures, cuts = cost.figures, cost.cuts
    if figures is None or cuts is None:
        title = tr("Calibrate", "{policy} (not possible)", policy=cost.title)
        return (title, "", *([NO_FIGURE] * (len(COLUMNS) - 2)))
    return (
        str(cost.title),
        "",
        rate_value(figures.rate(FALSE_ALARMS.english)),
        rate_value(figures.rate(MISSED.english)),
        number(figures.parts.review),
        number(cost.cost),
        f"{cuts.review:.4f}",
        f"{cuts.ng:.4f}",
    )


def tip(cost: PolicyCost) -> str:
    """What the policy does, what it costs with its interval, or why it is not possible."""
    parts = [str(cost.meaning), str(cost.reason)]
    if interval := number_interval(cost.cost):
        parts.append(
            tr(
                "Calibrate",
                "Cost of 1,000 parts: {cost}, 95 % interval {interval}.",
                cost=number(cost.cost),
                interval=interval,
            )
        )
    return "\n".join(part for part in parts if part)
