"""Small projects of tiny pictures, and what is in them as plain values."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from core.datasets.dataset import Label, Sample, Split
from core.project.images import import_images
from core.project.project import Project

Pictures = Callable[..., list[Path]]
State = Callable[[Project], dict[str, Any]]


@pytest.fixture
def pictures() -> Pictures:
    """Write pictures of these names into a folder, each with a content of its own."""

    def write(folder: Path, *names: str) -> list[Path]:
        folder.mkdir(parents=True, exist_ok=True)
        for name in names:
            pixels = np.zeros((4, 6), np.uint8)
            pixels.flat[:24] = np.frombuffer(name.encode(errors="surrogateescape").ljust(24)[-24:], np.uint8)
            (folder / name).write_bytes(cv2.imencode(".png", pixels)[1].tobytes())
        return [folder / name for name in names]

    return write


@pytest.fixture
def samples() -> Callable[..., list[Sample]]:
    """Samples of some files."""

    def make(
        paths: Sequence[Path], label: Label = Label.UNLABELLED, split: Split = Split.UNASSIGNED
    ) -> list[Sample]:
        return [Sample(path, label, split) for path in paths]

    return make


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """An empty project."""
    with Project.create(tmp_path / "p.isugan") as project:
        yield project


@pytest.fixture
def five(project: Project, tmp_path: Path, pictures: Pictures, samples: Any) -> Project:
    """A project with the pictures 1 to 5 of `images`, whose ids are 1 to 5 too."""
    names = [f"{number}.png" for number in range(1, 6)]
    import_images(project, samples(pictures(tmp_path / "images", *names), Label.GOOD, Split.TRAIN))
    return project


@pytest.fixture(scope="session")
def state() -> State:
    """Everything that edits change, read past the code that is tested."""

    def read(project: Project) -> dict[str, Any]:
        queries = {
            "images": "SELECT id, label, split, defect_type, reviewed, tags, note, removed FROM images",
            "masks": "SELECT image_id, folder_id, name, document FROM masks",
            "areas": "SELECT id, image_id, document FROM areas",
            "folders": "SELECT id, path, relative FROM folders",
        }
        with project.read() as connection:
            return {
                table: sorted(tuple(row) for row in connection.exec_driver_sql(query))
                for table, query in queries.items()
            }

    return read


@pytest.fixture
def run_script(project_root: Path) -> Callable[..., Any]:
    """Run a Python text in a process of its own; what it prints last, as JSON."""

    def run(text: str, *arguments: str | Path, timeout: float = 120) -> Any:
        done = subprocess.run(
            [sys.executable, "-c", text, *map(str, arguments)],
            cwd=project_root,
            capture_output=True,
            text=True,
            timeout=timeout,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    return run
