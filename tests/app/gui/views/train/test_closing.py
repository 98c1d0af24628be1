"""Closing while something trains, with a tray and without one: into the background, and back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QCloseEvent, QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget
from pytestqt.qtbot import QtBot

from app.gui.views.train import closing as closing_module
from app.gui.views.train.closing import Closing
from app.gui.views.train.session import TrainSession
from app.gui.widgets.question_bar import QuestionBar
from core.training.events import Paused

Start = Callable[[str], None]


class Window(QWidget):
    """Asks before it closes, as the main window does."""

    def __init__(self, runs: TrainSession) -> None:
        super().__init__()
        icon = QPixmap(16, 16)
        icon.fill("#1f5fbf")
        self.setWindowIcon(QIcon(icon))
        self.bar = QuestionBar(self)
        self.closing = Closing(self, runs, self.bar)
        self.closed = 0

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Count."""
        if self.closing.may_close():
            self.closed += 1
        else:
            event.ignore()

    def press(self, text: str) -> None:
        """One answer."""
        (button,) = [button for button in self.bar.buttons if button.text() == text]
        button.click()


@pytest.fixture(params=[True, False], ids=["tray", "no tray"])
def tray(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether the system has a tray."""

    class Tray(QSystemTrayIcon):
        @staticmethod
        def isSystemTrayAvailable() -> bool:  # noqa: N802
            return bool(request.param)

    monkeypatch.setattr(closing_module, "QSystemTrayIcon", Tray)
    return bool(request.param)


@pytest.fixture
def kept(qtbot: QtBot, runs: TrainSession, training: Start, tray: bool) -> Iterator[Window]:
    """A window that went into the background while `a` trains."""
    window = Window(runs)
    window.show()
    qtbot.waitExposed(window)
    training("a")
    window.close()
    assert window.bar.text == "a is training."
    window.press("Keep training in the background")
    assert window.closing.waits
    assert window.isHidden() if tray else window.isMinimized()
    yield window
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def icon_of(window: Window) -> Any:
    return window.closing._tray


def test_it_closes_when_the_training_is_done(
    qtbot: QtBot, kept: Window, runs: TrainSession, trainers: list[Any], tray: bool
) -> None:
    if tray:
        assert icon_of(kept).isVisible()
        assert icon_of(kept).toolTip() == "Training a"
    else:
        assert kept.bar.text == "The window closes by itself when the training is done."
    trainers[0].finish.set()
    qtbot.waitUntil(lambda: kept.closed == 1 and not runs._runner.jobs)
    assert kept.isHidden()
    assert icon_of(kept) is None
    assert kept.bar.text == ""


@pytest.mark.parametrize("by", ["menu", "click"])
def test_it_comes_back_when_asked_to_and_stays(
    qtbot: QtBot, kept: Window, runs: TrainSession, trainers: list[Any], tray: bool, by: str
) -> None:
    if not tray:
        kept.press("Stay open")
    elif by == "menu":
        (action,) = icon_of(kept).contextMenu().actions()
        action.trigger()
    else:
        icon_of(kept).activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    assert kept.isVisible()
    assert not kept.isMinimized()
    assert not kept.closing.waits
    assert icon_of(kept) is None
    trainers[0].finish.set()
    qtbot.waitUntil(lambda: not runs.alive and not runs._runner.jobs)
    assert kept.closed == 0
    kept.close()
    assert kept.closed == 1


def test_what_waits_is_trained_as_well(
    qtbot: QtBot, kept: Window, runs: TrainSession, trainers: list[Any], quick: Any
) -> None:
    runs.add(runs.plan("b", quick))
    trainers[0].finish.set()
    qtbot.waitUntil(lambda: len(trainers) == 2 and runs.live is not None and runs.live.last is not None)
    assert kept.closed == 0
    trainers[1].finish.set()
    qtbot.waitUntil(lambda: kept.closed == 1 and not runs._runner.jobs)


@pytest.mark.parametrize("what", ["fails", "waits for the disk"])
def test_it_comes_back_when_something_is_wrong(
    qtbot: QtBot, kept: Window, runs: TrainSession, trainers: list[Any], quick: Any, what: str
) -> None:
    if what == "fails":
        runs.add(runs.plan("broken", quick))
        trainers[0].finish.set()
        qtbot.waitUntil(lambda: not runs.alive and not runs._runner.jobs)
    else:
        trainers[0].events.append(Paused("The disk is full."))
        qtbot.waitUntil(lambda: runs.live is not None and bool(runs.live.why_paused))
    assert kept.isVisible()
    assert not kept.isMinimized()
    assert not kept.closing.waits
    assert kept.closed == 0
