"""The real window while a cut is dragged over very many scores: from the mouse to every figure on the screen.

xvfb-run -a python -m benchmarks.calibrate_view [--count 10000] [--steps 200]
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
import time
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from app.gui.main_window import MainWindow
from benchmarks.dataset_view import FRAME_SECONDS
from benchmarks.heartbeat import wait
from benchmarks.window import real_window, say
from core.inspection.calibration import set_cuts
from core.inspection.cuts import Cuts
from core.inspection.model_file import save_calibration
from resources import DEMO_MODEL

DEFECTIVE_SHARE = 0.05


def make_model(path: Path, count: int) -> None:
    """The demo's model with `count` scores in its file, which overlap as those of a real one do."""
    rng = np.random.default_rng(0)
    bad = round(count * DEFECTIVE_SHARE)
    good_scores = rng.lognormal(np.log(0.08), 0.3, count - bad).tolist()
    bad_scores = rng.lognormal(np.log(0.25), 0.4, bad).tolist()
    shutil.copy(DEMO_MODEL, path)
    save_calibration(path, set_cuts(Cuts(0.12, 0.16), good_scores, bad_scores, noise_level=0.5))


def mouse(window: MainWindow, kind: QEvent.Type, x: float, y: float) -> None:
    """Tell the histogram of the mouse."""
    view, none = window.calibrate.plot.chart.viewport(), Qt.MouseButton.NoButton
    left, point = Qt.MouseButton.LeftButton, QPointF(x, y)
    button = none if kind == QEvent.Type.MouseMove else left
    held = none if kind == QEvent.Type.MouseButtonRelease else left
    place = QPointF(view.mapToGlobal(point))
    QApplication.sendEvent(
        view, QMouseEvent(kind, point, place, button, held, Qt.KeyboardModifier.NoModifier)
    )


def drag(window: MainWindow, name: str, steps: int) -> tuple[list[float], list[float]]:
    """Pull a cut to and fro; for each step until nothing is left to be painted, milliseconds by the clock, and those
    that the window's thread computed, which a busy machine does not lengthen."""
    chart = window.calibrate.plot.chart
    start = chart.flag_rect(name).center()
    mouse(window, QEvent.Type.MouseButtonPress, start.x(), start.y())
    taken, computed = [], []
    for step in range(steps):
        # Half-pixels, so that hardly a step comes by figures that were seen before.
        x = start.x() + 60 * np.sin(step / 7.3)
        began, worked = time.perf_counter(), time.thread_time()
        mouse(window, QEvent.Type.MouseMove, x, start.y())
        QApplication.processEvents()
        taken.append(1000 * (time.perf_counter() - began))
        computed.append(1000 * (time.thread_time() - worked))
    mouse(window, QEvent.Type.MouseButtonRelease, start.x(), start.y())
    return taken, computed


def run(window: MainWindow, model: Path, steps: int) -> None:
    """Measure and print."""
    session = window.calibration
    window.open_model(model)
    wait(lambda: session.model is not None, 60, "the model")
    began = time.perf_counter()
    window.show_view("calibrate")
    wait(lambda: session.figures is not None, 60, "the scores")
    say("view opened to figures", f"{time.perf_counter() - began:.2f} s")
    QApplication.processEvents()
    frame = f"{1000 * FRAME_SECONDS:.0f} ms"
    for name, words in (("ng", "NG"), ("review", "review")):
        taken, computed = drag(window, name, steps)
        say(f"a step of the {words} cut to all figures", f"{np.median(taken):.1f} ms", f"{frame}, a frame")
        say("the same, 95 of 100 within", f"{np.quantile(taken, 0.95):.1f} ms", frame)
        say("of which the window computes", f"{np.median(computed):.1f} ms", frame)
    for what, call in (
        ("a policy applied", lambda: session.apply("no-miss")),
        ("another share of defective parts", lambda: session.set_share(0.02)),
    ):
        began = time.perf_counter()
        call()
        QApplication.processEvents()
        say(what, f"{1000 * (time.perf_counter() - began):.0f} ms")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=10_000, help="scores")
    parser.add_argument("--steps", type=int, default=200, help="steps of each drag")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        make_model(scratch / "model.safetensors", options.count)
        with real_window(scratch) as (window, _beat):
            platform = QApplication.platformName()
            print(f"load {os.getloadavg()[0]:.1f}, {options.count:,} scores, platform {platform}\n")
            print("| what | measured | bound |\n| --- | --- | --- |")
            run(window, scratch / "model.safetensors", options.steps)


if __name__ == "__main__":
    main()
