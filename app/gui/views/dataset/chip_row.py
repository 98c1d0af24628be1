"""The filter chips: label, split, reviewed, problems, model and the range of scores."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np
from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QWidget
from superqt import QFlowLayout, QLabeledDoubleRangeSlider

from app.gui.project.session import ProjectSession
from app.gui.views.dataset.listing import Listing
from core.datasets.dataset import Label, Split
from core.datasets.role_words import LABEL_NAMES, SPLIT_NAMES
from core.images.names import natural_key
from core.language import listed, tr
from core.project.chips import Chips
from core.project.problem import Problem

ANY_PROBLEM = Problem(sum(Problem))
STEP = 0.001
"""The least difference between scores that the slider shows."""
SLIDER_CHARACTERS = 34
"""Width of the slider with its figures."""


class ChipRow(QWidget):
    """Chips of one kind widen the list together, chips of different kinds narrow it."""

    def __init__(self, listing: Listing, session: ProjectSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._listing = listing
        self._session = session
        flow = QFlowLayout(self)
        flow.setContentsMargins(8, 4, 8, 4)
        flow.setHorizontalSpacing(5)
        flow.setVerticalSpacing(5)
        self._chips: dict[str, QToolButton] = {}
        self._all = self._chip(listing.show_all)
        self._label_chips = {label: self._chip(partial(self._toggle_label, label)) for label in Label}
        self._split_chips = {split: self._chip(partial(self._toggle_split, split)) for split in Split}
        self._reviewed = self._chip(lambda: self._choose_reviewed(True))
        self._not_reviewed = self._chip(lambda: self._choose_reviewed(False))
        self._problems = self._chip(lambda: None)
        self._problems.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self._problems)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._problems.setMenu(self._menu)
        self._models = self._chip(lambda: None)
        self._models.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._models.setToolTip(
            tr("Dataset", "Scores of different models do not compare: choose whose are shown")
        )
        self._model_menu = QMenu(self._models)
        self._model_menu.aboutToShow.connect(self._fill_model_menu)
        self._models.setMenu(self._model_menu)
        self._score_label = QLabel(tr("Dataset", "Score"), self)
        self._score_label.setProperty("role", "muted")
        self._scores = QLabeledDoubleRangeSlider(Qt.Orientation.Horizontal, self)
        self._scores.setAccessibleName(tr("Dataset", "Range of scores"))
        for part in self._scores.findChildren(QWidget):
            part.setAccessibleName(tr("Dataset", "Range of scores"))
        self._scores.setDecimals(3)
        # The chosen range stands at its ends: above the handles the figures would lie upon each other.
        self._scores.setHandleLabelPosition(self._scores.LabelPosition.NoLabel)
        self._scores.setEdgeLabelMode(self._scores.EdgeLabelMode.LabelIsValue)
        self._scores.setFixedWidth(SLIDER_CHARACTERS * self.fontMetrics().averageCharWidth())
        self._scores.valueChanged.connect(self._on_scores)
        pair = QWidget(self)
        beside = QHBoxLayout(pair)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self._score_label)
        beside.addWidget(self._scores)
        flow.addWidget(pair)
        self._span = (0.0, 1.0)
        listing.counted.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Counts and states of the chips."""
        facets, chips = self._listing.facets, self._listing.chips
        self._say(self._all, tr("Dataset", "All"), facets.total, not self._listing.narrowed)
        for label, chip in self._label_chips.items():
            self._say(chip, str(LABEL_NAMES[label]), facets.labels.get(label, 0), label in chips.labels)
        for split, chip in self._split_chips.items():
            self._say(chip, str(SPLIT_NAMES[split]), facets.splits.get(split, 0), split in chips.splits)
        self._say(self._reviewed, tr("Dataset", "Reviewed"), facets.reviewed, chips.reviewed is True)
        left = facets.total - facets.reviewed
        self._say(self._not_reviewed, tr("Dataset", "Not reviewed"), left, chips.reviewed is False)
        problems = tr("Dataset", "Problems")
        if chips.problems not in (Problem(0), ANY_PROBLEM):
            problems = tr("Dataset", "Problems: {chosen}", chosen=chips.problems.shown)
        self._say(self._problems, problems, facets.with_problem, bool(chips.problems))
        self._refresh_models()
        self._refresh_scores(facets.inspected)

    def _refresh_models(self) -> None:
        chosen, models = self._listing.chips.models, self._listing.facets.models
        # One model's scores need no choice.
        number = self._listing.facets.inspected if len(models) > 1 else 0
        text = tr("Dataset", "Scores of {number} models", number=len(models))
        if chosen:
            number = sum(models.get(model, 0) for model in chosen)
            text = tr("Dataset", "Scores of {model}", model=listed(map(self._model_name, sorted(chosen))))
        self._say(self._models, text, number, bool(chosen))

    def _model_name(self, model: int) -> str:
        return self._session.table.model_names.get(model, "")

    def _say(self, chip: QToolButton, name: str, number: int, on: bool) -> None:
        chip.setChecked(on)
        text, shown = f"{name} {number:,}", number > 0 or on or chip is self._all
        # Each of these lays the whole row out anew, and that in Python.
        if text != chip.text():
            chip.setText(text)
            chip.setAccessibleName(tr("Dataset", "Show {name}: {number}", name=name, number=number))
        if shown is chip.isHidden():
            chip.setVisible(shown)

    def _refresh_scores(self, inspected: int) -> None:
        self._score_label.setVisible(inspected > 0)
        self._scores.setVisible(inspected > 0)
        if not inspected:
            return
        table = self._session.table
        shown = table.shown() & Chips(models=self._listing.chips.models, inspected=True).mask(table.columns)
        scores = table.columns["score"][shown]
        if not scores.size:
            # The chosen model's images were inspected by another one since.
            return
        low, high = float(np.nanmin(scores)), float(np.nanmax(scores))
        # Rounded outwards, so that the ends take in the extreme images.
        span = (math.floor(low * 1000) / 1000, max(math.ceil(high * 1000), math.floor(low * 1000) + 1) / 1000)
        with QSignalBlocker(self._scores):
            if span != self._span:
                self._span = span
                self._scores.setRange(*span)  # type: ignore[arg-type]  # superqt types its slider of floats by ints
            self._scores.setValue(self._listing.chips.scores or span)

    def _chip(self, call: Callable[[], object]) -> QToolButton:
        chip = QToolButton(self)
        chip.setProperty("chip", True)
        chip.setCheckable(True)
        chip.clicked.connect(lambda _checked: call())
        layout = self.layout()
        assert layout is not None
        layout.addWidget(chip)
        return chip

    def _toggle_label(self, label: Label) -> None:
        chips = self._listing.chips
        self._set(replace(chips, labels=chips.labels ^ {label}))

    def _toggle_split(self, split: Split) -> None:
        chips = self._listing.chips
        self._set(replace(chips, splits=chips.splits ^ {split}))

    def _choose_reviewed(self, value: bool) -> None:
        chips = self._listing.chips
        self._set(replace(chips, reviewed=None if chips.reviewed is value else value))

    def _fill_menu(self) -> None:
        self._menu.clear()
        chips = self._listing.chips
        anything = self._menu.addAction(tr("Dataset", "Any problem"))
        anything.setCheckable(True)
        anything.setChecked(chips.problems == ANY_PROBLEM)
        anything.triggered.connect(
            lambda on: self._set(replace(chips, problems=ANY_PROBLEM if on else Problem(0)))
        )
        self._menu.addSeparator()
        for problem, number in self._listing.facets.problems.items():
            action = self._menu.addAction(f"{problem.shown}  {number:,}")
            action.setCheckable(True)
            action.setChecked(chips.problems != ANY_PROBLEM and problem in chips.problems)
            action.triggered.connect(lambda _on, p=problem: self._toggle_problem(p))

    def _toggle_problem(self, problem: Problem) -> None:
        chips = self._listing.chips
        now = Problem(0) if chips.problems == ANY_PROBLEM else chips.problems
        self._set(replace(chips, problems=now ^ problem))

    def _fill_model_menu(self) -> None:
        self._model_menu.clear()
        chosen = self._listing.chips.models
        models = self._listing.facets.models
        for model in sorted({*models, *chosen}, key=lambda model: natural_key(self._model_name(model))):
            action = self._model_menu.addAction(f"{self._model_name(model)}  {models.get(model, 0):,}")
            action.setCheckable(True)
            action.setChecked(model in chosen)
            action.triggered.connect(lambda _on, m=model: self._toggle_model(m))

    def _toggle_model(self, model: int) -> None:
        chips = self._listing.chips
        # The range was chosen among other scores.
        self._set(replace(chips, models=chips.models ^ {model}, scores=None))

    def _on_scores(self, value: tuple[float, float]) -> None:
        # The slider counts in steps: its ends are not to the last bit those that it was given.
        whole = all(abs(a - b) < STEP / 2 for a, b in zip(value, self._span, strict=True))
        chosen = None if whole else (value[0], value[1])
        self._set(replace(self._listing.chips, scores=chosen))

    def _set(self, chips: Chips) -> None:
        self._listing.set_chips(chips)
        self.refresh()
