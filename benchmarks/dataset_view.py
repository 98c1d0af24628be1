"""The real window curating very many images: drop, import, scroll, filter, sort, label.

xvfb-run -a python -m benchmarks.dataset_view [--count 100000] [--side 32] [--folder FOLDER]
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from app.gui.main_window import MainWindow, Use
from app.gui.views.dataset.import_page import ImportPage
from benchmarks.heartbeat import Heartbeat, wait
from benchmarks.window import memory, real_window, say
from core.images.write import write_png
from core.project.chips import Chips
from core.project.ordering import SortKey

FRAME_SECONDS = 0.016
KINDS = 64
"""Different pictures; the rest are copies under other names, which is what a folder of very many small files costs."""


def make_folder(folder: Path, count: int, side: int) -> None:
    """`good` and `defective` folders with `count` grey PNGs of `side` pixels, 4 : 1."""
    rng = np.random.default_rng(0)
    files = []
    for number in range(KINDS):
        path = folder / f"{number}.png"
        write_png(path, rng.integers(60, 200, (side, side), dtype=np.uint8))
        files.append(path.read_bytes())
        path.unlink()
    for name in ("good", "defective"):
        (folder / name).mkdir(parents=True)
    for number in range(count):
        name = "defective" if number % 5 == 4 else "good"
        (folder / name / f"part_{number:06d}.png").write_bytes(files[number % KINDS])


def scroll(window: MainWindow, notches: int) -> None:
    """Turn the wheel over the grid."""
    view = window.dataset.browser.grid.viewport()
    for _ in range(notches):
        centre = QPointF(view.rect().center())
        event = QWheelEvent(
            centre,
            view.mapToGlobal(centre),
            QPoint(0, -120),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(view, event)
        frame = time.perf_counter() + FRAME_SECONDS
        wait(lambda until=frame: time.perf_counter() > until, 1, "a frame")


def run(window: MainWindow, beat: Heartbeat, source: Path, project: Path, count: int) -> None:
    """Measure and print."""
    view, session = window.dataset, window.project
    browser = view.browser
    gaps = SimpleNamespace()

    beat.reset()
    dropped = time.perf_counter()
    window.open_any([source], Use.DATASET)
    page = view.import_page
    first = wait(lambda: seen(page), 60, "the first thumbnail")
    say("drop to first thumbnails on screen", f"{first:.2f} s", "1 s")
    wait(page.review.isVisible, 300, "the plan")
    say("drop to recognised layout with counts", f"{time.perf_counter() - dropped:.2f} s")
    gaps.look = beat.longest

    beat.reset()
    page.review.target.field.setText(str(project))
    accepted = time.perf_counter()
    page.review.accept.click()
    wait(lambda: len(browser.loader.store) > 0, 120, "the grid's first thumbnails")
    say("import pressed to first thumbnails in the grid", f"{time.perf_counter() - accepted:.2f} s", "1 s")
    notches = 0
    while not (len(session.table) >= count and not session.is_busy("import")):
        scroll(window, 5)
        notches += 5
    say("import pressed to list complete", f"{time.perf_counter() - accepted:.1f} s")
    gaps.importing = beat.longest

    beat.reset()
    while session.is_busy("read"):
        scroll(window, 25)
        notches += 25
    say(
        "then every file opened and hashed",
        f"{time.perf_counter() - accepted:.1f} s after import was pressed",
    )
    gaps.reading = beat.longest
    say(f"longest gap of the event loop, looking ({source.name})", f"{1000 * gaps.look:.0f} ms", "100 ms")
    say("longest gap, importing, scrolling all the while", f"{1000 * gaps.importing:.0f} ms", "100 ms")
    say("longest gap, reading, scrolling all the while", f"{1000 * gaps.reading:.0f} ms", "100 ms")

    listing = browser.listing
    for what, call in (
        ("filter by chip", lambda: listing.set_chips(Chips(reviewed=False, splits=frozenset()))),
        ("filter by search (part of a name)", lambda: listing.set_query("9_9 -label:good")),
        ("filter by search (label:defective)", lambda: listing.set_query("label:defective")),
        ("show all", listing.show_all),
        ("sort by file size", lambda: listing.set_order(SortKey.FILE_SIZE, True)),
        ("sort by label", lambda: listing.set_order(SortKey.LABEL, False)),
        ("sort by name", lambda: listing.set_order(SortKey.NAME, False)),
    ):
        say(what, f"{painted(window, call):.0f} ms", "200 ms")

    browser.grid.select_rows(np.arange(min(1000, count)))
    # By the action itself: a window that no window manager has made the active one hears no shortcut.
    label = window.actions_registry["label_defective"].trigger
    say("label 1,000 selected, on screen", f"{painted(window, label):.0f} ms", "200 ms")
    start = time.perf_counter()
    wait(lambda: session.undo_text.startswith("Label"), 60, "saving")
    say("and in the file after another", f"{1000 * (time.perf_counter() - start):.0f} ms")
    say(f"select all {count:,}", f"{painted(window, browser.grid.selectAll):.0f} ms")
    beat.reset()
    window.actions_registry["label_good"].trigger()
    wait(lambda: session.undo_text.startswith(f"Label {count:,}"), 120, "saving")
    say(f"longest gap, labelling all {count:,}", f"{1000 * beat.longest:.0f} ms", "100 ms")
    say("peak memory", f"{memory('VmHWM'):.0f} MB", "600 MB at 100,000")
    say("torch loaded", str("torch" in sys.modules), "False")


def seen(page: ImportPage) -> bool:
    """Whether a picture of what was dropped shows."""
    return page.looking.pictures.read_count > 0 or page.review.isVisible()


def painted(window: MainWindow, call: object) -> float:
    """Milliseconds from a call until the grid was painted with its outcome."""
    view = window.dataset.browser.grid.viewport()
    start = time.perf_counter()
    call()  # type: ignore[operator]
    QApplication.processEvents()
    view.repaint()
    return 1000 * (time.perf_counter() - start)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=100_000, help="images")
    parser.add_argument("--side", type=int, default=32, help="width and height of each, pixels")
    parser.add_argument("--folder", type=Path, help="where the images are, or are to be made and kept")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        source = options.folder or scratch / "parts"
        if not source.exists():
            make_folder(source, options.count, options.side)
        with real_window(scratch) as (window, beat):
            platform = QApplication.platformName()
            print(f"load {os.getloadavg()[0]:.1f}, {options.count:,} images, platform {platform}\n")
            print("| what | measured | bound |\n| --- | --- | --- |")
            run(window, beat, source, scratch / "benchmark.isugan", options.count)


if __name__ == "__main__":
    main()
