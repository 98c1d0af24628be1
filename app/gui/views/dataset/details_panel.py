"""What is known of the selected images: picture, facts, tags and note."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QFormLayout,
    QLabel,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from superqt import QElidingLabel

from app.gui.actions import ActionRegistry
from app.gui.views.dataset.note_edit import NoteEdit
from app.gui.widgets.flow_row import FlowRow
from app.gui.widgets.scrolled import Scrolled
from app.gui.widgets.thumbnail_grid.images import image_of
from core.datasets.preflight.measurement import FORMATS, format_of
from core.datasets.role_words import LABELS, SPLITS
from core.images.picture import ByteImage
from core.language import later, listed, tr, tr_n
from core.project.image_row import ImageRow

PREVIEW = 288
LABEL_KEYS = ("label_good", "label_defective", "label_unlabelled")
SPLIT_KEYS = ("split_train", "split_validation", "split_test")
FACTS = {
    "folder": later("Dataset", "Folder"),
    "size": later("Dataset", "Size"),
    "file": later("Dataset", "File"),
    "label": later("Dataset", "Label"),
    "split": later("Dataset", "Split"),
    "type": later("Dataset", "Defect type"),
    "score": later("Dataset", "Score"),
    "model": later("Dataset", "Inspected by"),
    "problems": later("Dataset", "Problems"),
    "sha256": later("Dataset", "SHA-256"),
}
"""What is known of an image, in the order in which it is shown."""


class Preview(NamedTuple):
    """A reduced picture with its mask, `(h, w)` bool or None, and what is to be said of the file."""

    picture: ByteImage | None
    mask: np.ndarray | None
    sha256: str
    error: str


class DetailsPanel(QWidget):
    """What was typed is handed over for the images that it was typed for, also when others are selected since.

    Signals: `tags_edited(ids, add, remove)`, the last two lists of texts; `note_edited(id, str)`; `open_asked()`.
    """

    tags_edited = Signal(list, list, list)
    note_edited = Signal(int, str)
    open_asked = Signal()

    def __init__(self, actions: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[ImageRow] = []
        self._ids: list[int] = []
        # The note's image, and the images of the tags with those that all of them have.
        self._noted = 0
        self._tagged: list[int] = []
        self._common: list[str] = []
        self._picture = _PreviewLabel(self)
        self._picture.clicked.connect(self.open_asked)
        self._title = QElidingLabel(self)
        self._title.setProperty("role", "heading")
        self._title.setElideMode(Qt.TextElideMode.ElideMiddle)
        self._facts = QFormLayout()
        self._facts.setHorizontalSpacing(12)
        self._facts.setVerticalSpacing(4)
        self._values: dict[str, QLabel] = {}
        for name in FACTS:
            self._values[name] = self._fact(name)
        self._tags = QLineEdit(self)
        self._tags.setPlaceholderText(tr("Dataset", "Tags"))
        self._tags.setAccessibleName(tr("Dataset", "Tags"))
        self._tags.editingFinished.connect(self._finish_tags)
        self._note = NoteEdit(self)
        self._note.setAccessibleName(tr("Dataset", "Note"))
        self._note.setPlaceholderText(tr("Dataset", "Note"))
        self._note.edited.connect(lambda text: self.note_edited.emit(self._noted, text))
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(8)
        column.addWidget(self._picture)
        column.addWidget(self._title)
        column.addWidget(_buttons(actions, LABEL_KEYS, self))
        column.addWidget(_buttons(actions, SPLIT_KEYS, self))
        column.addLayout(self._facts)
        column.addWidget(self._tags)
        column.addWidget(self._note)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Scrolled(body, tr("Dataset", "Details"), self))
        self.show_rows([])

    def show_rows(
        self,
        rows: Sequence[ImageRow],
        ids: Sequence[int] | None = None,
        models: Mapping[int, str] | None = None,
    ) -> None:
        """Show what is selected.

        Args:
            rows: the images; of very many the first will do.
            ids: of all that are selected, where those are more than `rows`.
            models: names of those that inspected.
        """
        chosen = [row.id for row in rows] if ids is None else list(ids)
        same = chosen == self._ids
        if not same:
            # First what was typed for the images before these, under their own numbers.
            self._ids = chosen
            self.finish()
        self._rows = list(rows)
        number = len(chosen)
        self._picture.setVisible(number == 1)
        if not same:
            self._picture.set_preview(None)
        several = tr_n("Dataset", number, "{n} image selected", "{n} images selected") if number else ""
        self._title.setText(rows[0].name if number == 1 else several)
        for widget in (self._tags, self._note):
            widget.setEnabled(number > 0)
        self._note.setVisible(number == 1)
        self._show_facts(number, same, models or {})
        # News of the same images must not take away what is being typed.
        if not (same and self._typed_tags() != self._common):
            self._tagged, self._common = chosen, self._common_tags()
            self._tags.setText(", ".join(self._common))
        if number == 1 and not (same and self._note.pending):
            self._noted = rows[0].id
            self._note.set_text(rows[0].note)

    def show_preview(self, image: int, preview: Preview) -> None:
        """The picture of the one selected image has been read."""
        if len(self._rows) == 1 and self._rows[0].id == image:
            self._picture.set_preview(preview)
            self._set("sha256", preview.sha256[:16], preview.sha256)
            if preview.error:
                self._set("problems", preview.error)

    def set_read_only(self, reason: str) -> None:
        """Say why tags and note cannot be changed; "" = they can."""
        self._tags.setReadOnly(bool(reason))
        self._tags.setToolTip(
            reason or tr("Dataset", "Separated by commas; those that all selected images have")
        )
        self._note.set_read_only(reason)

    def finish(self) -> None:
        """Hand over what was typed."""
        self._finish_tags()
        self._note.finish()

    def focus_tags(self) -> None:
        """Go to the tags."""
        self._tags.setFocus()
        self._tags.selectAll()

    def focus_note(self) -> None:
        """Go to the note."""
        self._note.setFocus()

    def _show_facts(self, number: int, same: bool, models: Mapping[int, str]) -> None:
        rows = self._rows
        one = rows[0] if number == 1 else None
        pixels = _pixels(one) if one and one.width else ""
        self._set("folder", one.folder if one else "")
        self._set("size", pixels)
        self._set("file", _bytes(one.file_size) if one else "")
        self._set("label", _counted(str(LABELS[row.label]) for row in rows))
        self._set("split", _counted(str(SPLITS[row.split]) for row in rows))
        self._set("type", _counted(row.defect_type for row in rows if row.defect_type))
        self._set("score", f"{one.score:.4f}" if one and one.score is not None else "")
        self._set("model", models.get(one.model, "") if one else "")
        self._set("problems", one.problems.shown if one else "")
        if not same:
            # It comes with the preview; the one that is there stays until then.
            self._set("sha256", "")

    def _set(self, name: str, text: str, tip: str = "") -> None:
        label = self._values[name]
        label.setText(text)
        label.setToolTip(tip or text)
        label.setAccessibleName(tr("Dataset", "{name}: {value}", name=FACTS[name], value=text))
        label.setVisible(bool(text))
        field = self._facts.labelForField(label)
        if field is not None:
            field.setVisible(bool(text))

    def _fact(self, name: str) -> QLabel:
        label = QElidingLabel(self)
        label.setElideMode(Qt.TextElideMode.ElideMiddle)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        title = QLabel(str(FACTS[name]), self)
        title.setProperty("role", "muted")
        self._facts.addRow(title, label)
        title.hide()
        label.hide()
        return label

    def _common_tags(self) -> list[str]:
        common = set(self._rows[0].tags) if self._rows else set()
        for row in self._rows[1:]:
            common &= set(row.tags)
        return sorted(common)

    def _typed_tags(self) -> list[str]:
        return sorted({tag.strip() for tag in re.split("[,，]", self._tags.text()) if tag.strip()})

    def _finish_tags(self) -> None:
        typed, before = set(self._typed_tags()), set(self._common)
        if typed != before:
            self._common = sorted(typed)
            self.tags_edited.emit(self._tagged, sorted(typed - before), sorted(before - typed))


class _PreviewLabel(QLabel):
    """The picture with the mask's outline; a double-click asks for it large."""

    clicked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("preview")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFixedHeight(PREVIEW)
        self.setWordWrap(True)
        self.setToolTip(tr("Dataset", "Double-click or Enter shows it large"))
        self.setAccessibleName(tr("Dataset", "Preview"))

    def set_preview(self, preview: Preview | None) -> None:
        if preview is None or preview.picture is None:
            self.setText("" if preview is None else preview.error)
            return
        self.setPixmap(QPixmap.fromImage(_with_mask(preview.picture, preview.mask)))

    def mouseDoubleClickEvent(self, event: object) -> None:  # noqa: N802
        self.clicked.emit()


