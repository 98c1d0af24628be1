"""A run's log: one JSON document a line, complete on disk however the run ends."""

from __future__ import annotations

import json
import time
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any

from core.training.events import Event, Preview


class JsonLines:
    """Writes every event but previews (pictures) to a file; a resumed run appends to the same one."""

    def __init__(self, path: Path, *, append: bool) -> None:
        self._stream = path.open("a" if append else "w", encoding="utf-8")

    def __call__(self, event: Event) -> None:
        """Write one event with its time (seconds since 1970) and kind."""
        if isinstance(event, Preview):
            return
        document = {"time": round(time.time(), 3), "event": type(event).__name__, **_plain(event)}
        self._stream.write(json.dumps(document, default=str) + "\n")
        # A killed run must not lose more than it has lost anyway.
        self._stream.flush()

    def close(self) -> None:
        """Close the file."""
        self._stream.close()


def _plain(event: Event) -> dict[str, Any]:
    assert is_dataclass(event)
    return {
        key: round(value, 6)
        if isinstance(value, float)
        else _rounded(value)
        if isinstance(value, dict)
        else value
        for key, value in asdict(event).items()
    }


def _rounded(values: dict[str, Any]) -> dict[str, Any]:
    return {key: round(value, 6) if isinstance(value, float) else value for key, value in values.items()}
