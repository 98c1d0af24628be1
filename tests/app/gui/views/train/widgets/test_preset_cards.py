"""The presets as cards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.gui.views.train.widgets.preset_cards import Estimate, PresetCards
from core.training.settings import PRESET_NAMES


@pytest.fixture
def cards(qtbot: QtBot) -> PresetCards:
    """The cards with *Standard* chosen."""
    made = PresetCards()
    qtbot.addWidget(made)
    made.resize(860, 180)
    made.choose("standard")
    made.show()
    qtbot.waitExposed(made)
    return made


def test_there_is_a_card_for_every_preset(cards: PresetCards) -> None:
    assert tuple(cards.cards) == PRESET_NAMES


@pytest.mark.parametrize(
    ("estimate", "text"),
    [
        (Estimate(900), "about 15 min, measured on this machine"),
        (Estimate(measuring=True), "measuring…"),
        (Estimate(reason="too few images"), "not measured: too few images"),
        (Estimate(), "not measured"),
    ],
)
def test_an_estimate_says_where_it_comes_from(cards: PresetCards, estimate: Estimate, text: str) -> None:
    cards.set_estimate("quick", estimate)
    assert cards.cards["quick"].estimate.text() == text
    assert text in cards.cards["quick"].accessibleDescription()


def test_a_click_chooses_once(qtbot: QtBot, cards: PresetCards, collect: Callable[[Any], list[Any]]) -> None:
    seen = collect(cards.chosen)
    for _ in range(2):
        qtbot.mouseClick(cards.cards["quick"], Qt.MouseButton.LeftButton)
    assert seen == ["quick"]
    assert cards.current == "quick"
    assert [name for name, card in cards.cards.items() if card.isChecked()] == ["quick"]


def test_arrow_keys_choose_the_neighbour(
    qtbot: QtBot, cards: PresetCards, collect: Callable[[Any], list[Any]]
) -> None:
    seen = collect(cards.chosen)
    qtbot.keyClick(cards.cards["standard"], Qt.Key.Key_Right)
    qtbot.keyClick(cards.cards["paper"], Qt.Key.Key_Down)
    qtbot.keyClick(cards.cards["quick"], Qt.Key.Key_Left)
    assert seen == ["paper", "quick", "paper"]
    assert cards.cards["paper"].focusPolicy() == Qt.FocusPolicy.StrongFocus
    assert cards.cards["quick"].focusPolicy() == Qt.FocusPolicy.ClickFocus


def test_a_choice_by_the_program_is_silent(cards: PresetCards, collect: Callable[[Any], list[Any]]) -> None:
    seen = collect(cards.chosen)
    cards.choose("paper")
    cards.choose("mine")
    assert seen == []
    assert cards.current == ""


def test_cards_stand_under_each_other_where_it_is_narrow(qtbot: QtBot, cards: PresetCards) -> None:
    first, second = list(cards.cards.values())[:2]
    assert first.y() == second.y()
    cards.resize(400, 400)
    qtbot.waitUntil(lambda: second.y() > first.y())
    assert first.x() == second.x()
