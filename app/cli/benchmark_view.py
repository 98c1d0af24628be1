"""A benchmark on the terminal: the training's own bar under one for the cells."""

from __future__ import annotations

from datetime import timedelta

from app.cli.training_view import TrainingView
from core.experiments.benchmark import CellEnded, CellEvent, CellStarted, CellTested


class BenchmarkView(TrainingView):
    """Listens to cells, and to the training within one."""

    def __init__(self, quiet: bool) -> None:
        super().__init__(quiet)
        if self._bar is not None:
            self._cells = self._bar.add_task("cells", total=None, left="", losses="")

    def tell(self, event: CellEvent) -> None:
        """Show what happens to a cell."""
        match event:
            case CellStarted():
                self.say(f"cell {event.number} of {event.cells}: {event.cell.name}")
                self._begin(event)
            case CellTested() if self._bar is not None:
                self._bar.update(
                    self._task,
                    description="testing",
                    completed=event.done,
                    total=event.images,
                    left="",
                    losses="",
                )
            case CellEnded(known=True):
                self.say(f"cell {event.number} of {event.cells}: {event.cell.name}: done before")
            case CellEnded():
                self.say(f"failed: {event.error}" if event.error else "done")

    def _begin(self, event: CellStarted) -> None:
        if self._bar is None:
            return
        seconds = event.seconds_left
        left = "" if seconds is None else f"about {timedelta(seconds=round(seconds))} left"
        self._bar.update(
            self._cells, completed=event.number - 1, total=event.cells, left=left, losses=event.cell.name
        )
        self._bar.update(self._task, description="preparing", completed=0, total=None, left="", losses="")
