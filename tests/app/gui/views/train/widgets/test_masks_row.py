"""The choice of masks."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from app.gui.views.train.widgets.masks_row import NONE_YET, MasksRow
from core.training.settings import MOST_MASKS


@pytest.fixture
def masks(qtbot: QtBot) -> MasksRow:
    """With an action of its own."""
    made = MasksRow(QAction("Review"))
    qtbot.addWidget(made)
    made.show()
    return made


def test_switch_and_number(masks: MasksRow, collect: Any) -> None:
    changed = collect(masks.changed)
    masks.show_masks(17, 35, 0)
    assert masks.text.text() == "17 of 35 defective training images have a mask."
    assert (masks.use.isChecked(), masks.most.isEnabled(), masks.review.isVisible()) == (False, False, False)
    masks.use.click()
    masks.show_masks(17, 35, MOST_MASKS)
    assert masks.most.value() == 17
    masks.most.setValue(5)
    masks.show_masks(17, 35, MOST_MASKS, drawn=True)
    assert masks.text.text().endswith("Masks on images that are drawn to validate are not learnt from.")
    masks.show_masks(17, 35, 5)
    assert (masks.most.value(), masks.most.maximum(), masks.most.isEnabled()) == (5, 17, True)
    masks.most.setValue(17)
    masks.show_masks(17, 35, MOST_MASKS)
    masks.use.click()
    assert changed == [MOST_MASKS, 5, MOST_MASKS, 0]


def test_where_there_is_nothing_to_choose(masks: MasksRow) -> None:
    masks.show_masks(0, 35, MOST_MASKS)
    assert masks.text.text() == str(NONE_YET)
    assert (masks.use.isVisible(), masks.review.isVisible()) == (False, True)
    masks.show_masks(1, 35, 0, "This network learns from all of them.")
    assert (
        masks.text.text()
        == "1 of 35 defective training images has a mask. This network learns from all of them."
    )
    assert (masks.use.isVisible(), masks.review.isVisible()) == (False, False)
