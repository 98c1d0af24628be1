"""Reading thumbnails in other threads."""

from __future__ import annotations

import gc
import logging
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.gui.jobs import JobRunner
from app.gui.widgets.thumbnail_grid.loader import ThumbnailLoader
from core.images.thumbnail_cache import ThumbnailCache

Collect = Callable[[Any], list[Any]]


def idle(loader: ThumbnailLoader) -> Callable[[], bool]:
    return lambda: not loader.busy and not loader.requests.waiting


def test_visible_before_ahead(qtbot: QtBot, loader: ThumbnailLoader, reader: Any, collect: Collect) -> None:
    ready = collect(loader.ready)
    visible, ahead = [f"v{i}" for i in range(8)], [f"a{i}" for i in range(8)]
    loader.want(visible, ahead, 16)
    qtbot.waitUntil(idle(loader))
    # Two workers may begin in either order.
    assert set(reader.begun[:9]) >= set(visible)
    assert sorted(reader.begun) == sorted(visible + ahead)
    assert sorted(path for paths in ready for path in paths) == sorted(visible + ahead)
    found = loader.image("v3")
    assert found is not None
    assert (found.image.width(), found.image.height(), found.side) == (8, 16, 16)


def test_at_most_two_at_once(qtbot: QtBot, loader: ThumbnailLoader, reader: Any) -> None:
    reader.gate.clear()
    loader.want([f"{i}" for i in range(20)], [], 16)
    qtbot.waitUntil(lambda: reader.at_once == 2)
    loader.want([f"{i}" for i in range(40)], [], 16)
    qtbot.wait(30)
    assert reader.at_once == 2
    reader.gate.set()
    qtbot.waitUntil(idle(loader))
    assert reader.most_at_once == 2
    assert len(reader.begun) == 40


def test_what_scrolled_away_is_dropped(qtbot: QtBot, loader: ThumbnailLoader, reader: Any) -> None:
    reader.gate.clear()
    loader.want([f"old{i}" for i in range(20)], [], 16)
    qtbot.waitUntil(lambda: reader.at_once == 2)
    loader.want([f"new{i}" for i in range(3)], [], 16)
    reader.gate.set()
    qtbot.waitUntil(idle(loader))
    assert [name for name in reader.begun if name.startswith("old")] == ["old0", "old1"] or sorted(
        reader.begun[:2]
    ) == ["old0", "old1"]
    assert sorted(reader.begun[2:]) == ["new0", "new1", "new2"]
    assert loader.image("old0") is not None  # it was under way, so it is kept


def test_nothing_is_read_twice(qtbot: QtBot, loader: ThumbnailLoader, reader: Any) -> None:
    reader.gate.clear()
    for _ in range(3):
        loader.want(["a", "b", "c"], ["d"], 16)
    reader.gate.set()
    qtbot.waitUntil(idle(loader))
    loader.want(["a", "b", "c"], ["d"], 16)
    assert idle(loader)()
    assert sorted(reader.begun) == ["a", "b", "c", "d"]


def test_another_side_is_read_and_the_old_one_stands_in(
    qtbot: QtBot, loader: ThumbnailLoader, reader: Any
) -> None:
    loader.want(["a"], [], 16)
    qtbot.waitUntil(idle(loader))
    reader.gate.clear()
    loader.want(["a"], [], 32)
    old = loader.image("a")
    assert old is not None
    assert old.side == 16
    reader.gate.set()
    qtbot.waitUntil(idle(loader))
    new = loader.image("a")
    assert new is not None
    assert new.side == 32
    assert len(loader.store) == 1


def test_failure_is_told_once_a_path(
    qtbot: QtBot, loader: ThumbnailLoader, reader: Any, collect: Collect, caplog: pytest.LogCaptureFixture
) -> None:
    failed, ready = collect(loader.failed), collect(loader.ready)
    with caplog.at_level(logging.CRITICAL, "app.gui.widgets.thumbnail_grid.loader"):
        for _ in range(2):
            loader.want(["bad", "good", "bug"], [], 16)
            qtbot.waitUntil(idle(loader))
    assert sorted(failed) == [
        ("bad", "bad is no image. Save it again."),
        ("bug", "bug could not be shown (a bug)."),
    ]
    assert sorted(reader.begun) == ["bad", "bug", "good"]
    assert sorted(path for paths in ready for path in paths) == ["bad", "bug", "good"]
    assert loader.image("bad") is None
    assert loader.error("bad") == "bad is no image. Save it again."
    assert loader.error("good") == ""


