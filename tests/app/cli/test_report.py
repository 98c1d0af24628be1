from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from app.cli.exit_codes import ExitCode
from core.datasets.dataset import Split
from core.datasets.layout import recognise
from core.datasets.snapshot import hash_file
from core.inspection.header import SnapshotRow
from core.inspection.model_file import load_model, rewrite_header
from core.project.images import import_images
from core.project.project import Project

Run = Callable[..., Result]


def test_the_report_has_the_figures_of_evaluate(
    calibrated: Callable, dataset: Path, tmp_path: Path, isugan_json: Callable
) -> None:
    model = calibrated(0.0, 0.0)
    files = [tmp_path / "r.html", tmp_path / "r.pdf"]
    document, code = isugan_json("report", model, dataset, "--out", files[0], "--pdf", files[1], "--cases", 1)
    assert code == ExitCode.OK
    measured, _ = isugan_json("evaluate", model, dataset)
    reported = document["evaluation"]
    for changing in ("seconds", "rows", "model", "dataset"):
        reported.pop(changing, None)
        measured.pop(changing, None)
    # The two commands name the same images by the folder as it was given, or by its absolute path.
    assert reported == measured
    assert document["model_sha256"] == hash_file(model)
    text = files[0].read_text(encoding="utf-8")
    assert f"{measured['decision']['accuracy']['k']} of 9" in text
    assert files[1].read_bytes().startswith(b"%PDF")


def test_training_images_are_called_that(
    calibrated: Callable, dataset: Path, tmp_path: Path, isugan: Run
) -> None:
    model = calibrated(0.0, 0.0)
    rows = tuple(
        SnapshotRow(path=s.path.name, sha256=hash_file(s.path), label=str(s.label), split="train")
        for s in recognise(dataset).select(split=Split.TEST)
    )
    rewrite_header(load_model(model), snapshot=rows)
    result = isugan("report", model, dataset, "--out", tmp_path / "r.html", "--cases", 0)
    assert "9 of the model's own training images" in result.stdout.replace("&#39;", "'")
    assert "(training)" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_a_plain_folder_has_no_figures(model: Path, photos: Path, tmp_path: Path, isugan: Run) -> None:
    (photos / "broken.png").write_bytes(b"nothing")
    result = isugan(
        "report", model, photos, "--out", tmp_path / "r.html", "--cases", 1, "--title", "<Charge 7>"
    )
    assert result.exit_code == ExitCode.UNREADABLE, result.stderr
    text = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "<h1>&lt;Charge 7&gt;</h1>" in text
    assert "No image has a label" in text
    assert "broken.png" in text
    assert "95 % interval" not in text


def test_wrong_names_are_refused_at_once(model: Path, photos: Path, tmp_path: Path, isugan: Run) -> None:
    assert isugan("report", model, photos).exit_code == ExitCode.USAGE
    result = isugan("report", model, photos, "--out", tmp_path / "r.pdf")
    assert result.exit_code == ExitCode.USAGE
    assert ".html" in result.stderr


def test_a_file_that_is_there_is_replaced_only_on_demand(
    model: Path, photos: Path, tmp_path: Path, isugan: Run
) -> None:
    old = tmp_path / "r.pdf"
    old.write_text("mine")
    words = ["report", model, photos, "--out", tmp_path / "r.html", "--pdf", old, "--cases", 0]
    result = isugan(*words)
    assert result.exit_code == ExitCode.FAILURE
    assert "--overwrite" in result.stderr
    assert old.read_text() == "mine"
    assert not (tmp_path / "r.html").exists()
    assert isugan(*words, "--overwrite").exit_code == ExitCode.OK
    assert old.read_bytes().startswith(b"%PDF")


def test_a_project_is_reported_on_as_its_folder_is(
    calibrated: Callable, dataset: Path, tmp_path: Path, isugan_json: Callable
) -> None:
    folder = tmp_path / "weberei ü.isugan"
    with Project.create(folder) as project:
        import_images(project, recognise(dataset).samples)
    model = calibrated(0.0, 0.0)
    documents = [
        isugan_json("report", model, place, "--out", tmp_path / "r.html", "--cases", 0, "--overwrite")[0]
        for place in (folder, dataset)
    ]
    figures = [document["evaluation"]["decision"] for document in documents]
    assert figures[0] == figures[1]
    assert figures[0]["tp"] == 3
    assert isugan_json("report", model, folder, "--layout", "dagm", "--out", tmp_path / "s.html")[1] == 2
