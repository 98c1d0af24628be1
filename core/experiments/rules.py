"""Why an image's score is what it is: rules on what was measured, in a fixed order; the first that fits is the cause.

They explain; nothing is detected by them, and no threshold here has any effect on a score or a verdict.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from core.experiments.measures import DefectFigures, PeakFigures, reach

LEFT = 2 / 3
"""Share of a defect's contrast that is still in the repair from which it counts as left."""
CHANGED = 2.0
"""So many times the change elsewhere is a change: a defect that changed by more was not left, but done otherwise."""
MARKED = 0.5
"""Mean probability of a defect inside the label from which a network marks it."""
ELSEWHERE = 0.01
"""Share of the windows elsewhere that reach the defect's from which the map shows as much there."""
OVERLAP = 0.05
"""Share of the good images that score as high from which no cut tells a defective one apart."""
NEAR = 0.1
"""Distance from the cut, as a share of it, up to which a score is only just on its side."""
FARTHER_IN = 2 / 3
"""Share of the score that the windows within the picture stay below where its border is the cause."""
ERROR = 1.5
"""Times those of good images, of repair error and of the picture's median 1 - SSIM, from which a texture counts as not
reproduced. Where it is only stronger than theirs, or in some places, the first alone is large."""
SPOT = 3.0
"""Standard deviations by which a window's brightness stands out."""
VISIBLE = 0.5
"""Times the usual grain of a window that its brightness must stand out by at least, to be seen as a spot."""
COARSE = 1.5
"""Times the usual grain of a window: an edge, or coarser grain."""
FLAT = 0.5
"""Times the usual grain below which a place is flat: SSIM compares little more than noise there."""


class Kind(StrEnum):
    """What is counted."""

    FOUND = "found"
    SMALL = "too small for the window"
    FAINT = "faint"
    UNMARKED = "not marked"
    LEFT = "left as it was"
    ELSEWHERE = "as much elsewhere"
    OVERLAP = "good images score as high"
    BORDER = "at the picture's border"
    SPOT = "bright or dark spot of the part"
    EDGE = "edge or coarse grain of the part"
    FLAT = "flat place"
    TEXTURE = "texture not reproduced"
    NEAR = "near the cut"
    NONE = "no single cause"


class Reason(NamedTuple):
    """A cause, and what was measured, in one line."""

    kind: Kind
    line: str


class Usual(NamedTuple):
    """Medians of good images: `error` and `shown` as in `PeakFigures`."""

    error: float
    shown: float


def reason_of_defect(
    found: DefectFigures | None,
    score: float,
    cut: float | None,
    good_scores: Sequence[float],
    *,
    repairs: bool,
) -> Reason:
    """Why a defective image scores low.

    Args:
        found: None without a label's pixels: the rules that need them are left out.
        cut: from which an image is called defective; None without calibration.
        good_scores: of the good test images.
        repairs: whether the network repairs, or only marks.
    """
    reason = found and _at_the_label(found, cut, repairs=repairs)
    reason = reason or _by_the_scores(found, score, cut, good_scores, repairs=repairs)
    if found is not None and cut is not None and score >= cut > found.peak:
        return Reason(reason.kind, f"{reason.line}; NG for another place")
    return reason


def _by_the_scores(
    found: DefectFigures | None,
    score: float,
    cut: float | None,
    good_scores: Sequence[float],
    *,
    repairs: bool,
) -> Reason:
    reached = score if found is None else found.peak
    as_high = sum(good >= reached for good in good_scores) / len(good_scores) if good_scores else 0.0
    if as_high >= OVERLAP:
        done = "" if found is None else "repaired, but " if repairs else "marked, but "
        return Reason(
            Kind.OVERLAP,
            f"{done}{as_high:.0%} of the good images score as much as its place ({reached:.3f}) or more",
        )
    if (reason := _near(score, cut)) is not None:
        return reason
    if found is None:
        return Reason(Kind.NONE, f"no single cause: there is no mask to measure at; score {score:.3f}")
    return Reason(
        Kind.NONE,
        f"no single cause: window at the defect {found.peak:.3f}, as high in {found.as_high:.1%} of the others; "
        f"changed by {found.change:.1f} levels, elsewhere by {found.change_elsewhere:.1f}",
    )


