"""Settings of a run that is resumed: its own, which the command line may repeat but not change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import click

from core.training.settings import TrainingSettings, preset


def check_unchanged(stored: TrainingSettings, given: Mapping[str, Any]) -> None:
    """Insist that `given`, as `app.cli.commands.train.changes` makes it, says what `stored` does.

    Raises:
        SettingError: a setting that there is not, or a value out of its range.
        click.UsageError: another value.
    """
    own = stored.model_dump()
    asked = preset(stored.preset, **_merged(own, given)).model_dump()
    for name, before, after in _leaves(own, asked):
        if before != after:
            raise click.UsageError(
                f"A run that is resumed keeps its settings: {name} is {before}, not {after}. Leave it out, or give "
                "another --out for a new run."
            )


def _merged(own: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    return dict(own) | {
        name: {**own[name], **value} if isinstance(value, dict) and isinstance(own.get(name), dict) else value
        for name, value in given.items()
    }


def _leaves(own: Mapping[str, Any], asked: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    for name, before in own.items():
        if isinstance(before, dict) and isinstance(asked[name], dict):
            yield from ((f"{name}.{inner}", *values) for inner, *values in _leaves(before, asked[name]))
        else:
            yield name, before, asked[name]
