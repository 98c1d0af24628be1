"""Which keys an action has, and who loses one."""

from __future__ import annotations

import pytest

from app.gui.action_spec import ActionSpec
from app.gui.actions import ACTIONS
from app.gui.shortcuts.keymap import MOST_KEYS, Keymap, portable

SPECS = (
    ActionSpec("open", "Open", "File", ("Ctrl+O",)),
    ActionSpec("redo", "Redo", "Edit", ("Ctrl+Y", "Ctrl+Shift+Z")),
    ActionSpec("good", "Good", "Dataset", ("G",), scope="dataset"),
    ActionSpec("grid", "Grid", "Dataset", ("T",), scope="dataset"),
    ActionSpec("go", "Go", "Train", ("G",), scope="train"),
    ActionSpec("plain", "Plain", "Train", (), scope="train"),
)


@pytest.fixture
def keymap() -> Keymap:
    return Keymap(SPECS)


def held(keymap: Keymap) -> dict[str, tuple[str, ...]]:
    return {spec.name: keymap.keys(spec.name) for spec in SPECS}


def test_at_first_each_action_has_what_it_comes_with(keymap: Keymap) -> None:
    assert held(keymap) == {spec.name: spec.keys for spec in SPECS}
    assert keymap.chosen == {}


@pytest.mark.parametrize(
    ("name", "key", "holders"),
    [
        ("grid", "G", ["good"]),
        ("plain", "G", ["go"]),
        ("plain", "T", []),
        ("plain", "ctrl+o", ["open"]),
        ("open", "G", ["good", "go"]),
        ("good", "G", []),
    ],
)
def test_two_actions_meet_in_one_view_and_everywhere(
    keymap: Keymap, name: str, key: str, holders: list[str]
) -> None:
    assert [spec.name for spec in keymap.holders(name, key)] == holders


def test_a_key_that_is_taken_leaves_its_owner_and_comes_back_with_a_reset(keymap: Keymap) -> None:
    keymap.assign("grid", ["G"])
    assert keymap.keys("good") == ()
    assert keymap.keys("go") == ("G",)
    assert keymap.is_changed("good")
    assert keymap.chosen == {"grid": ("G",)}
    keymap.reset("grid")
    assert held(keymap) == {spec.name: spec.keys for spec in SPECS}


def test_a_key_that_was_chosen_can_be_taken_too(keymap: Keymap) -> None:
    keymap.assign("grid", ["F5", "F6"])
    keymap.assign("open", ["F5"])
    assert keymap.keys("grid") == ("F6",)
    keymap.reset("open")
    assert keymap.keys("grid") == ("F6",)


def test_a_reset_takes_nothing_that_was_given_away(keymap: Keymap) -> None:
    keymap.assign("good", ["F5"])
    keymap.assign("grid", ["G"])
    keymap.reset("good")
    assert (keymap.keys("good"), keymap.keys("grid")) == ((), ("G",))
    # Chosen on purpose, it is taken back.
    keymap.assign("good", ["G"])
    assert (keymap.keys("good"), keymap.keys("grid")) == (("G",), ())


def test_what_was_there_anyway_is_no_choice(keymap: Keymap) -> None:
    keymap.assign("good", ["F5"])
    keymap.assign("good", ["G"])
    keymap.assign("redo", ["ctrl+y", "Shift+Ctrl+Z"])
    assert keymap.chosen == {}


def test_an_action_can_be_without_a_key(keymap: Keymap) -> None:
    keymap.assign("open", [])
    assert keymap.keys("open") == ()
    assert keymap.chosen == {"open": ()}
    keymap.reset_all()
    assert keymap.keys("open") == ("Ctrl+O",)


def test_what_was_stored_comes_back_without_what_makes_no_sense() -> None:
    chosen = {
        "grid": ["G", "G", "", "F5", "F6", "F9"],
        "gone": ["F7"],
        "redo": ["no key at all"],
        "good": ["F8"],
    }
    keymap = Keymap(SPECS, chosen)
    assert keymap.chosen == {"grid": ("G", "F5", "F6"), "redo": (), "good": ("F8",)}
    assert Keymap(SPECS, keymap.chosen).chosen == keymap.chosen


@pytest.mark.parametrize("seed", range(5))
def test_no_two_actions_that_meet_ever_share_a_key(seed: int) -> None:
    keymap = Keymap(ACTIONS)
    names = [spec.name for spec in ACTIONS]
    for step in range(200):
        name = names[(7919 * (step + 1) * (seed + 3)) % len(names)]
        if step % 5 == 4:
            keymap.reset(name)
        else:
            keymap.assign(name, [f"F{1 + (step * (seed + 1)) % 9}", "GDUTVS"[step % 6]])
    shared = [(n, k) for n in names for k in keymap.keys(n) if keymap.holders(n, k)]
    assert shared == []
    assert keymap.chosen == Keymap(ACTIONS, keymap.chosen).chosen


def test_keys_of_the_registry_are_spelt_as_they_are_compared() -> None:
    assert [s.name for s in ACTIONS if tuple(map(portable, s.keys)) != s.keys] == []
    assert [s.name for s in ACTIONS if len(s.keys) > MOST_KEYS] == []


@pytest.mark.parametrize(
    ("text", "key"), [("ctrl+o", "Ctrl+O"), ("?", "?"), ("Return", "Return"), ("", ""), ("no key", "")]
)
def test_one_spelling(text: str, key: str) -> None:
    assert portable(text) == key
