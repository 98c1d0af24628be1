from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from app.cli.exit_codes import ExitCode
from core.datasets.dataset import Dataset, Split
from core.datasets.layout import recognise
from core.datasets.snapshot import hash_file
from core.inspection.header import SnapshotRow
from core.inspection.model_file import load_model, rewrite_header

Run = Callable[..., Result]


def remember(model: Path, dataset: Dataset, split_of: Callable[[int], str]) -> None:
    """Make the model believe that its run held the dataset's Train half so."""
    rows = tuple(
        SnapshotRow(path=s.path.name, sha256=hash_file(s.path), label=str(s.label), split=split_of(index))
        for index, s in enumerate(dataset.select(split=Split.TRAIN))
    )
    rewrite_header(load_model(model), snapshot=rows)


def test_evaluate_of_images_without_a_label(model: Path, tmp_path: Path, dataset: Path, isugan: Run) -> None:
    for number, image in enumerate(sorted(dataset.rglob("*.PNG"))[:3]):
        shutil.copy(image, tmp_path / f"{number}.png")
    result = isugan("evaluate", model, tmp_path)
    assert result.exit_code == ExitCode.FAILURE
    assert f"None of the images of {tmp_path} has a label" in result.stderr
    assert "isugan report" in result.stderr


def test_evaluate_without_calibration(model: Path, dataset: Path, isugan: Run, isugan_json: Callable) -> None:
    document, code = isugan_json("evaluate", model, dataset)
    assert code == ExitCode.OK
    assert document["images"] == {"good": 6, "defective": 3}
    assert document["decision"] is None
    assert 0 <= document["image"]["auroc"]["value"] <= 1
    assert document["pixel"]["regions"] >= 3
    result = isugan("evaluate", model, dataset)
    assert "no calibration" in result.stdout
    assert f"{document['image']['auroc']['value']:.4f}" in result.stdout


def test_evaluate_with_calibration(
    calibrated: Callable, dataset: Path, isugan: Run, isugan_json: Callable
) -> None:
    path = calibrated(0.0, 0.0)
    document, code = isugan_json("evaluate", path, dataset)
    assert code == ExitCode.OK
    decision = document["decision"]
    assert {key: decision[key] for key in ("tp", "fp", "fn", "tn")} == {"tp": 3, "fp": 6, "fn": 0, "tn": 0}
    assert decision["recall"]["value"] == 1
    assert decision["precision"]["value"] == pytest.approx(1 / 3)
    text = isugan("evaluate", path, dataset).stdout
    assert "3 of 3 defective found, 6 false alarms" in text


def test_evaluate_counts_unreadable_files(model: Path, dataset: Path, isugan_json: Callable) -> None:
    (dataset / "Class1" / "Test" / "0001.PNG").write_bytes(b"nothing")
    document, code = isugan_json("evaluate", model, dataset)
    assert code == ExitCode.UNREADABLE
    assert len(document["unreadable"]) == 1
    assert sum(document["images"].values()) == 8


def test_evaluate_without_test_split_takes_what_the_model_has_not_seen(
    model: Path, dataset: Path, tmp_path: Path, isugan_json: Callable
) -> None:
    plain = tmp_path / "plain"
    for number, sample in enumerate(recognise(dataset).samples):
        target = plain / str(sample.label) / f"{number}.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(sample.path, target)
    remember(model, recognise(dataset), lambda _: "train")
    document, _ = isugan_json("evaluate", model, plain)
    assert sum(document["images"].values()) == 9
    assert document["seen"] == 0


def test_evaluate_warns_of_training_images(model: Path, dataset: Path, isugan: Run) -> None:
    remember(model, recognise(dataset), lambda _: "train")
    for half in ("Train", "Test"):
        shutil.copytree(dataset / "Class1" / "Train", dataset / "Class2" / half)
    result = isugan("evaluate", model, dataset / "Class2")
    assert "9 of the model's own training images" in result.stdout


def test_calibrate_stores_cuts_from_the_held_back_images(
    model: Path, dataset: Path, isugan: Run, isugan_json: Callable
) -> None:
    remember(model, recognise(dataset), lambda index: "train" if index % 2 else "validation")
    held_back = recognise(dataset).select(split=Split.TRAIN)[::2]
    document, code = isugan_json("calibrate", model, dataset, "--policy", "good-only")
    assert code == ExitCode.OK
    stored = load_model(model).header.calibration
    assert stored is not None
    assert stored.policy == "good-only"
    assert stored.ng_cut == document["ng_cut"]
    assert document["good"] == sum(s.label == "good" for s in held_back)
    assert document["good"] + document["defective"] == len(held_back)
    assert isugan("calibrate", model, dataset, "--policy", "no-miss").exit_code == ExitCode.OK
    text = isugan("calibrate", model, dataset, "--policy", "far=0.5").stdout
    assert "far=0.5" in text
    assert "stored in" in text


