"""Reduced and prepared pictures, off the GUI thread where they are large."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageFile
from pytestqt.qtbot import QtBot

from app.gui.jobs import JobRunner
from app.gui.views.inspect import picture_jobs as module
from app.gui.views.inspect import pictures
from app.gui.views.inspect.picture_jobs import PictureJobs
from app.gui.views.inspect.pictures import BINS, Reduced, counted, reducing
from core.images.read import read_picture
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


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """From 2,000 pixels on a picture is a large one."""
    monkeypatch.setattr(pictures, "REDUCED_FROM", 2000)
    monkeypatch.setattr(pictures, "REDUCED_SIDE", 20)


def test_only_a_large_file_is_reduced(tmp_path: Path, large: None) -> None:
    shown: list[Reduced] = []
    for name, height in (("small.png", 30), ("large.png", 40)):
        path = tmp_path / name
        write_png(path, np.full((height, 60), 128, np.uint8))
        read_picture(path, decoded=reducing(path, shown.append))
    assert [found.path.name for found in shown] == ["large.png"]
    assert shown[0].size == (60, 40)
    assert shown[0].pyramid.size == (20, 13)
    assert (shown[0].pyramid.pixels == 128).all()


@pytest.mark.parametrize(("name", "times"), [("a.png", 1), ("a.jpg", 2)])
def test_only_of_a_jpeg_is_something_decoded_beforehand(
    tmp_path: Path, large: None, monkeypatch: pytest.MonkeyPatch, name: str, times: int
) -> None:
    path = tmp_path / name
    Image.new("L", (60, 40), 200).save(path)
    loaded = []
    real = ImageFile.ImageFile.load
    monkeypatch.setattr(
        ImageFile.ImageFile, "load", lambda image: (loaded.append(bool(image.tile)), real(image))[1]
    )
    shown: list[Reduced] = []
    decoded = reducing(path, shown.append)
    assert len(shown) == times - 1
    read_picture(path, decoded=decoded)
    assert loaded.count(True) == times
    assert len(shown) == 1


def test_an_unreadable_file_is_reported_by_its_inspection_only() -> None:
    reducing(Path("nowhere.png"), pytest.fail)(np.zeros((80, 60), np.uint8), 255)


def test_every_inspected_pixel_is_counted_once() -> None:
    rng = np.random.default_rng(0)
    similarity = rng.uniform(-1, 1, (50, 60)).astype(np.float32)
    similarity[0, 0] = 1.0
    seen = similarity > -0.9
    expected, _ = np.histogram(np.clip(similarity[seen], -0.25, 1.0), BINS, (-0.25, 1.0001))
    assert np.array_equal(counted(similarity, seen), expected)
    assert counted(similarity, None).sum() == 3000
