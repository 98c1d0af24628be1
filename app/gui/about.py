"""What the program is, in a box of its own."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from core import __version__


def show_about(window: QWidget) -> None:
    """Open the box beside the work; nothing waits for it."""
    box = QMessageBox(window)
    box.setWindowTitle("About ISU-GAN Inspector")
    box.setText(f"ISU-GAN Inspector {__version__}")
    box.setInformativeText(
        "Learns what a good surface looks like, repairs a suspect photo and shows what it repaired.\n\n"
        "After Guo, Zhong et al.: Using ISU-GAN for unsupervised small sample defect detection. "
        "Scientific Reports, 2022."
    )
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setModal(False)
    box.show()
