"""The real window, driven without a display, and how a picture of it is taken."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tools.pictures.paper import write_picture

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

SIZE = (1280, 800)
LONG = 1200
"""Seconds after which something has gone wrong."""
TURN_MS = 20
REST_MS = 300
"""Until the last repaint is through."""


class Studio:
    """A window of 1280 x 800 in the light scheme and in English.

    Args:
        home: where the window keeps its settings and its cache; made anew.
        project: is put among what was open lately.
    """

    def __init__(self, home: Path, project: Path) -> None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        os.environ["XDG_CONFIG_HOME"] = os.environ["XDG_CACHE_HOME"] = str(home)
        shutil.rmtree(home, ignore_errors=True)
        from PySide6.QtWidgets import QApplication

        from app.gui.errors import Notifications
        from app.gui.main_window import MainWindow
        from app.gui.settings import Settings
        from app.gui.theme import ThemeSwitch

        self.app = QApplication([])
        self.app.setOrganizationName("isugan-screenshots")
        self.notifications = Notifications(self.app)
        settings = Settings()
        settings.set_reviewer("Ana")
        settings.add_recent("project", project)
        self.project = project
        self.window = MainWindow(settings, ThemeSwitch(self.app, "light"), self.notifications)
        # Its speed is that of the machine at hand: nothing for a picture.
        self.window.train.setup.estimates.start = lambda: None  # type: ignore[method-assign]
        self.window.resize(*SIZE)
        self.window.show()

    def close(self) -> None:
        """End the window as the program's end does."""
        self.window.close()
        self.window.runner.shutdown()
        self.window.project.shutdown()

    def open_project(self) -> None:
        """Have the project open."""
        self.window.open_project(self.project)
        self.until(lambda: self.window.project.is_open)
        self.settle()

    def open_model(self, path: Path) -> None:
        """Have a model open."""
        self.window.open_model(path)
        self.until(lambda: self.window.session.model is not None)
        self.settle()

    def act(self, name: str) -> None:
        """Trigger an action of the registry, and let what follows from it be done."""
        self.window.actions_registry[name].trigger()
        self.settle()

    def settle(self) -> None:
        """Nothing is on its way any more."""
        edits = self.window.project._edits
        self.until(lambda: not self.window.runner.jobs and not (edits and edits.busy))

    def until(self, condition: Callable[[], bool]) -> None:
        """Let the window work until `condition` holds.

        Raises:
            TimeoutError: it does not for a very long time.
        """
        end = time.monotonic() + LONG
        # Asked once a turn: what follows from a job that has ended may hold no more when it is asked again.
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError("what the picture shows does not come")
            self.rest(TURN_MS)

    def rest(self, milliseconds: int) -> None:
        """Let the window's events be handled for so long, by a loop that sleeps between them.

        One that never does, as `QTest.qWait` has it, is a window that always computes, and jobs stand back for it.
        """
        from PySide6.QtCore import QEventLoop, QTimer

        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def take(self, name: str, part: QWidget | None = None, height: int = -1) -> None:
        """Write the picture `name` of `part`, or of the whole window; with `height` of its upper part alone."""
        from PySide6.QtCore import QRect

        self.settle()
        self.rest(REST_MS)
        shown = part or self.window
        rect = QRect(0, 0, shown.width(), height if height > 0 else shown.height())
        write_picture(name, lambda path: shown.grab(rect).save(str(path), "PNG"))
