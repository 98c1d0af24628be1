"""What a command hands back, and the one place that turns it into text."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from app.cli.exit_codes import ExitCode


@dataclass(frozen=True)
class Outcome:
    """The end of a command.

    Attributes:
        text: printed on stdout for people; may hold several lines.
        document: printed instead with `--json`; paths, enums, dataclasses and numpy values are allowed.
        code: what the shell gets.
    """

    text: str
    document: dict[str, Any] = field(default_factory=dict)
    code: ExitCode = ExitCode.OK


def as_json(document: dict[str, Any]) -> str:
    """The document as JSON, in ASCII so that any terminal and any file name will do; NaN becomes null."""
    from pydantic_core import to_jsonable_python

    plain = to_jsonable_python(document, inf_nan_mode="null", fallback=lambda value: value.tolist())
    return json.dumps(plain, indent=2, allow_nan=False)