def test_memory_is_bounded(qtbot: QtBot, runner: JobRunner, reader: Any) -> None:
    loader = ThumbnailLoader(runner, reader, max_bytes=40 * 16 * 8)
    for page in range(10):
        loader.want([f"{page}-{i}" for i in range(20)], [], 16)
        qtbot.waitUntil(idle(loader))
        assert loader.store.bytes <= 40 * 16 * 8
        assert all(loader.image(f"{page}-{i}") for i in range(20))
    assert len(loader.store) == 40
    loader.stop()


def test_ahead_never_pushes_out_what_is_visible(qtbot: QtBot, runner: JobRunner, reader: Any) -> None:
    loader = ThumbnailLoader(runner, reader, max_bytes=30 * 16 * 8)
    visible = [f"v{i}" for i in range(20)]
    loader.want(visible, [f"a{i}" for i in range(500)], 16)
    qtbot.waitUntil(idle(loader))
    assert all(loader.image(path) for path in visible)
    loader.stop()


def test_forgotten_files_are_read_again(
    qtbot: QtBot, loader: ThumbnailLoader, reader: Any, collect: Collect
) -> None:
    loader.want(["a", "bad"], [], 16)
    qtbot.waitUntil(idle(loader))
    told = collect(loader.forgotten)
    loader.forget(["a", "bad", "never seen"])
    assert len(told) == 1
    assert (loader.image("a"), loader.error("bad")) == (None, "")
    loader.want(["a", "bad"], [], 16)
    qtbot.waitUntil(idle(loader))
    assert sorted(reader.begun) == ["a", "a", "bad", "bad"]


def test_forgotten_while_it_is_read(
    qtbot: QtBot, loader: ThumbnailLoader, reader: Any, collect: Collect
) -> None:
    reader.gate.clear()
    loader.want(["a"], [], 16)
    qtbot.waitUntil(lambda: reader.at_once == 1)
    loader.forget(["a"])
    told = collect(loader.forgotten)
    reader.gate.set()
    qtbot.waitUntil(lambda: len(told) == 1)
    assert loader.image("a") is None  # what was read may be of the old file
    loader.want(["a"], [], 16)
    qtbot.waitUntil(lambda: loader.image("a") is not None)


def test_stop_ends_the_reading(qtbot: QtBot, loader: ThumbnailLoader, reader: Any) -> None:
    reader.gate.clear()
    loader.want([f"{i}" for i in range(20)], [], 16)
    qtbot.waitUntil(lambda: reader.at_once == 2)
    loader.stop()
    reader.gate.set()
    qtbot.waitUntil(lambda: not loader.busy)
    loader.want(["more"], [], 16)
    assert not loader.busy
    assert len(reader.begun) == 2


def test_cancelled_jobs_make_room_for_new_ones(
    qtbot: QtBot, loader: ThumbnailLoader, runner: JobRunner, reader: Any
) -> None:
    loader.want(["a", "b", "c"], [], 16)
    runner.cancel_all()
    qtbot.waitUntil(lambda: not loader.busy)
    loader.want(["a", "b", "c"], [], 16)
    qtbot.waitUntil(idle(loader))
    assert all(loader.image(path) for path in "abc")


def test_deleted_before_its_jobs_end(qtbot: QtBot, runner: JobRunner, reader: Any) -> None:
    loader = ThumbnailLoader(runner, reader)
    reader.gate.clear()
    loader.want(["a", "b", "c"], [], 16)
    qtbot.waitUntil(lambda: reader.at_once == 2)
    gone = weakref.ref(loader)
    loader.stop()
    loader.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    del loader
    reader.gate.set()
    qtbot.waitUntil(lambda: not runner.jobs)
    gc.collect()
    assert gone() is None


def test_jobs_are_not_shown(qtbot: QtBot, loader: ThumbnailLoader, runner: JobRunner, reader: Any) -> None:
    reader.gate.clear()
    loader.want(["a"], [], 16)
    assert [job.visible for job in runner.jobs] == [False]
    reader.gate.set()
    qtbot.waitUntil(idle(loader))


def test_real_files_by_way_of_the_cache(
    qtbot: QtBot, runner: JobRunner, tmp_path: Path, real_data: Path
) -> None:
    cache = ThumbnailCache(tmp_path / "c.sqlite")
    loader = ThumbnailLoader(runner, cache.read)
    paths = [str(p) for p in sorted((real_data / "dagm-class1-512-sample/Class1/Test").glob("*.PNG"))[:6]]
    loader.want(paths, [], 64)
    qtbot.waitUntil(idle(loader))
    sizes = {(t.image.width(), t.image.height()) for t in map(loader.image, paths) if t is not None}
    assert sizes == {(64, 64)}
    first = loader.image(paths[0])
    assert first is not None
    assert 5 < np.mean([first.image.pixelColor(x, 5).red() for x in range(64)]) < 250
    loader.stop()
    cache.close()
