"""A run that is to be trained, and names for runs."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from core.language import tr
from core.training.settings import TrainingSettings

RUNS = "runs"
"""The folder of runs in a project."""
_UNFIT = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
LONGEST = 80


@dataclass(frozen=True)
class Plan:
    """One run that waits or trains.

    Attributes:
        name: what the user calls it.
        folder: where it is, or will be.
        project: the project's folder, whose images it learns from.
        settings: for a resumed run, those that it has.
        resume: go on from the checkpoint in `folder`.
        seconds: training time so far.
    """

    name: str
    folder: Path
    project: Path
    settings: TrainingSettings
    resume: bool = False
    seconds: float = 0.0


def free_name(preset: str, taken: Collection[str]) -> str:
    """The first of `quick-1`, `quick-2`, … that is not taken; upper and lower case are one."""
    known = {name.casefold() for name in taken}
    number = 1
    while f"{preset}-{number}".casefold() in known:
        number += 1
    return f"{preset}-{number}"


def fault_of(name: str, taken: Collection[str]) -> str:
    """Why a folder cannot be called `name` on every system, as a sentence; "" = it can."""
    if not name.strip():
        return tr("Train", "The run needs a name.")
    if found := _UNFIT.search(name):
        return tr("Train", "A name cannot have {sign} in it.", sign=repr(found.group()))
    if name != name.strip() or name.endswith(".") or name.startswith("."):
        return tr("Train", "A name cannot begin or end with a space or a dot.")
    if _RESERVED.fullmatch(name):
        return tr("Train", "{name} is a name that Windows keeps for itself.", name=name)
    if len(name) > LONGEST:
        return tr("Train", "A name has at most {most} characters.", most=LONGEST)
    if name.casefold() in {other.casefold() for other in taken}:
        return tr("Train", "There is a run {name} already.", name=name)
    return ""
