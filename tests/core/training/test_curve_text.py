"""What learning curves say, for curves made by hand."""

from __future__ import annotations

import pytest

from core.language import english
from core.training.curve_text import curve_text
from core.training.events import Validated


def curve(*aurocs: float, mse: float = 20.0, start: int = 0) -> list[Validated]:
    found, best = [], -1.0
    for epoch, auroc in enumerate(aurocs, start):
        found.append(Validated(epoch, auroc, 1.0, mse, False, auroc > best))
        best = max(best, auroc)
    return found


@pytest.mark.parametrize(
    ("history", "patience", "text"),
    [
        ([], 0, ""),
        (curve(0.8), 0, "First figures; the next epoch shows where it goes"),
        (curve(0.8, 0.85, 0.9), 0, "Still improving"),
        (curve(0.8, 0.9, 0.85), 0, "Best so far at epoch 1; no improvement for 1 epoch"),
        (curve(0.8, 0.7, 0.9, 0.8, 0.8, 0.85), 0, "Best so far at epoch 2; no improvement for 3 epochs"),
        (curve(0.9, 0.8, 0.8), 0, "Best so far after the warm-up; no improvement for 2 epochs"),
        (curve(0.8, 0.9, 0.85, 0.85), 5, "Best so far at epoch 1; no improvement for 2 of 5 epochs"),
        (curve(0.8, 0.7, 0.9), 5, "Still improving"),
        (
            curve(0.8, 0.9, mse=32.0**2),
            0,
            "The repair still changes good pictures by 32 grey levels: too early to judge",
        ),
        (curve(0.5, 0.55), 0, "Good and defective are hardly told apart yet (AUROC 0.55)"),
        (curve(0.55, 0.4, 0.5), 0, "Good and defective are hardly told apart yet (AUROC 0.55)"),
        (curve(0.9, 0.8, start=1), 0, "Best so far at epoch 1; no improvement for 1 epoch"),
    ],
)
def test_curves_by_hand(history: list[Validated], patience: int, text: str) -> None:
    assert english(curve_text(history, patience)) == text
