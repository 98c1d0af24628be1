"""Leave one family out: the recipe without a family, tested with defects of that family."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

from core.datasets.dataset import Dataset, Label, Sample, Split
from core.datasets.recipe.names import FamilyName
from core.errors import DatasetError
from core.experiments.cells import Cell
from core.experiments.family_images import family_samples
from core.experiments.planning import settings_of
from core.experiments.subjects import Subject, split_for
from core.experiments.systems import System
from core.training.settings import TrainingSettings
from core.words import number_of

WHOLE = "all-families"
"""Folder of the run that nothing is left out of: one for all families."""


def family_cells(
    systems: Sequence[System],
    surfaces: Sequence[Subject],
    families: Sequence[FamilyName],
    seeds: Sequence[int],
    out: Path,
    preset_name: str,
    changes: Mapping[str, Any],
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[Cell, ...]:
    """A column for each family on each surface: trained on good images alone, tested with the good test images and as
    many with a defect of that family. These are drawn into `OUT/defects`; what is there is not drawn again.

    Args:
        progress: hears of defects drawn and defects in all.

    Raises:
        TrainingError: see `settings_of` and `family_samples`.
        DatasetError: a surface has no good image to test with; nothing was written.
        OSError: the defects cannot be written.
    """
    # Made first: a setting out of its range writes nothing.
    settings = {
        (system, family, seed): _settings(system, family, preset_name, {**changes, "seed": seed})
        for system, family, seed in product(systems, families, seeds)
    }
    bits16 = next(iter(settings.values())).preprocess.bits16
    halves = [
        (seed, surface, *_good(systems[0], surface, seed)) for seed, surface in product(seeds, surfaces)
    ]
    total = len(families) * sum(len(dataset.select(split=Split.TEST)) for _, _, dataset, _ in halves)
    done = 0

    def drawn() -> None:
        nonlocal done
        done += 1
        progress(done, total)

    cells = []
    for seed, surface, dataset, notes in halves:
        cells_folder, folder = out / "cells" / surface.name, out / "defects" / surface.name / f"seed-{seed}"
        samples = family_samples(dataset, families, seed, folder, bits16, drawn)
        lenders: dict[System, Cell] = {}
        for family, system in product(families, systems):
            subject = Subject(f"{surface.name}/{family}", surface.dataset, None, surface.texture, family)
            place = cells_folder / family / system.name / f"seed-{seed}"
            of_family = _with(dataset, samples[family])
            its_notes = (*notes, *_fewer(of_family))
            cell = Cell(
                system, subject, settings[system, family, seed], place, of_family, its_notes, made=folder
            )
            if not system.leaves_out:
                lender = Cell(
                    system, surface, cell.settings, cells_folder / WHOLE / f"seed-{seed}", dataset, notes
                )
                cell = replace(cell, lender=lenders.setdefault(system, lender))
            cells.append(cell)
    return tuple(cells)


def _settings(
    system: System, family: FamilyName, preset_name: str, changes: Mapping[str, Any]
) -> TrainingSettings:
    settings = settings_of(system, preset_name, changes)
    if not system.leaves_out:
        return settings
    left_out = tuple(dict.fromkeys((*settings.left_out, family)))
    return settings_of(system, preset_name, {**changes, "left_out": left_out})


def _good(system: System, surface: Subject, seed: int) -> tuple[Dataset, tuple[str, ...]]:
    """The surface's good images, as they are split."""
    dataset, notes = split_for(system, surface, seed)
    good = replace(dataset, samples=dataset.select(label=Label.GOOD))
    if not good.select(split=Split.TEST):
        raise DatasetError(
            f"{dataset.root} has no good image to test with.", "Add some to its test split.", dataset.root
        )
    return good, notes


def _with(dataset: Dataset, samples: Sequence[Sample]) -> Dataset:
    return replace(dataset, samples=(*dataset.samples, *samples))


def _fewer(dataset: Dataset) -> tuple[str, ...]:
    good, defective = (
        len(dataset.select(split=Split.TEST, label=label)) for label in (Label.GOOD, Label.DEFECTIVE)
    )
    if good == defective:
        return ()
    without = number_of(good - defective, "good test image")
    return (f"{without} of {good} cannot be read, or no defect of the family can be seen on it",)
