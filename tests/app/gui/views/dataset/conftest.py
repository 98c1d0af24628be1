"""An import plan, and the page that shows it with pictures that are made up."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.gui.jobs import JobRunner
from app.gui.main_window import MainWindow
from app.gui.views.dataset.browser import Browser
from app.gui.views.dataset.import_page import ImportPage
from app.gui.views.dataset.view import DatasetView
from core.datasets.dataset import Label, Sample, Split
from core.datasets.folder_samples import FolderSamples
from core.datasets.import_plan import Group, ImportPlan, Source
from core.errors import ImageFileError


class Reader:
    """Reads a grey square for every file, while its gate is open."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.gate.set()
        self.paths: list[Path] = []

    def __call__(self, path: Path, side: int) -> Any:
        assert self.gate.wait(10)
        self.paths.append(path)
        if "broken" in path.name:
            raise ImageFileError(f"{path.name} is no image.", "Save it again.", path)
        return np.full((side, side), 128, np.uint8)


def group(
    folder: Path, number: int, label: Label, split: Split, defect_type: str = "", masks: int = 0
) -> Group:
    names = [f"{i}.png" for i in range(number)]
    role = (label, split, defect_type)
    return Group(*role, FolderSamples(folder, names, role, {n: folder / f"mask_{n}" for n in names[:masks]}))


@pytest.fixture
def make_group() -> Callable[..., Group]:
    """`make_group(folder, number, label, split, defect_type="", masks=0)`."""
    return group


@pytest.fixture
def dropped(tmp_path: Path) -> Path:
    """The folder that is dropped."""
    folder = tmp_path / "housings"
    folder.mkdir()
    return folder


@pytest.fixture
def plan(dropped: Path) -> ImportPlan:
    """40 and 20 good ones, 12 defective ones with 10 masks, 5 unlabelled ones."""
    groups = (
        group(dropped / "train" / "good", 40, Label.GOOD, Split.TRAIN),
        group(dropped / "test" / "good", 20, Label.GOOD, Split.TEST),
        group(dropped / "test" / "scratch", 12, Label.DEFECTIVE, Split.TEST, "scratch", masks=10),
        group(dropped, 5, Label.UNLABELLED, Split.UNASSIGNED),
    )
    problems = ("test/scratch, defective without a mask: 11.png.", "x cannot be listed.")
    return ImportPlan((Source(dropped, "good_defective"),), groups, problems)


@pytest.fixture
def reader() -> Reader:
    """What reads the pictures."""
    return Reader()


@pytest.fixture
def page(qtbot: QtBot, reader: Reader) -> Iterator[ImportPage]:
    """The page, shown."""
    errors: list[BaseException] = []
    runner = JobRunner(errors.append)
    made = ImportPage(runner, read=reader)
    qtbot.addWidget(made)
    made.resize(1100, 720)
    made.show()
    qtbot.waitExposed(made)
    yield made
    reader.gate.set()
    made.stop()
    runner.shutdown()
    assert errors == []


@pytest.fixture
def review(page: ImportPage, plan: ImportPlan, dropped: Path) -> ImportPage:
    """The page with the plan on it."""
    page.show_looking([dropped])
    page.show_plan(plan)
    return page


def settle(qtbot: QtBot, window: MainWindow) -> None:
    """Nothing is on its way to the file or to the screen any more."""
    view = window.dataset

    def quiet() -> bool:
        edits = window.project._edits
        busy = window.runner.jobs or (edits is not None and edits.busy)
        return not busy and not view.browser.listing._rest.isActive() and not view.browser._preview.isActive()

    qtbot.waitUntil(quiet, timeout=10_000)


@pytest.fixture
def settled(qtbot: QtBot) -> Callable[[MainWindow], None]:
    """`settled(window)` waits until nothing runs."""
    return lambda window: settle(qtbot, window)


@pytest.fixture
def curating(qtbot: QtBot, window: MainWindow, samples: list[Sample], tmp_path: Path) -> MainWindow:
    """The window with a new project of twelve images, `img0` .. `img11`, the last two defective, all read."""
    window.project.create(tmp_path / "p.isugan", lambda: window.show_view("dataset"))
    qtbot.waitUntil(lambda: window.project.is_open)
    with qtbot.waitSignals([window.project.imported, window.project.reading_done]):
        window.project.import_images(samples)
    settle(qtbot, window)
    window.dataset.browser.grid.setFocus()
    return window


@pytest.fixture
def browser(curating: MainWindow) -> Browser:
    """Its grid of images with all around it."""
    return curating.dataset.browser


@pytest.fixture
def view(curating: MainWindow) -> DatasetView:
    """Its Dataset view."""
    return curating.dataset


@pytest.fixture
def names() -> Callable[[MainWindow], list[str]]:
    """`names(window)`: of the images that are shown, in order."""

    def read(window: MainWindow) -> list[str]:
        model = window.dataset.browser.model
        return [model.tile(row).name.removesuffix(".png") for row in range(model.rowCount())]

    return read


@pytest.fixture
def choose() -> Callable[..., list[int]]:
    """`choose(window, "img3", "img4")`: select these, the last one current; returns their ids."""

    def select(window: MainWindow, *wanted: str) -> list[int]:
        browser = window.dataset.browser
        model = browser.model
        rows = [row for row in range(model.rowCount()) if model.tile(row).name.removesuffix(".png") in wanted]
        assert len(rows) == len(wanted)
        browser.grid.setCurrentIndex(model.index(rows[-1], 0))
        browser.grid.select_rows(np.array(rows, np.int64))
        return browser.selected_ids

    return select
