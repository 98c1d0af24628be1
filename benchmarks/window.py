"""A real window to measure, and rows of a table."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.gui.collector import Collector
from app.gui.errors import Notifications
from app.gui.launch import SWITCH_SECONDS
from app.gui.main_window import MainWindow
from app.gui.settings import Settings
from app.gui.theme import ThemeSwitch
from benchmarks.heartbeat import Heartbeat, wait


@contextmanager
def real_window(scratch: Path) -> Iterator[tuple[MainWindow, Heartbeat]]:
    """The window as `app.gui.launch` opens it, with settings of its own in `scratch`; closed afterwards."""
    os.environ["XDG_CONFIG_HOME"] = str(scratch / "config")
    sys.setswitchinterval(SWITCH_SECONDS)
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setOrganizationName("isugan-benchmark")
    notifications = Notifications(app)
    notifications.install()
    window = MainWindow(Settings(), ThemeSwitch(app, "light"), notifications)
    window.resize(1280, 800)
    window.show()
    collector = Collector(lambda: bool(window.runner.jobs), window)
    beat = Heartbeat()
    wait(lambda: window.isActiveWindow() or not beat.longest > 1, 5, "the window")
    try:
        yield window, beat
    finally:
        beat.stop()
        collector.stop()
        window.training.shutdown()
        window.close()
        window.runner.shutdown()
        window.project.shutdown()
        notifications.uninstall()


def memory(what: str) -> float:
    """Memory of this process in MB, `VmRSS` now or `VmHWM` at its peak; 0 where the system does not say."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(what)), 0.0)


def say(what: str, value: str, bound: str = "") -> None:
    """One row of the table."""
    print(f"| {what} | {value} | {bound} |", flush=True)
