"""Reduced and prepared pictures, off the GUI thread where they are large."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.gui.jobs import JobRunner
from app.gui.views.inspect import picture_jobs as module
from app.gui.views.inspect import pictures
from app.gui.views.inspect.picture_jobs import PictureJobs
from app.gui.views.inspect.pictures import BINS, counted, read_reduced
from core.images.write import write_png
from core.inspection.result import Inspection


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[PictureJobs]:
    runner = JobRunner(pytest.fail)
    yield PictureJobs(runner, runner)
    runner.shutdown()
    runner.deleteLater()


@pytest.fixture
def inspection(engine: Any) -> Inspection:
    made: Inspection = engine.inspector.inspect(Path("img5.png"))
    return made


def test_small_pictures_are_ready_at_once_and_kept(
    jobs: PictureJobs, inspection: Inspection, collect: Callable[[Any], list[Any]]
) -> None:
    ready = collect(jobs.ready)
    jobs.show(inspection)
    # Other settings, the same pictures.
    assert inspection.images is not None
    other = replace(inspection, defects=(), images=replace(inspection.images))
    jobs.show(other)
    assert [item for item, _ in ready] == [inspection, other]
    assert ready[0][1] is ready[1][1]


def test_large_ones_are_prepared_in_a_job(
    qtbot: QtBot, jobs: PictureJobs, inspection: Inspection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "WHOLE", 100)
    threads = []
    real = module.prepare
    monkeypatch.setattr(
        module, "prepare", lambda images: (threads.append(threading.current_thread().name), real(images))[1]
    )
    with qtbot.waitSignal(jobs.ready) as ready:
        jobs.show(inspection)
        assert threads in ([], [name for name in threads if name.startswith("job")])
    assert ready.args[0] is inspection
    assert threads[0].startswith("job")


def test_only_the_newest_of_many_files_is_read(
    qtbot: QtBot, jobs: PictureJobs, monkeypatch: pytest.MonkeyPatch, collect: Callable[[Any], list[Any]]
) -> None:
    gate, read = threading.Event(), []

    def slow(path: Path) -> Any:
        read.append(path.name)
        assert gate.wait(10)
        return pictures.Reduced(path, (9, 9), pictures.pyramid_of(np.zeros((9, 9), np.uint8)))

    monkeypatch.setattr(module, "read_reduced", slow)
    shown = collect(jobs.reduced)
    for name in ("a", "b", "c"):
        jobs.reduce(Path(name))
    qtbot.waitUntil(lambda: bool(read))
    gate.set()
    qtbot.waitUntil(lambda: bool(shown))
    assert read == ["a", "c"]
    assert [found.path.name for found in shown] == ["c"]


def test_only_a_large_file_is_reduced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.png"
    write_png(path, np.full((40, 60), 128, np.uint8))
    assert read_reduced(path) is None
    monkeypatch.setattr(pictures, "REDUCED_FROM", 2000)
    monkeypatch.setattr(pictures, "REDUCED_SIDE", 20)
    found = read_reduced(path)
    assert found is not None
    assert found.size == (60, 40)
    assert found.pyramid.size == (20, 13)


def test_an_unreadable_file_is_reported_by_its_inspection_only(qtbot: QtBot, jobs: PictureJobs) -> None:
    jobs.reduce(Path("nowhere.png"))
    job = jobs._reading
    assert job is not None
    with qtbot.waitSignal(job.failed):
        pass


def test_every_inspected_pixel_is_counted_once() -> None:
    rng = np.random.default_rng(0)
    similarity = rng.uniform(-1, 1, (50, 60)).astype(np.float32)
    similarity[0, 0] = 1.0
    seen = similarity > -0.9
    expected, _ = np.histogram(np.clip(similarity[seen], -0.25, 1.0), BINS, (-0.25, 1.0001))
    assert np.array_equal(counted(similarity, seen), expected)
    assert counted(similarity, None).sum() == 3000
