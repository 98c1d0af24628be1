"""Sessions on the stand-in engine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.gui.jobs import JobRunner
from app.gui.views.inspect import session as module
from app.gui.views.inspect.session import InspectSession

MODEL = Path("model.safetensors")


@pytest.fixture
def reported() -> list[BaseException]:
    """Failures that reached the notices."""
    return []


@pytest.fixture
def session(
    qtbot: QtBot, engine: Any, reported: list[BaseException], monkeypatch: pytest.MonkeyPatch
) -> Iterator[InspectSession]:
    """A session on the stand-in engine."""
    monkeypatch.setattr(module, "REFRESH_MS", 20)
    runner = JobRunner(reported.append)
    made = InspectSession(runner, engine, runner)
    yield made
    engine.inspector.gate.set()
    runner.shutdown()
    made._refresh.stop()
    runner.deleteLater()


@pytest.fixture
def ready(qtbot: QtBot, session: InspectSession, images: Path) -> InspectSession:
    """With a model and nine files, one of them broken."""
    with qtbot.waitSignal(session.model_changed):
        session.open_model(MODEL)
    with qtbot.waitSignal(session.files_changed):
        session.open_paths([images])
    return session
