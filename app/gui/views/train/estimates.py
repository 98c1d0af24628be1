"""How long each preset takes on this machine: measured in the background while somebody looks at the presets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QObject, QStandardPaths

from app.gui.jobs import Job, JobContext, JobRunner, Work
from app.gui.views.train.dataset_facts import facts_of
from app.gui.views.train.session import TrainSession
from app.gui.views.train.widgets.preset_cards import Estimate, PresetCards
from core.errors import IsuganError
from core.language import tr
from core.project.image_table import ImageTable
from core.training.settings import PRESET_NAMES, TrainingSettings


class Amount(NamedTuple):
    """As `core.training.estimate.Counts`."""

    good: int
    defective: int
    validation: int
    height: int
    width: int


Wanted = tuple[TrainingSettings, Amount]


class Estimates(QObject):
    """Measures one preset after the other, in one job.

    What a step takes is also kept on the disk, for the next time. Torch is loaded in the job, not with the window.

    Args:
        settings: what a run would have that is started with a preset: its settings, with the user's changes.
    """

    def __init__(
        self,
        cards: PresetCards,
        session: TrainSession,
        runner: JobRunner,
        settings: Callable[[str], TrainingSettings],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._cards = cards
        self._session = session
        self._runner = runner
        self._settings = settings
        self._job: Job | None = None
        self._known: dict[str, Wanted] = {}
        # Not tried again and again in one project: it would fail again, or be cancelled again.
        self._gave_up = False

    def start(self) -> None:
        """Measure what is not known of the images as they are now."""
        if self._job is not None or self._gave_up or not self._session.project.is_open:
            return
        if self._session.alive:
            # Both would be slower, and the measure wrong.
            self._clear(tr("Train", "a run is training"))
            return
        table = self._session.project.table
        missing: dict[str, Wanted] = {}
        for name in PRESET_NAMES:
            settings = self._settings(name)
            amount = amount_of(table, settings)
            if amount is not None and self._known.get(name) != (settings, amount):
                missing[name] = settings, amount
        if not missing:
            return
        self._say(list(missing), Estimate(measuring=True))
        job = self._job = self._runner.start(
            tr("Train", "Measuring the speed of this machine"), _measure(missing), reports=False
        )
        job.items.connect(lambda found: self._take(job, found))
        job.failed.connect(lambda error: self._on_failed(job, error))
        job.cancelled.connect(lambda: self._on_cancelled(job))
        job.finished.connect(lambda: self._on_finished(job))

    def stop(self) -> None:
        """No more measuring; what is found stays."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self._clear("")

    def forget(self) -> None:
        """It is another project."""
        self.stop()
        self._known.clear()
        self._gave_up = False
        self._clear("")

    def _take(self, job: Job, found: list[tuple[str, Wanted, float]]) -> None:
        if job is self._job:
            for name, wanted, seconds in found:
                self._known[name] = wanted
                self._cards.set_estimate(name, Estimate(seconds))

    def _on_failed(self, job: Job, error: Exception) -> None:
        if job is self._job:
            self._gave_up = True
            unknown = tr("Train", "something went wrong")
            self._clear(error.shown[0] if isinstance(error, IsuganError) else unknown)

    def _on_cancelled(self, job: Job) -> None:
        if job is self._job:
            self._gave_up = True
            self._clear(tr("Train", "cancelled"))

    def _on_finished(self, job: Job) -> None:
        if job is self._job:
            self._job = None
            # Settings may have been changed meanwhile.
            self.start()

    def _clear(self, reason: str) -> None:
        self._say([name for name in PRESET_NAMES if name not in self._known], Estimate(reason=reason))

    def _say(self, names: Sequence[str], said: Estimate) -> None:
        for name in names:
            self._cards.set_estimate(name, said)


def amount_of(table: ImageTable, settings: TrainingSettings) -> Amount | None:
    """How much there is to learn from, the validation split drawn; None while no size is known, or no good image."""
    facts = facts_of(table)
    shown = table.shown() & (table.columns["width"] > 0)
    if not facts.good or not shown.any():
        return None
    height, width = (int(np.median(table.columns[side][shown])) for side in ("height", "width"))
    if not facts.drawn:
        return Amount(facts.good, facts.defective, facts.validation, height, width)
    good, defective = (round(n * (1 - settings.validation)) for n in (facts.good, facts.defective))
    drawn = facts.good + facts.defective - good - defective
    return Amount(max(good, 1), defective, drawn, height, width)


def _measure(missing: dict[str, Wanted]) -> Work:
    cache = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.CacheLocation))

    def work(context: JobContext) -> None:
        from core.training.estimate import Counts, estimate

        cache.mkdir(parents=True, exist_ok=True)
        for name, (settings, amount) in missing.items():
            found = estimate(settings, Counts(*amount), cache=cache, cancelled=context.cancelled)
            if found is None:
                return
            context.put((name, (settings, amount), found.seconds))
            context.flush()

    return work
