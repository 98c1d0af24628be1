from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import f1_score, roc_auc_score

from core.datasets.dataset import Label, Split
from core.datasets.layout import recognise
from core.datasets.masks import read_mask
from core.datasets.snapshot import hash_file
from core.evaluation.evaluate import evaluate
from core.inspection.calibration import Calibration
from core.inspection.header import Header, SnapshotRow
from core.inspection.inspector import Inspector
from core.inspection.model_file import load_model, save_model
from core.inspection.preprocess import Preprocess
from core.inspection.result import Verdict
from core.nets.build import repair_network
from core.nets.settings import NetworkSettings


def cuts(inspector: Inspector, samples: tuple, share: float) -> Calibration:
    """An NG cut at a quantile of the samples' scores, the review cut just below."""
    scores = [inspector.inspect(sample.path).score for sample in samples]
    ng = float(np.quantile(scores, share))
    return Calibration(
        policy="manual",
        review_cut=ng * 0.9,
        ng_cut=ng,
        noise_level=0.5,
        good_scores=(),
        defective_scores=(),
    )


def test_figures_are_those_of_the_inspections(inspector: Inspector, surfaces: Path) -> None:
    dataset = recognise(surfaces)
    samples = dataset.select(split=Split.TEST)
    inspector.with_calibration(cuts(inspector, samples, 0.55))
    result = evaluate(inspector, dataset)

    inspections = [inspector.inspect(sample.path) for sample in samples]
    truth = np.array([sample.label is Label.DEFECTIVE for sample in samples])
    called = np.array([inspection.verdict is Verdict.NG for inspection in inspections])
    scores = np.array([inspection.score for inspection in inspections])
    assert [row.path for row in result.rows] == [sample.path for sample in samples]
    assert [row.score for row in result.rows] == scores.tolist()
    assert result.images == {Label.GOOD: 6, Label.DEFECTIVE: 4}
    assert result.image.auroc is not None
    assert result.image.auroc.value == pytest.approx(roc_auc_score(truth, scores))
    assert 0.5 < result.image.auroc.value < 1
    assert result.confusion is not None
    assert result.confusion.f1 is not None
    assert result.confusion.f1.value == pytest.approx(f1_score(truth, called))
    assert result.confusion.total == 10
    squares = [
        np.mean((255 * (i.images.original - i.images.repair)) ** 2)
        for i, bad in zip(inspections, truth, strict=True)
        if not bad and i.images is not None
    ]
    assert result.good_repair_mse == pytest.approx(np.mean(squares), rel=1e-5)
    # The noise has a standard deviation of 6 grey levels, and the median removes nearly all of it.
    assert 30 < result.good_repair_mse < 45


def test_pixel_figures_leave_out_what_has_no_mask(inspector: Inspector, surfaces: Path) -> None:
    dataset = recognise(surfaces)
    result = evaluate(inspector, dataset)
    assert result.without_mask == 1
    assert result.pixel is not None
    assert (result.pixel.images, result.pixel.defective_images, result.pixel.regions) == (9, 3, 3)
    anomaly, truth = [], []
    for sample in dataset.select(split=Split.TEST):
        if sample.label is Label.DEFECTIVE and sample.mask is None:
            continue
        images = inspector.inspect(sample.path).images
        assert images is not None
        anomaly.append(1 - images.ssim_map.ravel())
        mask = read_mask(sample.mask) if sample.mask else np.zeros(images.ssim_map.shape, dtype=bool)
        truth.append(mask.ravel())
    expected = roc_auc_score(np.concatenate(truth), np.concatenate(anomaly))
    assert result.pixel.auroc == pytest.approx(expected, abs=1e-3)
    assert any("1 defective image without a mask" in text for text in result.warnings)


def test_a_broken_mask_is_left_out_and_counted(inspector: Inspector, surfaces: Path) -> None:
    (surfaces / "Class1" / "Test" / "Label" / "0007_label.PNG").write_bytes(b"no picture")
    result = evaluate(inspector, recognise(surfaces))
    assert result.without_mask == 2
    assert result.images[Label.DEFECTIVE] == 4


