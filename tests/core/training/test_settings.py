"""Presets and their changes."""

from __future__ import annotations

import pytest

from core.datasets.recipe.names import FAMILY_NAMES
from core.errors import TrainingError
from core.training.settings import PRESET_NAMES, TrainingSettings, preset


def test_paper_is_the_papers() -> None:
    s = preset("paper")
    assert (s.network.base, s.network.blocks, s.epochs, s.learning_rate, s.ssim_epochs) == (
        64,
        9,
        100,
        2e-4,
        10,
    )
    assert (s.preprocess.width, s.preprocess.height, s.crop, s.warm_up_steps) == (256, 256, 0, 0)
    assert (s.cycle_weight, s.identity_weight, s.pool_size) == (10, 5, 50)
    assert not s.preprocess.standardise
    assert s == TrainingSettings()


@pytest.mark.parametrize("name", ["quick", "standard"])
def test_presets_for_a_cpu_are_compact_warmed_up_and_at_full_resolution(name: str) -> None:
    s = preset(name)
    assert s.network.base == 32
    assert s.warm_up_steps > 0
    assert s.preprocess.width is None
    assert s.crop
    assert s.network.criticises
    assert not s.needs_defects
    assert s.preprocess.margin > 0
    assert s.averaging > 0


def test_the_papers_game_needs_defects_and_has_no_critic() -> None:
    s = preset("paper")
    assert (s.network.judge, s.averaging, s.masks, s.turns, s.preprocess.margin) == (
        "patchgan",
        0,
        0,
        "off",
        0,
    )
    assert s.epochs_with(defective=False) == 0
    assert preset("quick", network={"kind": "unet"}).network.criticises is False


def test_changes_reach_into_nested_settings() -> None:
    s = preset("standard", seed=3, network={"channels": 3}, preprocess={"channels": 3})
    assert (s.seed, s.network.channels, s.network.base, s.preprocess.standardise) == (3, 3, 32, True)
    assert preset("paper", network={"channels": 3}, preprocess={"channels": 3}).preprocess.width == 256


@pytest.mark.parametrize(
    "changes",
    [
        {"epochs": -1},
        {"crop": 50},
        {"nonsense": 1},
        {"epochs": {"x": 9}},
        {"network": {"channels": 3}},
        {"epochs": 0, "warm_up_steps": 0},
    ],
)
def test_impossible_settings_are_told_in_words(changes: dict[str, object]) -> None:
    with pytest.raises(TrainingError, match=r"[Ss]etting"):
        preset("quick", **changes)


def test_families_can_be_left_out_but_not_all() -> None:
    assert preset("quick").families == FAMILY_NAMES
    for left_out in (["scratch", "dent"], "scratch, dent"):
        s = preset("quick", left_out=left_out)
        assert s.left_out == ("scratch", "dent")
        assert s.families == tuple(name for name in FAMILY_NAMES if name not in ("scratch", "dent"))
    with pytest.raises(TrainingError, match=r"left_out.*'scratch'"):
        preset("quick", left_out=["scrach"])
    with pytest.raises(TrainingError, match="families of synthetic defects must stay"):
        preset("quick", left_out=FAMILY_NAMES)


def test_unknown_preset() -> None:
    with pytest.raises(TrainingError, match="quick, standard, paper"):
        preset("best")


def test_every_setting_has_a_help_text() -> None:
    assert all(field.description for field in TrainingSettings.model_fields.values())
    assert set(PRESET_NAMES) == {"quick", "standard", "paper"}


def test_an_unknown_setting_names_those_alike_or_else_all() -> None:
    for name, alike in (
        ("warmup_steps", "warm_up_steps"),
        ("se_reductio", "se_reduction"),
    ):
        with pytest.raises(TrainingError, match=f"There is no setting {name}") as found:
            preset("quick", **{name: 1})
        assert alike in str(found.value.way_out)
    with pytest.raises(TrainingError, match=r"There is no setting network\.bas") as found:
        preset("quick", network={"bas": 1})
    assert str(found.value.way_out) == "Use one of network.base."
    with pytest.raises(TrainingError, match="There is no setting zzz") as found:
        preset("quick", zzz=1)
    assert all(name in str(found.value.way_out) for name in ("network.base", "crop", "seed"))
