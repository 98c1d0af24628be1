"""The same model on the same images: the list shows what was found before, and nothing is computed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.gui.engine import LoadedModel
from app.gui.jobs import JobRunner
from app.gui.views.inspect.keeping import results_place
from app.gui.views.inspect.session import InspectSession
from tests.app.gui.conftest import FakeEngine

MODEL = Path("model.safetensors")


class WithFile(FakeEngine):
    """Its models are files, as far as results go."""

    def load(self, path: Path) -> LoadedModel:
        """Named after the file."""
        return replace(super().load(path), sha256=path.stem)


@pytest.fixture
def engine() -> WithFile:
    """In place of the one whose models are in no file."""
    return WithFile()


def idle(session: InspectSession) -> bool:
    return not session._jobs and not session._refresh.isActive() and not session._runner.jobs


def start(qtbot: QtBot, runner: JobRunner, engine: WithFile, images: Path, place: Path) -> InspectSession:
    session = InspectSession(runner, engine, runner)
    session.results_place = lambda: place
    session.open_paths([images])
    session.open_model(MODEL)
    qtbot.waitUntil(lambda: session.model is not None and len(session.store) == 9 and idle(session))
    return session


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where results are kept."""
    return tmp_path / "kept" / "results.sqlite"


@pytest.fixture
def begun(qtbot: QtBot, session: InspectSession, engine: WithFile, images: Path, place: Path) -> JobRunner:
    """A runner whose first session has inspected all."""
    runner: JobRunner = session._runner
    first = start(qtbot, runner, engine, images, place)
    first.inspect_all()
    qtbot.waitUntil(lambda: idle(first))
    assert len(engine.inspector.inspected) == 8
    return runner


def test_the_list_shows_kept_results(
    qtbot: QtBot, begun: JobRunner, engine: WithFile, images: Path, place: Path
) -> None:
    again = start(qtbot, begun, engine, images, place)
    assert [entry.path.name for entry in again.store.entries if entry.pending] == ["z_broken_ä_🙂.png"]
    assert len(engine.inspector.inspected) == 8
    fifth = again.store[images / "img5.png"]
    assert (fifth.score, fifth.verdict, fifth.defects) == (0.05, "NG", 2)
    # Its pictures are made when it is shown, and it is no new result then.
    with qtbot.waitSignal(again.shown):
        again.show(images / "img5.png")
    assert len(engine.inspector.inspected) == 9
    qtbot.waitUntil(lambda: idle(again))


def test_a_damaged_result_is_inspected_again(
    qtbot: QtBot, begun: JobRunner, engine: WithFile, images: Path, place: Path
) -> None:
    with closing(sqlite3.connect(place)) as connection, connection:
        connection.execute("UPDATE results SET result = x'00' WHERE rowid = (SELECT min(rowid) FROM results)")
    again = start(qtbot, begun, engine, images, place)
    assert again.store.pending_count == 2
    again.inspect_all()
    qtbot.waitUntil(lambda: idle(again))
    assert len(engine.inspector.inspected) == 9


def test_a_changed_file_and_a_new_one_are_pending(
    qtbot: QtBot, begun: JobRunner, engine: WithFile, images: Path, place: Path
) -> None:
    (images / "img2.png").write_bytes(b"other")
    (images / "img1.png").rename(images / "img11.png")
    again = start(qtbot, begun, engine, images, place)
    pending = {entry.path.name for entry in again.store.entries if entry.pending}
    assert pending == {"img2.png", "img11.png", "z_broken_ä_🙂.png"}
    again.inspect_all()
    qtbot.waitUntil(lambda: idle(again))
    assert len(engine.inspector.inspected) == 10


def test_another_model_has_its_own(
    qtbot: QtBot, begun: JobRunner, engine: WithFile, images: Path, place: Path
) -> None:
    again = start(qtbot, begun, engine, images, place)
    again.open_model(Path("other.safetensors"))
    qtbot.waitUntil(lambda: again.model is not None and again.model.name == "other" and idle(again))
    assert again.store.pending_count == 9
    again.open_model(MODEL)
    qtbot.waitUntil(lambda: again.model is not None and again.model.name == "model" and idle(again))
    assert again.store.pending_count == 1


def test_a_single_image_that_was_looked_at_is_kept(
    qtbot: QtBot, session: InspectSession, engine: WithFile, images: Path, place: Path
) -> None:
    first = start(qtbot, session._runner, engine, images, place)
    with qtbot.waitSignal(first.shown):
        first.show(images / "img4.png")
    qtbot.waitUntil(lambda: idle(first))
    again = start(qtbot, session._runner, engine, images, place)
    assert [entry.path.name for entry in again.store.entries if not entry.pending] == ["img4.png"]


def test_that_nothing_can_be_kept_is_said_once(
    qtbot: QtBot,
    session: InspectSession,
    engine: WithFile,
    images: Path,
    tmp_path: Path,
    collect: Callable[[Any], list[Any]],
) -> None:
    (tmp_path / "file").write_text("x")
    told = collect(session.not_kept)
    session.results_place = lambda: tmp_path / "file" / "results.sqlite"
    session.open_paths([images])
    session.open_model(MODEL)
    qtbot.waitUntil(lambda: session.model is not None and idle(session))
    session.inspect_all()
    qtbot.waitUntil(lambda: idle(session))
    assert session.store.pending_count == 0
    assert len(told) == 1


def test_results_lie_with_the_project_where_it_may_be_written(own_home: Path, tmp_path: Path) -> None:
    project = SimpleNamespace(project=SimpleNamespace(folder=tmp_path / "p.isugan"), editable=True)
    assert results_place(project) == tmp_path / "p.isugan" / "cache" / "results.sqlite"
    project.editable = False
    assert results_place(project).is_relative_to(own_home)
    project.project = None
    assert results_place(project).name == "results.sqlite"
