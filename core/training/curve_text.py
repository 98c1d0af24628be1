"""What the learning curve says, in a sentence: whether to wait, to be patient or to stop."""

from __future__ import annotations

import math
from collections.abc import Sequence

from core.training.events import Validated

EARLY_GREY_LEVELS = 16.0
"""A repair that changes good pictures by more than this, root mean square, has not learnt to leave them alone."""
CHANCE = 0.6
"""An image AUROC below which a model hardly tells good from defective."""


def curve_text(history: Sequence[Validated], patience: int = 0) -> str:
    """Sum the validations up, without a full stop; "" for none.

    Args:
        history: in order of epochs; `best` of each says whether it was the best until then.
        patience: epochs without improvement after which the run stops; 0 = never.
    """
    if not history:
        return ""
    last = history[-1]
    levels = math.sqrt(max(0.0, last.good_mse))
    if not levels <= EARLY_GREY_LEVELS:  # also for a figure that is not a number
        return f"The repair still changes good pictures by {levels:.0f} grey levels: too early to judge"
    best = next((v for v in reversed(history) if v.best), history[0])
    waited = last.epoch - best.epoch
    if best.auroc < CHANCE:
        return f"Good and defective are hardly told apart yet (AUROC {best.auroc:.2f})"
    if waited > 0:
        place = f"at epoch {best.epoch}" if best.epoch else "after the warm-up"
        long = f"{waited} of {patience}" if patience else str(waited)
        return (
            f"Best so far {place}; no improvement for {long} epoch{'s' if max(waited, patience) > 1 else ''}"
        )
    if len(history) == 1:
        return "First figures; the next epoch shows where it goes"
    return "Still improving"
