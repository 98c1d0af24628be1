"""What the program is, in a box of its own."""

from __future__ import annotations

import PySide6
from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QMessageBox, QWidget

from app.gui.licences import LicencesDialog
from core import __version__
from core.language import tr


def show_about(window: QWidget) -> None:
    """Open the box beside the work; nothing waits for it."""
    box = QMessageBox(window)
    box.setWindowTitle(tr("Window", "About ISU-GAN Inspector"))
    box.setText(f"ISU-GAN Inspector {__version__}")
    paragraphs = (
        tr(
            "Window",
            "Learns what a good surface looks like, repairs a suspect photo and shows what it repaired.",
        ),
        tr(
            "Window",
            "After Guo, Zhong et al.: Using ISU-GAN for unsupervised small sample defect detection. Scientific "
            "Reports, 2022.",
        ),
        tr(
            "Window",
            "Under the MIT licence. Uses Qt {qt} and PySide6 {pyside} under the LGPL-3.0; Licences has the texts, what "
            "else is inside, and how Qt can be replaced by another build of it.",
            qt=qVersion(),
            pyside=PySide6.__version__,
        ),
    )
    box.setInformativeText("\n\n".join(paragraphs))
    box.setStandardButtons(QMessageBox.StandardButton.Close)
    licences = box.addButton(tr("Window", "Licences"), QMessageBox.ButtonRole.ActionRole)
    licences.clicked.connect(lambda: LicencesDialog(window).show())
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setModal(False)
    box.show()
