"""The path from file to inspection, one by one and as a folder."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from core.errors import ImageFileError, IsuganError, ModelFileError
from core.inspection.calibration import Calibration
from core.inspection.folder import inspect_files
from core.inspection.inspector import Inspector
from core.inspection.model_file import Model
from core.inspection.result import FailedInspection, Inspection, Verdict
from core.inspection.score import anomaly_score, dissimilarity
from core.inspection.segment import SegmentSettings
from core.inspection.ssim import ssim_map
from core.inspection.stamp import stamp_of


def same(one: Inspection, two: Inspection) -> bool:
    """Equal but for times, pictures, and what is known of the file."""
    plain = [
        {
            k: v
            for k, v in dataclasses.asdict(i).items()
            if "seconds" not in k and k not in ("images", "defects", "stamp")
        }
        for i in (one, two)
    ]
    contours = zip(one.defects, two.defects, strict=True)
    return plain[0] == plain[1] and all(np.array_equal(a.contour, b.contour) for a, b in contours)


def test_one_file(
    make_model: Callable[..., Model], calibration: Calibration, picture_files: list[Path]
) -> None:
    inspector = Inspector(make_model(calibration=calibration), "cpu")
    found = inspector.inspect(picture_files[0])
    assert (found.width, found.height) == (56, 40)
    images = found.images
    assert images is not None
    # The score, map and verdict are those of the parts, put together by hand.
    similarity = ssim_map(images.original, images.repair)
    assert np.array_equal(images.ssim_map, similarity)
    assert found.score == anomaly_score(dissimilarity(similarity, 17))
    assert found.verdict is (
        Verdict.NG if found.score >= 0.5 else Verdict.REVIEW if found.score >= 0.3 else Verdict.OK
    )
    assert found.ng_cut == 0.5
    assert inspector.inspect(picture_files[0], keep_images=False).images is None


def test_uncalibrated(make_model: Callable[..., Model], picture_files: list[Path]) -> None:
    found = Inspector(make_model(), "cpu").inspect(picture_files[0])
    assert found.verdict is Verdict.UNCALIBRATED
    assert found.ng_cut is None


def test_resegment_needs_no_network(make_model: Callable[..., Model], picture_files: list[Path]) -> None:
    inspector = Inspector(make_model(), "cpu")
    found = inspector.inspect(picture_files[0])
    settings = SegmentSettings(mode="fixed", fixed_level=0.9, min_area=0)
    inspector.repairer.generator.forward = None  # type: ignore[assignment,method-assign]
    again = inspector.resegment(found, settings)
    assert again.level == pytest.approx(0.9)
    assert again.score == found.score
    assert len(again.defects) != len(found.defects)
    with pytest.raises(ValueError, match="without keeping"):
        inspector.resegment(dataclasses.replace(found, images=None), settings)


def test_resized_models_answer_in_original_pixels(make_model: Callable[..., Model], tmp_path: Path) -> None:
    model = make_model(preprocess={"channels": 1, "width": 64, "height": 64})
    path = tmp_path / "large.png"
    cv2.imwrite(str(path), np.random.default_rng(0).integers(0, 255, (200, 300), np.uint8))
    found = Inspector(model, "cpu", SegmentSettings(mode="fixed", fixed_level=1, min_area=0)).inspect(path)
    assert (found.width, found.height) == (300, 200)
    assert found.images is not None
    assert found.images.original.shape == (64, 64)
    assert max(d.left + d.width for d in found.defects) == pytest.approx(300)
    assert max(d.top + d.height for d in found.defects) == pytest.approx(200)


def test_unreadable_file_and_missing_device(
    make_model: Callable[..., Model], picture_files: list[Path]
) -> None:
    with pytest.raises(ImageFileError, match=r"3\.png"):
        Inspector(make_model(), "cpu").inspect(picture_files[3])
    with pytest.raises(IsuganError, match="device"):
        Inspector(make_model(), "abacus")


def test_a_folder_gives_the_same_as_one_by_one(
    make_model: Callable[..., Model], calibration: Calibration, picture_files: list[Path]
) -> None:
    inspector = Inspector(make_model(calibration=calibration), "cpu")
    results = list(inspect_files(inspector, picture_files))
    assert [r.path for r in results] == picture_files
    for result in results:
        if result.path == picture_files[3]:
            assert isinstance(result, FailedInspection)
            assert "3.png" in result.error
        else:
            assert isinstance(result, Inspection)
            assert same(result, inspector.inspect(result.path))
            assert result.images is None
        assert result.stamp == stamp_of(result.path)


def test_finish_sees_the_images_and_its_error_ends_the_run(
    make_model: Callable[..., Model], picture_files: list[Path]
) -> None:
    inspector = Inspector(make_model(), "cpu")
    seen = []
    list(
        inspect_files(inspector, picture_files, finish=lambda i: seen.append((i.path, i.images is not None)))
    )
    assert seen == [(p, True) for p in picture_files if p != picture_files[3]]

    def full(inspection: Inspection) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        list(inspect_files(inspector, picture_files, finish=full))


def test_cancel_ends_after_what_was_begun(
    make_model: Callable[..., Model], picture_files: list[Path]
) -> None:
    inspector = Inspector(make_model(), "cpu")
    many = [picture_files[0].with_name(f"copy{i}.png") for i in range(40)]
    for path in many:
        shutil.copy(picture_files[0], path)
    results: list[object] = []
    results.extend(inspect_files(inspector, many, cancelled=lambda: len(results) >= 5))
    assert 5 <= len(results) <= 12


def test_an_abandoned_run_stops_reading(make_model: Callable[..., Model], picture_files: list[Path]) -> None:
    run = inspect_files(Inspector(make_model(), "cpu"), picture_files * 50)
    next(run)
    run.close()  # the leaked-thread fixture fails this test if a worker stays


def test_no_files_no_results(make_model: Callable[..., Model]) -> None:
    assert list(inspect_files(Inspector(make_model(), "cpu"), [])) == []


def test_a_score_that_is_no_number_is_no_verdict(
    make_model: Callable[..., Model],
    calibration: Calibration,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It lies below every cut: a damaged model must not call each part OK."""
    inspector = Inspector(make_model(calibration=calibration), "cpu")
    monkeypatch.setattr(inspector.repairer, "repair", lambda shown, _watch: np.full_like(shown, np.nan))
    path = tmp_path / "a.png"
    path.write_bytes(cv2.imencode(".png", np.zeros((40, 40), np.uint8))[1].tobytes())
    with pytest.raises(ModelFileError, match=r"a\.png no score"):
        inspector.inspect(path)
    (item,) = inspect_files(inspector, [path])
    assert isinstance(item, FailedInspection)
    assert "no score" in item.error
