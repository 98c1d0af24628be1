"""Images that moved: say where they are now, see how many are found, and only then relink."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.language import sentences, tr, tr_n

if TYPE_CHECKING:
    from core.project.folders import MissingFolder, Relinked


class RelinkDialog(QDialog):
    """Non-modal. Signals: `plan_asked(old, new)`, paths; `relink_asked(Relinked)`."""

    plan_asked = Signal(Path, Path)
    relink_asked = Signal(object)

    def __init__(self, missing: Sequence[MissingFolder], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Dataset", "Relink moved folders"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(620)
        self._plan: Relinked | None = None
        # What was asked for last: Enter in a field asks again and must not take the answer away.
        self._asked = ("", "")
        total = sum(folder.images for folder in missing)
        which = tr_n(
            "Dataset",
            total,
            "{n} image lies in a folder that is not there.",
            "{n} images lie in folders that are not there.",
        )
        how = tr(
            "Dataset",
            "Choose what moved and where it is now; all folders below move with it. Labels, masks and notes stay.",
        )
        text = QLabel(sentences([which, how]), self)
        text.setWordWrap(True)
        self._old = QComboBox(self)
        self._old.setEditable(True)
        self._old.setAccessibleName(tr("Dataset", "Was"))
        self._old.addItems([str(path) for path in prefixes([folder.path for folder in missing])])
        self._new = QLineEdit(self)
        self._new.setAccessibleName(tr("Dataset", "Is now"))
        browse = QPushButton(tr("Dataset", "Choose…"), self)
        browse.setAccessibleName(tr("Dataset", "Choose the folder where the images are now"))
        browse.clicked.connect(self._browse)
        place = QHBoxLayout()
        place.addWidget(self._new, 1)
        place.addWidget(browse)
        form = QFormLayout()
        form.addRow(tr("Dataset", "Was"), self._old)
        form.addRow(tr("Dataset", "Is now"), place)
        self._result = QLabel("", self)
        self._result.setWordWrap(True)
        self._go = QPushButton(tr("Dataset", "Relink"), self)
        self._go.setProperty("primary", True)
        self._go.clicked.connect(self._on_go)
        close = QPushButton(tr("Dataset", "Cancel"), self)
        close.clicked.connect(self.close)
        # Enter in a field relinks, and never opens the chooser.
        for button in (browse, close):
            button.setAutoDefault(False)
        self._go.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(close)
        buttons.addWidget(self._go)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(12)
        layout.addWidget(text)
        layout.addLayout(form)
        layout.addWidget(self._result)
        layout.addLayout(buttons)
        self._old.currentTextChanged.connect(self._ask)
        self._new.editingFinished.connect(self._ask)
        self._refresh()

    def show_plan(self, plan: Relinked) -> None:
        """Say what would be found."""
        self._plan = plan
        if not plan.images:
            self._result.setText(tr("Dataset", "No image of the project lies in the first folder."))
        elif plan.images == 1:
            self._result.setText(
                tr("Dataset", "The image is in the new place.")
                if plan.found
                else tr("Dataset", "The image is not in the new place.")
            )
        else:
            self._result.setText(
                tr(
                    "Dataset",
                    "{found} of {images} images are in the new place.",
                    found=plan.found,
                    images=plan.images,
                )
            )
        self._refresh()

    def set_new(self, folder: Path) -> None:
        """Fill in where it is now."""
        self._new.setText(str(folder))
        self._ask()

    def _browse(self) -> None:
        dialog = QFileDialog(self, tr("Dataset", "Where the images are now"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.set_new(Path(name)))
        dialog.open()

    def _ask(self, _text: Any = None) -> None:
        old, new = self._old.currentText().strip(), self._new.text().strip()
        if (old, new) == self._asked:
            return
        self._asked = (old, new)
        self._plan = None
        self._refresh()
        self._result.setText(tr("Dataset", "Looking…") if old and new else "")
        if old and new:
            self.plan_asked.emit(Path(old), Path(new))

    def _on_go(self) -> None:
        if self._plan is not None:
            self.relink_asked.emit(self._plan)
            self.close()

    def _refresh(self) -> None:
        self._go.setEnabled(self._plan is not None and self._plan.found > 0)


def prefixes(folders: Sequence[Path]) -> list[Path]:
    """What may have moved: the folder that all lie in first, then each of them."""
    if not folders:
        return []
    common = folders[0]
    while not all(folder.is_relative_to(common) for folder in folders):
        common = common.parent
    whole = [common] if len(common.parts) > 1 else []
    return list(dict.fromkeys([*whole, *folders]))
