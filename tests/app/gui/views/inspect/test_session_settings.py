"""The session: segmentation settings, the list that follows them, and the export."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.gui.views.inspect import session as module
from app.gui.views.inspect.session import InspectSession
from core.inspection.segment import SegmentSettings

MODEL = Path("model.safetensors")
Collect = Callable[[Any], list[Any]]


def path(session: InspectSession, name: str) -> Path:
    return next(e.path for e in session.store.entries if e.path.name.startswith(name))


def idle(session: InspectSession) -> bool:
    return not session._jobs and not session._refresh.isActive()


def test_settings_change_the_shown_image_and_then_the_list(
    qtbot: QtBot, ready: InspectSession, engine: Any, collect: Collect
) -> None:
    ready.inspect_all()
    qtbot.waitUntil(lambda: idle(ready))
    current = path(ready, "img2")
    ready.show(current)
    shown = collect(ready.shown)
    wanted = SegmentSettings(min_area=50)
    ready.set_settings(wanted)
    assert len(ready.store.outdated(wanted)) == 8
    qtbot.waitUntil(lambda: idle(ready) and not ready.store.outdated(wanted))
    assert shown[0].path == current
    assert shown[0].defects == ()
    first, *rest = [p for p, _ in engine.inspector.resegmented]
    assert first == current
    assert len(rest) == 7


def test_list_without_pictures_is_inspected_anew_for_new_settings(
    qtbot: QtBot, ready: InspectSession, engine: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PICTURES_KEPT", 3)
    ready.inspect_all()
    qtbot.waitUntil(lambda: idle(ready))
    seen = len(engine.inspector.inspected)
    wanted = SegmentSettings(mode="fixed", fixed_level=0.1)
    ready.set_settings(wanted)
    qtbot.waitUntil(lambda: idle(ready) and not ready.store.outdated(wanted))
    assert len(engine.inspector.inspected) == seen + 8
    assert {e.inspection.level for e in ready.store.entries if e.inspection} == {0.1}


def test_dragged_settings_end_on_the_last_without_a_queue(
    qtbot: QtBot, ready: InspectSession, engine: Any, collect: Collect
) -> None:
    with qtbot.waitSignal(ready.shown):
        ready.show(path(ready, "img2"))
    qtbot.waitUntil(lambda: idle(ready))
    shown = collect(ready.shown)
    engine.inspector.gate.clear()
    for step in range(20):
        ready.set_settings(SegmentSettings(mode="fixed", fixed_level=step / 100))
    engine.inspector.gate.set()
    qtbot.waitUntil(lambda: idle(ready))
    assert [item.level for item in shown] == [0.0, 0.19]


def test_refresh_can_be_cancelled_and_leaves_the_marks(
    qtbot: QtBot, ready: InspectSession, engine: Any
) -> None:
    ready.inspect_all()
    qtbot.waitUntil(lambda: idle(ready))
    engine.inspector.gate.clear()
    wanted = SegmentSettings(min_area=50)
    ready.set_settings(wanted)
    qtbot.waitUntil(lambda: ready.is_busy("refresh"))
    ready._jobs["refresh"].cancel()
    engine.inspector.gate.set()
    qtbot.waitUntil(lambda: idle(ready))
    assert len(ready.store.outdated(wanted)) > 0


def test_export_takes_what_is_known(qtbot: QtBot, ready: InspectSession, engine: Any, tmp_path: Path) -> None:
    ready.inspect_all()
    qtbot.waitUntil(lambda: idle(ready))
    with qtbot.waitSignal(ready.exported) as exported:
        ready.export(tmp_path / "out")
    assert exported.args == [tmp_path / "out", 9]
    ((out, items),) = engine.written
    assert out == tmp_path / "out"
    assert [i.path for i in items] == [e.path for e in ready.store.entries]


def test_export_that_fails_is_reported(
    qtbot: QtBot, ready: InspectSession, engine: Any, reported: list[BaseException], monkeypatch: Any
) -> None:
    def no_room(out: Path, items: object) -> None:
        raise OSError(28, "No space left on device", str(out))

    monkeypatch.setattr(engine, "write_results", no_room)
    ready.inspect_all()
    qtbot.waitUntil(lambda: idle(ready))
    ready.export(Path("out"))
    qtbot.waitUntil(lambda: bool(reported))
    assert "No space left" in str(reported[0])


def test_export_can_be_cancelled(qtbot: QtBot, ready: InspectSession, engine: Any, collect: Collect) -> None:
    ready.inspect_all()
    qtbot.waitUntil(lambda: idle(ready))
    exported = collect(ready.exported)
    engine.inspector.gate.clear()
    ready.settings = SegmentSettings(min_area=50)  # everything is out of date: the export inspects anew
    ready.export(Path("out"))
    ready._jobs["export"].cancel()
    engine.inspector.gate.set()
    qtbot.waitUntil(lambda: idle(ready))
    assert exported == []
    assert engine.written == []


def test_an_export_leaves_results_that_are_there_alone(
    qtbot: QtBot, ready: InspectSession, engine: Any, reported: list[BaseException], tmp_path: Path
) -> None:
    ready.inspect_all()
    qtbot.waitUntil(lambda: idle(ready))
    (tmp_path / "defects.csv").write_text("mine")
    ready.export(tmp_path)
    qtbot.waitUntil(lambda: bool(reported))
    assert "already holds results" in str(reported[0])
    assert engine.written == []
