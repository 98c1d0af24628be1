"""Whether a window can open. Qt starts in a process of its own: a plugin that aborts must not end it all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from app.cli.checks.check import Check

TIMEOUT_SECONDS = 60
PROBE_OPTION = "--qt-probe"


def window_system() -> Iterator[Check]:
    """Start Qt without a display, then on the display there is."""
    found, error = _probe("offscreen")
    if found is None:
        way_out = "Install it again; on Linux also: apt install libegl1 libgl1 libxkbcommon0 libdbus-1-3"
        yield Check("Qt", "fail", f"does not start: {error}", way_out)
        return
    yield Check("Qt", "ok", f"{found['version']}, starts without a display")
    if not _has_display():
        way_out = "Commands work; for the window, log in to a desktop or set DISPLAY."
        yield Check("Display", "warn", "none", way_out)
        return
    found, error = _probe("")
    if found is None:
        way_out = "On Linux: apt install libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxkbcommon-x11-0"
        yield Check("Display", "warn", f"the window cannot open: {error}", way_out)
    else:
        yield Check("Display", "ok", f"platform {found['platform']}")


def qt_probe() -> dict[str, str]:
    """What the other process does: start Qt on the platform that the environment names; tell which it is."""
    core, gui = import_module("PySide6.QtCore"), import_module("PySide6.QtGui")
    application = gui.QGuiApplication([])
    return {"version": core.qVersion(), "platform": application.platformName()}


def _probe(platform: str) -> tuple[dict[str, Any] | None, str]:
    """Answer of a probe on `platform` ("" = the machine's own), or None and what it complained of."""
    start = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "app.cli.main"]
    environment = dict(os.environ)
    root = str(Path(__file__).resolve().parents[3])
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, [root, environment.get("PYTHONPATH", "")]))
    if platform:
        environment["QT_QPA_PLATFORM"] = platform
    try:
        run = subprocess.run(
            [*start, "doctor", PROBE_OPTION],
            env=environment,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None, f"no answer within {TIMEOUT_SECONDS} s"
    if run.returncode == 0:
        try:
            answer: dict[str, Any] = json.loads(run.stdout)
            return answer, ""
        except ValueError:
            pass
    complaint = (run.stderr.strip() or run.stdout.strip()).splitlines()
    return None, complaint[0] if complaint else f"ended with code {run.returncode}"


def _has_display() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
