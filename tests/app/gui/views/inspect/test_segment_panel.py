"""The segmentation controls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.gui.theme import theme_of
from app.gui.views.inspect.map_histogram import MapHistogram
from app.gui.views.inspect.pictures import counted
from app.gui.views.inspect.segment_panel import SegmentPanel
from core.inspection.segment import SegmentSettings


@pytest.fixture
def panel(qtbot: QtBot) -> SegmentPanel:
    """The panel of a model with settings of its own."""
    made = SegmentPanel()
    qtbot.addWidget(made)
    made.set_default(SegmentSettings(min_area=9))
    return made


def test_modes_have_the_agreed_names(panel: SegmentPanel) -> None:
    names = {panel.mode.itemText(i): panel.mode.itemData(i) for i in range(panel.mode.count())}
    assert names == {"OTSU with guard": "guarded", "OTSU (paper)": "otsu", "Fixed": "fixed"}


def test_filling_in_emits_nothing(panel: SegmentPanel, collect: Callable[[Any], list[Any]]) -> None:
    seen = collect(panel.changed)
    panel.set_settings(SegmentSettings(mode="fixed", fixed_level=0.3, min_area=4, min_contrast=0.02))
    assert seen == []
    assert (panel.mode.currentData(), panel.level.value()) == ("fixed", 0.3)
    assert (panel.area.value(), panel.contrast.value()) == (4, 0.02)


def test_every_control_changes_its_setting(panel: SegmentPanel, collect: Callable[[Any], list[Any]]) -> None:
    seen = collect(panel.changed)
    panel.mode.setCurrentIndex(panel.mode.findData("fixed"))
    panel.level.setValue(0.25)
    panel.area.setValue(40)
    panel.contrast.setValue(0.05)
    assert seen[-1] == SegmentSettings(mode="fixed", fixed_level=0.25, min_area=40, min_contrast=0.05)
    assert len(seen) == 4


def test_level_counts_only_in_fixed_mode(panel: SegmentPanel) -> None:
    assert not panel.level.isEnabled()
    panel.mode.setCurrentIndex(panel.mode.findData("fixed"))
    assert panel.level.isEnabled()


def test_reset_goes_back_to_the_model(panel: SegmentPanel, collect: Callable[[Any], list[Any]]) -> None:
    assert not panel.reset.isEnabled()
    panel.area.setValue(40)
    assert panel.reset.isEnabled()
    seen = collect(panel.changed)
    panel.reset.click()
    assert seen == [SegmentSettings(min_area=9)]
    assert panel.area.value() == 9


def test_dragging_the_line_sets_the_level(
    qtbot: QtBot, panel: SegmentPanel, engine: Any, collect: Callable[[Any], list[Any]]
) -> None:
    plot = panel.histogram
    inspection = engine.inspector.inspect(Path("img5.png"))
    plot.show_inspection(inspection, counted(inspection.images.ssim_map, None))
    plot.resize(320, 120)
    seen = collect(panel.changed)
    start, end = (QPoint(round(plot.place(ssim)), 30) for ssim in (0.35, 0.6))

    def drag() -> None:
        qtbot.mousePress(plot, Qt.MouseButton.LeftButton, pos=start)
        qtbot.mouseMove(plot, end)
        qtbot.mouseRelease(plot, Qt.MouseButton.LeftButton, pos=end)

    drag()
    assert seen == []
    panel.mode.setCurrentIndex(panel.mode.findData("fixed"))
    drag()
    assert seen[-1].fixed_level == pytest.approx(0.6, abs=0.01)
    assert plot.level == pytest.approx(0.6, abs=0.01)


def test_histogram_shows_both_levels(panel: SegmentPanel, engine: Any) -> None:
    inspection = engine.inspector.inspect(Path("img5.png"))
    plot = panel.histogram
    plot.show_inspection(inspection, counted(inspection.images.ssim_map, None))
    assert (plot.otsu, plot.level) == (0.4, 0.35)
    # All 2048 pixels of the map have the value 0.95.
    assert plot.heights.max() == pytest.approx(3.3115, abs=1e-3)
    assert (plot.heights > 0).sum() == 1
    plot.show_inspection(replace(inspection, level=0.4), counted(inspection.images.ssim_map, None))
    assert plot.level is None
    plot.clear()
    assert plot.otsu is None


def test_histogram_is_painted_where_its_scale_says(qtbot: QtBot, engine: Any) -> None:
    inspection = engine.inspector.inspect(Path("img5.png"))
    plot = MapHistogram()
    qtbot.addWidget(plot)
    plot.resize(320, 120)
    plot.show_inspection(inspection, counted(inspection.images.ssim_map, None))
    drawn = plot.grab().toImage()
    theme = theme_of(plot)
    assert drawn.pixelColor(round(plot.place(0.944)), 60).name() == theme.muted
    assert drawn.pixelColor(round(plot.place(0.8)), 60) == plot.palette().window().color()
    assert drawn.pixelColor(round(plot.place(0.35)), 60).name() == theme.accent
