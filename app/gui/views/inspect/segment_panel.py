"""How the map is cut into defects: mode, level, smallest area and contrast."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.gui import icons
from app.gui.theme import theme_of
from app.gui.views.inspect.map_histogram import MapHistogram
from core.inspection.segment import SegmentSettings
from core.language import later, tr

MODES = (
    (
        "guarded",
        later("Inspect", "OTSU with guard"),
        later("Inspect", "OTSU's level, but nothing is outlined where the image passes as good"),
    ),
    (
        "otsu",
        later("Inspect", "OTSU (paper)"),
        later("Inspect", "OTSU's level, always: on a good image it outlines noise"),
    ),
    (
        "fixed",
        later("Inspect", "Fixed"),
        later("Inspect", "The same SSIM level for every image; drag it in the histogram"),
    ),
)


class SegmentPanel(QWidget):
    """Emits `changed(SegmentSettings)` on every change by the user."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._default = SegmentSettings()
        self._settings = self._default
        self._filling = False
        heading = QLabel(tr("Inspect", "Segmentation"))
        heading.setProperty("role", "heading")
        self.reset = QToolButton(self)
        self.reset.setProperty("flat", True)
        self.reset.setToolTip(tr("Inspect", "Back to the settings saved in the model"))
        self.reset.setAccessibleName(self.reset.toolTip())
        self.reset.clicked.connect(lambda: self._emit(self._default))
        self.mode = QComboBox(self)
        self.mode.setAccessibleName(tr("Inspect", "Segmentation mode"))
        for value, text, tip in MODES:
            self.mode.addItem(str(text), value)
            self.mode.setItemData(self.mode.count() - 1, str(tip), 3)  # ToolTipRole
        self.level = _number(-1.0, 1.0, 0.01, tr("Inspect", "SSIM level of the mode Fixed"))
        self.area = QSpinBox(self)
        self.area.setRange(0, 1_000_000)
        self.area.setSuffix(" px")
        self.area.setToolTip(
            tr("Inspect", "Smaller defects are dropped; in pixels of the picture that the model sees")
        )
        self.contrast = _number(
            0.0, 1.0, 0.005, tr("Inspect", "Defects with a smaller mean |original - repair| are dropped")
        )
        self.contrast.setDecimals(3)
        for widget, name in (
            (self.level, tr("Inspect", "Fixed SSIM level")),
            (self.area, tr("Inspect", "Minimum area")),
            (self.contrast, tr("Inspect", "Minimum contrast")),
        ):
            widget.setAccessibleName(name)
            widget.setKeyboardTracking(False)
            widget.lineEdit().setTextMargins(4, 0, 0, 0)
        self.histogram = MapHistogram(self)
        self.histogram.level_dragged.connect(self.level.setValue)
        self.mode.currentIndexChanged.connect(self._on_edit)
        self.level.valueChanged.connect(self._on_edit)
        self.area.valueChanged.connect(self._on_edit)
        self.contrast.valueChanged.connect(self._on_edit)
        head = QHBoxLayout()
        head.setContentsMargins(12, 6, 8, 0)
        head.addWidget(heading)
        head.addStretch(1)
        head.addWidget(self.reset)
        form = QFormLayout()
        form.setContentsMargins(12, 0, 12, 4)
        form.setVerticalSpacing(6)
        # Where the text is large, a label stands above its field: the width belongs to the pictures.
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(tr("Inspect", "Mode"), self.mode)
        form.addRow(tr("Inspect", "Level"), self.level)
        form.addRow(tr("Inspect", "Min. area"), self.area)
        form.addRow(tr("Inspect", "Min. contrast"), self.contrast)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addLayout(form)
        layout.addWidget(self.histogram)
        self.set_default(self._default)
        self._recolour()

    @property
    def settings(self) -> SegmentSettings:
        """What the controls say."""
        return self._settings

    def set_default(self, settings: SegmentSettings) -> None:
        """The model's own settings: show them, and go back to them on reset."""
        self._default = settings
        self.set_settings(settings)

    def set_settings(self, settings: SegmentSettings) -> None:
        """Show `settings`; emits nothing."""
        self._filling = True
        self._settings = settings
        self.mode.setCurrentIndex(self.mode.findData(settings.mode))
        self.level.setValue(settings.fixed_level)
        self.area.setValue(settings.min_area)
        self.contrast.setValue(settings.min_contrast)
        self._filling = False
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "histogram"):
            self._recolour()

    def _on_edit(self) -> None:
        if not self._filling:
            self._emit(
                SegmentSettings(
                    mode=self.mode.currentData(),
                    fixed_level=round(self.level.value(), 4),
                    min_area=self.area.value(),
                    min_contrast=round(self.contrast.value(), 4),
                )
            )

    def _emit(self, settings: SegmentSettings) -> None:
        self.set_settings(settings)
        self.changed.emit(settings)

    def _arrange(self) -> None:
        fixed = self._settings.mode == "fixed"
        self.level.setEnabled(fixed)
        self.histogram.set_draggable(fixed)
        self.mode.setToolTip(str(MODES[self.mode.currentIndex()][2]))
        self.reset.setEnabled(self._settings != self._default)

    def _recolour(self) -> None:
        theme = theme_of(self)
        self.reset.setIcon(icons.icon("reset", theme.text, theme.border))


def _number(least: float, most: float, step: float, tip: str) -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setRange(least, most)
    box.setSingleStep(step)
    box.setDecimals(2)
    box.setToolTip(tip)
    return box
