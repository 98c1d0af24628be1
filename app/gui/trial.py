"""A window that tries itself on the demo, a short training and a folder: what `isugan doctor --window` runs."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psutil
from PySide6.QtCore import QCoreApplication, QObject, QSettings, QTimer

from app.gui.main_window import MainWindow
from app.gui.views.train.run_row import State
from core.training.settings import TrainingSettings, preset
from core.words import number_of
from resources import DEMO_IMAGES

STEPS = 20
PATIENCE_SECONDS = 300
"""A part that takes longer has failed."""
LOOK_MS = 20

Wait = Callable[[], bool]


@dataclass(frozen=True)
class Tried:
    """One part of the trial.

    Attributes:
        name: what was tried.
        ok: it came to its end.
        seconds: it took.
        detail: what came out, or why it failed.
    """

    name: str
    ok: bool
    seconds: float
    detail: str

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return asdict(self)


class TrialError(Exception):
    """A part of the trial did not come to its end."""


def settings() -> TrainingSettings:
    """The quick preset, but 20 steps."""
    half = STEPS // 2
    return preset("quick", warm_up_steps=half, epochs=1, steps_per_epoch=STEPS - half)


def keep_apart(folder: Path) -> None:
    """Let the window keep its settings in `folder`, away from the user's. Before there is a `Settings`."""
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder))


class Trial(QObject):
    """Uses a window as a user would, part after part, then closes it.

    Args:
        window: shown a moment ago.
        project: a folder for a project, which is made there.
        images: a dataset to train on, and to inspect with the outcome.
    """

    def __init__(self, window: MainWindow, project: Path, images: Path) -> None:
        super().__init__(window)
        self.results: list[Tried] = []
        self._window = window
        self._part, self._began = "Window", psutil.Process().create_time()
        self._model = Path()
        self._course = self._whole_job(project, images)
        self._wait: Wait = lambda: True
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(LOOK_MS)

    def _whole_job(self, project: Path, images: Path) -> Iterator[Wait]:
        window = self._window
        yield lambda: window.windowHandle() is not None and window.windowHandle().isExposed()
        self._note(QCoreApplication.applicationVersion())
        yield from self._demo()
        yield from self._import(project, images)
        yield from self._training()
        yield from self._folder(images)

    def _demo(self) -> Iterator[Wait]:
        self._start("Demo")
        self._window.open_demo()
        yield from self._inspected(DEMO_IMAGES)

    def _import(self, project: Path, images: Path) -> Iterator[Wait]:
        self._start("Import")
        window = self._window
        session, page = window.project, window.dataset.import_page
        session.create(project)
        yield lambda: session.is_open and not window.runner.jobs
        window.add_images([images])
        yield page.review.isVisible
        number = len(page.plan.samples())
        page.accepted.emit(page.plan, None)
        yield lambda: page.isHidden() and not window.runner.jobs
        self._note(f"{number_of(number, 'image')} into a project")

    def _training(self) -> Iterator[Wait]:
        self._start("Training")
        window = self._window
        window.show_view("train")
        setup = window.train.setup
        setup.form.set_settings(settings())
        setup.propose_name()
        yield window.actions_registry["train_start"].isEnabled
        window.actions_registry["train_start"].trigger()
        yield lambda: bool(window.training.rows)
        yield lambda: not window.training.alive and not window.runner.jobs
        (row,) = window.training.rows
        if row.state is not State.DONE or row.model is None:
            raise TrialError(row.error or window.banner.text or f"the run is {row.state}")
        self._model = row.model
        self._note(f"{STEPS} steps")

    def _folder(self, images: Path) -> Iterator[Wait]:
        self._start("Folder")
        self._window.open_model(self._model)
        self._window.open_paths([images], inspect_now=True)
        yield from self._inspected(images)

    def _inspected(self, folder: Path) -> Iterator[Wait]:
        window, session = self._window, self._window.session
        yield lambda: any(entry.path.is_relative_to(folder) for entry in session.store.entries)
        yield lambda: session.pending_count == 0 and not window.runner.jobs
        entries = session.store.entries
        unread = [entry.path.name for entry in entries if entry.error]
        if unread:
            raise TrialError(f"not inspected: {', '.join(unread)}")
        verdicts = Counter(str(entry.verdict) for entry in entries)
        counts = ", ".join(f"{count} {verdict}" for verdict, count in sorted(verdicts.items()))
        self._note(f"{number_of(len(entries), 'image')}: {counts}")

    def _start(self, part: str) -> None:
        self._part, self._began = part, time.time()

    def _note(self, detail: str) -> None:
        self.results.append(Tried(self._part, True, time.time() - self._began, detail))

    def _look(self) -> None:
        try:
            if self._wait():
                self._wait = next(self._course)
            elif time.time() - self._began > PATIENCE_SECONDS:
                told = self._window.banner.text or self._window.train.setup.obstacle
                raise TrialError(f"not done after {PATIENCE_SECONDS} s. {told}".strip())
        except StopIteration:
            self._end()
        except Exception as error:  # noqa: BLE001 - whatever is broken here is what is looked for
            self.results.append(Tried(self._part, False, time.time() - self._began, str(error)))
            self._end()

    def _end(self) -> None:
        self._timer.stop()
        self._window.close()
