"""A run that is to be trained, and names for runs."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

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
        return "The run needs a name."
    if found := _UNFIT.search(name):
        return f"A name cannot have {found.group()!r} in it."
    if name != name.strip() or name.endswith(".") or name.startswith("."):
        return "A name cannot begin or end with a space or a dot."
    if _RESERVED.fullmatch(name):
        return f"{name} is a name that Windows keeps for itself."
    if len(name) > LONGEST:
        return f"A name has at most {LONGEST} characters."
    if name.casefold() in {other.casefold() for other in taken}:
        return f"There is a run {name} already."
    return ""
