"""One JSON document as a file, whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from core.files import write_atomically


def write_json(path: Path, document: Any) -> None:
    """Write `document` in ASCII, so that names of files that are no UTF-8 survive.

    Raises:
        OSError: the folder cannot be written, or the disk is full; an older file is then untouched.
        ValueError: a number that is not finite.
    """
    text = json.dumps(document, indent=1, allow_nan=False)
    with write_atomically(path, durable=False) as temporary:
        temporary.write_text(text, encoding="ascii")
