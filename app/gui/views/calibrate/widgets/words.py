"""Figures as people read them. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.language import later, tr

if TYPE_CHECKING:
    from core.evaluation.rates import Estimate, Rate

NO_FIGURE = "–"
"""Stands where there is no number."""

TRAINED = later("Calibrate", "includes training images")
"""The badge on a figure that is too good."""


def percent(share: float) -> str:
    """`92.3 %`; below 1 % and above 99 % one digit more, where it matters most."""
    value = 100 * share
    if share in (0, 1):
        return f"{value:.0f} %"
    return f"{value:.2f} %" if value < 1 or value > 99 else f"{value:.1f} %"


def between(low: str, high: str) -> str:
    """From where to where."""
    return tr("Calibrate", "{low} to {high}", low=low, high=high)


def rate_value(rate: Rate | None) -> str:
    """The share itself."""
    return NO_FIGURE if rate is None else percent(rate.value)


def rate_interval(rate: Rate | None) -> str:
    """From where to where it may lie."""
    if rate is None:
        return ""
    return between(percent(rate.low).removesuffix(" %"), percent(rate.high))


def rate_counts(rate: Rate | None) -> str:
    """What the share is made of."""
    if rate is None:
        return tr("Calibrate", "nothing to count")
    return tr("Calibrate", "{k} of {n}", k=rate.k, n=rate.n)


def number(estimate: Estimate | None) -> str:
    """An expected number of parts, or a cost."""
    return NO_FIGURE if estimate is None else _number(estimate.value)


def number_interval(estimate: Estimate | None) -> str:
    """From where to where it may lie."""
    if estimate is None or estimate.low is None or estimate.high is None:
        return ""
    return between(_number(estimate.low), _number(estimate.high))


def area(name: str, estimate: Estimate) -> str:
    """`AUROC 0.987 [0.975, 0.995]`: an area under a curve with its interval, where there is one."""
    if estimate.low is None or estimate.high is None:
        return f"{name} {estimate.value:.3f}"
    return f"{name} {estimate.value:.3f} [{estimate.low:.3f}, {estimate.high:.3f}]"


def trained_help(images: int) -> str:
    """What the badge means."""
    return tr(
        "Calibrate",
        "The model was trained on {images} of the images counted here, so that the figure is too good. Calibrate on "
        "images that it has not seen.",
        images=images,
    )


def _number(value: float) -> str:
    if value == 0:
        return "0"
    return f"{value:.2f}" if abs(value) < 10 else f"{value:,.1f}" if abs(value) < 1000 else f"{value:,.0f}"