def test_calibrate_refuses_a_model_that_has_seen_everything(
    model: Path, dataset: Path, isugan_json: Callable
) -> None:
    remember(model, recognise(dataset), lambda _: "train")
    before = model.read_bytes()
    document, code = isugan_json("calibrate", model, dataset, "--policy", "best-f1")
    assert code == ExitCode.FAILURE
    assert "trained on all 9" in document["error"]
    assert model.read_bytes() == before


@pytest.mark.parametrize("policy", ["best", "far=2", "cost=0:1", "far="])
def test_calibrate_refuses_unknown_policies(policy: str, model: Path, dataset: Path, isugan: Run) -> None:
    result = isugan("calibrate", model, dataset, "--policy", policy)
    assert result.exit_code == ExitCode.USAGE
    assert policy in result.stderr
    assert "best-f1" in result.stderr


def test_cuts_by_hand_are_stored_with_the_scores_behind_them(
    model: Path, dataset: Path, isugan: Run, isugan_json: Callable
) -> None:
    document, code = isugan_json("calibrate", model, dataset, "--cuts", "0.125", "0.25")
    assert code == ExitCode.OK
    stored = load_model(model).header.calibration
    assert stored is not None
    assert (stored.policy, stored.review_cut, stored.ng_cut) == ("manual", 0.125, 0.25)
    assert len(stored.good_scores) == document["good"] > 0
    for given in ((), ("--policy", "best-f1", "--cuts", "0", "1")):
        assert "either --policy or --cuts" in isugan("calibrate", model, dataset, *given).stderr
    refused = isugan("calibrate", model, dataset, "--cuts", "0.5", "0.25")
    assert refused.exit_code == ExitCode.USAGE
    assert "no pair of cuts" in refused.stderr
    assert "review cut comes first" in refused.stderr


def test_cuts_by_hand_need_no_image(
    model: Path, dataset: Path, photos: Path, isugan: Run, isugan_json: Callable
) -> None:
    document, code = isugan_json("calibrate", model, "--cuts", "0.125", "0.25")
    assert (code, document["good"], document["defective"]) == (ExitCode.OK, 0, 0)
    stored = load_model(model).header.calibration
    assert stored is not None
    # Nothing is known of the noise: OTSU's level is not held below any.
    assert (stored.review_cut, stored.ng_cut, stored.noise_level) == (0.125, 0.25, 1.0)
    assert isugan("calibrate", model, "--policy", "best-f1").exit_code == ExitCode.USAGE
    refused = isugan("calibrate", model, photos, "--cuts", "0.125", "0.25")
    assert refused.exit_code == ExitCode.FAILURE
    assert "Leave DATASET out" in refused.stderr
    # What was measured before stays known.
    isugan("calibrate", model, dataset, "--policy", "good-only")
    before = load_model(model).header.calibration
    document, code = isugan_json("calibrate", model, "--cuts", "0", "99")
    after = load_model(model).header.calibration
    assert before is not None
    assert after is not None
    assert (after.policy, after.noise_level, after.good_scores) == (
        "manual",
        before.noise_level,
        before.good_scores,
    )
    assert document["verdicts"]["good"] == {"ok": 0, "review": len(after.good_scores), "ng": 0}


def test_calibrate_says_what_the_cuts_do(
    model: Path, dataset: Path, isugan: Run, isugan_json: Callable
) -> None:
    document, _ = isugan_json("calibrate", model, dataset, "--cuts", "0", "99")
    assert document["verdicts"] == {
        "good": {"ok": 0, "review": document["good"], "ng": 0},
        "defective": {"ok": 0, "review": document["defective"], "ng": 0},
    }
    text = isugan("calibrate", model, dataset, "--cuts", "0", "0").stdout
    assert f"0 OK, 0 Review, {document['good']} NG: {document['good']} false alarms" in text
    assert f"{document['defective']} NG: 0 missed" in text


def test_calibrate_names_unreadable_files(model: Path, dataset: Path, isugan_json: Callable) -> None:
    (dataset / "Class1" / "Train" / "0001.PNG").write_bytes(b"nothing")
    document, code = isugan_json("calibrate", model, dataset, "--policy", "good-only")
    assert code == ExitCode.UNREADABLE
    assert len(document["unreadable"]) == 1


@pytest.mark.parametrize("command", ["evaluate", "calibrate"])
def test_bad_input(command: str, model: Path, dataset: Path, tmp_path: Path, isugan_json: Callable) -> None:
    words = ["--policy", "best-f1"] if command == "calibrate" else []
    for given in ((model, tmp_path / "none"), (tmp_path / "none.safetensors", dataset), (dataset, dataset)):
        document, code = isugan_json(command, *given, *words)
        assert code == ExitCode.FAILURE
        assert document["error"]
        assert document["way_out"]
