"""The loop that closes: a model proposes, a person accepts one and draws one, the next training knows where."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.gui.main_window import MainWindow
from app.gui.views.review.next_training import TrainingBar
from app.gui.views.train.runs_model import facts_text
from core.datasets.dataset import Label, Sample, Split
from core.datasets.masks import read_mask
from core.datasets.synth import write_dataset
from core.inspection.folder import inspect_files
from core.inspection.inspector import Inspector
from core.inspection.model_file import load_model
from core.project import records, reviews
from core.project.images import details, import_images, read_new_images
from core.project.project import Project
from resources import DEMO_MODEL
from tests.tiny import tiny_settings

LONG = 60_000
KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project without a single mask, whose defective training photos were inspected with the demo model."""
    found = write_dataset(tmp_path / "weave", "weave", good=14, defective=6, size=96, seed=5)
    with Project.create(tmp_path / "Weave.isugan") as project:
        import_images(project, [Sample(s.path, s.label, s.split) for s in found.samples])
        read_new_images(project)
        model = records.add_model(project, "demo", DEMO_MODEL)
        defective = [s.path for s in found.select(split=Split.TRAIN, label=Label.DEFECTIVE)]
        items = list(inspect_files(Inspector(load_model(DEMO_MODEL)), defective, keep_images=False))
        records.record_inspections(project, model, items)
    return tmp_path / "Weave.isugan"


def settled(qtbot: QtBot, window: MainWindow) -> None:
    """Nothing trains, and nothing is on its way to the file or the screen any more."""
    qtbot.waitUntil(
        lambda: not window.training.alive and not window.runner.jobs and not window.project._edits.busy,
        timeout=LONG,
    )


def test_from_proposals_to_a_run_that_was_shown_where(
    qtbot: QtBot, window: MainWindow, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window.train.setup.estimates, "start", lambda: None)

    def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        qtbot.keyClick(QApplication.focusWidget() or window, key, modifier)
        settled(qtbot, window)

    window.open_project(folder)
    qtbot.waitUntil(lambda: window.project.is_open, timeout=LONG)
    settled(qtbot, window)
    press(KEY.Key_5, CTRL)
    view = window.review
    (bar,) = window.findChildren(TrainingBar)
    assert not bar.button.isEnabled()

    # One as the model proposes it, with one key; the next with a stroke beside it.
    while not view._shown.suggestion:
        press(KEY.Key_D)
    accepted = view.session.current.image
    press(KEY.Key_4)
    drawn = view.session.current.image
    for key in (KEY.Key_B, KEY.Key_Right, KEY.Key_Down, KEY.Key_Space):
        press(key)
    stroke = view.canvas.mask()
    press(KEY.Key_3)
    assert bar.text.text() == (
        "2 masks: 1 accepted, 1 drawn. What the training draws from these images to validate is not learnt from."
    )
    press(KEY.Key_T, CTRL)

    # Train shows them, and a run learns from them.
    setup = window.train.setup
    assert window.stack.currentWidget() is window.train
    assert setup.masks.text.text().startswith("2 of 6 defective training images have a mask.")
    assert (setup.masks.use.isChecked(), setup.masks.most.value()) == (True, 2)
    project = window.project.project
    assert [one.marking for one in reviews.reviews(project, accepted)] == ["accepted"]
    assert (read_mask(details(project, drawn).mask) == stroke).all()
    network = {"base": 4, "blocks": 1, "judge": "critic"}
    settings = tiny_settings(epochs=1, network=network, masks=setup.settings.masks)
    setup.form.set_settings(settings)
    setup.propose_name()
    qtbot.mouseClick(setup.buttons[1], Qt.MouseButton.LeftButton)
    settled(qtbot, window)
    (row,) = window.training.rows
    # Of the six defective images one is drawn to validate, and it may be one of these two.
    assert 1 <= row.masks <= 2, window.banner.text
    assert f"{row.masks} mask" in facts_text(row)
    (run,) = records.runs(project)
    assert run.settings["masks"] == settings.masks > 0
    window.show_view("train")
    window.train.select([row.folder])
    gain = window.train.run.validation.gain
    qtbot.waitUntil(lambda: "no finished run of this project has fewer" in gain.text(), timeout=LONG)
    settled(qtbot, window)
