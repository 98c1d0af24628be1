"""Calibration of a model on images."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from core.datasets.dataset import Label, Sample, Split
from core.inspection.calibrate import NoiseLevel, calibrate_model
from core.inspection.inspector import Inspector
from core.inspection.model_file import Model
from core.inspection.policy import parse_policy
from core.inspection.result import FailedInspection


def test_noise_level_is_the_first_percentile() -> None:
    rng = np.random.default_rng(0)
    maps = [rng.normal(0.8, 0.1, (100, 100)).clip(-1, 1).astype(np.float32) for _ in range(5)]
    noise = NoiseLevel()
    for one in maps:
        noise.add(one)
    assert noise.value() == pytest.approx(np.percentile(maps, 1), abs=2 / 1024)
    assert NoiseLevel().value() == 0


def test_scores_are_the_inspectors_and_broken_files_are_told(
    make_model: Callable[..., Model], picture_files: list[Path]
) -> None:
    inspector = Inspector(make_model(), "cpu")
    labels = [Label.GOOD, Label.GOOD, Label.GOOD, Label.GOOD, Label.DEFECTIVE, Label.UNLABELLED]
    samples = [Sample(p, label, Split.VALIDATION) for p, label in zip(picture_files, labels, strict=True)]
    failed: list[FailedInspection] = []
    steps: list[tuple[int, int]] = []
    fitted = calibrate_model(
        inspector, samples, parse_policy("best-f1"), lambda *done: steps.append(done), failed.append
    )
    assert [f.path for f in failed] == [picture_files[3]]
    expected = sorted(inspector.inspect(picture_files[i]).score for i in range(3))
    assert list(fitted.good_scores) == expected
    assert list(fitted.defective_scores) == [inspector.inspect(picture_files[4]).score]
    assert steps[-1] == (6, 6)
