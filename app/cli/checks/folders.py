"""Whether the program may write where it needs to."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from app.cli.checks.check import Check

GIB = 2**30
LITTLE_SPACE = 2 * GIB


def folders() -> Iterator[Check]:
    """The settings folder, the current folder and the temporary folder."""
    yield writable("Settings folder", settings_folder(), fatal=False)
    yield writable("Current folder", Path.cwd(), fatal=False)
    yield writable("Temporary folder", Path(tempfile.gettempdir()), fatal=True)


def settings_folder() -> Path:
    """Where the window keeps its settings, by the rules of `QSettings` (Windows: the registry)."""
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or home / "AppData" / "Roaming")
    if sys.platform == "darwin":
        return home / "Library" / "Preferences"
    return Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")


def writable(name: str, folder: Path, *, fatal: bool) -> Check:
    """Write and remove a file in `folder`, or in the nearest parent that exists: it would be made there."""
    place = folder
    while not place.exists() and place != place.parent:
        place = place.parent
    try:
        with tempfile.NamedTemporaryFile(dir=place, prefix=".isugan-doctor-") as stream:
            stream.write(b"isugan")
            stream.flush()
    except OSError as error:
        way_out = f"Change the permissions of {place}, or free some space."
        return Check(name, "fail" if fatal else "warn", f"{folder}: {error.strerror or error}", way_out)
    free = shutil.disk_usage(place).free
    detail = f"{folder}, writable, {free / GIB:.1f} GiB free"
    if free < LITTLE_SPACE:
        return Check(name, "warn", detail, "Free some space: a training run needs about 1 GiB.")
    return Check(name, "ok", detail)
