"""One training and its test: a system, a surface and a seed, in a folder of its own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from core.datasets.dataset import Dataset
from core.errors import TrainingError
from core.experiments.subjects import Subject
from core.experiments.systems import System
from core.files import read_json, write_atomically
from core.training.settings import TrainingSettings

CELL = "cell.json"
RESULT = "result.json"
FAILURE = "failure.json"
SCHEMA = 1


@dataclass(frozen=True)
class Cell:
    """Both tables have ISU-GAN's cells in common: a cell knows no table, and is run once.

    Attributes:
        settings: of its run, the seed among them.
        folder: holds the run, `cell.json` from its beginning, `result.json` when it is done, `failure.json` while it is
            not for an error.
        dataset: the images that it is trained on and tested with.
        notes: how these differ from what a reader expects.
        lender: the cell whose model is tested here too, trained on the same images with the same settings; None: it has
            a training of its own.
        made: folder of images that were made for it, which are named below it: it may lie anywhere.
    """

    system: System
    subject: Subject
    settings: TrainingSettings
    folder: Path
    dataset: Dataset = field(compare=False, repr=False)
    notes: tuple[str, ...] = ()
    lender: Cell | None = field(default=None, compare=False, repr=False)
    made: Path | None = field(default=None, compare=False)

    @property
    def seed(self) -> int:
        """Decides the images drawn and every random choice of the run."""
        return self.settings.seed

    @property
    def run(self) -> Path:
        """The run's folder."""
        return self.trainer.folder / "run"

    @property
    def trainer(self) -> Cell:
        """The cell whose training this is: mostly itself."""
        return self.lender or self

    @property
    def name(self) -> str:
        """What to show a person."""
        return f"{self.system.title}, {self.subject.name}, seed {self.seed}"

    @cached_property
    def identity(self) -> dict[str, Any]:
        """What its result holds for: these settings and these images."""
        images = digest_of(self.dataset, self.name_of)
        return {"settings": self.settings.model_dump(mode="json"), "images": images}

    def name_of(self, path: Path) -> str:
        """What an image is called: below the dataset's folder, or below the one that it was made in."""
        if self.made is not None and path.is_relative_to(self.made):
            return path.relative_to(self.made).as_posix()
        return self.dataset.name_of(path)

    def result(self) -> dict[str, Any] | None:
        """What was measured; None where it was not, or on other images, or the file is damaged."""
        document = _read(self.folder / RESULT)
        return document if document is not None and self._is_mine(document) else None

    def failure(self) -> str | None:
        """Why the last attempt failed."""
        document = _read(self.folder / FAILURE)
        return None if document is None else str(document.get("error", ""))

    @property
    def trained(self) -> bool:
        """Whether its run went to the end."""
        document = _read(self.folder / CELL)
        return document is not None and self._is_mine(document) and document.get("trained") is True

    def claim(self, *, trained: bool) -> None:
        """Note in the folder what it is for, before anything is begun there, and once more when it is trained.

        Raises:
            OSError: the folder cannot be written.
        """
        self._write(CELL, {"trained": trained})

    def check_free(self) -> None:
        """See that the folder holds this cell or none.

        Raises:
            TrainingError: it holds another one, or something else.
        """
        if not self.folder.exists() or not any(self.folder.iterdir()):
            return
        document = _read(self.folder / CELL)
        if document is None or not self._is_mine(document):
            raise TrainingError(
                f"{self.folder} was made with other settings, on other images or by another version.",
                "Choose another folder with --out, or delete that one.",
                self.folder,
            )

    def keep(self, name: str, document: dict[str, Any]) -> None:
        """Write a result or a failure; there is never both.

        Raises:
            OSError: the folder cannot be written.
        """
        self._write(name, document)
        (self.folder / (RESULT if name == FAILURE else FAILURE)).unlink(missing_ok=True)

    def _write(self, name: str, document: dict[str, Any]) -> None:
        text = json.dumps({"schema_version": SCHEMA, **document, **self.identity}, indent=1)
        with write_atomically(self.folder / name) as temporary:
            temporary.write_text(text, encoding="utf-8")

    def _is_mine(self, document: dict[str, Any]) -> bool:
        wanted = {"schema_version": SCHEMA, **self.identity}
        return all(document.get(name) == value for name, value in wanted.items())


def check_folders(cells: Iterable[Cell]) -> None:
    """See that nothing in the way of these cells is lost.

    Raises:
        TrainingError: see `Cell.check_free`.
    """
    for cell in cells:
        cell.check_free()
        cell.trainer.check_free()


def digest_of(dataset: Dataset, name_of: Callable[[Path], str]) -> str:
    """SHA-256 over the images' names, sizes in bytes, labels, splits and areas: quick, as nothing is read."""
    digest = hashlib.sha256(repr(dataset.areas).encode())
    for sample in dataset.samples:
        try:
            size = sample.path.stat().st_size
        except OSError:
            size = -1
        row = (name_of(sample.path), size, str(sample.label), str(sample.split), sample.areas)
        digest.update(repr(row).encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _read(path: Path) -> dict[str, Any] | None:
    try:
        document = read_json(path)
    except (OSError, ValueError):
        return None
    return document if isinstance(document, dict) else None
