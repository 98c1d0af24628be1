from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.gui.widgets.drop_veil import DropVeil, Use


@pytest.fixture
def veil(qtbot: QtBot) -> DropVeil:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 600)
    window.show()
    return DropVeil(window)


def test_images_fall_on_one_of_two_halves(veil: DropVeil) -> None:
    veil.cover(choice=True)
    assert veil.isVisible()
    assert veil.geometry() == veil.parentWidget().rect()
    for x, use in ((0, Use.DATASET), (399, Use.DATASET), (400, Use.INSPECT), (799, Use.INSPECT)):
        veil.aim(QPoint(x, 300))
        assert veil.use is use
        assert [u for u, half in veil._halves.items() if half.property("aimed")] == [use]
    texts = {use: half.text() for use, half in veil._halves.items()}
    assert texts[Use.DATASET].startswith("Add to the project")
    assert texts[Use.INSPECT].startswith("Inspect")


def test_what_is_only_opened_has_the_whole_sheet(veil: DropVeil) -> None:
    veil.cover(choice=True)
    veil.aim(QPoint(1, 1))
    veil.cover(choice=False)
    veil.aim(QPoint(1, 1))
    assert veil.use is Use.INSPECT
    assert not veil._halves[Use.DATASET].isVisible()
    assert veil._halves[Use.INSPECT].text() == "Drop to open"


def test_it_follows_the_size_of_the_window(veil: DropVeil) -> None:
    veil.cover(choice=True)
    veil.parentWidget().resize(400, 300)
    veil.fit()
    veil.aim(QPoint(210, 10))
    assert (veil.width(), veil.use) == (400, Use.INSPECT)
