"""The segmentation controls."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

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


def test_dragging_the_line_sets_the_level(panel: SegmentPanel, collect: Callable[[Any], list[Any]]) -> None:
    panel.mode.setCurrentIndex(panel.mode.findData("fixed"))
    seen = collect(panel.changed)
    line = panel.histogram._level
    line.setValue(0.4)
    line.sigDragged.emit(line)
    assert seen[-1].fixed_level == 0.4


def test_histogram_shows_both_levels(panel: SegmentPanel, engine: Any) -> None:
    inspection = engine.inspector.inspect(Path("img5.png"))
    panel.histogram.show_inspection(inspection, counted(inspection.images.ssim_map, None))
    assert panel.histogram._otsu.value() == 0.4
    assert panel.histogram._level.value() == 0.35
    assert panel.histogram._level.isVisible()
    heights = panel.histogram._bars.opts["height"]
    # All 2048 pixels of the map have the value 0.95.
    assert heights.max() == pytest.approx(3.3115, abs=1e-3)
    assert (heights > 0).sum() == 1
