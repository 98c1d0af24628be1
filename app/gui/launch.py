"""Start the window. The command line imports this only when a window is wanted."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from app.gui.collector import Collector
from app.gui.errors import Notifications
from app.gui.icons import icon
from app.gui.language import install
from app.gui.main_window import MainWindow
from app.gui.settings import Settings
from app.gui.theme import ThemeSwitch
from core import __version__

SWITCH_SECONDS = 0.001
"""How soon a computing thread hands the interpreter's lock to the window's. Python's 5 ms, waited for several times in
one repaint, would make scrolling stutter while images are imported."""


def run(
    paths: Sequence[Path] = (),
    inspect_now: bool = False,
    language: str = "",
    user: Callable[[MainWindow], object] | None = None,
) -> int:
    """Open the window and stay until it is closed.

    Args:
        paths: what to open in it: a project, a model file, images, folders, as if they were dropped on it.
        inspect_now: inspect the images as soon as a model is there.
        language: one of `app.gui.language.LANGUAGES`, for this time; empty: the one that the user chose.
        user: gets the window as soon as it is shown, to do something with it.

    Returns:
        The exit code for the process.
    """
    sys.setswitchinterval(SWITCH_SECONDS)
    existing = QCoreApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setOrganizationName("isugan")
    app.setApplicationName("isugan-inspector")
    app.setApplicationDisplayName("ISU-GAN Inspector")
    app.setApplicationVersion(__version__)
    app.setWindowIcon(icon("app", "#ffffff"))
    # Qt's loop would not give Python a chance to see Ctrl-C in the terminal.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    settings = Settings()
    install(app, language or settings.language())
    notifications = Notifications(app)
    notifications.install()
    window = MainWindow(settings, ThemeSwitch(app, settings.theme()), notifications)
    # A window that was hidden while something trained is not the last one that Qt sees closing.
    window.closed.connect(app.quit)
    window.show()
    collector = Collector(lambda: bool(window.runner.jobs), window)
    window.open_any(paths, inspect_now=inspect_now)
    if user is not None:
        user(window)
    try:
        return app.exec()
    finally:
        collector.stop()
        window.training.shutdown()
        window.runner.shutdown()
        window.project.shutdown()
        notifications.uninstall()
