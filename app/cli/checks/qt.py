"""Whether a window can open. Qt starts in a process of its own: a plugin that aborts must not end it all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
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
    if not has_display():
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
    answer, error = ask([PROBE_OPTION], {"QT_QPA_PLATFORM": platform} if platform else {}, TIMEOUT_SECONDS)
    return (answer if isinstance(answer, dict) else None), error


def ask(options: Sequence[str], environment: Mapping[str, str], timeout: float) -> tuple[Any, str]:
    """What `isugan doctor` says with `options`, in a process of its own; None and why it says nothing.

    Args:
        options: hidden ones, with which it prints JSON.
        environment: variables to set.
        timeout: seconds to wait for it.
    """
    start = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "app.cli.main"]
    root = str(Path(__file__).resolve().parents[3])
    found = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH", "")]))
    try:
        run = subprocess.run(
            [*start, "doctor", *options],
            env={**os.environ, "PYTHONPATH": found, **environment},
            capture_output=True,
            text=True,
            errors="replace",
            timeout=timeout,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None, f"no answer within {timeout:.0f} s"
    if run.returncode == 0:
        try:
            return json.loads(run.stdout), ""
        except ValueError:
            pass
    complaint = (run.stderr.strip() or run.stdout.strip()).splitlines()
    return None, complaint[0] if complaint else f"ended with code {run.returncode}"


def has_display() -> bool:
    """Whether there is a screen to open a window on."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