def _with_mask(picture: ByteImage, mask: np.ndarray | None) -> QImage:
    """The mask as an outline: a filled one would hide what it marks."""
    if mask is None or not mask.any():
        return image_of(picture)
    import cv2

    colour = picture if picture.ndim == 3 else np.repeat(picture[..., None], 3, axis=2)
    canvas = np.ascontiguousarray(colour)
    contours, _ = cv2.findContours(mask.astype(np.uint8), cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
    cv2.drawContours(canvas, contours, -1, (0, 0, 0), 3)
    cv2.drawContours(canvas, contours, -1, (255, 176, 0), 1)
    return image_of(canvas)


def _buttons(actions: ActionRegistry, names: Sequence[str], parent: QWidget) -> QWidget:
    row = FlowRow(parent, across=5, down=5)
    for name in names:
        button = QToolButton(parent)
        button.setDefaultAction(actions[name])
        button.setProperty("chip", True)
        button.setIconSize(QSize(16, 16))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        row.add(button)
    return row


def _counted(words: object) -> str:
    counted = Counter(words)  # type: ignore[call-overload]
    if len(counted) == 1:
        return str(next(iter(counted)))
    return listed(f"{number:,} {word}" for word, number in counted.most_common())


def _pixels(row: ImageRow) -> str:
    name = format_of(row.bit_depth, row.channels)
    return tr(
        "Dataset", "{size}, {format}", size=f"{row.width} x {row.height}", format=FORMATS.get(name, name)
    )


def _bytes(size: int) -> str:
    for unit, factor in (("MB", 1_000_000), ("kB", 1000)):
        if size >= factor:
            return f"{size / factor:.1f} {unit}"
    return tr_n("Dataset", size, "{n} byte", "{n} bytes")
