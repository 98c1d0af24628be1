"""The view on fake trainers: pages, actions, names, the words about the dataset."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.gui.main_window import MainWindow
from app.gui.views.train import setup_page
from app.gui.views.train.dataset_facts import Facts, in_sentences, obstacle, settled_masks
from app.gui.views.train.plan import fault_of, free_name
from app.gui.views.train.run_row import State
from app.gui.views.train.runs_model import facts_text, state_text
from app.gui.views.train.widgets.masks_row import NONE_YET
from app.gui.views.train.widgets.run_status import figures
from app.gui.views.train.widgets.settings_form import SettingsForm
from core.datasets.dataset import Label, Sample
from core.datasets.polygon_mask import PolygonMask
from core.project import edits
from core.project.chips import LABELS
from core.training.events import StepLosses
from core.training.settings import TrainingSettings, preset


@pytest.fixture
def train(
    qtbot: QtBot,
    window: MainWindow,
    samples: list[Sample],
    trainers: list[Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> MainWindow:
    """A window on a project of twelve images, at the Train view; nothing loads torch to ask about this machine."""
    monkeypatch.setattr(window.train.setup.estimates, "start", lambda: None)
    monkeypatch.setattr(window.train.run.feed, "_has_gpu", False)
    window.show_view("train")
    assert window.train.stack.currentWidget() is window.train.no_project
    with qtbot.waitSignal(window.project.opened):
        window.project.create(tmp_path / "p.isugan")
    assert window.train.stack.currentWidget() is window.train.no_images
    with qtbot.waitSignals([window.project.imported, window.project.reading_done]):
        window.project.import_images(samples)
    qtbot.waitUntil(lambda: not window.runner.jobs)
    assert window.train.stack.currentWidget() is window.train.splitter
    return window


def allowed(window: MainWindow) -> set[str]:
    names = ("train_start", "train_enqueue", "train_pause", "train_stop", "train_discard", "run_resume")
    return {
        name for name in (*names, "run_inspect", "run_delete") if window.actions_registry[name].isEnabled()
    }


def wide_validation() -> TrainingSettings:
    """Ten good images are few: a share that leaves two to validate."""
    return preset("quick", validation=0.2)


def test_from_setup_to_a_finished_run(qtbot: QtBot, train: MainWindow, trainers: list[Any]) -> None:
    setup, actions = train.train.setup, train.actions_registry
    setup.form.set_settings(wide_validation())
    setup.propose_name()
    assert setup.name.text() == "quick-1"
    assert allowed(train) == {"train_start"}
    actions["train_start"].trigger()
    qtbot.waitUntil(lambda: train.training.live is not None and train.training.live.last is not None)
    assert train.train.centre.currentWidget() is train.train.run
    assert {"train_pause", "train_stop", "train_discard"} == allowed(train)
    assert not train.progress.isHidden()
    actions["train_new"].trigger()
    assert setup.name.text() == "quick-2"
    assert "train_enqueue" in allowed(train)
    assert "train_start" not in allowed(train)
    trainers[0].finish.set()
    qtbot.waitUntil(lambda: not train.training.alive and not train.runner.jobs)
    train.train.select([trainers[0].out])
    assert train.train.run.folder == trainers[0].out
    assert allowed(train) == {"run_inspect", "run_delete"}
    assert "quick-1 is trained" in train.questions.text
    assert train.progress.isHidden()
    actions["run_command"].trigger()
    command = QGuiApplication.clipboard().text()
    assert command.startswith("isugan train ")
    assert "--set validation=0.2" in command


def test_all_settings_are_made_when_their_drawer_opens(qtbot: QtBot, train: MainWindow) -> None:
    setup = train.train.setup
    qtbot.mouseClick(setup.cards.cards["paper"], Qt.MouseButton.LeftButton)
    assert setup.settings == preset("paper")
    assert train.findChildren(SettingsForm) == []
    qtbot.mouseClick(setup.drawer, Qt.MouseButton.LeftButton)
    assert setup.form.isVisible()
    assert setup.form.settings() == preset("paper")
    setup.form.rows["epochs"].editor.box.setValue(7)
    assert setup.settings == preset("paper", epochs=7)
    qtbot.mouseClick(setup.drawer, Qt.MouseButton.LeftButton)
    assert not setup.form.isVisible()
    assert setup.settings == preset("paper", epochs=7)
    qtbot.mouseClick(setup.cards.cards["quick"], Qt.MouseButton.LeftButton)
    assert setup.settings == preset("quick")


def test_masks_go_along_from_preset_to_preset(
    qtbot: QtBot, train: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    setup, project = train.train.setup, train.project
    monkeypatch.setattr(setup_page, "settled_masks", lambda _settings: "")
    setup.propose_name()
    assert setup.masks.text.text() == str(NONE_YET)
    ids = project.table.ids[project.table.columns["label"] == LABELS.index(Label.DEFECTIVE)].tolist()
    mask = PolygonMask.of_pixels(np.eye(4, 6, dtype=bool))
    for image in ids:
        project.edit(lambda opened, image=image: edits.set_mask(opened, image, mask))
    qtbot.waitUntil(lambda: not train.runner.jobs)
    assert setup.masks.text.text().startswith("2 of 2 defective training images have a mask.")
    assert setup.masks.use.isChecked()
    setup.masks.most.setValue(1)
    assert setup.settings == preset("quick", masks=1)
    qtbot.mouseClick(setup.cards.cards["standard"], Qt.MouseButton.LeftButton)
    assert setup.settings == preset("standard", masks=1)
    setup.form.rows["masks"].editor.box.setValue(0)
    assert not setup.masks.use.isChecked()
    setup.masks.use.click()
    assert setup.settings == preset("standard")
    setup.masks.most.setValue(1)
    assert setup.form.changed_fields() == ["masks"]
    qtbot.mouseClick(setup.cards.cards["quick"], Qt.MouseButton.LeftButton)
    assert setup.settings == preset("quick", masks=1)


def test_a_run_says_how_many_masks_it_used_and_what_they_bring(
    qtbot: QtBot, train: MainWindow, trainers: list[Any]
) -> None:
    page, setup = train.train.run, train.train.setup
    for number, masks in enumerate((0, 9)):
        setup.form.set_settings(preset("quick", validation=0.2, masks=masks))
        setup.propose_name()
        train.actions_registry["train_start"].trigger()
        qtbot.waitUntil(lambda: train.training.live is not None and train.training.live.best is not None)
        if masks:
            # While it trains already. The stand-in's snapshot has no validation image.
            qtbot.waitUntil(lambda: bool(page.validation.gain.text()))
            assert page.validation.gain.text() == (
                "What the masks bring cannot be told: quick-1, the latest run with fewer, validated on other images."
            )
            assert dict(figures(page.header.status))["Masks"] == "2"
        train.actions_registry["train_new"].trigger()
        trainers[number].finish.set()
        qtbot.waitUntil(lambda: not train.training.alive and not train.runner.jobs)
    train.train.select([trainers[0].out])
    qtbot.waitUntil(lambda: not train.runner.jobs)
    assert page.validation.gain.text() == ""
    train.train.select([trainers[1].out])
    qtbot.waitUntil(lambda: bool(page.validation.gain.text()))
    assert facts_text(train.training.rows[0]).startswith("quick · 2 masks · ")
    qtbot.waitUntil(lambda: not train.runner.jobs)


def test_too_few_images_say_so(train: MainWindow) -> None:
    train.train.setup.form.set_settings(preset("quick", validation=0.1))
    train.train.setup.propose_name()
    assert "Fewer than two good images validate" in train.train.setup.fault.text()
    assert allowed(train) == set()


def test_the_list_counts_the_time_down(qtbot: QtBot, train: MainWindow, trainers: list[Any]) -> None:
    train.train.setup.form.set_settings(wide_validation())
    train.train.setup.propose_name()
    train.actions_registry["train_start"].trigger()
    model = train.train.runs.model
    for step, minutes in ((2, 42), (3, 7)):
        qtbot.waitUntil(lambda: bool(trainers) and train.training.live.last is not None)
        trainers[0].events.append(StepLosses("adversarial", step, 10, 1, {"cycle": 0.1}, 0.1, 60.0 * minutes))
        qtbot.waitUntil(lambda m=minutes: f"{m} min left" in state_text(model.row_at(0)))


def test_beside_large_text_the_pictures_stand_below_the_curves(train: MainWindow) -> None:
    page = train.train.run
    train.train.centre.setCurrentWidget(page)
    for scale, orientation in ((1, Qt.Orientation.Horizontal), (2, Qt.Orientation.Vertical)):
        font = train.font()
        font.setPointSizeF(scale * font.pointSizeF())
        page.setFont(font)
        page.resize(page.width() - 1, page.height())
        assert page.columns.orientation() is orientation


def test_renaming_in_the_list(qtbot: QtBot, train: MainWindow, trainers: list[Any]) -> None:
    train.train.setup.form.set_settings(wide_validation())
    train.train.setup.propose_name()
    train.actions_registry["train_start"].trigger()
    qtbot.waitUntil(lambda: train.training.live is not None and train.training.live.last is not None)
    train.actions_registry["train_new"].trigger()
    trainers[0].finish.set()
    qtbot.waitUntil(lambda: not train.training.alive and not train.runner.jobs)
    model = train.train.runs.model
    assert model.setData(model.index(0), "good one")
    qtbot.waitUntil(lambda: model.row_at(0).name == "good one")
    assert model.row_at(0).state is State.DONE
    qtbot.waitUntil(lambda: not train.runner.jobs)


@pytest.mark.parametrize("name", ["", "a/b", "con", " a", "a.", "x" * 81, "QUICK-1"])
def test_names_that_are_no_folder_everywhere(name: str) -> None:
    assert fault_of(name, {"quick-1"})


def test_the_first_free_name() -> None:
    assert free_name("quick", {"Quick-1", "quick-3"}) == "quick-2"
    assert fault_of("quick-2", {"Quick-1", "quick-3"}) == ""


def test_what_is_said_of_the_dataset() -> None:
    paper, quick = preset("paper"), preset("quick")
    enough = Facts(100, 50, 20, 8, 0, False)
    assert " ".join(in_sentences(enough, paper)) == (
        "100 good and 50 defective images to train on; the paper had 100 and 50. 20 images validate."
    )
    assert obstacle(enough, paper) == ""
    good_only = Facts(40, 0, 0, 0, 3, True)
    assert "Quick look" in obstacle(good_only, paper)
    assert obstacle(good_only, quick) == ""
    told = " ".join(in_sentences(good_only, quick))
    assert "only the warm-up is trained" in told
    assert "15% of them are drawn" in told
    assert "3 unlabelled images are not used" in told
    assert "too few good images" in obstacle(Facts(1, 0, 0, 0, 0, True), quick)


def test_what_masks_a_network_learns_from() -> None:
    assert settled_masks(preset("standard", network={"judge": "critic"})) == ""
    assert "only a critic learns from masks" in settled_masks(preset("paper"))
    assert "from all of them" in settled_masks(preset("quick", network={"kind": "unet"}))
    assert "good images alone" in settled_masks(preset("quick", network={"kind": "dcgan"}))


def test_masks_are_used_with_a_preset_that_can(train: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    setup = train.train.setup
    can = {"standard"}
    monkeypatch.setattr(setup_page, "settled_masks", lambda s: "" if s.preset in can else "It cannot.")
    setup.use_masks()
    assert setup.settings.preset == setup.cards.current == "standard"
    can.add("quick")
    setup.cards.choose("quick")
    setup._take_preset("quick")
    setup.use_masks()
    assert setup.settings.preset == "quick"
