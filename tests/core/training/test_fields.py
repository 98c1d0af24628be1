"""Every setting as a form shows it, and as a command gives it."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest

from core.nets.settings import NetworkSettings
from core.training.fields import command_line, diff, fields, values
from core.training.settings import GROUPS, PRESET_NAMES, TrainingSettings, preset


def test_every_setting_has_what_a_form_needs() -> None:
    found = {field.name: field for field in fields()}
    assert set(found) == set(values(TrainingSettings())) - {"preset"}
    for field in found.values():
        assert field.description
        assert field.group in GROUPS
        assert field.kind != "text"
        assert (field.kind in ("choice", "choices")) == bool(field.choices)
        if field.kind in ("whole", "number"):
            assert field.minimum is not None
            assert field.maximum is not None
            assert (
                field.minimum
                <= (field.default if field.default is not None else field.minimum)
                <= field.maximum
            )
    assert {field.group for field in found.values()} == set(GROUPS)
    rate = found["learning_rate"]
    assert (rate.kind, rate.minimum, rate.above_minimum, rate.maximum) == ("number", 0, True, 0.1)
    assert (found["crop"].unit, found["epochs"].unit, found["preprocess.width"].unit) == (
        "px",
        "epochs",
        "px",
    )
    assert found["preprocess.width"].optional
    assert not found["preprocess.tile"].optional
    assert found["network.starred"].choices == ("up3", "fuse3", "up2", "fuse2", "up1")
    assert found["precision"].choices == ("auto", "fp32", "bf16")


def test_the_ends_of_every_range_are_what_the_model_takes() -> None:
    for field in fields():
        if field.kind not in ("whole", "number") or "." in field.name:
            continue
        assert field.maximum is not None
        for wrong in (field.maximum * 2 + 1, -1):
            with pytest.raises(ValueError, match=field.name):
                TrainingSettings.model_validate({field.name: wrong})


def test_only_what_differs_is_a_difference() -> None:
    a = preset("quick", seed=1)
    b = preset("quick", seed=2, network={"se": False})
    assert diff(a, b) == {"seed": (1, 2), "network.se": (True, False)}
    assert diff(a, a) == {}
    assert diff(preset("quick"), preset("paper"))["preprocess.width"] == (None, 256)


@pytest.mark.skipif(sys.platform == "win32", reason="quoted for another shell")
def test_a_command_names_only_what_is_not_the_presets() -> None:
    folder, run = Path("/data/a b"), Path("/runs/it's")
    assert command_line(preset("standard"), folder, run) == (
        """isugan train '/data/a b' --out '/runs/it'"'"'s' --preset standard"""
    )
    changed = preset("quick", seed=3, precision="bf16")
    assert shlex.split(command_line(changed, folder, run))[5:] == [
        *("--preset", "quick", "--set", "seed=3", "--set", "precision=bf16")
    ]
    resumed = shlex.split(command_line(changed, folder, run, resume=True))
    assert resumed == ["isugan", "train", "/data/a b", "--out", "/runs/it's", "--resume"]
    foreign = changed.model_copy(update={"preset": "mine", "network": NetworkSettings(base=8)})
    assert "--set preset=mine" in command_line(foreign, folder, run)
    assert set(PRESET_NAMES) == {"quick", "standard", "paper"}
