"""The fixed probe images over the epochs: is the repair getting better?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.gui.views.inspect.colour_bar import ColourBar
from app.gui.views.train.widgets.epoch_slider import EpochSlider, epoch_name
from app.gui.views.train.widgets.probe_picture import ProbePicture, ssim_colours
from core.language import later, tr

if TYPE_CHECKING:
    from core.training.events import Probe

ROWS = (
    ("original", later("Train", "Original"), later("Train", "as the network sees it")),
    ("repair", later("Train", "Repair"), later("Train", "what the generator makes of it")),
    ("ssim", later("Train", "SSIM map"), later("Train", "where the repair differs: bright is changed")),
    (
        "faked",
        later("Train", "With defects"),
        later("Train", "a good image with the defects that the other generator adds"),
    ),
)


NO_PICTURES = later("Train", "The pictures appear after the first epoch.")


class ProbeStrip(QWidget):
    """A column for each probe image; a click on a picture shows it large, Esc goes back.

    Args:
        load: called with the epoch whose pictures are wanted. It answers later with `show_epoch` or `show_failed`;
            until then what was shown stays. One epoch is asked for at a time, and only the last one wanted next.
    """

    def __init__(self, load: Callable[[int], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Train", "Probe images"))
        self._load = load
        self._probes: tuple[Probe, ...] = ()
        self.shown_epoch: int | None = None
        self._loading: int | None = None
        self._wanted: int | None = None
        self._large: tuple[int, int] | None = None
        self.epochs = EpochSlider(self)
        self.epochs.chosen.connect(self._want)
        self.pictures: dict[tuple[int, int], ProbePicture] = {}
        self.row_labels: list[QLabel] = []
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(6)
        inner = QWidget(self)
        inner.setLayout(self._grid)
        scroll = _Scroll(self)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        self._column_labels: list[QLabel] = []
        for row, (_, title, tip) in enumerate(ROWS):
            label = QLabel(str(title), inner)
            label.setToolTip(tr("Train", "{name}: {message}", name=title, message=tip))
            label.hide()
            self._grid.addWidget(label, row + 1, 0)
            self.row_labels.append(label)
        self._bar = ColourBar(self)
        self.empty = QLabel(str(NO_PICTURES), self)
        self.empty.setProperty("role", "muted")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self.large = _Large(self)
        self.large.picture.activated.connect(self.close_large)
        self.large.back.clicked.connect(self.close_large)
        self.stack = QStackedWidget(self)
        for page in (self.empty, scroll, self.large):
            self.stack.addWidget(page)
        self.note = QLabel(self)
        self.note.setProperty("role", "muted")
        self.note.hide()
        below = QHBoxLayout()
        below.addWidget(self.note, 1)
        below.addStretch(1)
        below.addWidget(QLabel("SSIM", self))
        below.addWidget(self._bar)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.epochs)
        layout.addWidget(self.stack, 1)
        layout.addLayout(below)

    def set_epochs(self, epochs: Sequence[int]) -> None:
        """The epochs that have pictures, rising; the one to show is asked for."""
        self.epochs.set_epochs(epochs)
        if not epochs:
            self.clear()

    def clear(self) -> None:
        """No run, or no pictures yet; what is on its way is not waited for, and the owner must not hand it in."""
        self.empty.setText(str(NO_PICTURES))
        self._loading = self._wanted = self.shown_epoch = self._large = None
        self._probes = ()
        self.note.hide()
        self.stack.setCurrentWidget(self.empty)
        self.epochs.set_epochs([])
        self.epochs.follow.setChecked(True)

    def show_epoch(self, epoch: int, probes: Sequence[Probe]) -> None:
        """The pictures of the epoch that was asked for; any other does nothing."""
        if epoch != self._loading:
            return
        if not probes:
            self.show_failed(epoch, tr("Train", "{epoch} has no pictures.", epoch=epoch_name(epoch)))
            return
        self.note.hide()
        self._probes = tuple(probes)
        self.shown_epoch = epoch
        self._fill()
        self._next()

    def show_failed(self, epoch: int, text: str) -> None:
        """The pictures of an epoch cannot be read: say so and keep what is shown."""
        if epoch == self._loading:
            self.note.setText(text)
            self.note.show()
            self._next()

    def open_large(self, row: int, column: int) -> None:
        """Show one picture large: `row` as in `ROWS`, `column` a probe."""
        if self._pixels(row, column) is None:
            return
        self._large = (row, column)
        self._fill_large()
        self.stack.setCurrentWidget(self.large)
        self.large.picture.setFocus()

    def close_large(self) -> None:
        """Back to the strip, with the keyboard where it was."""
        if self._large is not None:
            place, self._large = self._large, None
            self.stack.setCurrentIndex(1)
            self.pictures[place].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Left, Right, Home, End: the epoch. Esc: back to the strip; Up and Down there: the other pictures."""
        key = event.key()
        if self._large is not None and key == Qt.Key.Key_Escape:
            self.close_large()
        elif self._large is not None and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            row, column = self._large
            self.open_large(row + (1 if key == Qt.Key.Key_Down else -1), column)
        elif not self.epochs.step(key):
            super().keyPressEvent(event)

    def _want(self, epoch: int) -> None:
        self._wanted = epoch
        if self._loading is None:
            self._next()

    def _next(self) -> None:
        self._loading, self._wanted = self._wanted, None
        if self._loading == self.shown_epoch:
            self._loading = None
        if self._loading is not None:
            self._load(self._loading)

    def _pixels(self, row: int, column: int) -> NDArray[np.uint8] | None:
        if not (0 <= row < len(ROWS) and 0 <= column < len(self._probes)):
            return None
        found: NDArray[np.uint8] | None = getattr(self._probes[column], ROWS[row][0])
        return ssim_colours(found) if found is not None and ROWS[row][0] == "ssim" else found

    def _name(self, row: int, column: int) -> str:
        file = PurePath(self._probes[column].path).name
        return tr("Train", "{picture} of {file}", picture=ROWS[row][1], file=file)

    def _fill(self) -> None:
        self._make_columns(len(self._probes))
        for row, label in enumerate(self.row_labels):
            some = False
            for column in range(len(self._probes)):
                pixels = self._pixels(row, column)
                some |= pixels is not None
                picture = self.pictures[row, column]
                picture.setVisible(pixels is not None)
                name = self._name(row, column)
                says = tr("Train", "{name}: {message}", name=name, message=ROWS[row][2])
                picture.set_picture(pixels, name, f"{says}\n{tr('Train', 'Click: large')}")
            label.setVisible(some)
        for column, (label, probe) in enumerate(zip(self._column_labels, self._probes, strict=True)):
            kind = tr("Train", "defective") if probe.defective else tr("Train", "good")
            label.setText(f"{column + 1} · {kind}")
            label.setToolTip(probe.path)
        widest = max(label.sizeHint().width() for label in self._column_labels)
        for column in range(1, len(self._column_labels) + 1):
            self._grid.setColumnMinimumWidth(column, widest)
        if self._large is not None and self._pixels(*self._large) is not None:
            self._fill_large()
        else:
            self._large = None
            self.stack.setCurrentIndex(1)

    def _fill_large(self) -> None:
        assert self._large is not None
        assert self.shown_epoch is not None
        name = self._name(*self._large)
        self.large.title.setText(f"{name} · {epoch_name(self.shown_epoch)}")
        self.large.picture.set_picture(self._pixels(*self._large), name, tr("Train", "Click or Esc: back"))

    def _make_columns(self, number: int) -> None:
        while len(self._column_labels) < number:
            column = len(self._column_labels)
            label = QLabel(self)
            label.setProperty("role", "muted")
            self._grid.addWidget(label, 0, column + 1, Qt.AlignmentFlag.AlignHCenter)
            # All alike, however long what stands above them is.
            self._grid.setColumnStretch(column + 1, 1)
            self._column_labels.append(label)
            for row in range(len(ROWS)):
                picture = ProbePicture(self)
                picture.activated.connect(lambda r=row, c=column: self.open_large(r, c))
                self._grid.addWidget(picture, row + 1, column + 1)
                self.pictures[row, column] = picture
        while len(self._column_labels) > number:
            self._grid.setColumnStretch(len(self._column_labels), 0)
            self._grid.setColumnMinimumWidth(len(self._column_labels), 0)
            self._column_labels.pop().deleteLater()
            for row in range(len(ROWS)):
                self.pictures.pop((row, len(self._column_labels))).deleteLater()


class _Scroll(QScrollArea):
    """Leaves the arrow keys to the strip: they are for the epochs."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Not here."""
        event.ignore()


class _Large(QWidget):
    """One picture with its title and the way back."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.title = QLabel(self)
        self.title.setProperty("role", "heading")
        self.back = QToolButton(self)
        self.back.setText(tr("Train", "Back"))
        self.back.setToolTip(tr("Train", "Back to all pictures (Esc)"))
        self.back.setProperty("chip", True)
        self.picture = ProbePicture(self, large=True)
        self.picture.setAccessibleName(tr("Train", "Large picture"))
        head = QHBoxLayout()
        head.addWidget(self.back)
        head.addWidget(self.title, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(head)
        layout.addWidget(self.picture, 1)
