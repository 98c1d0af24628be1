"""The real window looking at inspected images one after the other, and at one large image while it is inspected.

xvfb-run -a python -m benchmarks.inspect_view [--images FOLDER] [--model MODEL] [--large FILE] [--seconds 60]
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QWidget

from app.gui.main_window import MainWindow
from benchmarks.heartbeat import Heartbeat, wait
from benchmarks.window import memory, real_window, say
from core.datasets.photos import find_photos
from core.inspection.pictures import write_pictures
from resources import DEMO_IMAGES, DEMO_MODEL

KEPT = 60
"""Images at most: the window keeps the pictures of so many."""
KINDS = ("repair", "map", "overlay")


class PlainViewer(QWidget):
    """The reference: four pictures from PNG files in four labels, nothing computed."""

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        self.labels = [QLabel(self) for _ in range(4)]
        for index, label in enumerate(self.labels):
            label.setScaledContents(True)
            grid.addWidget(label, index // 2, index % 2)
        self.resize(600, 640)

    def load(self, files: list[Path]) -> None:
        """Read and show."""
        for label, file in zip(self.labels, files, strict=True):
            label.setPixmap(QPixmap(str(file)))
            label.repaint()


class Painted(QObject):
    """Knows which of some widgets were painted."""

    def __init__(self, widgets: list[QWidget]) -> None:
        super().__init__()
        self._widgets = widgets
        self._seen: set[int] = set()
        for widget in widgets:
            widget.installEventFilter(self)

    @property
    def all(self) -> bool:
        """Whether every one was, since `forget`."""
        return len(self._seen) == len(self._widgets)

    def forget(self) -> None:
        """Begin anew."""
        self._seen.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Asked before a widget paints; all painting of one frame is over when `processEvents` returns."""
        if event.type() == QEvent.Type.Paint:
            self._seen.add(id(watched))
        return False


def milliseconds(call: Callable[[], object]) -> float:
    """How long a call takes."""
    start = time.perf_counter()
    call()
    return 1000 * (time.perf_counter() - start)


def stepping(window: MainWindow, folder: Path, scratch: Path) -> None:
    """Step through images that are inspected, all four panes painted each time."""
    view, session = window.inspect, window.session
    paths = find_photos([folder])[0][:KEPT]
    window.open_paths(paths, inspect_now=True)
    wait(lambda: len(session.store) == len(paths), 60, "the list")
    wait(lambda: not session.store.pending_count and not window.runner.jobs, 3600, "the inspections")
    # It takes in what came last, and with it the order, only after a rest.
    wait(lambda: not view.list._rest.isActive(), 60, "the list's order")
    first = view.list.model.path(0)
    view.list.select(first)
    wait(lambda: view._shown is not None and view._shown.path == first, 60, "the first image")

    painted = Painted([pane.canvas.viewport() for pane in view.panes.panes])

    def step() -> None:
        painted.forget()
        until = time.perf_counter() + 10
        window.actions_registry["next"].trigger()
        while not painted.all:
            QApplication.processEvents()
            if time.perf_counter() > until:
                raise TimeoutError("the next image was not painted within 10 s")

    times = [milliseconds(step) for _ in paths[1:]]
    size = "?" if view._shown is None else f"{view._shown.width} x {view._shown.height}"
    assert not window.runner.jobs
    assert view._shown is not None
    assert view._shown.path == view.list.model.path(len(paths) - 1)
    files = []
    for path in paths:
        full = session.store.full(path)
        if full is not None:
            write_pictures(scratch, path.name, full, KINDS)
            files.append([path, *(scratch / f"{kind}s" / f"{path.name}.png" for kind in KINDS)])
    plain = PlainViewer()
    plain.show()
    QApplication.processEvents()
    reference = [milliseconds(lambda four=four: plain.load(four)) for four in files]
    plain.close()
    middle, worst = statistics.median(times), max(times)
    base = statistics.median(reference)
    say(
        f"next of {len(paths)} inspected images, {size} pixels, on all four panes",
        f"{middle:.1f} ms",
        "50 ms",
    )
    say("the slowest of them", f"{worst:.1f} ms", "50 ms")
    say("the same four pictures from PNG files, plain QPixmap", f"{base:.1f} ms")
    say("ratio", f"{middle / base:.2f}")


def large(window: MainWindow, beat: Heartbeat, file: Path, seconds: float) -> None:
    """Open a large image, look at it while it is inspected, and leave it."""
    view = window.inspect
    told = []
    window.session.show_progressed.connect(told.append)
    beat.reset()
    start = time.perf_counter()
    window.open_paths([file])
    wait(lambda: view.panes.reduced is not None, 600, "the reduced picture")
    QApplication.processEvents()
    say(f"{file.name} opened to the reduced picture on screen", f"{time.perf_counter() - start:.1f} s")
    wait(lambda: len(told) > 0, 600, "the first tile")
    say("and to its first tile", f"{time.perf_counter() - start:.1f} s")
    until = time.perf_counter() + seconds

    def looking() -> bool:
        for pane in view.panes.panes[:1]:
            pane.box.zoom_asked.emit(
                1.02 if time.perf_counter() % 4 < 2 else 1 / 1.02, pane.box.viewRect().center()
            )
        return time.perf_counter() > until or view.panes.reduced is None

    wait(looking, seconds + 600, "looking")
    last = told[-1]
    say(f"tiles inspected after {seconds:.0f} s", f"{last.done} of {last.total}")
    say(
        "longest gap of the event loop until then, zooming all the while",
        f"{1000 * beat.longest:.0f} ms",
        "100 ms",
    )
    say("peak memory until then, mapped files included", f"{memory('VmHWM'):.0f} MB")
    start = time.perf_counter()
    window.actions_registry["cancel"].trigger()
    wait(lambda: not window.runner.jobs, 600, "the end of the inspection")
    say("cancelled to ended", f"{time.perf_counter() - start:.1f} s")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--images", type=Path, default=DEMO_IMAGES, help="folder to step through")
    parser.add_argument("--model", type=Path, default=DEMO_MODEL, help="model file")
    parser.add_argument("--large", type=Path, help="a large image")
    parser.add_argument("--seconds", type=float, default=60, help="how long to look at it")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        # Results that were kept by an earlier run have no pictures.
        os.environ["XDG_CACHE_HOME"] = str(scratch / "cache")
        with real_window(scratch) as (window, beat):
            print(f"load {os.getloadavg()[0]:.1f}, platform {QApplication.platformName()}\n")
            print("| what | measured | bound |\n| --- | --- | --- |")
            window.open_model(options.model)
            wait(lambda: window.session.model is not None, 120, "the model")
            stepping(window, options.images, scratch)
            if options.large is not None:
                large(window, beat, options.large, options.seconds)


if __name__ == "__main__":
    main()