def test_without_masks_there_are_no_pixel_figures(inspector: Inspector, surfaces: Path) -> None:
    dataset = recognise(surfaces)
    bare = replace(dataset, samples=tuple(replace(sample, mask=None) for sample in dataset.samples))
    result = evaluate(inspector, bare)
    assert result.pixel is None
    assert result.without_mask == 0


def test_without_calibration_nothing_is_decided(inspector: Inspector, surfaces: Path) -> None:
    result = evaluate(inspector, recognise(surfaces))
    assert result.ng_cut is None
    assert result.confusion is None
    assert {row.verdict for row in result.rows} == {Verdict.UNCALIBRATED}
    assert result.image.auroc is not None
    assert any("no calibration" in text for text in result.warnings)


def test_an_unreadable_file_is_left_out_with_its_reason(inspector: Inspector, surfaces: Path) -> None:
    broken = surfaces / "Class1" / "Test" / "0003.PNG"
    broken.write_bytes(broken.read_bytes()[:200])
    result = evaluate(inspector, recognise(surfaces))
    assert [item.path for item in result.unreadable] == [broken]
    assert "0003.PNG" in result.unreadable[0].error
    assert result.images == {Label.GOOD: 5, Label.DEFECTIVE: 4}


def test_training_images_are_known_by_content(inspector: Inspector, surfaces: Path) -> None:
    test = surfaces / "Class1" / "Test"
    row = SnapshotRow(
        path="elsewhere/x.png", sha256=hash_file(test / "0002.PNG"), label="good", split="train"
    )
    header = inspector.model.header.model_copy(update={"snapshot": (row,)})
    inspector.model = replace(inspector.model, header=header)
    result = evaluate(inspector, recognise(surfaces))
    assert result.seen == 1
    assert [r.path.name for r in result.rows if r.seen] == ["0002.PNG"]
    assert any("1 of the model's own training images" in text for text in result.warnings)


def test_one_label_alone_gives_a_reason_and_no_figure(inspector: Inspector, surfaces: Path) -> None:
    dataset = recognise(surfaces)
    result = evaluate(inspector, replace(dataset, samples=dataset.select(split=Split.TEST, label=Label.GOOD)))
    assert result.image.auroc is None
    assert "no defective images" in str(result.image.reason)
    assert result.good_repair_mse is not None


def test_unlabelled_images_are_left_out(inspector: Inspector, surfaces: Path) -> None:
    dataset = recognise(surfaces)
    samples = tuple(
        replace(s, label=Label.UNLABELLED) if s.path.name == "0001.PNG" else s for s in dataset.samples
    )
    result = evaluate(inspector, replace(dataset, samples=samples))
    assert (result.unlabelled, result.images[Label.GOOD]) == (1, 5)


def test_progress_and_cancel(inspector: Inspector, surfaces: Path) -> None:
    heard: list[tuple[int, int]] = []
    evaluate(inspector, recognise(surfaces), progress=lambda done, total: heard.append((done, total)))
    assert heard == [(done, 10) for done in range(1, 11)]
    stopped = evaluate(
        inspector,
        recognise(surfaces),
        progress=lambda done, total: heard.append((done, total)),
        cancelled=lambda: len(heard) >= 12,
    )
    assert 0 < len(stopped.rows) < 10


def test_the_record_is_json(inspector: Inspector, surfaces: Path) -> None:
    result = evaluate(inspector, recognise(surfaces))
    document = json.loads(json.dumps(result.to_dict()))
    assert document["images"] == {"good": 6, "defective": 4}
    assert len(document["rows"]) == 10
    assert document["rows"][0]["label"] == "good"
    assert document["image"]["auroc"]["value"] == result.image.auroc.value


def test_what_repairs_nothing_has_no_repair_error(surfaces: Path, tmp_path: Path) -> None:
    header = Header(
        name="unet",
        created="2026-01-01T00:00:00+00:00",
        network=NetworkSettings(kind="unet", base=4),
        preprocess=Preprocess(),
    )
    save_model(tmp_path / "unet.safetensors", repair_network(header.network), header)
    result = evaluate(Inspector(load_model(tmp_path / "unet.safetensors"), "cpu"), recognise(surfaces))
    assert result.images[Label.GOOD] == 6
    assert result.good_repair_mse is None
