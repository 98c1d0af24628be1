"""What the window proposes about runs: to go on with interrupted ones, and to judge or inspect with a new model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject

from app.gui.errors import Level
from app.gui.views.train.plan import Plan
from app.gui.views.train.run_row import RunRow, State
from app.gui.views.train.session import Tell, TrainSession
from app.gui.widgets.question_bar import Answer, QuestionBar
from core.language import listed, tr, tr_n
from core.training.events import Done, Failed

INTERRUPTED, READY = "interrupted", "ready"


class Calibrating(Protocol):
    """What it needs of `app.gui.views.calibrate.links.CalibrateLinks`."""

    def calibrate(self, model: Path) -> None:
        """Open a model in Calibrate."""

    def follow(self, model: Path, shown: Callable[[], object], otherwise: Callable[[], object]) -> None:
        """The same if the user watches and loses nothing."""


class Offers(QObject):
    """Asks in the window's question bar.

    Args:
        inspect: opens a model in Inspect.
        calibrating: opens a model in Calibrate; by itself where a run has ended that the user looks at.
        show: shows some runs in the Train view.
    """

    def __init__(
        self,
        session: TrainSession,
        bar: QuestionBar,
        tell: Tell,
        inspect: Callable[[Path], object],
        calibrating: Calibrating,
        show: Callable[[Sequence[Path]], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._bar = bar
        self._tell = tell
        self._inspect = inspect
        self._calibrating = calibrating
        self._show = show
        self._new = False
        session.project.opened.connect(self._on_opened)
        session.runs_read.connect(self._on_read)
        session.ended.connect(self._on_ended)

    def _on_opened(self) -> None:
        self._bar.withdraw(INTERRUPTED)
        self._new = True

    def _on_read(self) -> None:
        """Only the first look at a project asks: later, the list says it."""
        if not self._new:
            return
        self._new = False
        rows = [row for row in self._session.rows if row.state is State.INTERRUPTED and row.resumable]
        if not rows or not self._session.project.editable:
            return
        names = listed(row.name for row in rows[:3])
        if len(rows) > 3:
            names = tr("Train", "{names} and more", names=names)
        self._bar.ask(
            INTERRUPTED,
            tr_n(
                "Train",
                len(rows),
                "{names} was interrupted, and can go on from the last checkpoint.",
                "{names} were interrupted, and can go on from the last checkpoint.",
                names=names,
            ),
            [
                Answer(tr("Train", "Resume"), partial(self._resume, rows)),
                Answer(tr("Train", "Show"), lambda: self._show([row.folder for row in rows])),
                Answer(tr("Train", "Later")),
            ],
        )

    def _resume(self, rows: Sequence[RunRow]) -> None:
        # The oldest first, as they would have come.
        for row in reversed(rows):
            self._session.resume(row)
        self._show([rows[-1].folder])

    def _on_ended(self, plan: Plan, event: Any) -> None:
        if isinstance(event, Failed):
            text = tr("Train", "{name}: {message}", name=plan.name, message=event.message)
            self._tell(Level.ERROR, text, str(event.way_out))
        elif isinstance(event, Done):
            if event.stopped:
                text = tr("Train", "{name} was stopped, and its best model is kept.", name=plan.name)
            else:
                text = tr("Train", "{name} is trained.", name=plan.name)
            offer = partial(self._offer, text, plan.folder, event.model)
            if plan.project == self._session.folder:
                says = tr("Train", "This is what it says of the validation images.")
                told = partial(self._tell, Level.INFO, text, says)
                self._calibrating.follow(event.model, told, offer)
            else:
                offer()

    def _offer(self, text: str, run: Path, model: Path) -> None:
        self._bar.ask(
            READY,
            text,
            [
                Answer(tr("Train", "Inspect with it"), lambda: self._inspect(model)),
                Answer(tr("Train", "Calibrate it"), lambda: self._calibrating.calibrate(model)),
                Answer(tr("Train", "Show the run"), lambda: self._show([run])),
                Answer(tr("Train", "Close")),
            ],
        )
