"""The real window inspecting very many small images: memory, pace against a plain loop, and whether it stays usable.

xvfb-run -a python -m benchmarks.folder_window [--count 10000] [--side 64] [--folder FOLDER]
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from pathlib import Path

import torch
from PySide6.QtCore import Qt

from app.gui.engine import Engine
from app.gui.main_window import MainWindow
from app.gui.views.inspect.list_model import NAME, SCORE
from app.gui.views.inspect.work import stream
from benchmarks.common import machine
from benchmarks.heartbeat import Heartbeat, wait
from benchmarks.window import memory, real_window, say
from core.datasets.textures import make_image
from core.images.write import write_png
from core.inspection.calibration import Calibration
from core.inspection.header import Header
from core.inspection.inspector import Inspector
from core.inspection.model_file import load_model, save_model
from core.inspection.preprocess import Preprocess
from core.nets.generator import Generator
from core.nets.settings import NetworkSettings

KINDS = 64
"""Different pictures; the rest are copies under other names."""
SETTLED = 1000
"""Images after which memory should not grow any more."""
HOUR = 3600.0


def make_folder(folder: Path, count: int, side: int) -> list[Path]:
    """`count` grey PNGs of `side` pixels, half of them with a defect."""
    folder.mkdir(parents=True, exist_ok=True)
    first = folder / "first.png"
    files = []
    for number in range(KINDS):
        write_png(first, make_image("grain", side, number, number % 2 == 1)[0])
        files.append(first.read_bytes())
    first.unlink()
    paths = [folder / f"part_{number:06d}.png" for number in range(count)]
    for number, path in enumerate(paths):
        if not path.exists():
            path.write_bytes(files[number % KINDS])
    return paths


def make_model(path: Path) -> None:
    """An untrained small network, whose noise gives contours in every image: the worst case for memory."""
    torch.manual_seed(0)
    network = NetworkSettings(base=4, blocks=0)
    cuts = Calibration(
        policy="manual", review_cut=0.2, ng_cut=0.4, noise_level=1.0, good_scores=(), defective_scores=()
    )
    header = Header(name="small", created="", network=network, preprocess=Preprocess(), calibration=cuts)
    save_model(path, Generator(network), header)


def plain_loop(model: Path, paths: list[Path]) -> float:
    """Seconds per image of reading, repairing and judging one after the other, nothing kept."""
    inspector = Inspector(load_model(model), "cpu")
    inspector.inspect(paths[0], keep_images=False)
    start = time.perf_counter()
    for path in paths:
        inspector.inspect(path, keep_images=False)
    return (time.perf_counter() - start) / len(paths)


def job_alone(model: Path, paths: list[Path], place: Path) -> float:
    """Seconds per image of the window's job, results kept and packed for the list, without a window."""
    engine = Engine()
    loaded = engine.load(model)
    start = time.perf_counter()
    for _ in stream(engine, loaded, paths, loaded.segment, False, Alone(), place=place):
        pass
    return (time.perf_counter() - start) / len(paths)


class Alone:
    """The context of a job that nobody looks at."""

    def cancelled(self) -> bool:
        """Never."""
        return False

    def progress(self, done: int, total: int) -> None:
        """Not shown."""

    def put(self, item: object) -> None:
        """Not taken."""


def gaps(beat: Heartbeat, what: str) -> None:
    """Rows on how long the window did not answer."""
    say(f"longest gap, {what}", f"{1000 * beat.longest:.0f} ms", "100 ms")
    say("most that the window's own thread computed in one", f"{1000 * beat.busiest:.0f} ms")


def run(
    window: MainWindow, beat: Heartbeat, model: Path, folder: Path, count: int, plain: float, alone: float
) -> None:
    """Measure and print."""
    session, panel = window.session, window.inspect.list
    window.open_model(model)
    window.open_paths([folder])
    wait(lambda: len(session.store) == count and session.model is not None, HOUR, "the list")
    wait(lambda: not window.runner.jobs, HOUR, "the first picture")
    marks: dict[str, float] = {}
    settled = min(SETTLED, count // 2)
    beat.reset()
    start = time.perf_counter()
    session.inspect_all()
    wait(lambda: session.store.pending_count <= count - settled, HOUR, "the first images")
    marks["settled"] = memory("VmRSS")
    panel.step(1)
    wait(lambda: window.inspect._shown is not None, HOUR, "a picture while the run goes on")
    wait(lambda: session.store.pending_count == 0, HOUR, "the run")
    seconds = (time.perf_counter() - start) / count
    marks["end"] = memory("VmRSS")
    say("inspect, per image", f"{1000 * seconds:.1f} ms")
    gaps(beat, "inspecting")
    say("the same job without a window, per image", f"{1000 * alone:.1f} ms")
    say("plain loop, per image", f"{1000 * plain:.1f} ms")
    say("ratio to the job alone; to the plain loop", f"{seconds / alone:.2f}; {seconds / plain:.2f}")
    grown = marks["end"] - marks["settled"]
    say(f"memory after {settled:,} images", f"{marks['settled']:.0f} MB")
    say("memory grown by the rest", f"{grown:.0f} MB, {1024 * grown / (count - settled):.1f} KB an image")
    say("of it packed results", f"{sum(len(e.packed) for e in session.store.entries) / 2**20:.1f} MB")
    say("defects", f"{sum(e.defects for e in session.store.entries):,}")
    wait(lambda: not window.runner.jobs and panel.settled, HOUR, "rest")

    for what, call in (
        ("filter NG", lambda: panel.set_filter("NG")),
        ("all again", lambda: panel.set_filter("")),
        ("sort by name", lambda: panel.view.sortByColumn(NAME, Qt.SortOrder.AscendingOrder)),
        ("sort by score", lambda: panel.view.sortByColumn(SCORE, Qt.SortOrder.DescendingOrder)),
        ("search by name", lambda: panel.model.set_search("99")),
    ):
        start = time.perf_counter()
        call()
        say(what, f"{1000 * (time.perf_counter() - start):.0f} ms", "50 ms")
    panel.model.set_search("")

    beat.reset()
    start = time.perf_counter()
    # The kept results of few images may be there again before anybody looks.
    forgotten: list[None] = []
    session.files_changed.connect(lambda: forgotten.append(None))
    window.open_model(model)
    wait(lambda: bool(forgotten) and session.store.pending_count == 0, HOUR, "the kept results")
    say("open the model again: all results", f"{time.perf_counter() - start:.1f} s")
    gaps(beat, "reading them")
    wait(lambda: not window.runner.jobs, HOUR, "rest")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--side", type=int, default=64)
    parser.add_argument("--folder", type=Path, help="where the images are kept for the next time")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        os.environ["XDG_CACHE_HOME"] = str(scratch / "cache")
        folder = options.folder or scratch / "images"
        paths = make_folder(folder, options.count, options.side)
        model = scratch / "small.safetensors"
        make_model(model)
        print(f"{machine('cpu')}; {options.count:,} images of {options.side} px\n")
        print("| what | measured | bound |\n| --- | --- | --- |")
        some = paths[: min(300, len(paths))]
        plain, alone = plain_loop(model, some), job_alone(model, some, scratch / "alone.sqlite")
        with real_window(scratch) as (window, beat):
            run(window, beat, model, folder, options.count, plain, alone)


if __name__ == "__main__":
    main()
