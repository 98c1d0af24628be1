"""What masks bring: a run's best validation figure against that of a run with fewer masks, on the same images."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.gui.jobs import JobContext, Work
from app.gui.project.session import ProjectSession
from app.gui.views.train.run_row import RunRow, State
from core.language import sentences, tr, tr_n
from core.training.fields import diff
from core.training.folder import SNAPSHOT

_NO_MATTER = {"masks", "preset", "seed"}
"""Settings that may differ without a word."""


class MaskGain(QObject):
    """Looks for what the run at hand is to be compared with. Signals: `told(str)`, a sentence or two, or nothing."""

    told = Signal(str)

    def __init__(self, project: ProjectSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._asked: tuple[Any, ...] | None = None

    def ask(self, row: RunRow, rows: Sequence[RunRow]) -> None:
        """Say what the masks of `row` bring, against one of `rows`; `told` hears of it, at once or from a job."""
        others = with_fewer(row, rows)
        asked = (row.folder, row.masks, row.best, *((other.folder, other.best) for other in others))
        if asked == self._asked:
            return
        another = self._asked is None or self._asked[0] != row.folder
        self._asked = asked
        if another or not row.masks:
            self.told.emit("")
        if row.masks and row.best is not None:
            job = self._project.start(
                "mask_gain", tr("Train", "Comparing runs"), gain(row, others), visible=False
            )
            job.succeeded.connect(lambda text: self.told.emit(text) if asked == self._asked else None)

    def forget(self) -> None:
        """No run is at hand."""
        self._asked = None
        self.told.emit("")


def with_fewer(row: RunRow, rows: Sequence[RunRow]) -> list[RunRow]:
    """The finished runs among `rows` that learnt from fewer masks than `row`, the latest first."""
    ended = (State.DONE, State.STOPPED)
    found = [other for other in rows if other.state in ended and other.best is not None]
    found = [other for other in found if other.folder != row.folder and other.masks < row.masks]
    return sorted(found, key=lambda other: other.created.timestamp() if other.created else 0.0, reverse=True)


def gain(row: RunRow, others: Sequence[RunRow]) -> Work:
    """Compare with the first of `others` that validated on the same images; the words for it."""

    def work(context: JobContext) -> str:
        if not others:
            return tr(
                "Train",
                "What the masks bring cannot be told: no finished run of this project has fewer than {masks}.",
                masks=row.masks,
            )
        images = _validation_images(row.folder)
        for other in others:
            if context.cancelled():
                break
            same = images and _validation_images(other.folder) == images
            if same and _synthetic(row) == _synthetic(other):
                return in_words(row, other, len(images))
        return tr(
            "Train",
            "What the masks bring cannot be told: {run}, the latest run with fewer, validated on other images.",
            run=others[0].name,
        )

    return work


def in_words(row: RunRow, other: RunRow, images: int) -> str:
    """The two figures, and what else is not the same."""
    assert row.best is not None
    assert other.best is not None
    told = [
        tr(
            "Train",
            "AUROC {before} → {after} with {masks}; validation, {images}, against {run} with {fewer}.",
            before=f"{other.best.auroc:.3f}",
            after=f"{row.best.auroc:.3f}",
            masks=masks_in_words(row.masks),
            images=tr_n("Train", images, "{n} image", "{n} images"),
            run=other.name,
            fewer=masks_in_words(other.masks),
        )
    ]
    if row.best.synthetic:
        told.append(tr("Train", "Both figures are against synthetic defects."))
    if (
        row.settings is None
        or other.settings is None
        or diff(row.settings, other.settings).keys() - _NO_MATTER
    ):
        told.append(tr("Train", "Other settings differ too."))
    return sentences(told)


def masks_in_words(number: int) -> str:
    """`no mask`, `1 mask`, `17 masks`."""
    return tr_n("Train", number, "{n} mask", "{n} masks") if number else tr("Train", "no mask")


def _synthetic(row: RunRow) -> bool:
    return row.best is not None and row.best.synthetic


def _validation_images(run: Path) -> frozenset[tuple[Any, ...]]:
    """By content, label and areas; empty where that cannot be read."""
    from core.datasets.dataset import Split
    from core.datasets.snapshot import Snapshot
    from core.errors import DatasetError

    try:
        rows = Snapshot.from_json((run / SNAPSHOT).read_text(encoding="utf-8")).rows
    except (OSError, ValueError, DatasetError):
        return frozenset()
    return frozenset(
        (row.path, row.sha256, row.label, row.areas) for row in rows if row.split is Split.VALIDATION
    )
