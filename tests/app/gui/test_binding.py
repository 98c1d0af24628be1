"""The Qt binding itself, where a fault of it would end the program."""

from __future__ import annotations

import sys

import PySide6
import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot


class Sender(QObject):
    """Something that emits."""

    happened = Signal(object)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="True is immortal from Python 3.12 on")
def test_emitting_loses_no_reference(qtbot: QtBot) -> None:
    """PySide6 6.12.0 takes one reference from `True` with every `emit`; under Python 3.11 the process dies
    with `bool_dealloc: deallocating True or False` after some hundred signals."""
    sender = Sender()
    before = sys.getrefcount(True)
    for _ in range(50):
        sender.happened.emit(None)
    lost = before - sys.getrefcount(True)
    assert lost < 25, f"PySide6 {PySide6.__version__} loses references; install another version"
