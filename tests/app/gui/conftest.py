"""A small engine in place of the core, and a check that a test leaves nothing of Qt behind."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QThread, QTimer
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.gui.engine import Engine, FoundImages, InspectorLike, LoadedModel
from app.gui.errors import Notifications
from app.gui.jobs import JobRunner
from app.gui.main_window import MainWindow
from app.gui.project.session import ProjectSession
from app.gui.settings import Settings
from app.gui.theme import ThemeSwitch
from core.datasets.dataset import Label, Sample, Split
from core.errors import ImageFileError, ModelFileError
from core.images.write import write_png
from core.inspection.header import Header
from core.inspection.preprocess import Preprocess
from core.inspection.result import Defect, FailedInspection, Inspection, InspectionImages, Verdict
from core.inspection.segment import SegmentSettings
from core.inspection.stamp import stamp_of
from core.nets.settings import NetworkSettings


def left_behind() -> list[str]:
    """Top-level widgets, running QThreads and active timers that are alive now."""
    found = [f"window {w!r}" for w in QApplication.topLevelWidgets()]
    for thing in gc.get_objects():
        # By its type, not by what it says that it is: some things of torch answer with a warning.
        kind = type(thing)
        if issubclass(kind, QTimer) and isValid(thing) and thing.isActive():
            found.append(f"timer {thing!r}")
        elif issubclass(kind, QThread) and isValid(thing) and thing.isRunning():
            found.append(f"QThread {thing!r}")
    return found


@pytest.fixture(autouse=True)
def nothing_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a window, a timer or a QThread (Python threads: see tests/conftest.py)."""
    # What lives already leaves the collector's lists: looking through a test's own objects takes a moment,
    # through all of torch and Qt a second.
    gc.freeze()
    # As in the window, see app.gui.collector: a pass in the middle of a constructor of Qt has ended the process.
    gc.disable()
    yield
    gc.enable()
    if "qapp" not in request.fixturenames:
        gc.unfreeze()
        return
    for _ in range(3):
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
    # What the test leaves in cycles goes with it: widgets and plots of hundreds of tests, deleted all at once and in
    # any order by a later pass of the collector, have ended the process.
    gc.collect()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = left_behind()
    gc.unfreeze()
    assert left == []


def defect(x: float, y: float, side: float = 4.0) -> Defect:
    """A square defect around (x, y)."""
    left, top = x - side / 2, y - side / 2
    corners = [(left, top), (left + side, top), (left + side, top + side), (left, top + side)]
    return Defect(
        contour=np.array(corners, np.float32),
        area_px=side * side,
        area_percent=side * side / 64,
        length_px=side,
        mean_ssim=0.2,
        contrast=0.3,
        x=x,
        y=y,
        left=left,
        top=top,
        width=side,
        height=side,
    )


class FakeInspector:
    """Scores an image by the number in its name; `defects` = that number modulo 3, less those too small."""

    device_name = "test device"

    def __init__(self) -> None:
        self.inspected: list[Path] = []
        self.areas: dict[Path, Any] = {}
        self.resegmented: list[tuple[Path, SegmentSettings]] = []
        self.gate = threading.Event()
        self.gate.set()
        self.lock = threading.Lock()
        self.critic_map: np.ndarray | None = None

    def inspect(
        self,
        path: Path,
        keep_images: bool = True,
        areas: Any = None,
        watch: Any = None,
        decoded: Any = None,
    ) -> Inspection:
        """Waits while the gate is shut."""
        assert self.gate.wait(10)
        self.areas[path] = areas
        if "broken" in path.name:
            raise ImageFileError(f"{path} is no image.", "Save it again.", path)
        if "bug" in path.name:
            raise RuntimeError("a bug in the engine")
        with self.lock:
            self.inspected.append(path)
        number = int("".join(c for c in path.stem if c.isdigit()) or 0)
        verdict = (Verdict.OK, Verdict.REVIEW, Verdict.NG)[number % 3]
        grey = np.full((32, 64), number % 100 / 100, np.float32)
        images = InspectionImages(grey, grey / 2, 1 - grey, grey > 0.5, critic_map=self.critic_map)
        return Inspection(
            path=path,
            width=128,
            height=64,
            score=number / 100,
            verdict=verdict,
            review_cut=0.3,
            ng_cut=0.6,
            otsu_level=0.4,
            level=0.35,
            defects=tuple(defect(20 + 30 * i, 20 + 10 * i) for i in range(number % 3)),
            repair_seconds=0.01,
            segment_seconds=0.001,
            images=images if keep_images else None,
        )

    def resegment(self, inspection: Inspection, settings: SegmentSettings) -> Inspection:
        """One defect if nothing is dropped for its area, else none."""
        assert self.gate.wait(10)
        if inspection.images is None:
            raise ValueError("no images")
        with self.lock:
            self.resegmented.append((inspection.path, settings))
        kept = (defect(50, 30),) if settings.min_area <= 16 else ()
        return replace(inspection, defects=kept, level=settings.fixed_level)


