"""What an import would bring: figures first, then the groups to correct, examples, problems, and where it goes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from superqt import QElidingLabel

from app.gui import icons
from app.gui.jobs import JobRunner
from app.gui.theme import theme_of
from app.gui.views.dataset.import_counts import ImportCounts
from app.gui.views.dataset.import_model import GroupsModel
from app.gui.views.dataset.import_pictures import Pictures, Read, spread
from app.gui.views.dataset.import_table import GroupsTable
from app.gui.views.dataset.import_target import ImportTarget
from app.gui.views.dataset.import_words import FILES, meaning_of, name_of, paper_line, title_of
from core.datasets.import_plan import ImportPlan
from core.datasets.layout import LAYOUTS
from core.datasets.layouts.base import printable
from core.datasets.role_words import LABELS
from core.language import sentences, tr, tr_n

EXAMPLES = 12
PROBLEM_LINES = 5
"""Lines of the list of problems; more are scrolled to."""
BY_ITSELF = ""
"""The choice among the layouts that leaves it to the program."""


class ReviewPane(QWidget):
    """Signals: `accepted()`, `cancelled()`, `layout_chosen(str)` with "" for recognition by itself."""

    accepted = Signal()
    cancelled = Signal()
    layout_chosen = Signal(str)

    def __init__(self, runner: JobRunner, read: Read, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QElidingLabel(self)
        self._title.setProperty("role", "title")
        self.layouts = QComboBox(self)
        self.layouts.setAccessibleName(tr("Dataset", "Layout that the folders are read by"))
        self.layouts.setToolTip(tr("Dataset", "Read the folders by another layout"))
        self.layouts.setPlaceholderText(tr("Dataset", "several layouts"))
        self.layouts.addItem(tr("Dataset", "Recognise by itself"), BY_ITSELF)
        for name in LAYOUTS:
            self.layouts.addItem(title_of(name), name)
        self.layouts.activated.connect(lambda _: self.layout_chosen.emit(self.layouts.currentData()))
        self._recognised = QLabel(tr("Dataset", "Recognised:"), self)
        self._recognised.setBuddy(self.layouts)
        self._meaning = QLabel(self)
        self._meaning.setProperty("role", "muted")
        self._meaning.setWordWrap(True)
        self._wrong = QLabel(self)
        self._wrong.setObjectName("staleNote")
        self._wrong.setWordWrap(True)
        self.counts = ImportCounts(self)
        self.model = GroupsModel(self)
        self.table = GroupsTable(self.model, self)
        self._selected = QElidingLabel(self)
        self._selected.setProperty("role", "heading")
        self._selected.setElideMode(Qt.TextElideMode.ElideMiddle)
        self.pictures = Pictures(runner, EXAMPLES, read, self)
        self.pictures.setAccessibleName(tr("Dataset", "Examples of the selected group"))
        self.fold = QToolButton(self)
        self.fold.setProperty("flat", True)
        self.fold.setCheckable(True)
        self.fold.setIconSize(QSize(16, 16))
        self.fold.setText(tr_n("Dataset", 0, "{n} problem", "{n} problems"))
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.problems = QPlainTextEdit(self)
        self.problems.setReadOnly(True)
        self.problems.setAccessibleName(tr("Dataset", "Problems"))
        self.problems.setTabChangesFocus(True)
        self.fold.toggled.connect(self._on_fold)
        self._paper = QLabel(self)
        self._paper.setProperty("role", "muted")
        self._paper.setWordWrap(True)
        self.target = ImportTarget(self)
        self.cancel = QPushButton(tr("Dataset", "Cancel"), self)
        self.cancel.setToolTip(tr("Dataset", "Go back without importing (Esc)"))
        self.accept = QPushButton(tr("Dataset", "Import"), self)
        self.accept.setProperty("primary", True)
        self.accept.setToolTip(tr("Dataset", "Import what is ticked (Ctrl+Enter)"))
        self._build()
        self.model.edited.connect(self._on_edited)
        self.table.chosen.connect(self._show_examples)
        self.target.changed.connect(self._arrange)
        self.target.confirmed.connect(self.accept.click)
        self.cancel.clicked.connect(self.cancelled)
        self.accept.clicked.connect(self.accepted)
        self._recolour()

    @property
    def text(self) -> str:
        """What the pane says outside of its table."""
        wrong = "" if self._wrong.isHidden() else self._wrong.text()
        parts = (self._title.text(), self._meaning.text(), wrong, self._selected.text(), self._paper.text())
        return "\n".join(parts)

    def show_plan(self, plan: ImportPlan) -> None:
        """Show another plan."""
        what = name_of([source.path for source in plan.sources])
        self._title.setText(tr("Dataset", "Import {what}", what=what))
        self._meaning.setText(meaning_of(plan.layouts))
        self.show_wrong("")
        self.model.set_plan(plan)
        self._show_layout(plan.layouts)
        number = len(plan.problems)
        self.fold.setText(tr_n("Dataset", number, "{n} problem", "{n} problems"))
        self.fold.setVisible(number > 0)
        self.fold.setChecked(False)
        self.problems.setPlainText("\n".join(printable(str(problem)) for problem in plan.problems))
        self.problems.setFixedHeight(self.fontMetrics().lineSpacing() * (min(number, PROBLEM_LINES) + 1) + 8)
        self._on_edited()
        self.table.select_first()
        self._show_examples()
        self.accept.setFocus()

    def show_wrong(self, message: str, way_out: str = "") -> None:
        """Say why the folders could not be read in the way that was asked for; what was shown stays."""
        self._wrong.setText(sentences([message, way_out]))
        self._wrong.setVisible(bool(message))
        self._show_layout(self.model.plan.layouts)

    def show_again(self, message: str, way_out: str) -> None:
        """Come back to the plan that was shown, and say why it is still this one."""
        self.show_wrong(message, way_out)
        self._show_examples()
        self.layouts.setFocus()

    def rest(self) -> None:
        """Another page is shown: no more reading."""
        self.pictures.clear()

    def clear(self) -> None:
        """Keep no plan: a large one takes memory."""
        self.model.set_plan(ImportPlan())
        self.pictures.clear()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "accept"):
            self._recolour()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._recognised)
        head.addWidget(self.layouts)
        head.addSpacing(6)
        head.addWidget(self._meaning, 1)
        hint = QLabel(
            tr(
                "Dataset",
                "Click a label, split or type to correct it; selected rows change together. "
                "Keys: G D U label, T V S split, Space ticks.",
            ),
            self,
        )
        hint.setProperty("role", "muted")
        hint.setWordWrap(True)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(6)
        frame = QFrame(left)
        frame.setObjectName("importFrame")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        column.addWidget(frame, 1)
        column.addWidget(hint)
        right = QWidget(self)
        side = QVBoxLayout(right)
        side.setContentsMargins(12, 4, 0, 0)
        side.setSpacing(8)
        side.addWidget(self._selected)
        side.addWidget(self.pictures, 1)
        right.setMinimumWidth(236)
        middle = QSplitter(Qt.Orientation.Horizontal, self)
        middle.setChildrenCollapsible(False)
        middle.addWidget(left)
        middle.addWidget(right)
        middle.setStretchFactor(0, 5)
        middle.setStretchFactor(1, 2)
        middle.setSizes([760, 330])
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.target, 1)
        buttons.addSpacing(24)
        for button in (self.cancel, self.accept):
            buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(10)
        layout.addWidget(self._title)
        layout.addLayout(head)
        layout.addWidget(self._wrong)
        layout.addWidget(self.counts)
        layout.addWidget(self._paper)
        layout.addWidget(middle, 1)
        layout.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.problems)
        layout.addLayout(buttons)

    def _show_layout(self, layouts: Sequence[str]) -> None:
        one = layouts[0] if len(layouts) == 1 else None
        files = one == FILES
        # Files that were dropped one by one are in no folders that could be read in another way.
        self.layouts.setVisible(not files)
        self._recognised.setVisible(not files)
        self.layouts.setCurrentIndex(-1 if one is None or files else self.layouts.findData(one))

    def _on_edited(self) -> None:
        plan = self.model.plan
        counts = plan.counts()
        self.counts.set_counts(counts)
        self._paper.setText(paper_line(counts))
        self._arrange()
        self._say_selected()

    def _arrange(self) -> None:
        number = self.model.plan.images
        self.accept.setText(tr_n("Dataset", number, "Import {n} image", "Import {n} images"))
        self.accept.setEnabled(number > 0 and not self.target.mistake)

    def _show_examples(self) -> None:
        rows = self.table.selected_rows
        paths: list[Path] = []
        share = max(EXAMPLES // max(len(rows), 1), 1)
        for row in rows[:EXAMPLES]:
            group = self.model.group(row)
            paths += [sample.path for sample in spread(group.samples, share)]
        if paths[:EXAMPLES] != self.pictures.shown:
            self.pictures.set_paths(paths)
        self._say_selected()

    def _say_selected(self) -> None:
        rows = self.table.selected_rows
        groups = [self.model.group(row) for row in rows]
        number = sum(len(group.samples) for group in groups)
        if not groups:
            self._selected.setText(tr("Dataset", "No group selected"))
        elif len(groups) == 1:
            group = groups[0]
            name, label = group.folder.name, LABELS[group.label]
            self._selected.setText(
                tr(
                    "Dataset",
                    "{folder}: {number} {label} ({type})",
                    folder=name,
                    number=number,
                    label=label,
                    type=group.defect_type,
                )
                if group.defect_type
                else tr("Dataset", "{folder}: {number} {label}", folder=name, number=number, label=label)
            )
        else:
            self._selected.setText(
                tr("Dataset", "{groups} groups, {images} images", groups=len(groups), images=number)
            )

    def _on_fold(self, open_: bool) -> None:
        self.problems.setVisible(open_)
        self._recolour()

    def _recolour(self) -> None:
        theme = theme_of(self)
        self.model.set_theme(theme)
        self.fold.setIcon(icons.icon("down" if self.fold.isChecked() else "next", theme.review))
        self.problems.setVisible(self.fold.isChecked())
