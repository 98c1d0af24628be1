"""Calibration of a model on images."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from core.datasets.dataset import Label, Sample, Split
from core.images.areas import Area
from core.images.convert import to_uint8
from core.images.read import read_picture
from core.images.write import write_png
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


def test_noise_and_scores_are_those_of_inspected_pixels(
    make_model: Callable[..., Model], picture_files: list[Path]
) -> None:
    """The model's area for most images, one with its own."""
    right, left = (
        Area.model_validate({"kind": "inspect", "shape": "rectangle", "points": ((x, 0), (x + 0.5, 1))})
        for x in (0.5, 0)
    )
    inspector = Inspector(make_model(areas=(right,)), "cpu")
    samples = [Sample(p, Label.GOOD, Split.VALIDATION) for p in picture_files[:3]]
    samples[1] = Sample(picture_files[1], Label.GOOD, Split.VALIDATION, areas=(left,))
    fitted = calibrate_model(inspector, samples, parse_policy("good-only"))
    found = [
        inspector.inspect(p, areas=a) for p, a in zip(picture_files, ((right,), (left,), None), strict=False)
    ]
    assert list(fitted.good_scores) == sorted(i.score for i in found)
    inside = np.concatenate([i.images.ssim_map[i.images.looked_at] for i in found if i.images is not None])
    assert len(inside) == 3 * 40 * 28
    assert fitted.noise_level == pytest.approx(np.percentile(inside, 1), abs=2 / 1024)
    # Whatever the other half shows makes no difference.
    for path, side in zip(picture_files[:3], (slice(0, 28), slice(28, 56), slice(0, 28)), strict=True):
        pixels = to_uint8(read_picture(path).pixels)
        pixels[:, side] = 255
        write_png(path, pixels)
    assert calibrate_model(inspector, samples, parse_policy("good-only")) == fitted


def test_an_image_whose_defect_is_ignored_is_left_out(
    make_model: Callable[..., Model], picture_files: list[Path], tmp_path: Path
) -> None:
    truth = np.zeros((40, 56), np.uint8)
    truth[5:9, 5:9] = 255
    write_png(tmp_path / "mask.png", truth)
    ignored = Area.model_validate({"kind": "ignore", "shape": "rectangle", "points": ((0, 0), (0.3, 0.5))})
    samples = [Sample(p, Label.GOOD, Split.VALIDATION) for p in picture_files[:2]]
    samples += [
        Sample(p, Label.DEFECTIVE, Split.VALIDATION, tmp_path / "mask.png") for p in picture_files[4:]
    ]
    samples[-1] = Sample(
        picture_files[5], Label.DEFECTIVE, Split.VALIDATION, tmp_path / "mask.png", areas=(ignored,)
    )
    failed: list[FailedInspection] = []
    inspector = Inspector(make_model(), "cpu")
    fitted = calibrate_model(inspector, samples, parse_policy("best-f1"), unreadable=failed.append)
    assert list(fitted.defective_scores) == [inspector.inspect(picture_files[4]).score]
    assert [f.path for f in failed] == [picture_files[5]]
    assert "5.png lies in what is ignored" in failed[0].error
