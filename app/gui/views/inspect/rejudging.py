"""What is known about the images, judged by other cuts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.gui.views.inspect.store import Entry
from app.gui.views.inspect.work import Context
from core.inspection.verdict import judged_again

if TYPE_CHECKING:
    from core.inspection.calibration import Calibration


def judge_again(entries: Sequence[Entry], calibration: Calibration | None, context: Context) -> None:
    """Put a pair for each entry that is inspected: the entry, and its inspection under the cuts of `calibration`."""
    for entry in entries:
        if context.cancelled():
            return
        inspection = entry.inspection
        if inspection is not None:
            context.put((entry, judged_again(inspection, calibration)))


def same_noise(before: Calibration | None, after: Calibration | None) -> bool:
    """Whether both take the same for noise, so that what is segmented under one is so under the other."""
    return (before and before.noise_level) == (after and after.noise_level)
