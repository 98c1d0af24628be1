"""A report on six images and a broken one, put together without a network."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.datasets.dataset import Dataset, Label, Sample, Split
from core.export.report.build import Subject, build_report
from core.export.report.data import ReportData
from core.export.report.measured import measured_from
from core.export.source import Source
from core.inspection.calibration import Calibration
from core.inspection.header import Header
from core.inspection.preprocess import Preprocess
from core.inspection.result import FailedInspection, Inspection, Verdict
from core.nets.settings import NetworkSettings

HOSTILE = '<img src=x onerror=alert(1)>&"\'<font color="red">中.png'

Make = Callable[..., ReportData | None]


@pytest.fixture
def header() -> Header:
    """Calibrated on few images, and saying so."""
    cuts = Calibration(
        policy="best-f1",
        review_cut=0.3,
        ng_cut=0.5,
        noise_level=0.5,
        good_scores=(0.1, 0.2),
        defective_scores=(0.8,),
        warnings=("fitted on 2 good images; at least 20 are advised",),
    )
    return Header(
        name="m",
        created="2026-01-01T00:00:00+00:00",
        network=NetworkSettings(),
        preprocess=Preprocess(),
        calibration=cuts,
        training={"settings": {"preset": "quick", "seed": 0}, "steps": {"warm_up": 8}, "seconds": 90.0},
        snapshot_hash="cd" * 32,
    )


@pytest.fixture
def make_report(
    make_inspection: Callable[..., Inspection], source: Source, photos: Path, header: Header
) -> Make:
    """`make(labelled=True, calibrated=True, cases=2)`; other arguments are those of `build_report`."""
    mask = np.zeros((24, 40), bool)
    mask[5:9, 5:9] = True
    rows = [
        ("a.png", Label.GOOD, Verdict.OK, 0.10),
        ("b.png", Label.GOOD, Verdict.OK, 0.29),
        (HOSTILE, Label.GOOD, Verdict.NG, 0.55),
        ("d.png", Label.DEFECTIVE, Verdict.OK, 0.20),
        ("e.png", Label.DEFECTIVE, Verdict.NG, 0.90),
        ("f.png", Label.DEFECTIVE, Verdict.REVIEW, 0.45),
    ]

    def make(
        labelled: bool = True, calibrated: bool = True, cases: int = 2, **options: Any
    ) -> ReportData | None:
        items: dict[Path, Inspection | FailedInspection] = {}
        samples = []
        for name, label, verdict, score in rows:
            found = verdict if calibrated else Verdict.UNCALIBRATED
            made = make_inspection(name, found, mask if score > 0.4 else None, score)
            items[made.path] = made
            samples.append(Sample(made.path, label if labelled else Label.UNLABELLED, Split.TEST))
        broken = photos / "broken.png"
        items[broken] = FailedInspection(broken, f"{broken} is no image.")
        used = header if calibrated else header.model_copy(update={"calibration": None})
        subject = Subject(
            title="Blech <b>",
            dataset=Dataset(photos, "flat", tuple(samples)),
            model=source.model,
            header=used,
            segment=source.segment,
            device="cpu",
            inspect=items.__getitem__,
        )
        known = {sample.path: sample for sample in samples}
        return build_report(subject, measured_from(items.values(), known, used), cases, **options)

    return make
