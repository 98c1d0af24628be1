"""File > Export: where to, then a job, then what was written and the way to it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.gui import dialogs
from app.gui.actions import ActionRegistry
from app.gui.engine import Engine
from app.gui.export_actions import EXPORT_ACTIONS
from app.gui.jobs import Job, JobContext, JobRunner
from app.gui.project.loading import with_database
from app.gui.project.session import ProjectSession
from app.gui.settings import Settings
from app.gui.show_in_folder import show_in_folder
from app.gui.views.inspect import export_work
from app.gui.views.inspect.export_work import Results, Written
from app.gui.views.inspect.session import InspectSession
from app.gui.widgets.question_bar import Answer, QuestionBar
from core.datasets.dataset import Dataset
from core.language import later, tr, tr_n

QUESTION = "exported"
TITLES = {
    "html": later("Inspect", "HTML report"),
    "pdf": later("Inspect", "PDF report"),
    "json": later("Inspect", "JSON"),
    "masks": later("Inspect", "masks"),
    "overlays": later("Inspect", "overlays"),
    "coco": later("Inspect", "COCO"),
    "labelme": later("Inspect", "labelme"),
}


class ExportFlow(QObject):
    """Exports what is inspected while the view stays usable.

    Args:
        session: whose results are exported; only looked at.
        project: whose labels a report takes, where the images are in it.
        bar: says what was written.
        window: the parent of dialogs.
    """

    def __init__(
        self,
        session: InspectSession,
        project: ProjectSession,
        runner: JobRunner,
        engine: Engine,
        actions: ActionRegistry,
        settings: Settings,
        bar: QuestionBar,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._project = project
        self._runner = runner
        self._engine = engine
        self._actions = actions
        self._settings = settings
        self._bar = bar
        self._job: Job | None = None
        actions.connect_all({f"export_{kind}": partial(self.ask, kind) for kind in TITLES})
        actions.connect_all({"export_csv": self.ask_csv})
        for signal in (session.model_changed, session.files_changed, session.updated):
            signal.connect(self._allow)
        self._allow()

    def ask(self, kind: str) -> None:
        """Ask for the folder, then export."""
        title = tr("Inspect", "Export {format} into", format=TITLES[kind])
        dialogs.ask_folder(self._window, self._settings, title, partial(self.export, kind))

    def ask_csv(self) -> None:
        """Ask for the folder, then let the session write its tables into it."""
        title = tr("Inspect", "Write results.csv and defects.csv into")
        dialogs.ask_folder(self._window, self._settings, title, self._session.export)

    def export(self, kind: str, place: Path) -> None:
        """Write into a new file or folder in `place`; nothing there is changed."""
        session = self._session
        if session.model is None or self._job is not None:
            return
        entries = session.store.entries
        full = (session.store.full(entry.path, touch=False) for entry in entries)
        results = Results(
            engine=self._engine,
            model=session.model,
            settings=session.settings,
            entries=entries,
            pictures={inspection.path: inspection for inspection in full if inspection is not None},
            areas_of=session.areas_of,
            known=self._known(),
        )

        def call(context: JobContext) -> Written | None:
            return export_work.export(kind, results, place, context)

        self._bar.withdraw(QUESTION)
        title = tr("Inspect", "Exporting {format}", format=TITLES[kind])
        self._job = self._runner.start(title, with_database(call))
        self._job.succeeded.connect(partial(self._done, kind, session.store.pending_count))
        self._job.finished.connect(self._ended)
        self._allow()

    def _known(self) -> export_work.Known:
        """What tells the labels of images: the project, else the folder that was opened."""
        project, sources = self._project.project, self._session.sources

        def known() -> Dataset | None:
            if project is None:
                return export_work.recognised(sources)
            from core.project.images import dataset

            return dataset(project)

        return known

    def _done(self, kind: str, pending: int, written: Written | None) -> None:
        if written is None:
            return
        lines = [
            tr_n(
                "Inspect",
                written.images,
                "{n} image exported as {format}: {path}",
                "{n} images exported as {format}: {path}",
                format=TITLES[kind],
                path=written.out,
            )
        ]
        if written.left_out:
            lines.append(
                tr("Inspect", "{n} left out; the export lists them with the reason.", n=written.left_out)
            )
        if written.with_error:
            lines.append(
                tr_n(
                    "Inspect",
                    written.with_error,
                    "{n} file could not be read; the export has the errors.",
                    "{n} files could not be read; the export has the errors.",
                )
            )
        if pending:
            lines.append(tr("Inspect", "{n} not inspected yet are not in it.", n=pending))
        show = Answer(tr("Inspect", "Show in folder"), partial(show_in_folder, written.out))
        self._bar.ask(QUESTION, "\n".join(lines), [show, Answer(tr("Inspect", "Close"))])

    def _ended(self) -> None:
        self._job = None
        self._allow()

    def _allow(self, *_: object) -> None:
        session = self._session
        ready = session.model is not None and session.store.pending_count < len(session.store)
        allowed = ready and self._job is None
        self._actions.allow(**{spec.name: allowed for spec in EXPORT_ACTIONS})
