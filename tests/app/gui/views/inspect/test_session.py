"""The Inspect view's state on a stand-in engine: results, errors, cancels, and what replaces what."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.gui.views.inspect import session as module
from app.gui.views.inspect.session import InspectSession
from core.errors import ImageFileError, ModelFileError

MODEL = Path("model.safetensors")
Collect = Callable[[Any], list[Any]]


def path(session: InspectSession, name: str) -> Path:
    return next(e.path for e in session.store.entries if e.path.name.startswith(name))


def idle(session: InspectSession) -> bool:
    return not session._jobs and not session._refresh.isActive()


def test_model_that_cannot_be_loaded_keeps_the_old_one(
    qtbot: QtBot, ready: InspectSession, reported: list[BaseException]
) -> None:
    before = ready.model
    ready.open_model(Path("bad.safetensors"))
    qtbot.waitUntil(lambda: bool(reported))
    assert isinstance(reported[0], ModelFileError)
    assert ready.model is before


def test_folder_that_is_not_there_keeps_the_list(
    qtbot: QtBot, ready: InspectSession, reported: list[BaseException]
) -> None:
    ready.open_paths([Path("/nowhere")])
    qtbot.waitUntil(lambda: bool(reported))
    assert isinstance(reported[0], ImageFileError)
    assert len(ready.store) == 9


def test_listing_can_be_cancelled(
    qtbot: QtBot, session: InspectSession, images: Path, collect: Collect
) -> None:
    changed = collect(session.files_changed)
    session.open_paths([images])
    session._jobs["find"].cancel()
    qtbot.waitUntil(lambda: idle(session))
    assert changed == []


def test_shown_image_is_inspected_on_demand(
    qtbot: QtBot, ready: InspectSession, engine: Any, collect: Collect
) -> None:
    first = path(ready, "img3")
    shown = collect(ready.shown)
    with qtbot.waitSignals([ready.loading, ready.shown]):
        ready.show(first)
    assert shown[0].path == first
    assert shown[0].images is not None
    assert ready.store[first].inspection is not None
    qtbot.waitUntil(lambda: idle(ready))
    ready.show(first)
    assert len(shown) == 2  # at once, from the kept pictures
    assert engine.inspector.inspected == [first]


def test_broken_image_is_shown_as_such(qtbot: QtBot, ready: InspectSession) -> None:
    broken = path(ready, "z_broken")
    with qtbot.waitSignal(ready.show_failed) as failed:
        ready.show(broken)
    assert "no image" in failed.args[0].error
    assert ready.store[broken].error


def test_a_bug_in_the_engine_is_reported(
    qtbot: QtBot, session: InspectSession, reported: list[BaseException], tmp_path: Path
) -> None:
    (tmp_path / "bug1.png").write_bytes(b"")
    with qtbot.waitSignals([session.model_changed, session.opened]):
        session.open_model(MODEL)
        session.open_paths([tmp_path])
    session.show(path(session, "bug"))
    qtbot.waitUntil(lambda: bool(reported))
    assert str(reported[0]) == "a bug in the engine"
    qtbot.waitUntil(lambda: idle(session))
    session.inspect_all()
    qtbot.waitUntil(lambda: len(reported) == 2)


def test_quick_steps_show_only_the_last(
    qtbot: QtBot, ready: InspectSession, engine: Any, collect: Collect
) -> None:
    shown = collect(ready.shown)
    engine.inspector.gate.clear()
    for name in ("img1", "img2", "img3", "img4"):
        ready.show(path(ready, name))
    engine.inspector.gate.set()
    qtbot.waitUntil(lambda: idle(ready))
    assert [item.path.name for item in shown] == ["img4.png"]


def test_inspect_all_fills_the_list(qtbot: QtBot, ready: InspectSession, collect: Collect) -> None:
    updated = collect(ready.updated)
    ready.inspect_all()
    assert ready.is_busy("run")
    qtbot.waitUntil(lambda: idle(ready))
    assert ready.store.pending() == []
    assert sum(1 for e in ready.store.entries if e.error) == 1
    assert len({p for batch in updated for p in batch}) == 9


def test_small_lists_keep_their_pictures(qtbot: QtBot, ready: InspectSession) -> None:
    ready.inspect_all()
    qtbot.waitUntil(lambda: idle(ready))
    assert ready.store.full(path(ready, "img5")) is not None


def test_large_lists_do_not(
    qtbot: QtBot, ready: InspectSession, monkeypatch: pytest.MonkeyPatch, collect: Collect
) -> None:
    monkeypatch.setattr(module, "PICTURES_KEPT", 3)
    ready.inspect_all()
    qtbot.waitUntil(lambda: idle(ready))
    fifth = path(ready, "img5")
    assert ready.store.full(fifth) is None
    with qtbot.waitSignal(ready.shown):
        ready.show(fifth)
    assert ready.store.full(fifth) is not None


def test_cancelled_run_goes_on_where_it_stopped(qtbot: QtBot, ready: InspectSession, engine: Any) -> None:
    engine.inspector.gate.clear()
    ready.inspect_all()
    ready._jobs["run"].cancel()
    engine.inspector.gate.set()
    qtbot.waitUntil(lambda: idle(ready))
    left = ready.store.pending()
    assert 0 < len(left) < 10
    seen = len(engine.inspector.inspected)
    ready.inspect_all()
    qtbot.waitUntil(lambda: idle(ready))
    assert ready.store.pending() == []
    assert len(engine.inspector.inspected) == seen + sum("broken" not in p.name for p in left)


def test_inspect_now_waits_for_the_model(
    qtbot: QtBot, session: InspectSession, images: Path, collect: Collect
) -> None:
    with qtbot.waitSignal(session.files_changed):
        session.open_paths([images], inspect_now=True)
    assert len(session.store.pending()) == 9
    session.open_model(MODEL)
    qtbot.waitUntil(lambda: session.model is not None and idle(session))
    assert session.store.pending() == []


def test_inspect_now_waits_for_the_model_that_replaces_another(
    qtbot: QtBot, ready: InspectSession, images: Path
) -> None:
    ready.open_model(Path("second.safetensors"))
    ready.open_paths([images], inspect_now=True)
    qtbot.waitUntil(lambda: idle(ready) and not ready._runner.jobs)
    assert ready.model is not None
    assert ready.model.path == Path("second.safetensors")
    assert ready.store.pending() == []


def test_another_model_forgets_what_the_first_said(qtbot: QtBot, ready: InspectSession) -> None:
    ready.inspect_all()
    qtbot.waitUntil(lambda: idle(ready))
    with qtbot.waitSignals([ready.model_changed, ready.files_changed]):
        ready.open_model(Path("second.safetensors"))
    assert len(ready.store.pending()) == 9


def test_results_of_the_first_model_do_not_reach_the_second(
    qtbot: QtBot, ready: InspectSession, engine: Any
) -> None:
    engine.inspector.gate.clear()
    ready.inspect_all()
    with qtbot.waitSignal(ready.model_changed):
        ready.open_model(Path("second.safetensors"))
    engine.inspector.gate.set()
    qtbot.waitUntil(lambda: idle(ready) and not ready._runner.jobs)
    assert len(ready.store.pending()) == 9