class FakeEngine(Engine):
    """Files on disk are listed for real; models and inspections are made up."""

    def __init__(self) -> None:
        self.inspector = FakeInspector()
        self.written: list[tuple[Path, list[Inspection | FailedInspection]]] = []

    def load(self, path: Path) -> LoadedModel:
        """Any name but one with `bad` is a model."""
        if "bad" in path.name:
            raise ModelFileError(f"{path} is damaged.", "Copy it again.", path)
        return LoadedModel(path, path.stem, "about it", "test device", SegmentSettings(), self.inspector)

    def header(self, model: LoadedModel) -> Header:
        """Of a model that is not calibrated."""
        return Header(
            name=model.name,
            created="2026-01-01T00:00:00+00:00",
            network=NetworkSettings(base=4, blocks=0),
            preprocess=Preprocess(),
            versions={},
        )

    def find(self, paths: Sequence[Path]) -> FoundImages:
        """As the core does."""
        return super().find(paths)

    def inspect_files(
        self,
        inspector: InspectorLike,
        paths: Sequence[Path],
        *,
        keep_images: bool,
        cancelled: Callable[[], bool],
        areas: Any,
    ) -> Iterator[Inspection | FailedInspection]:
        """One after the other."""
        for path in paths:
            if cancelled():
                return
            try:
                inspection = inspector.inspect(path, keep_images, areas.get(path))
                yield replace(inspection, stamp=stamp_of(path))
            except ImageFileError as error:
                yield FailedInspection(path, str(error))

    def write_results(self, out: Path, items: Iterable[Inspection | FailedInspection]) -> None:
        """Remember."""
        self.written.append((out, list(items)))


@pytest.fixture
def leftovers() -> Callable[[], list[str]]:
    """What `nothing_left` would complain about."""
    return left_behind


@pytest.fixture
def make_defect() -> Callable[..., Defect]:
    """`make_defect(x, y, side=4.0)`."""
    return defect


@pytest.fixture
def engine() -> FakeEngine:
    """A fresh stand-in for the core."""
    return FakeEngine()


@pytest.fixture
def images(tmp_path: Path) -> Path:
    """A folder with img1.png .. img8.png and one broken file. The fake engine never opens them."""
    folder = tmp_path / "bilder"
    folder.mkdir()
    for number in range(1, 9):
        (folder / f"img{number}.png").write_bytes(b"")
    (folder / "z_broken_ä_🙂.png").write_bytes(b"")
    return folder


@pytest.fixture
def settings(qapp: QApplication, own_home: Path) -> Settings:
    """Settings in the test's own home."""
    qapp.setOrganizationName("isugan-test")
    qapp.setApplicationName("isugan-test")
    return Settings()


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[ThemeSwitch]:
    """A switch on the light scheme."""
    switch = ThemeSwitch(qapp, "light")
    yield switch
    switch.set_mode("light")
    switch.deleteLater()


@pytest.fixture
def window(qtbot: QtBot, settings: Settings, theme: ThemeSwitch, engine: FakeEngine) -> Iterator[MainWindow]:
    """A shown main window on the fake engine; closed, stopped and deleted afterwards."""
    notifications = Notifications()
    made = MainWindow(settings, theme, notifications, engine)
    made.show()
    qtbot.waitExposed(made)
    yield made
    engine.inspector.gate.set()
    made.close()
    made.runner.shutdown()
    made.project.shutdown()
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def opened(qtbot: QtBot, window: MainWindow, images: Path) -> MainWindow:
    """The window with a model and the images open, the first one shown."""
    window.open_model(Path("model.safetensors"))
    qtbot.waitUntil(lambda: window.session.model is not None)
    with qtbot.waitSignals([window.session.files_changed, window.session.shown]):
        window.open_paths([images])
    return window


@pytest.fixture
def large_text(qapp: QApplication) -> Iterator[None]:
    """Text at 200 %."""
    before = qapp.font()
    large = QFont(before)
    large.setPointSizeF(2 * before.pointSizeF())
    qapp.setFont(large)
    yield
    qapp.setFont(before)


@pytest.fixture
def collect() -> Callable[[Any], list[Any]]:
    """`collect(signal)`: a list that grows with what the signal carries."""

    def start(signal: Any) -> list[Any]:
        seen: list[Any] = []
        signal.connect(lambda *values: seen.append(values[0] if len(values) == 1 else values))
        return seen

    return start


@pytest.fixture
def reported() -> list[BaseException]:
    """Failures that reached the notices."""
    return []


@pytest.fixture
def session(qtbot: QtBot, reported: list[BaseException]) -> Iterator[ProjectSession]:
    """A session without a project."""
    runner = JobRunner(reported.append)
    made = ProjectSession(runner, reported.append, runner)
    yield made
    runner.shutdown()
    made.shutdown()
    runner.deleteLater()


@pytest.fixture
def samples(tmp_path: Path) -> list[Sample]:
    """Twelve pictures of 8 x 8 pixels, the last two defective, none in a split."""
    folder = tmp_path / "bilder"
    made = []
    for number in range(12):
        path = folder / f"img{number}.png"
        write_png(path, np.full((8, 8), 20 * number, np.uint8))
        label = Label.DEFECTIVE if number >= 10 else Label.GOOD
        made.append(Sample(path, label, Split.UNASSIGNED))
    return made


@pytest.fixture
def filled(qtbot: QtBot, session: ProjectSession, samples: list[Sample], tmp_path: Path) -> ProjectSession:
    """A new project with the twelve pictures, all of them read."""
    with qtbot.waitSignal(session.opened):
        session.create(tmp_path / "p.isugan")
    with qtbot.waitSignals([session.imported, session.reading_done]):
        session.import_images(samples)
    qtbot.waitUntil(lambda: bool(session.undo_text))
    return session
