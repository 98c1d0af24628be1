"""Not a test itself: breaks off exports and reports in the middle; run by `test_broken_off.py`.

Usage: broken_writes.py FOLDER. Everything is imported once, and each piece of work is a child forked from this process.
One of "killed" dies by SIGKILL in the middle of its work, one of "full" may write a few bytes to a file and no more,
one of "whole" is left alone. What it writes is in FOLDER; its exit code, and the names and sizes of what is there then,
are told in one line.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from pathlib import Path

import numpy as np

from core.datasets.dataset import Label
from core.errors import IsuganError
from core.export.export import export_results
from core.export.report.data import ImageLine, ReportData
from core.export.report.html import write_html
from core.export.report.pdf import write_pdf
from core.export.source import ModelRecord, Source
from core.inspection.contours import measure
from core.inspection.result import Inspection, InspectionImages, Verdict
from core.inspection.segment import SegmentSettings

KINDS = ("csv", "json", "masks")
REPORTS = {"report.html": write_html, "report.pdf": write_pdf}
NO_ROOM = 7
SOME_BYTES = 40
MODEL = ModelRecord(
    name="m",
    file="m.safetensors",
    sha256="ab" * 32,
    created="2026-01-01T00:00:00+00:00",
    snapshot_hash="",
    policy="manual",
    review_cut=0.3,
    ng_cut=0.5,
    versions={},
)


def inspections() -> list[Inspection]:
    """Three results with a defect each; their files need not be there."""
    mask = np.zeros((24, 40), bool)
    mask[3:12, 4:15] = True
    grey = np.full(mask.shape, 0.5, np.float32)
    kept, defects = measure(mask.astype(np.uint8), grey, grey, grey, 0, 0.0, (40, 24))
    images = InspectionImages(grey, grey, grey, kept)
    figures = (40, 24, 0.7, Verdict.NG, 0.3, 0.5, 0.5, 0.4, defects, 0.01, 0.001, images)
    return [Inspection(Path(f"/x/{number}.png"), *figures) for number in range(3)]


def report() -> ReportData:
    """A report on one image."""
    line = ImageLine("1.png", Label.UNLABELLED, Verdict.NG, 0.7, seen=False, sha256="cd" * 32)
    facts = (("Name", "value"),)
    return ReportData(
        *("T", "2026-01-01T00:00:00+00:00", "x", MODEL, facts, facts, facts, facts),
        *(None, None, (), (), (line,), "ef" * 32),
    )


def work(folder: Path, what: str, kill: bool) -> None:
    """Write one thing; with `kill`, die in the middle."""

    def die(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    if what in REPORTS:
        if kill:
            # The report is written by now, and not yet in its place.
            os.fsync = die  # type: ignore[assignment]
        REPORTS[what](report(), folder / what)
        return
    items = inspections()
    source = Source(Path("/x"), MODEL, SegmentSettings())
    paths = [item.path for item in items]
    progress = (lambda done, _: die() if done == 2 else None) if kill else (lambda *_: None)
    export_results(what, items, paths, source, folder / what, progress=progress)


def child(folder: Path, what: str, how: str) -> int:
    """Fork one piece of work; its exit code, negative for a signal."""
    process = os.fork()
    if not process:
        if how == "full":
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (SOME_BYTES, SOME_BYTES))
        try:
            work(folder, what, how == "killed")
        except (OSError, IsuganError):
            os._exit(NO_ROOM)
        except BaseException as error:  # noqa: BLE001 - a child must not go on as its parent would
            print(repr(error), file=sys.stderr)  # noqa: T201
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def main() -> None:
    folder = Path(sys.argv[1])
    for how in ("full", "killed", "whole"):
        for what in (*KINDS, *REPORTS):
            code = child(folder, what, how)
            there = " ".join(f"{path.name}={path.stat().st_size}" for path in folder.iterdir())
            print(f"{how} {what} {code} {there}")  # noqa: T201


if __name__ == "__main__":
    main()
