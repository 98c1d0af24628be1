"""The rows of the ablation: one thing less than everything."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from core.datasets.dataset import Label, Split
from core.errors import DatasetError
from core.experiments.planning import cells_of, settings_of
from core.experiments.subjects import Subject, all_of, split_for, subjects_in, surfaces_in
from core.experiments.systems import systems_of
from core.training.settings import preset

PLUS, *VARIANTS = systems_of("ablation")
WANTED: dict[str, dict[str, Any]] = {
    "no-evidence": {"second_evidence": False},
    "no-gate": {"gate": False},
    "no-photos": {"photo_weight": 0},
    "no-pasting": {"pasted_share": 0},
    "no-difference": {"network": {"difference": False}},
    "no-critic": {"network": {"judge": "patchgan"}},
    "no-warm-up": {"warm_up_steps": 0, "epochs": 6},
    "no-game": {"epochs": 0},
    "mean-patches": {"worst_share": 1},
    "no-averaging": {"averaging": 0},
    "no-turns": {"turns": "off"},
    "no-margin": {"preprocess": {"margin": 0}},
    "good-only": {},
    "masks-0": {"masks": 0},
    "masks-5": {"masks": 5},
    "masks-10": {"masks": 10},
    "masks-20": {"masks": 20},
    "masks-all": {"masks": 100_000},
    "paper-game": {
        "network": {"judge": "patchgan", "difference": False},
        "critic": False,
        "synthetic_weight": 0,
        "worst_share": 1,
        "warm_up_steps": 0,
        "epochs": 6,
    },
}
ALL: dict[str, Any] = {
    "network": {"base": 8, "judge": "critic", "difference": True},
    "preprocess": {"margin": 16, "width": 64, "height": 64},
    "averaging": 0.99,
    "turns": "on",
    "worst_share": 0.1,
    "critic": True,
    "second_evidence": True,
    "gate": True,
    "warm_up_steps": 25,
    "steps_per_epoch": 10,
    "epochs": 3,
    "masks": 7,
}


def test_each_row_takes_one_thing_away() -> None:
    assert [system.name for system in VARIANTS] == list(WANTED)
    assert settings_of(PLUS, "quick", ALL) == preset("quick", **ALL)
    for system in VARIANTS:
        changes = {**ALL, **WANTED[system.name]}
        for nested in ("network", "preprocess"):
            changes[nested] = {**ALL[nested], **WANTED[system.name].get(nested, {})}
        assert settings_of(system, "quick", ALL) == preset("quick", **changes), system.name


def test_everything_is_on_whatever_the_preset() -> None:
    settings = settings_of(PLUS, "paper", {"warm_up_steps": 5})
    assert settings.network.criticises
    assert (settings.critic, settings.second_evidence, settings.warm_up_steps) == (True, True, 5)


def test_rows_that_are_the_same_share_a_training(subjects: tuple[Subject, ...], tmp_path: Path) -> None:
    cells = cells_of(systems_of("ablation"), subjects[:1], (0, 1), tmp_path, "quick", {"masks": 5})
    shared = {
        (cell.system.name, cell.seed): cell.lender.system.name for cell in cells if cell.lender is not None
    }
    assert shared["masks-5", 0] == shared["masks-5", 1] == "isugan-plus"
    assert ("good-only", 0) not in shared
    lent = next(cell for cell in cells if cell.system.name == "masks-5")
    assert lent.run == tmp_path / "cells" / "Class1" / "isugan-plus" / "seed-0" / "run"
    assert lent.folder == tmp_path / "cells" / "Class1" / "masks-5" / "seed-0"


def test_all_rows_see_the_training_half_as_it_is(classes_root: Path) -> None:
    (surface,) = surfaces_in(classes_root, (1,))
    assert (surface.name, surface.title, surface.dagm_class) == ("Class1", "Class1", None)
    whole = split_for(PLUS, surface, 0)
    assert whole == (surface.dataset, ())
    good_only = next(system for system in VARIANTS if system.good_only)
    dataset, notes = split_for(good_only, surface, 0)
    assert notes == ("trained and calibrated on good images alone",)
    assert dataset.counts() == {
        Split.TRAIN: {Label.GOOD: 6},
        Split.TEST: {Label.GOOD: 6, Label.DEFECTIVE: 4},
    }


def test_a_synthetic_surface_is_called_as_its_folder(classes_root: Path) -> None:
    alone = surfaces_in(classes_root / "Class6")
    assert [(one.name, one.texture, one.dagm_class) for one in alone] == [("Class6", "weave", None)]
    both = surfaces_in(classes_root)
    assert [one.name for one in both] == ["Class1", "Class6"]
    assert all_of([both[:1], alone]) == (both[0], *alone)
    with pytest.raises(DatasetError, match="both called Class6"):
        all_of([both, surfaces_in(classes_root / "Class6")])
    assert subjects_in(classes_root)[0].dagm_class == 1
