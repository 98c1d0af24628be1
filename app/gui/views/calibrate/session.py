"""The Calibrate view's state and jobs: scores, cuts, figures, policies, what is saved. Draws nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.gui.engine import Engine, LoadedModel
from app.gui.job_kinds import JobKinds
from app.gui.jobs import Job, JobRunner, Work
from app.gui.project.session import ProjectSession
from app.gui.views.calibrate import tasks
from app.gui.views.calibrate.collected import Collected
from app.gui.views.calibrate.nudge import nudged
from app.gui.views.calibrate.scope import Scope, counts_in, state_of
from app.gui.views.calibrate.steps import Choice, Moved, Saved, Step, Steps
from app.gui.views.inspect.keeping import NotKept
from core.evaluation.cut_figures import DEFECTIVE_SHARE, CutFigures, cut_figures
from core.evaluation.policy_costs import PolicyCost, Prices, cost_of, policy_costs, policy_title
from core.inspection.calibration import MANUAL, Calibration, set_cuts
from core.inspection.cuts import Cuts
from core.inspection.policy import parse_policy
from core.language import Later, later, tr

if TYPE_CHECKING:
    from core.project.project import Project

POLICIES = ("best-f1", "far=0.01", "no-miss", "cost=1:20", "good-only")
PREFERRED = (Scope.VALIDATION, Scope.HELD_OUT, Scope.STORED, Scope.TEST)
"""What to begin with: the first of these that has images."""
STORED = "stored"
"""What the cuts in the model file are called among the policies."""


class CalibrateSession(QObject):
    """Everything that happens in the Calibrate view, testable without it.

    Signals:
        changed(): another model, other scores, or a job started or ended; scores_changed(): `collected` is new;
        cuts_changed(): `choice` and `figures` are others; policies_changed(): `policies` are others;
        history_changed(): what undo and redo would do; calibrated(LoadedModel): the model, which judges by what is in
        its file now; inspected(LoadedModel, list): results, each once, as they come.
    """

    changed = Signal()
    scores_changed = Signal()
    cuts_changed = Signal()
    policies_changed = Signal()
    history_changed = Signal()
    calibrated = Signal(object)
    inspected = Signal(object, list)

    def __init__(
        self, project: ProjectSession, runner: JobRunner, engine: Engine, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.model: LoadedModel | None = None
        # What is in the model file, and what was there before it was saved last.
        self.stored: Calibration | None = None
        self.replaced: Calibration | None = None
        self.scope = Scope.VALIDATION
        self.collected: Collected | None = None
        self.choice: Choice | None = None
        self.figures: CutFigures | None = None
        self.policies: tuple[PolicyCost, ...] = ()
        self.prices = Prices(DEFECTIVE_SHARE)
        # Where results are kept beyond the end of the program, asked when a job starts; None = nowhere.
        self.results_place: Callable[[], Path | None] = lambda: None
        self._project = project
        self._runner = runner
        self._engine = engine
        self._wanted = list(POLICIES)
        self._settled: Choice | None = None
        self._measured: object = None
        self._steps = Steps()
        self._jobs = JobKinds(self.changed.emit)
        project.opened.connect(self._on_project)
        project.images_changed.connect(self._on_images)
        project.values_changed.connect(self._on_images)

    # --- what there is --------------------------------------------------------------------------------------

    def is_busy(self, kind: str) -> bool:
        """Whether a job of `kind` runs: score, save."""
        return kind in self._jobs

    @property
    def scoring(self) -> Job | None:
        """The job that looks for scores, while it runs."""
        return self._jobs.get("score")

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """The choices of images that there are, some of them perhaps empty."""
        there = {True: self._project.is_open, False: self.stored is not None}
        return tuple(scope for scope in Scope if there[scope.of_project])

    @property
    def outdated(self) -> bool:
        """Whether labels or splits of the project are others than when the scores were collected."""
        found = self.collected
        return (
            found is not None and found.scope.of_project and self._measured != state_of(self._project.table)
        )

    @property
    def unsaved(self) -> bool:
        """Whether the cuts are others than those in the model file."""
        return self.choice is not None and (self.stored is None or self.choice.cuts != self.stored.cuts)

    @property
    def current_policy(self) -> str:
        """The one of `policies` that gives the cuts in use; "" = none."""
        choice = self.choice
        same = [item.policy for item in self.policies if choice is not None and item.cuts == choice.cuts]
        if choice is not None and choice.policy in same:
            return choice.policy
        return STORED if STORED in same else ""

    @property
    def editable(self) -> bool:
        """Whether a step can be taken or taken back: not while the model file is being written."""
        return self.choice is not None and not self.is_busy("save")

    @property
    def undo_text(self) -> str:
        """See `Steps`."""
        return self._steps.undo_text

    @property
    def redo_text(self) -> str:
        """See `Steps`."""
        return self._steps.redo_text

    # --- scores ---------------------------------------------------------------------------------------------

    def set_model(self, model: LoadedModel | None) -> None:
        """Calibrate another model; what is known of the old one is forgotten."""
        self._jobs.drop("score")
        self.model = model
        self.stored = self._engine.header(model).calibration if model is not None else None
        self._steps.clear()
        self._forget()
        self.history_changed.emit()

    def start(self) -> None:
        """Look for scores, if there are none yet; what the view does when it is shown."""
        if self.model is None or self.collected is not None or self.is_busy("score"):
            return
        self.scope = next((scope for scope in PREFERRED if sum(self.counts(scope))), self.scope)
        self.score()

    def counts(self, scope: Scope) -> tuple[int, int]:
        """Good and defective images that there are of a scope, as far as it is known without reading anything."""
        if scope is Scope.STORED:
            stored = self.stored
            return (len(stored.good_scores), len(stored.defective_scores)) if stored is not None else (0, 0)
        return counts_in(self._project.table, scope)

    def set_scope(self, scope: Scope) -> None:
        """Measure on other images."""
        if scope is not self.scope:
            self.scope = scope
            self.score()

    def score(self) -> None:
        """Collect the scores of the chosen images; those that there are none of are inspected."""
        if self.model is None or not sum(self.counts(self.scope)):
            self._jobs.drop("score")
            self.collected = self.choice = self._settled = self.figures = None
            self.policies = ()
            self.scores_changed.emit()
            self.changed.emit()
            return
        if self.scope is Scope.STORED:
            assert self.stored is not None
            work = tasks.stored_scores(self.stored)
            job = self._start("score", tr("Calibrate", "Reading scores"), work, visible=False)
            job.succeeded.connect(partial(self._on_collected, None))
        else:
            self._project.when_saved(partial(self._score_project, self.model, self._project.project))

    def _score_project(self, model: LoadedModel, project: Project | None) -> None:
        """With every label and split as the screen shows it."""
        if project is None or project is not self._project.project or model is not self.model:
            return
        if not self.scope.of_project:  # Another choice was made while edits were written.
            return
        state = state_of(self._project.table)
        work = tasks.project_scores(self._engine, model, project, self.scope, self.results_place())
        job = self._start("score", tr("Calibrate", "Scoring labelled images"), work)
        job.items.connect(partial(self._on_items, model))
        job.succeeded.connect(partial(self._on_collected, state))

    # --- cuts -----------------------------------------------------------------------------------------------

    def move(self, cuts: Cuts) -> None:
        """Try these cuts: a step of a drag, which is one step of the history only once it is dropped."""
        self._choose(Choice(cuts, MANUAL))

    def drop(self, cuts: Cuts) -> None:
        """Take these cuts."""
        if self._settled is not None and cuts == self._settled.cuts:
            self._choose(self._settled)
            return
        self._take(Choice(cuts, MANUAL), later("Calibrate", "Move the cuts"))

    def nudge(self, cut: str, direction: int) -> None:
        """Move the cut `review` or `ng` a little, down (-1) or up (1)."""
        if self.choice is not None and self.collected is not None and self.editable:
            self.drop(nudged(self.choice.cuts, cut, direction, self.collected.table.scores))

    def apply(self, policy: str) -> None:
        """Take the cuts of one of `policies`."""
        found = next((item for item in self.policies if item.policy == policy), None)
        if found is not None and found.cuts is not None and self.editable:
            name = self.stored.policy if policy == STORED and self.stored is not None else policy
            self._take(Choice(found.cuts, name), later("Calibrate", "Apply {policy}", policy=found.title))

    def edit_policy(self, old: str, new: str) -> None:
        """Give a policy another figure, such as `far=0.02` in the place of `far=0.01`."""
        if old in self._wanted:
            self._wanted[self._wanted.index(old)] = new
            policy = parse_policy(new)
            if policy.kind == "cost":
                share = self.prices.defective_share
                self.prices = Prices(share, policy.false_alarm_cost, policy.miss_cost)
            self._reckon()

    def set_share(self, share: float) -> None:
        """Say which share of the parts is defective, 0..1."""
        self.prices = Prices(share, self.prices.false_alarm, self.prices.miss)
        self._measure()
        self._reckon()

    # --- history and file -----------------------------------------------------------------------------------

    def save(self) -> None:
        """Write the cuts into the model file, and judge by them from now on."""
        if self.choice is None or self.collected is None or not self.editable:
            return
        good, defective = self.collected.table.held_out()
        after = set_cuts(
            self.choice.cuts,
            good,
            defective,
            noise_level=self.collected.noise_level,
            policy=self.choice.policy,
        )
        step = Saved(self.stored, after)
        self._write(step.before, step.after, lambda: self._steps.push(step))

    def undo(self) -> None:
        """Take the last step back; the file follows where it was written."""
        step = self._steps.last
        if step is not None and self.editable:
            self._go(step, back=True)

    def redo(self) -> None:
        """Take the step again that was taken back last."""
        step = self._steps.next
        if step is not None and self.editable:
            self._go(step, back=False)

    def _go(self, step: Step, back: bool) -> None:
        went = self._steps.went_back if back else self._steps.went_on
        if isinstance(step, Moved):
            went()
            self._settled = step.before if back else step.after
            self._choose(self._settled)
            self.history_changed.emit()
        elif back:
            self._write(step.after, step.before, went)
        else:
            self._write(step.before, step.after, went)

    def _write(self, before: Calibration | None, after: Calibration | None, done: Callable[[], None]) -> None:
        model = self.model
        assert model is not None

        def written(judging: LoadedModel) -> None:
            if model is not self.model:
                return
            self.model, self.stored, self.replaced = judging, after, before
            done()
            self._reckon()
            self._project.edit(partial(_rejudge, model.path, after))
            self.calibrated.emit(judging)

        # Not to be cancelled: it saves what the user did, and takes no time.
        title = tr("Calibrate", "Saving {file}", file=model.path.name)
        job = self._start("save", title, tasks.save(self._engine, model, before, after), keeps=True)
        job.succeeded.connect(written)
        job.finished.connect(self.history_changed)
        self.history_changed.emit()

    # --- inside ---------------------------------------------------------------------------------------------

    def _on_project(self) -> None:
        self._jobs.drop("score")
        if self.collected is None or self.collected.scope.of_project:
            self._forget()

    def _on_images(self) -> None:
        if self.model is not None:
            self.changed.emit()

    def _forget(self) -> None:
        self.collected = self.choice = self._settled = self.figures = None
        self.policies = ()
        self.scope = Scope.VALIDATION
        self.scores_changed.emit()
        self.changed.emit()

    def _on_items(self, model: LoadedModel, items: list[object]) -> None:
        self.inspected.emit(model, [item for item in items if not isinstance(item, NotKept)])

    def _on_collected(self, state: object, found: Collected) -> None:
        self.collected, self._measured = found, state
        self.scores_changed.emit()
        self._reckon()
        if not len(found.table):
            self.choice = self._settled = self.figures = None
        elif self.choice is None:
            self._settled = self._first_choice()
            self._choose(self._settled)
        else:
            self._measure()
        self.history_changed.emit()

    def _first_choice(self) -> Choice:
        if self.stored is not None:
            return Choice(self.stored.cuts, self.stored.policy)
        possible = next((item for item in self.policies if item.cuts is not None), None)
        if possible is not None and possible.cuts is not None:
            return Choice(possible.cuts, possible.policy)
        assert self.collected is not None
        worst = float(self.collected.table.scores[-1])
        return Choice(Cuts(worst, worst), MANUAL)

    def _take(self, choice: Choice, text: Later) -> None:
        if self._settled is not None and choice != self._settled:
            self._steps.push(Moved(self._settled, choice, text))
        self._settled = choice
        self._choose(choice)
        self.history_changed.emit()

    def _choose(self, choice: Choice) -> None:
        self.choice = choice
        self._measure()

    def _measure(self) -> None:
        """Look-ups only: it is done for every step of a drag."""
        if self.collected is not None and self.choice is not None:
            self.figures = cut_figures(self.collected.table, self.choice.cuts, self.prices.defective_share)
        self.cuts_changed.emit()

    def _reckon(self) -> None:
        """What the policies would choose and cost."""
        if self.collected is None or not len(self.collected.table):
            self.policies = ()
        else:
            table = self.collected.table
            self.policies = policy_costs(table, self._wanted, self.prices)
            if self.stored is not None:
                title = later("Calibrate", "In the model file")
                meaning = later(
                    "Calibrate", "As the model judges now: {policy}.", policy=policy_title(self.stored.policy)
                )
                self.policies += (cost_of(table, self.stored.cuts, self.prices, STORED, title, meaning),)
        self.policies_changed.emit()

    def _start(self, kind: str, title: str, work: Work, *, visible: bool = True, keeps: bool = False) -> Job:
        def start() -> Job:
            if kind == "score" and self.scope.of_project:
                return self._project.start("calibrate", title, work, visible=visible)
            return self._runner.start(title, work, visible=visible, keeps=keeps)

        return self._jobs.start(kind, start)


def _rejudge(path: Path, calibration: Calibration | None, project: Project) -> None:
    """Let the verdicts in the project follow."""
    from core.project.rejudging import rejudge

    rejudge(project, path, calibration)