def _at_the_label(found: DefectFigures, cut: float | None, *, repairs: bool) -> Reason | None:
    side = found.window
    if cut is not None and found.peak >= cut and found.as_high < ELSEWHERE:
        return Reason(Kind.FOUND, f"found: {found.peak:.3f} at the defect, the cut is {cut:.3f}")
    if cut is not None and found.area < side * side and found.shown >= cut > found.peak:
        return Reason(
            Kind.SMALL,
            f"too small to weigh: the map shows {found.shown:.3f} in the label's {found.area} px, but at most "
            f"{found.peak:.3f} as the mean of a window of {side} x {side} px; the cut is {cut:.3f}",
        )
    if (
        found.usual_level is not None
        and found.usual_grain is not None
        and found.level <= found.usual_level
        and found.grain <= found.usual_grain
    ):
        return Reason(
            Kind.FAINT,
            f"faint: it differs from its surroundings by {found.level:.1f} grey levels and by {found.grain:.1f} in "
            f"grain; a quarter of the texture does by {found.usual_level:.1f} and {found.usual_grain:.1f}",
        )
    if not repairs:
        if found.shown < MARKED:
            return Reason(
                Kind.UNMARKED,
                f"the network does not mark it: mean probability {found.shown:.3f} inside the label, "
                f"{found.shown_elsewhere:.3f} elsewhere",
            )
    elif found.kept >= LEFT and found.change <= CHANGED * found.change_elsewhere:
        return Reason(
            Kind.LEFT,
            f"the repair left the defect as it was: mean change inside the label {found.change:.1f} levels, elsewhere "
            f"{found.change_elsewhere:.1f}; {min(found.kept, 1):.0%} of its contrast is still there",
        )
    if found.as_high >= ELSEWHERE:
        what = "repaired" if repairs else "marked"
        return Reason(
            Kind.ELSEWHERE,
            f"{what}, but the map shows as much elsewhere: {found.as_high:.1%} of the other windows reach the "
            f"{found.peak:.3f} at the defect",
        )
    return None


def reason_of_good(found: PeakFigures, score: float, cut: float | None, usual: Usual | None) -> Reason:
    """Why a good image scores high. What is peculiar to the place of its score goes before what holds for all of it.

    Args:
        usual: None of a network that repairs nothing.
    """
    if found.border < reach(found.window) and found.farther_in <= FARTHER_IN * score:
        return Reason(
            Kind.BORDER,
            f"at the picture's border: {score:.3f} there, farther in at most {found.farther_in:.3f}{_also(found)}",
        )
    if _is_spot(found):
        return Reason(
            Kind.SPOT,
            f"a {_tone(found)} spot of the part itself at {found.x}, {found.y}: {abs(found.level):.1f} levels from its "
            f"surroundings; the picture's windows differ by {found.usual_level:.1f}",
        )
    if found.grain >= COARSE * found.usual_grain:
        return Reason(
            Kind.EDGE,
            f"an edge or coarse grain of the part itself at {found.x}, {found.y}: local contrast {found.grain:.1f} "
            f"levels, the picture's {found.usual_grain:.1f}",
        )
    if usual is not None and found.grain <= FLAT * found.usual_grain:
        return Reason(
            Kind.FLAT,
            f"a flat place at {found.x}, {found.y}, where SSIM compares little but noise: local contrast "
            f"{found.grain:.1f} levels, the picture's {found.usual_grain:.1f}",
        )
    if usual is not None and usual.error and usual.shown:
        error, shown = found.error / usual.error, found.shown / usual.shown
        if min(error, shown) >= ERROR:
            return Reason(
                Kind.TEXTURE,
                f"the texture was not reproduced: repair error {found.error:.1f}, {error:.1f} times the median of good "
                f"images, the highest place left out, and in half of the picture {shown:.1f} times their 1 - SSIM",
            )
    if (reason := _near(score, cut)) is not None:
        return reason
    return Reason(
        Kind.NONE,
        f"no single cause: {score:.3f} at {found.x}, {found.y}, local contrast {found.grain:.1f} levels (the picture's "
        f"{found.usual_grain:.1f}), repair error {found.error:.1f}",
    )


def _also(found: PeakFigures) -> str:
    if not _is_spot(found):
        return ""
    return f"; the part is {abs(found.level):.1f} levels {_tone(found)}er there"


def _is_spot(found: PeakFigures) -> bool:
    return abs(found.level) >= max(SPOT * found.usual_level, VISIBLE * found.usual_grain)


def _tone(found: PeakFigures) -> str:
    return "bright" if found.level > 0 else "dark"


def _near(score: float, cut: float | None) -> Reason | None:
    if cut is None or abs(score - cut) > NEAR * cut:
        return None
    side = "above" if score >= cut else "below"
    return Reason(Kind.NEAR, f"only just {side} the cut: {score:.3f}, the cut is {cut:.3f}")
