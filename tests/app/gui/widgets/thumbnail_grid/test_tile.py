"""What a model tells about an image."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from pytestqt.modeltest import ModelTester

from app.gui.widgets.thumbnail_grid.tile import ItemRole, Tile, spoken, tile_data, tile_reader, tip

FULL = Tile(7, "a.png", "/f/a.png", "defective", "test", True, "Blurred.", True, 0.25)


def test_every_role_has_its_value() -> None:
    assert {role.name: tile_data(FULL, role) for role in ItemRole} == {
        "KEY": 7,
        "PATH": "/f/a.png",
        "LABEL": "defective",
        "SPLIT": "test",
        "REVIEWED": True,
        "PROBLEM": "Blurred.",
        "HAS_MASK": True,
        "SCORE": 0.25,
    }
    assert tile_data(FULL, Qt.ItemDataRole.DisplayRole) == "a.png"
    assert tile_data(FULL, Qt.ItemDataRole.DecorationRole) is None


def test_tip_and_speech_say_all_that_is_drawn() -> None:
    assert tip(FULL) == "/f/a.png\ndefective, test, reviewed, has a mask, score 0.2500\nBlurred."
    assert spoken(FULL) == "a.png, defective, test, reviewed, has a mask, Blurred."
    assert tip(Tile(1, "b.png", "/b.png")) == "/b.png\nunlabelled, no split"
    assert tile_data(FULL, Qt.ItemDataRole.ToolTipRole) == tip(FULL)
    assert tile_data(FULL, Qt.ItemDataRole.AccessibleTextRole) == spoken(FULL)


def test_model_without_tile_is_asked_by_roles() -> None:
    model = QStandardItemModel()
    item = QStandardItem("a.png")
    for role in ItemRole:
        item.setData(tile_data(FULL, role), role)
    model.appendRow(item)
    model.appendRow(QStandardItem("plain.png"))
    read = tile_reader(model)
    assert read(0) == FULL
    assert read(1) == Tile(1, "plain.png", "")


def test_model_with_tile_is_asked_for_it(model: Any) -> None:
    assert tile_reader(model)(3) is model.tiles[3]
    assert tile_reader(QStringListModel(["x"]))(0).name == "x"


def test_is_a_sound_model(model: Any, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model)
