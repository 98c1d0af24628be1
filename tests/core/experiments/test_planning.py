from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import SettingError, TrainingError
from core.experiments.planning import cells_of, settings_of
from core.experiments.subjects import Subject
from core.experiments.systems import ISU_GAN, OF_PAPER, systems_of
from core.training.settings import PRESET_NAMES, preset


def test_the_systems_of_the_tables() -> None:
    assert [system.name for system in systems_of("table2")] == [
        "unet",
        "resunet++",
        "cyclegan",
        "dcgan",
        "isu-gan",
    ]
    assert [system.name for system in systems_of("table3")] == [
        "default",
        "skip",
        "involution",
        "se",
        "isu-gan",
    ]
    assert [system.repairs for system in systems_of("table2")] == [False, False, True, True, True]
    assert [system.whole_half for system in systems_of("table2")] == [True, True, True, True, False]
    assert [system.name for system in systems_of("table2", ["isu-gan", "unet"])] == ["unet", "isu-gan"]
    with pytest.raises(SettingError, match="default"):
        systems_of("table2", ["default"])


@pytest.mark.parametrize("name", PRESET_NAMES)
def test_isu_gan_is_the_preset_with_the_papers_discriminators(name: str) -> None:
    paper = preset(name, seed=2, masks=0, network={"judge": "patchgan", "difference": False})
    assert settings_of(ISU_GAN, name, {"seed": 2}) == paper
    assert settings_of(ISU_GAN, name, {"seed": 2, "masks": 5, "network": {"judge": "critic"}}) == paper


def test_the_parts_are_those_of_the_row() -> None:
    on = {
        system.name: [part for part in ("skip", "involution", "se") if settings.network.model_dump()[part]]
        for system in systems_of("table3")
        for settings in [settings_of(system, "paper", {"network": {"se": False, "base": 8}})]
    }
    assert on == {
        "default": [],
        "skip": ["skip"],
        "involution": ["involution"],
        "se": ["se"],
        "isu-gan": ["skip", "involution", "se"],
    }


def test_systems_without_a_warm_up_train_as_many_steps() -> None:
    unet, _, cyclegan, dcgan, _ = systems_of("table2")
    changes = {"warm_up_steps": 25, "steps_per_epoch": 10, "epochs": 4, "critic": True}
    assert settings_of(cyclegan, "quick", changes).epochs == 4
    for system in (unet, dcgan):
        settings = settings_of(system, "quick", changes)
        assert (settings.epochs, settings.warm_up_steps, settings.critic) == (7, 0, False)
    assert settings_of(unet, "paper", {}).epochs == 100
    assert settings_of(unet, "quick", {}) == preset(
        "quick", masks=0, network={"kind": "unet", "judge": "patchgan", "difference": False}
    )


def test_cells_go_seed_by_seed(subjects: tuple[Subject, ...], tmp_path: Path) -> None:
    systems = systems_of("table3", ["se", "isu-gan"])
    cells = cells_of(systems, subjects, (0, 1), tmp_path, "quick", {})
    assert [(cell.seed, cell.subject.name, cell.system.name) for cell in cells] == [
        (seed, name, system)
        for seed in (0, 1)
        for name in ("Class1", "Class6")
        for system in ("se", "isu-gan")
    ]
    assert cells[-1].folder == tmp_path / "cells" / "Class6" / "isu-gan" / "seed-1"
    assert len({cell.folder for cell in cells}) == 8
    with pytest.raises(TrainingError, match="speed"):
        cells_of(systems, subjects, (0,), tmp_path, "quick", {"speed": 9})


def test_both_tables_have_the_same_isu_gan(subjects: tuple[Subject, ...], tmp_path: Path) -> None:
    first, second = (
        cells_of(systems_of(table, ["isu-gan"]), subjects, (0,), tmp_path, "quick", {}) for table in OF_PAPER
    )
    assert [cell.identity for cell in first] == [cell.identity for cell in second]
    assert [cell.folder for cell in first] == [cell.folder for cell in second]
