"""What the Calibrate view shows while there are no scores, and what to do then."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.gui.actions import ActionRegistry
from app.gui.jobs import Job, Progress
from app.gui.views.calibrate.scope import Scope
from app.gui.views.calibrate.session import CalibrateSession
from app.gui.widgets.empty_state import EmptyState
from core.language import later, tr

NONE_LABELLED = {
    Scope.VALIDATION: later(
        "Calibrate",
        "In Dataset, label images good or defective and put them into the validation split. Or choose other images "
        "above.",
    ),
    Scope.TEST: later(
        "Calibrate",
        "In Dataset, label images good or defective and put them into the test split. Or choose other images above.",
    ),
    Scope.HELD_OUT: later(
        "Calibrate",
        "In Dataset, label images good or defective that the model is not trained on. Or choose other images above.",
    ),
}
"""What to do about it."""


class Pages(QStackedWidget):
    """The figures where there are some; else what is missing, with the next step as a button."""

    def __init__(
        self,
        session: CalibrateSession,
        actions: ActionRegistry,
        figures: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._followed: Job | None = None
        self.figures = figures
        self.no_model = EmptyState(
            "model",
            tr("Calibrate", "Open a model"),
            tr("Calibrate", "Its scores of good and of defective images show where OK ends and NG begins."),
            [actions["open_model"], actions["view_train"]],
        )
        self.no_project = EmptyState(
            "project",
            tr("Calibrate", "Open a project with labelled images"),
            tr(
                "Calibrate",
                "This model file keeps no scores. Good and defective images that the model was not trained on show "
                "where OK ends and NG begins.",
            ),
            [actions["open_project"], actions["new_project"]],
        )
        self.no_images = EmptyState(
            "dataset",
            tr("Calibrate", "No labelled images"),
            "",
            [actions["view_dataset"]],
        )
        self.no_scores = EmptyState(
            "run", tr("Calibrate", "Score the images"), "", [actions["calibrate_score"]]
        )
        self.waiting = EmptyState("run", tr("Calibrate", "Scoring labelled images…"), "", [actions["cancel"]])
        for page in (self.no_model, self.no_project, self.no_images, self.no_scores, self.waiting, figures):
            self.addWidget(page)
        session.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the page that fits."""
        session = self._session
        job = session.scoring
        if session.collected is not None and len(session.collected.table):
            self.setCurrentWidget(self.figures)
        elif session.model is None:
            self.setCurrentWidget(self.no_model)
        elif job is not None:
            if job is not self._followed:
                self._followed = job
                job.progressed.connect(self._say_progress)
            self._say_progress(job.progress)
            self.setCurrentWidget(self.waiting)
        elif not session.scopes:
            self.setCurrentWidget(self.no_project)
        elif session.collected is not None or not sum(session.counts(session.scope)):
            self._explain()
            self.setCurrentWidget(self.no_images)
        else:
            good, defective = session.counts(session.scope)
            self.no_scores.set_text(
                tr("Calibrate", "Score the images"),
                tr(
                    "Calibrate",
                    "{images}: {good} good and {defective} defective. The model has to inspect them before there are "
                    "figures.",
                    images=session.scope.words,
                    good=good,
                    defective=defective,
                ),
            )
            self.setCurrentWidget(self.no_scores)

    def _explain(self) -> None:
        session = self._session
        if session.collected is not None and session.collected.unreadable:
            first = session.collected.unreadable[0].shown
            self.no_images.set_text(tr("Calibrate", "None of these images can be inspected"), first)
            return
        self.no_images.set_text(
            tr("Calibrate", "{images}: none is labelled", images=session.scope.words),
            str(NONE_LABELLED.get(session.scope, NONE_LABELLED[Scope.HELD_OUT])),
        )

    def _say_progress(self, progress: Progress | None) -> None:
        if progress is None or not progress.total:
            self.waiting.set_text(tr("Calibrate", "Looking for scores…"), "")
            return
        left, done, total = progress.seconds_left, progress.done, progress.total
        if left is None:
            text = tr("Calibrate", "{done} of {total}", done=done, total=total)
        elif left > 90:
            text = tr(
                "Calibrate",
                "{done} of {total}, about {minutes} min left",
                done=done,
                total=total,
                minutes=round(left / 60),
            )
        else:
            text = tr("Calibrate", "{done} of {total}, soon done", done=done, total=total)
        self.waiting.set_text(tr("Calibrate", "Scoring labelled images…"), text)
