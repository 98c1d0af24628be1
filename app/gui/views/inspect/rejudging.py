"""What is known about the images, judged by other cuts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.gui.engine import LoadedModel
from app.gui.views.inspect.keeping import kept_results
from app.gui.views.inspect.store import Entry
from app.gui.views.inspect.work import AreasOf, Context
from core.inspection.segment import SegmentSettings
from core.inspection.verdict import judged_again

if TYPE_CHECKING:
    from core.inspection.calibration import Calibration
    from core.inspection.result import Inspection


def judge_again(
    entries: Sequence[Entry],
    before: Calibration | None,
    after: Calibration | None,
    context: Context,
    keep: Callable[[Entry, Inspection], object] = lambda _entry, _inspection: None,
) -> None:
    """Put a pair for each entry that is inspected: the entry, and its inspection judged by `after`, or None where its
    contours may be others and it has to be inspected again. `keep` hears of those that are judged."""
    for entry in entries:
        if context.cancelled():
            return
        inspection = entry.inspection
        if inspection is None:
            continue
        if contours_stay(entry, before, after):
            judged = judged_again(inspection, after)
            keep(entry, judged)
            context.put((entry, judged))
        else:
            context.put((entry, None))


def judge_and_keep(
    entries: Sequence[Entry],
    cuts: tuple[Calibration | None, Calibration | None],
    model: LoadedModel,
    settings: SegmentSettings,
    place: Path | None,
    areas_of: AreasOf,
    context: Context,
) -> None:
    """As `judge_again` by `cuts`, before and after; kept as what `model`, which has the new ones, would find."""

    def keep(entry: Entry, inspection: Inspection) -> None:
        if entry.settings == settings:
            kept.keep(inspection)

    areas = areas_of([entry.path for entry in entries])
    with kept_results(place, model, settings, areas, lambda _not_kept: None) as kept:
        judge_again(entries, *cuts, context, keep)


def contours_stay(entry: Entry, before: Calibration | None, after: Calibration | None) -> bool:
    """Whether what was outlined under `before` is so under `after`.

    Only the guard asks the calibration, and it outlines nothing in an image that stays below the review cut.
    """
    if entry.settings is None or entry.settings.mode != "guarded":
        return True
    if before is None or after is None or entry.score is None:
        return False
    return entry.score < min(before.review_cut, after.review_cut)
