"""A project of labelled pictures, and a model whose file is a variable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.gui.engine import LoadedModel
from app.gui.jobs import JobRunner
from app.gui.project.session import ProjectSession
from app.gui.views.calibrate.session import CalibrateSession
from core.datasets.dataset import Sample, Split
from core.errors import ModelFileError
from core.inspection.calibration import Calibration, set_cuts
from core.inspection.cuts import Cuts
from core.inspection.header import Header, SnapshotRow
from core.inspection.segment import SegmentSettings
from core.inspection.stamp import stamp_of

STORED = set_cuts(Cuts(0.04, 0.06), [0.01, 0.03, 0.05], [0.07], noise_level=0.5, policy="best-f1")


@pytest.fixture
def samples(samples: list[Sample]) -> list[Sample]:
    """img0 .. img11, the last two defective: the first four and they validate, four test, two train."""
    splits = [Split.VALIDATION] * 4 + [Split.TEST] * 4 + [Split.TRAIN] * 2 + [Split.VALIDATION] * 2
    return [replace(sample, split=split) for sample, split in zip(samples, splits, strict=True)]


@pytest.fixture
def engine(engine: Any) -> Any:
    """The model's file is `engine.stored`; `engine.seen` are hashes that it was trained on."""

    class Calibrating(type(engine)):  # type: ignore[misc]
        stored: Calibration | None = STORED
        seen: tuple[str, ...] = ()
        full = False

        def header(self, model: LoadedModel) -> Header:
            rows = [SnapshotRow(path=sha, sha256=sha, label="good", split="train") for sha in self.seen]
            return (
                super().header(model).model_copy(update={"calibration": self.stored, "snapshot": tuple(rows)})
            )

        def inspect_files(self, inspector: Any, paths: Sequence[Path], **rest: Any) -> Iterator[Any]:
            """With stamps, without which no result is kept."""
            for item in super().inspect_files(inspector, paths, **rest):
                yield replace(item, stamp=stamp_of(item.path))

        def recalibrated(
            self, model: LoadedModel, before: Calibration | None, after: Calibration | None
        ) -> LoadedModel:
            if self.full or before != self.stored:
                raise ModelFileError("The disk is full.", "Make room.", model.path)
            self.stored = after
            return replace(model, tip=str(after and after.ng_cut))

    return Calibrating()


@pytest.fixture
def stored() -> Calibration:
    """What is in the model's file at first."""
    return STORED


@pytest.fixture
def model(engine: Any) -> LoadedModel:
    """It scores a picture by its number, in hundredths."""
    return LoadedModel(Path("m.safetensors"), "m", "", "cpu", SegmentSettings(), engine.inspector)


@pytest.fixture
def calibrate(filled: ProjectSession, engine: Any) -> CalibrateSession:
    """Without a model; the project is open."""
    runner: JobRunner = filled._runner
    return CalibrateSession(filled, runner, engine, runner)


@pytest.fixture
def scored(qtbot: QtBot, calibrate: CalibrateSession, model: LoadedModel) -> CalibrateSession:
    """With the scores of the validation images: 0 to 0.03 good, 0.10 and 0.11 defective."""
    # The first time, torch and scikit-learn are imported.
    calibrate.set_model(model)
    with qtbot.waitSignal(calibrate.scores_changed, timeout=60_000):
        calibrate.start()
    return calibrate
