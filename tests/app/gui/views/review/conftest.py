"""A project whose images are inspected, in a session and in a window."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.gui.main_window import MainWindow
from app.gui.project.session import ProjectSession
from app.gui.views.review.session import ReviewSession
from core.datasets.dataset import Label, Sample, Split
from core.images.write import write_png
from core.inspection.result import Inspection, Verdict
from core.project import records
from core.project.images import import_images, read_new_images
from core.project.project import Project

Settle = Callable[[], None]
LONG = 30_000
"""Milliseconds: the first comparison loads a large library."""
SCORES = (0.1, 0.31, 0.95, 0.45, 0.62, 0.33)
"""Of the images 1 to 6. With the cuts 0.3 and 0.6 the queue is 2, 5, 6, 4, 3."""


@pytest.fixture(scope="session")
def _reviewable(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("review")
    with Project.create(root / "p.isugan") as project:
        paths = [root / "bilder" / f"{number}.png" for number in range(1, 7)]
        for number, path in enumerate(paths):
            write_png(path, np.full((24, 32), 30 * number, np.uint8))
        import_images(project, [Sample(path, Label.UNLABELLED, Split.UNASSIGNED) for path in paths])
        read_new_images(project)
        model = records.add_model(project, "m", root / "m.safetensors")
        from tests.app.gui.conftest import defect

        records.record_inspections(
            project,
            model,
            [
                Inspection(
                    *(path, 32, 24, score, verdict(score), 0.3, 0.6, 0.4, 0.3),
                    *((defect(10, 10, 6.0),) if score >= 0.3 else (), 0.1, 0.1),
                )
                for path, score in zip(paths, SCORES, strict=True)
            ],
        )
    return root


def verdict(score: float) -> Verdict:
    return Verdict.NG if score >= 0.6 else Verdict.REVIEW if score >= 0.3 else Verdict.OK


@pytest.fixture
def reviewable(_reviewable: Path, tmp_path: Path) -> Path:
    """A copy of the project, beside copies of its images."""
    shutil.copytree(_reviewable, tmp_path / "work")
    return tmp_path / "work" / "p.isugan"


@pytest.fixture
def review(qtbot: QtBot, session: ProjectSession, reviewable: Path) -> ReviewSession:
    """Ana's review, the first image shown."""
    made = ReviewSession(session, lambda: None, session)
    made.who = "Ana"
    with qtbot.waitSignal(session.opened):
        session.open(reviewable)
    with qtbot.waitSignal(made.shown):
        made.reload()
    qtbot.waitUntil(lambda: not session._runner.jobs)
    return made


@pytest.fixture
def settled(qtbot: QtBot, session: ProjectSession) -> Settle:
    """Nothing is on its way any more."""
    return lambda: qtbot.waitUntil(lambda: not session._runner.jobs and not session._edits.busy, timeout=LONG)


@pytest.fixture
def reviewing(qtbot: QtBot, window: MainWindow, reviewable: Path) -> MainWindow:
    """The window with the project open in Review."""
    window.settings.set_reviewer("Ana")
    window.review.session.who = "Ana"
    window.open_project(reviewable)
    qtbot.waitUntil(lambda: window.project.is_open)
    with qtbot.waitSignal(window.review.session.shown):
        window.show_view("review")
    quiet(qtbot, window)
    return window


def quiet(qtbot: QtBot, window: Any) -> None:
    """Wait until nothing is on its way."""
    qtbot.waitUntil(lambda: not window.runner.jobs and not window.project._edits.busy, timeout=LONG)


@pytest.fixture
def wait_quiet(qtbot: QtBot, reviewing: MainWindow) -> Settle:
    """Nothing is on its way in the window."""
    return lambda: quiet(qtbot, reviewing)
