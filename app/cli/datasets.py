"""Read the dataset that the arguments name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from app.cli.project_use import is_project
from core.datasets.dataset import Dataset
from core.datasets.layout import recognise, restrict


def open_dataset(root: Path, layout: str | None, defect_types: Sequence[str]) -> Dataset:
    """Recognise `root`, or read it as `layout`, or as a project; with `defect_types`, keep only defects of these.

    Raises:
        DatasetError: see `core.datasets.layout`.
        ProjectError: `root` is called like a project and cannot be opened.
        click.UsageError: a layout for a project.
    """
    dataset = _of_project(root, layout) if is_project(root) else recognise(root, layout)
    return restrict(dataset, defect_types) if defect_types else dataset


def _of_project(folder: Path, layout: str | None) -> Dataset:
    if layout is not None:
        raise click.UsageError(f"--layout is for folders; {folder.name} is a project.")
    # Not at the top: the database library takes a while, and most datasets are plain folders.
    from core.project.images import dataset
    from core.project.project import Project

    with Project.open(folder) as project:
        return dataset(project)
