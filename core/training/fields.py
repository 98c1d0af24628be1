"""The settings one by one, nested ones too: for a form, for what differs between two runs, and as a command."""

from __future__ import annotations

import os
import shlex
import subprocess
import types
from dataclasses import dataclass
from functools import cache
from json import dumps
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from core.training.settings import PRESET_NAMES, Group, TrainingSettings, preset

Kind = Literal["switch", "choice", "choices", "whole", "number", "text"]
_UNITS = {
    "network.base": "channels",
    "network.blocks": "blocks",
    "network.involution_kernel": "px",
    "network.involution_group": "channels",
    "preprocess.width": "px",
    "preprocess.height": "px",
    "preprocess.bits16": "bits",
    "preprocess.tile": "px",
    "preprocess.overlap": "px",
}
"""Of settings whose models are not only training's."""
_MOST = {
    "network.se_reduction": 256,
    "network.involution_reduction": 256,
    "network.involution_group": 256,
    "preprocess.width": 16_384,
    "preprocess.height": 16_384,
    "preprocess.tile": 16_384,
    "preprocess.overlap": 8_192,
}
"""Where these models have no upper bound, what a form offers at most."""
_BOUNDS = ("ge", "gt", "le")


@dataclass(frozen=True)
class SettingField:
    """One setting, as a form needs it.

    Attributes:
        name: with a dot where it is nested: `network.base`. As `--set` of the command line takes it.
        group: where it is shown.
        kind: `switch` (bool), `choice` (one of `choices`), `choices` (any number of them), `whole` or `number`.
        description: a help text, lower case, without a full stop.
        unit: "" for a pure number.
        minimum, maximum: of numbers; None for the other kinds.
        above_minimum: whether the value must be larger than `minimum`, not only as large.
        choices: of `choice` and `choices`.
        optional: whether None is a value ("as it is").
        default: the paper preset's.
    """

    name: str
    group: Group
    kind: Kind
    description: str
    unit: str
    minimum: float | None
    maximum: float | None
    above_minimum: bool
    choices: tuple[Any, ...]
    optional: bool
    default: Any


@cache
def fields() -> tuple[SettingField, ...]:
    """Every setting of a run, in the order of the model; `preset` is no setting but where they start from."""
    found: list[SettingField] = []
    defaults = values(TrainingSettings())
    for name, info in TrainingSettings.model_fields.items():
        if name == "preset":
            continue
        extra = info.json_schema_extra
        assert isinstance(extra, dict)
        group: Any = extra["group"]
        if isinstance(info.annotation, type) and issubclass(info.annotation, BaseModel):
            for inner, inner_info in info.annotation.model_fields.items():
                path = f"{name}.{inner}"
                found.append(_field(path, inner_info, group, _UNITS.get(path, ""), defaults[path]))
        else:
            found.append(_field(name, info, group, str(extra["unit"]), defaults[name]))
    return tuple(found)


def values(settings: TrainingSettings) -> dict[str, Any]:
    """All settings by their dotted names, `preset` among them."""
    flat: dict[str, Any] = {}
    for name, value in settings.model_dump().items():
        if isinstance(value, dict):
            flat |= {f"{name}.{inner}": below for inner, below in value.items()}
        else:
            flat[name] = value
    return flat


def diff(a: TrainingSettings, b: TrainingSettings) -> dict[str, tuple[Any, Any]]:
    """The settings in which two runs differ, by their dotted names: the value of `a` and that of `b`."""
    one, two = values(a), values(b)
    return {name: (one[name], two[name]) for name in one if one[name] != two[name]}


def command_line(settings: TrainingSettings, dataset: Path, out: Path, resume: bool = False) -> str:
    """The command that trains the same, for a terminal of this system.

    Args:
        dataset: the folder of images, or of the project.
        out: the run's folder.
        resume: go on with the run there, which has its own settings.
    """
    words = ["isugan", "train", str(dataset), "--out", str(out)]
    if resume:
        words.append("--resume")
    else:
        name = settings.preset if settings.preset in PRESET_NAMES else "paper"
        words += ["--preset", name]
        for setting, (_, value) in diff(preset(name), settings).items():
            words += ["--set", f"{setting}={value if isinstance(value, str) else dumps(value)}"]
    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)


def _field(name: str, info: FieldInfo, group: Group, unit: str, default: Any) -> SettingField:
    annotation, optional = _without_none(info.annotation)
    kind, choices = _kind(annotation)
    low, high, above = _range(info)
    high = _MOST.get(name) if high is None else high
    return SettingField(
        name, group, kind, info.description or "", unit, low, high, above, choices, optional, default
    )


def _without_none(annotation: Any) -> tuple[Any, bool]:
    if get_origin(annotation) in (Union, types.UnionType):
        kinds = [part for part in get_args(annotation) if part is not type(None)]
        return kinds[0], len(kinds) < len(get_args(annotation))
    return annotation, False


def _kind(annotation: Any) -> tuple[Kind, tuple[Any, ...]]:
    if annotation is bool:
        return "switch", ()
    if annotation is int:
        return "whole", ()
    if annotation is float:
        return "number", ()
    if get_origin(annotation) is Literal:
        return "choice", get_args(annotation)
    if get_origin(annotation) is tuple:
        return "choices", get_args(get_args(annotation)[0])
    return "text", ()


def _range(info: FieldInfo) -> tuple[float | None, float | None, bool]:
    found = {kind: getattr(rule, kind) for rule in info.metadata for kind in _BOUNDS if hasattr(rule, kind)}
    return found.get("gt", found.get("ge")), found.get("le"), "gt" in found
