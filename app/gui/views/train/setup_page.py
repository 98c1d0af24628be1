"""Set a run up: preset, settings, what there is to train on, a name."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.gui.actions import ActionRegistry
from app.gui.jobs import JobRunner
from app.gui.project.session import ProjectSession
from app.gui.views.train.dataset_facts import facts_of, in_sentences, obstacle, settled_masks
from app.gui.views.train.estimates import Estimates
from app.gui.views.train.plan import Plan, fault_of, free_name
from app.gui.views.train.session import TrainSession
from app.gui.views.train.widgets.masks_row import MasksRow
from app.gui.views.train.widgets.preset_cards import PresetCards
from app.gui.views.train.widgets.settings_form import SettingsForm
from app.gui.widgets.scrolled import Scrolled
from core.language import sentences, tr
from core.training.settings import MOST_MASKS, TrainingSettings, preset

FIRST = "quick"
"""The preset that is chosen at first: a look at whether the texture suits the method."""
TAUGHT = "standard"
"""The preset for learning from masks, where the one at hand cannot."""
WIDEST = 1080


class SetupPage(QWidget):
    """Signals: `changed()`, the settings, the name or what can be trained on are others."""

    changed = Signal()

    def __init__(
        self,
        session: TrainSession,
        project: ProjectSession,
        runner: JobRunner,
        actions: ActionRegistry,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._project = project
        self.obstacle = ""
        self.cards = PresetCards(parent=self)
        self.cards.choose(FIRST)
        self._preset = preset(FIRST)
        self._form: SettingsForm | None = None
        self.estimates = Estimates(self.cards, session, runner, self._settings_with, self)
        self.drawer = QToolButton(self)
        self.drawer.setProperty("flat", True)
        self.drawer.setCheckable(True)
        self.drawer.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.drawer.setArrowType(Qt.ArrowType.RightArrow)
        self.facts = QLabel(self)
        self.facts.setWordWrap(True)
        self.masks = MasksRow(actions["view_review"], self)
        # As many as the preset says, until the user wants others.
        self._wanted_masks: int | None = None
        self.name = QLineEdit(self)
        self.name.setAccessibleName(tr("Train", "Name of the run"))
        self.name.setMaximumWidth(260)
        self.fault = QLabel(self)
        self.fault.setObjectName("staleNote")
        self.fault.setWordWrap(True)
        self._named_by_user = False
        self._build(actions)
        self._connect()
        self._show_drawer(False)
        self._refresh()

    @property
    def settings(self) -> TrainingSettings | None:
        """What would be trained with; None while something in the form makes no sense."""
        if self._form is not None:
            return self._form.settings()
        wanted = self._wanted_masks
        return self._preset if wanted is None else self._preset.model_copy(update={"masks": wanted})

    @property
    def form(self) -> SettingsForm:
        """All settings. Made when it is first wanted: its hundreds of widgets are much of a window's start."""
        if self._form is None:
            self._form = SettingsForm(self._preset, self)
            self._show_wanted_masks()
            self._form.setMinimumHeight(170)
            self._form.setVisible(self.drawer.isChecked())
            self._form.changed.connect(self._on_form)
            self._column.insertWidget(self._column.indexOf(self._rest), self._form, 1)
        return self._form

    def plan(self) -> Plan | None:
        """The run as it is set up; None while something is missing."""
        settings = self.settings
        if self.obstacle or settings is None or self._session.folder is None:
            return None
        return self._session.plan(self.name.text().strip(), settings)

    def use_masks(self) -> None:
        """Let the next run learn from all masks that there are; a preset that can stays."""
        settings = self.settings
        if (settings is None or settled_masks(settings)) and not settled_masks(preset(TAUGHT)):
            self.cards.choose(TAUGHT)
            self._take_preset(TAUGHT)
        self._take_masks(MOST_MASKS)

    def propose_name(self) -> None:
        """A new name for the next run."""
        self._named_by_user = False
        self._refresh()

    def stop(self) -> None:
        """No more measuring."""
        self.estimates.stop()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Measure, now that somebody looks."""
        super().showEvent(event)
        self._refresh()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Nobody looks: the machine is for other work."""
        super().hideEvent(event)
        self.estimates.stop()

    def _build(self, actions: ActionRegistry) -> None:
        title = QLabel(tr("Train", "Train a model"), self)
        title.setProperty("role", "title")
        name = QLabel(tr("Train", "&Name"), self)
        name.setBuddy(self.name)
        self.buttons: list[QPushButton] = []
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(name)
        row.addWidget(self.name, 1)
        row.addStretch(1)
        for action_name, primary in (("train_enqueue", False), ("train_start", True)):
            action = actions[action_name]
            button = QPushButton(action.iconText(), self)
            button.setToolTip(action.toolTip())
            button.setProperty("primary", primary)
            button.clicked.connect(action.trigger)
            button.setEnabled(action.isEnabled())
            action.enabledChanged.connect(button.setEnabled)
            row.addWidget(button)
            self.buttons.append(button)
        content = QWidget(self)
        content.setMaximumWidth(WIDEST)
        column = self._column = QVBoxLayout(content)
        column.setContentsMargins(24, 20, 24, 12)
        column.setSpacing(12)
        column.addWidget(title)
        column.addWidget(self.facts)
        column.addWidget(self.masks)
        column.addWidget(self.cards)
        column.addWidget(self.fault)
        column.addLayout(row)
        column.addWidget(self.drawer, 0, Qt.AlignmentFlag.AlignLeft)
        self._rest = QWidget(content)
        column.addWidget(self._rest, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        # With large text there is more of it than a small screen has room for.
        layout.addWidget(Scrolled(content, tr("Train", "Setting up a run"), self))

    def _connect(self) -> None:
        self.cards.chosen.connect(self._take_preset)
        self.masks.changed.connect(self._take_masks)
        self.drawer.toggled.connect(self._show_drawer)
        self.name.textEdited.connect(self._on_name)
        self.name.returnPressed.connect(
            lambda: self.buttons[1].click() if self.buttons[1].isEnabled() else None
        )
        self._project.opened.connect(self._on_opened)
        self._project.images_changed.connect(self._refresh)
        self._project.values_changed.connect(lambda _ids: self._refresh())
        self._project.reading_done.connect(lambda _number: self._refresh())
        self._session.rows_changed.connect(self._on_rows)

    def _take_preset(self, name: str) -> None:
        self._preset = preset(name)
        if self._form is not None:
            self._form.set_preset(self._preset)
            self._show_wanted_masks()
        self._refresh()

    def _settings_with(self, name: str) -> TrainingSettings:
        settings = self.settings
        return settings if settings is not None and settings.preset == name else preset(name)

    def _take_masks(self, most: int) -> None:
        self._wanted_masks = most
        self._show_wanted_masks()
        self._refresh()

    def _show_wanted_masks(self) -> None:
        # It is a matter of the images, and no other preset changes it.
        if self._form is not None and self._wanted_masks is not None:
            self._form.set_value("masks", self._wanted_masks)

    def _on_form(self) -> None:
        settings = self.settings
        if settings is not None and settings.masks != self._preset.masks:
            self._wanted_masks = settings.masks
        elif settings is not None:
            self._wanted_masks = None
        self._refresh()

    def _on_opened(self) -> None:
        self.estimates.forget()
        self._wanted_masks = None
        if self._form is not None:
            self._form.set_value("masks", self._preset.masks)
        self.propose_name()

    def _on_rows(self) -> None:
        if self.isVisible():
            self._refresh()

    def _on_name(self) -> None:
        self._named_by_user = bool(self.name.text())
        self._refresh()

    def _show_drawer(self, on: bool) -> None:
        if on or self._form is not None:
            self.form.setVisible(on)
        self._rest.setVisible(not on)
        self.drawer.setArrowType(Qt.ArrowType.DownArrow if on else Qt.ArrowType.RightArrow)
        self.drawer.setText(tr("Train", "All settings"))

    def _refresh(self) -> None:
        settings = self.settings
        taken = self._session.taken_names()
        if not self._named_by_user:
            self.name.setText(free_name(settings.preset if settings else "run", taken))
        facts = facts_of(self._project.table)
        reference = settings or preset(self.cards.current or FIRST)
        self.facts.setText(sentences(in_sentences(facts, reference)))
        self.masks.show_masks(
            facts.masks, facts.defective, reference.masks, settled_masks(reference), facts.drawn
        )
        self.obstacle = (
            self._project.read_only
            or (
                ""
                if settings is not None
                else tr("Train", "Some settings do not go together: see All settings.")
            )
            or obstacle(facts, reference)
            or fault_of(self.name.text().strip(), taken)
        )
        self.fault.setText(self.obstacle)
        self.fault.setVisible(bool(self.obstacle))
        if self.isVisible():
            self.estimates.start()
        self.changed.emit()
