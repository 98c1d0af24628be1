"""What the learning curve says, in a sentence: whether to wait, to be patient or to stop."""

from __future__ import annotations

import math
from collections.abc import Sequence

from core.language import Later, later, later_n
from core.training.events import Validated

EARLY_GREY_LEVELS = 16.0
"""A repair that changes good pictures by more than this, root mean square, has not learnt to leave them alone."""
CHANCE = 0.6
"""An image AUROC below which a model hardly tells good from defective."""


def curve_text(history: Sequence[Validated], patience: int = 0) -> Later | str:
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
        return later(
            "Train",
            "The repair still changes good pictures by {levels} grey levels: too early to judge",
            levels=f"{levels:.0f}",
        )
    best = next((v for v in reversed(history) if v.best), history[0])
    waited = last.epoch - best.epoch
    if best.auroc < CHANCE:
        auroc = f"{best.auroc:.2f}"
        return later("Train", "Good and defective are hardly told apart yet (AUROC {auroc})", auroc=auroc)
    if waited > 0:
        place = later("Train", "at epoch {epoch}", epoch=str(best.epoch))
        return _waited(waited, patience, place if best.epoch else later("Train", "after the warm-up"))
    if len(history) == 1:
        return later("Train", "First figures; the next epoch shows where it goes")
    return later("Train", "Still improving")


def _waited(waited: int, patience: int, place: Later) -> Later:
    if not patience:
        return later_n(
            "Train",
            waited,
            "Best so far {place}; no improvement for {n} epoch",
            "Best so far {place}; no improvement for {n} epochs",
            place=place,
        )
    return later_n(
        "Train",
        patience,
        "Best so far {place}; no improvement for {waited} of {n} epoch",
        "Best so far {place}; no improvement for {waited} of {n} epochs",
        place=place,
        waited=waited,
    )
