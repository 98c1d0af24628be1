"""Make the pictures of `docs/images` anew: drive the real window through its five views, on synthetic images only.

    python -m tools.make_screenshots WORK_FOLDER [--only VIEW]...

Images, project and a short run are made in the work folder where they are not there yet; no display is needed.
"""

from __future__ import annotations

import argparse
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from core.datasets.dataset import Label, Sample, Split
from core.datasets.synth import write_dataset
from core.files import write_atomically
from core.inspection.folder import inspect_files
from core.inspection.inspector import Inspector
from core.inspection.model_file import load_model
from core.project import records
from core.project.images import import_images, read_new_images
from core.project.project import Project
from resources import DEMO_IMAGES, DEMO_MODEL
from tools.make_demo import isugan

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
SIZE = (1280, 800)
LONG = 1200
"""Seconds after which something has gone wrong."""
COLOURS = 256
SHORT_RUN = (
    *("--preset", "quick", "--seed", "0", "--epochs", "6", "--base", "16", "--crop", "96"),
    *("--warm-up-batch", "4", "--set", "warm_up_crop=96", "--set", "warm_up_steps=120"),
    *("--set", "network.blocks=2", "--set", "steps_per_epoch=16"),
)
"""Shows what the view shows, not how good a model becomes."""


def make_project(work: Path) -> Path:
    """A project of a woven texture with a run in it and, of its test half, the demo model's results."""
    folder = work / "Weave.isugan"
    if (folder / "runs" / "quick-1" / "model.safetensors").exists():
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    data = write_dataset(work / "photos", "weave", good=48, defective=20, size=256, seed=11)
    # Two pictures that somebody copied, for the pre-flight to find.
    trained = data.select(split=Split.TRAIN, label=Label.GOOD)
    copies = [Sample(_copy(trained[at].path, name), Label.GOOD, split) for at, name, split in COPIES]
    with Project.create(folder) as project:
        import_images(project, [*data.samples, *copies])
        read_new_images(project)
        model = records.add_model(project, "Demo weave", DEMO_MODEL)
        tested = [sample.path for sample in data.select(split=Split.TEST)]
        inspector = Inspector(load_model(DEMO_MODEL))
        items = list(inspect_files(inspector, tested, keep_images=False))
        records.record_inspections(project, model, items)
    isugan("train", folder, *SHORT_RUN, "--out", folder / "runs" / "quick-1")
    return folder


COPIES = ((2, "copy_of_3.png", Split.TEST), (6, "part_7b.png", Split.TRAIN))


def _copy(path: Path, name: str) -> Path:
    return Path(shutil.copy(path, path.with_name(name)))


class Screenshots:
    """The window, and one method for each picture.

    Args:
        project: from `make_project`.
        config: where the window keeps its settings.
    """

    def __init__(self, project: Path, config: Path) -> None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        os.environ["XDG_CONFIG_HOME"] = str(config)
        shutil.rmtree(config, ignore_errors=True)
        from PySide6.QtWidgets import QApplication

        from app.gui.errors import Notifications
        from app.gui.main_window import MainWindow
        from app.gui.settings import Settings
        from app.gui.theme import ThemeSwitch

        self.app = QApplication([])
        self.app.setOrganizationName("isugan-screenshots")
        self.theme = ThemeSwitch(self.app, "light")
        self.notifications = Notifications(self.app)
        settings = Settings()
        settings.set_reviewer("Ana")
        self.project = project
        self.window = MainWindow(settings, self.theme, self.notifications)
        self.window.resize(*SIZE)
        self.window.show()
        self.window.open_project(project)
        self.until(lambda: self.window.project.is_open)
        self.window.open_model(DEMO_MODEL)
        self.until(lambda: self.window.session.model is not None)

    def close(self) -> None:
        """End the window as the program's end does."""
        self.window.close()
        self.window.runner.shutdown()
        self.window.project.shutdown()

    def dataset(self) -> None:
        """The photos, and what the pre-flight found."""
        window = self.window
        window.show_view("dataset")
        browser = window.dataset.browser
        browser.tabs.setCurrentWidget(browser.preflight)
        self.act("run_preflight")
        self.until(lambda: browser.preflight.result.report is not None)
        browser.select_row(2)
        self.take("dataset")

    def train(self) -> None:
        """The curves of a run and its probe images, in the dark scheme."""
        window = self.window
        self.theme.set_mode("dark")
        window.show_runs([self.project / "runs" / "quick-1"])
        self.until(lambda: window.train.run.probes.shown_epoch is not None)
        self.take("train")
        self.theme.set_mode("light")

    def calibrate(self) -> None:
        """Scores of images that the model was not trained on."""
        window = self.window
        window.show_view("calibrate")
        self.settle()
        self.act("calibrate_score")
        self.until(lambda: window.calibration.figures is not None)
        self.take("calibrate")

    def inspect(self) -> None:
        """A defective part of the demo."""
        window = self.window
        window.open_paths([DEMO_IMAGES], inspect_now=True)
        self.until(lambda: len(window.session.store) > 0 and not window.session.store.pending_count)
        window.show_view("inspect")
        window.inspect.list.select(DEMO_IMAGES / "0012.png")
        self.until(lambda: window.inspect.list.current == DEMO_IMAGES / "0012.png")
        self.take("inspect")

    def review(self) -> None:
        """The most defective part with its suggested outline accepted, and some that are decided."""
        window = self.window
        window.show_view("review")
        self.until(lambda: bool(window.review.session.items))
        for decision in ("review_ng", "review_ok", "review_unsure"):
            self.settle()
            self.act(decision)
        self.settle()
        session = window.review.session
        scores = [item.score or 0.0 for item in session.items]
        session.show_row(scores.index(max(scores)))
        self.settle()
        self.act("review_accept")
        self.take("review")

    def act(self, name: str) -> None:
        """Trigger an action of the registry."""
        self.window.actions_registry[name].trigger()

    def settle(self) -> None:
        """Nothing is on its way any more."""
        edits = self.window.project._edits
        self.until(lambda: not self.window.runner.jobs and not (edits and edits.busy))

    def until(self, condition: Callable[[], bool]) -> None:
        """Let the window work until `condition` holds."""
        from benchmarks.heartbeat import wait

        wait(condition, LONG, "what the picture shows")

    def take(self, name: str) -> None:
        """Write `name`.png, in few colours: the pictures are kept in the repository."""
        from PySide6.QtTest import QTest

        self.settle()
        QTest.qWait(300)
        IMAGES.mkdir(parents=True, exist_ok=True)
        with write_atomically(IMAGES / f"{name}.png") as path:
            self.window.grab().save(str(path), "PNG")
            _reduce(path)


def _reduce(path: Path) -> None:
    """Write a picture anew with a table of colours of its own."""
    from PIL import Image

    with Image.open(path) as picture:
        few = picture.convert("RGB").quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(path, "PNG", optimize=True)


VIEWS = ("dataset", "calibrate", "train", "review", "inspect")


def main() -> None:
    """Make what is missing, then take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("work", type=Path, help="folder for images, project and run")
    parser.add_argument(
        "--only", choices=VIEWS, action="append", help="take this picture only; may be repeated"
    )
    arguments = parser.parse_args()
    work = arguments.work.resolve()
    project = make_project(work)
    pictures = Screenshots(project, work / "config")
    try:
        for view in arguments.only or VIEWS:
            getattr(pictures, view)()
    finally:
        pictures.close()


if __name__ == "__main__":
    main()
