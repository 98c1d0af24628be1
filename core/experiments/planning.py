"""Which cells a table is made of, and with which settings."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from core.experiments.cells import Cell
from core.experiments.subjects import Subject, split_for
from core.experiments.systems import System
from core.training.settings import WITHOUT_GAME, TrainingSettings, preset


def cells_of(
    systems: Sequence[System],
    subjects: Sequence[Subject],
    seeds: Sequence[int],
    out: Path,
    preset_name: str,
    changes: Mapping[str, Any],
) -> tuple[Cell, ...]:
    """Every cell, seed by seed, so that a table of one seed is complete before the next is begun. Systems that are the
    same under this preset share one training.

    Args:
        changes: to the preset, for all systems; see `core.training.settings.preset`.

    Raises:
        SettingError: the preset or a change does not exist or is out of its range.
    """
    cells = []
    for seed in seeds:
        for subject in subjects:
            of_subject: list[Cell] = []
            for system in systems:
                settings = settings_of(system, preset_name, {**changes, "seed": seed})
                dataset, notes = split_for(system, subject, seed)
                folder = out / "cells" / subject.name / system.name / f"seed-{seed}"
                cell = Cell(system, subject, settings, folder, dataset, notes)
                same = (one for one in of_subject if one.settings == settings and one.dataset == dataset)
                of_subject.append(replace(cell, lender=next(same, None)))
            cells += of_subject
    return tuple(cells)


def settings_of(system: System, preset_name: str, changes: Mapping[str, Any]) -> TrainingSettings:
    """A system's settings: the preset's, changed for all, with what makes it this system.

    What only the game has is left out for systems without it, and instead of a warm-up they train as many more steps.

    Raises:
        SettingError: the preset or a change does not exist or is out of its range.
    """
    own = _merged(changes, {**system.changes, "network": system.network})
    if system.warms_up:
        return preset(preset_name, **own)
    game = preset(preset_name, **changes)
    if not system.plays:
        own = {name: value for name, value in own.items() if name not in WITHOUT_GAME}
    more = math.ceil(game.warm_up_steps / game.steps_per_epoch) if game.steps_per_epoch else 0
    return preset(preset_name, **{**own, "epochs": game.epochs + more})


def _merged(first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, Any]:
    """The second over the first; what is nested field by field."""
    nested = {
        name: {**first.get(name, {}), **value} for name, value in second.items() if isinstance(value, dict)
    }
    return {**first, **second, **nested}
