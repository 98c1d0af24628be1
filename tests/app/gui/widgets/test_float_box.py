"""Numbers as people write them."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QValidator
from pytestqt.qtbot import QtBot

from app.gui.widgets.float_box import FloatBox


@pytest.fixture
def box(qtbot: QtBot) -> FloatBox:
    """For tiny numbers."""
    made = FloatBox(scientific=True)
    qtbot.addWidget(made)
    made.setRange(1e-9, 1.0)
    return made


def test_tiny_numbers_are_written_with_a_power_of_ten(box: FloatBox) -> None:
    box.setValue(2e-4)
    assert box.text() == "2e-4"
    box.stepBy(1)
    assert box.value() == pytest.approx(2.1e-4)


def test_others_end_without_zeros(box: FloatBox) -> None:
    box.scientific = False
    assert [box.textFromValue(v) for v in (0.04, 1.0, 0.0)] == ["0.04", "1", "0"]


def test_what_is_typed_is_judged(box: FloatBox) -> None:
    state = QValidator.State
    typed = {"3.5e-5": state.Acceptable, "0,5": state.Acceptable, "2e-": state.Intermediate}
    typed |= {"7": state.Intermediate, "two": state.Invalid}
    assert {text: box.validate(text, 0)[0] for text in typed} == typed
    assert box.valueFromText("0,5") == 0.5
