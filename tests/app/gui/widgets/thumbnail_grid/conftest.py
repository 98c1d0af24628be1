"""A model of made-up images, a reader that can be held back, and a grid on both."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.gui.jobs import JobRunner
from app.gui.widgets.thumbnail_grid.grid import ThumbnailGrid
from app.gui.widgets.thumbnail_grid.loader import ThumbnailLoader
from app.gui.widgets.thumbnail_grid.tile import Tile, tile_data
from core.errors import ImageFileError


class TileModel(QAbstractListModel):
    """Tiles in a list; `asked` notes the rows that were asked for."""

    def __init__(self, count: int) -> None:
        super().__init__()
        labels, splits = ("good", "defective", "unlabelled"), ("train", "validation", "test", "")
        self.tiles = [
            Tile(100 + i, f"part{i}.png", f"/made-up/{i}", labels[i % 3], splits[i % 4]) for i in range(count)
        ]
        self.asked: list[int] = []

    def rowCount(self, parent: Any = QModelIndex()) -> int:  # noqa: N802, B008
        """Images."""
        return 0 if parent.isValid() else len(self.tiles)

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """As the grid's own module answers."""
        return tile_data(self.tiles[index.row()], role) if index.isValid() else None

    def tile(self, row: int) -> Tile:
        """The struct that the grid paints."""
        self.asked.append(row)
        return self.tiles[row]

    def add(self, count: int) -> None:
        """More images at the end."""
        start = len(self.tiles)
        self.beginInsertRows(QModelIndex(), start, start + count - 1)
        self.tiles += [Tile(100 + i, f"part{i}.png", f"/made-up/{i}") for i in range(start, start + count)]
        self.endInsertRows()

    def remove(self, first: int, last: int) -> None:
        """Images go."""
        self.beginRemoveRows(QModelIndex(), first, last)
        del self.tiles[first : last + 1]
        self.endRemoveRows()


class Reader:
    """Makes a grey square for each path; waits while the gate is shut; fails for `bad` and `bug`."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.gate.set()
        self.lock = threading.Lock()
        self.begun: list[str] = []
        self.sides: list[int] = []
        self.at_once = 0
        self.most_at_once = 0

    def __call__(self, path: Path, side: int) -> np.ndarray:
        """As `read_thumbnail`."""
        name = str(path)
        with self.lock:
            self.begun.append(name)
            self.sides.append(side)
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            assert self.gate.wait(10)
            if "bad" in name:
                raise ImageFileError(f"{name} is no image.", "Save it again.", path)
            if "bug" in name:
                raise RuntimeError("a bug")
            return np.full((side, side // 2), 200, np.uint8)
        finally:
            with self.lock:
                self.at_once -= 1


@pytest.fixture
def reader() -> Reader:
    """The gate is open."""
    return Reader()


@pytest.fixture
def problems() -> list[BaseException]:
    """What the runner reported."""
    return []


@pytest.fixture
def runner(qapp: QApplication, reader: Reader, problems: list[BaseException]) -> Iterator[JobRunner]:
    """Shut down afterwards, whatever the gate."""
    made = JobRunner(problems.append)
    yield made
    reader.gate.set()
    made.shutdown()
    QApplication.processEvents()
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert problems == []


@pytest.fixture
def loader(runner: JobRunner, reader: Reader) -> Iterator[ThumbnailLoader]:
    """Stopped afterwards."""
    made = ThumbnailLoader(runner, reader)
    yield made
    made.stop()
    made.deleteLater()


@pytest.fixture
def make_model() -> Callable[[int], TileModel]:
    """`make_model(count)`."""
    return TileModel


@pytest.fixture
def model() -> TileModel:
    """Fifty images."""
    return TileModel(50)


@pytest.fixture
def grid(qtbot: QtBot, loader: ThumbnailLoader, model: TileModel) -> ThumbnailGrid:
    """Shown with room for four columns and about two and a half lines of tiles of 128 pixels."""
    made = ThumbnailGrid(loader)
    qtbot.addWidget(made)
    made.resize(660, 460)
    made.setModel(model)
    made.show()
    qtbot.waitExposed(made)
    assert made.grid.columns == 4
    return made
