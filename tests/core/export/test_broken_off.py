"""Killed in the middle, or without room on the disk: what was there stays, nothing half stands in its place."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from core.export.results_json import read_results_json
from core.images.find import find_images

KINDS = ("csv", "json", "masks")
REPORTS = ("report.html", "report.pdf")


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork, SIGKILL and limits on files")
def test_a_broken_write_leaves_what_was_there_and_no_half(project_root: Path, tmp_path: Path) -> None:
    for name in REPORTS:
        (tmp_path / name).write_text("earlier")
    script = Path(__file__).with_name("broken_writes.py")
    words = [sys.executable, str(script), str(tmp_path)]
    environment = {"PYTHONPATH": str(project_root), "OMP_NUM_THREADS": "1", "PATH": ""}
    done = subprocess.run(words, cwd=project_root, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    lines = [line.split(" ") for line in done.stdout.splitlines()]
    everything = (*KINDS, *REPORTS)
    assert [(how, what, code) for how, what, code, *_ in lines] == [
        *(("full", what, "7") for what in everything),
        *(("killed", what, "-9") for what in everything),
        *(("whole", what, "0") for what in everything),
    ], done.stderr
    hidden = []
    for _, _, _, *there in lines[: 2 * len(everything)]:
        sizes = dict(entry.rsplit("=", 1) for entry in there)
        assert {name: size for name, size in sizes.items() if not name.startswith(".")} == dict.fromkeys(
            REPORTS, str(len("earlier"))
        )
        hidden.append(len(sizes) - len(REPORTS))
    # A full disk is noticed, and what was begun removed; a kill leaves one hidden name each, which harms nobody.
    assert hidden == [0, 0, 0, 0, 0, 1, 2, 3, 4, 5]
    assert len(read_results_json(tmp_path / "json" / "results.json").images) == 3
    assert (tmp_path / "csv" / "results.csv").read_text().count("\n") == 4
    assert len(list((tmp_path / "masks" / "masks").iterdir())) == 3
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "report.html").read_text(encoding="utf-8").rstrip().endswith("</html>")
    assert {path.parent.parent for path in find_images([tmp_path])} == {tmp_path / "masks"}
