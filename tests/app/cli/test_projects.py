"""Commands on a project: what they read from it, and what they keep in it."""

from __future__ import annotations

import csv
import json
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from app.cli.exit_codes import ExitCode
from app.cli.training_view import TrainingView
from core.datasets.layout import recognise
from core.datasets.preflight import run as preflight_module
from core.images.areas import Area
from core.project import edits, records
from core.project.images import import_images, read_new_images, rows_of
from core.project.problem import Problem
from core.project.project import Project
from core.training.events import Event, StepLosses

Run = Callable[..., Result]
TINY = [
    *("--preset", "quick", "--device", "cpu", "--base", 8, "--crop", 32, "--warm-up-batch", 1),
    *("--set", "warm_up_steps=2", "--set", "steps_per_epoch=2", "--set", "network.blocks=0"),
    *("--set", "precision=fp32", "--validation", 0.4, "--epochs", 0),
]


@pytest.fixture
def folder(dataset: Path, tmp_path: Path) -> Path:
    """A project with the 18 images of the dataset."""
    with Project.create(tmp_path / "weberei ü.isugan") as project:
        import_images(project, recognise(dataset).samples)
        read_new_images(project)
    return tmp_path / "weberei ü.isugan"


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Another program has the project open for writing."""
    with Project.open(folder):
        yield


def press(times: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Press Ctrl-C `times` times at the first step."""
    show, left = TrainingView.__call__, [times]

    def pressed(self: TrainingView, event: Event) -> None:
        show(self, event)
        while isinstance(event, StepLosses) and left[0]:
            left[0] -= 1
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(TrainingView, "__call__", pressed)


def states(folder: Path) -> list[tuple[str, str]]:
    with Project.open(folder) as project:
        return [(run.name, run.state) for run in records.runs(project)]


# --- check --------------------------------------------------------------------------------------------------


def test_check_gives_the_report_of_the_folder(
    dataset: Path, folder: Path, isugan_json: Callable[..., Any], isugan: Run
) -> None:
    of_folder, _ = isugan_json("check", dataset)
    of_project, code = isugan_json("check", folder)
    assert code == ExitCode.OK
    assert of_project["layout"] == "project"
    same = ("images", "counts", "defect_types", "sizes", "formats", "smallest_defect")
    assert {key: of_project[key] for key in same if key != "smallest_defect"} == {
        key: of_folder[key] for key in same if key != "smallest_defect"
    }
    assert of_project["smallest_defect"]["area"] == of_folder["smallest_defect"]["area"]
    assert {f["kind"] for f in of_project["findings"]} == {f["kind"] for f in of_folder["findings"]}
    assert of_project["notices"] == []
    assert "layout project, 18 images" in isugan("check", folder).stdout


def test_check_keeps_what_it_measured_and_marks_the_images(
    dataset: Path, folder: Path, isugan: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (dataset / "Class1" / "Train" / "0001.PNG").write_bytes(
        (dataset / "Class1" / "Test" / "0001.PNG").read_bytes()
    )
    result = isugan("check", folder)
    assert "error: in two splits (1)" in result.stdout
    with Project.open(folder) as project:
        marked = [row for row in rows_of(project, range(1, 19)) if row.problems & Problem.ACROSS_SPLITS]
    assert [row.name for row in marked] == ["0001.PNG"] * 2
    measured: list[Path] = []
    real = preflight_module.measure
    monkeypatch.setattr(
        preflight_module, "measure", lambda sample: measured.append(sample.path) or real(sample)
    )
    assert isugan("check", folder).stdout == result.stdout
    assert measured == []


def test_check_of_a_project_that_is_open_elsewhere_reads_and_says_so(
    folder: Path, isugan: Run, isugan_json: Callable[..., Any]
) -> None:
    with held(folder):
        document, code = isugan_json("check", folder)
        text = isugan("check", folder).stdout
    assert code == ExitCode.OK
    assert document["images"] == 18
    (notice,) = document["notices"]
    assert notice.startswith("Nothing is kept in weberei ü.isugan. It is open for writing by ")
    assert text.endswith(f"{notice}\n")
    with Project.open(folder) as project, project.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM measurements").scalar_one() == 0


def test_an_interrupted_check_keeps_what_it_measured(
    folder: Path, isugan_json: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = preflight_module.measure, []

    def measure(sample: Any) -> Any:
        calls.append(sample.path)
        return real(sample)

    @contextmanager
    def pressed(first: Callable[[], object]) -> Iterator[Any]:
        class Interrupt:
            def __bool__(self) -> bool:
                return len(calls) >= 4

        yield Interrupt()

    monkeypatch.setattr(preflight_module, "measure", measure)
    monkeypatch.setattr("app.cli.commands.check.ctrl_c", pressed)
    document, code = isugan_json("check", folder)
    assert (code, document["complete"]) == (ExitCode.INTERRUPTED, False)
    with Project.open(folder) as project, project.read() as connection:
        kept = connection.exec_driver_sql("SELECT count(*) FROM measurements").scalar_one()
        assert 1 <= kept < 18


def test_a_layout_does_not_go_with_a_project(folder: Path, isugan: Run) -> None:
    result = isugan("check", folder, "--layout", "flat")
    assert result.exit_code == ExitCode.USAGE
    assert "weberei ü.isugan is a project" in result.stderr


@pytest.mark.parametrize("words", [["check"], ["train", "--out", "run"]])
def test_what_is_only_called_a_project_is_an_error(
    words: list[str], tmp_path: Path, isugan: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "leer.isugan").mkdir()
    for name in ("leer.isugan", "nicht da.isugan"):
        result = isugan(words[0], name, *words[1:])
        assert result.exit_code == ExitCode.FAILURE
        assert name in result.stderr
        assert "project.sqlite" in result.stderr
    assert not (tmp_path / "run").exists()


# --- train --------------------------------------------------------------------------------------------------


def test_a_training_is_kept_in_its_project(
    folder: Path, tmp_path: Path, isugan_json: Callable[..., Any]
) -> None:
    out = tmp_path / "lauf"
    document, code = isugan_json("train", folder, "--out", out, *TINY, "--seed", 3)
    assert code == ExitCode.OK
    with Project.open(folder) as project:
        (run,) = records.runs(project)
        assert (run.name, run.state, Path(run.folder)) == ("lauf", "done", out)
        assert run.settings["seed"] == 3
        assert run.snapshot_id is not None
        snapshot = records.snapshot(project, run.snapshot_id)
        assert snapshot.to_json() == (out / "snapshot.json").read_text(encoding="utf-8")
        assert {row.split for row in snapshot.rows} == {"train", "validation"}
        (model,) = records.models(project)
        assert (model.name, model.path, model.run_id) == ("lauf", out / "model.safetensors", run.id)
    assert document["notices"]


def test_stop_and_keep_then_resume_is_one_run(folder: Path, tmp_path: Path, isugan: Run) -> None:
    words = ["train", folder, *TINY]
    with pytest.MonkeyPatch.context() as monkeypatch:
        press(1, monkeypatch)
        assert isugan(*words, "--out", tmp_path / "lauf").exit_code == ExitCode.INTERRUPTED
    assert states(folder) == [("lauf", "stopped")]
    (tmp_path / "x").mkdir()
    result = isugan(*words, "--out", tmp_path / "x" / ".." / "lauf", "--resume")
    assert result.exit_code == ExitCode.OK
    assert states(folder) == [("lauf", "done")]
    with Project.open(folder) as project:
        assert [model.run_id for model in records.models(project)] == [records.runs(project)[0].id]


def test_a_cancelled_training_is_noted_and_has_no_model(
    folder: Path, tmp_path: Path, isugan: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    press(2, monkeypatch)
    assert isugan("train", folder, "--out", tmp_path / "lauf", *TINY).exit_code == ExitCode.INTERRUPTED
    assert states(folder) == [("lauf", "cancelled")]
    with Project.open(folder) as project:
        assert records.models(project) == []


def test_a_training_that_breaks_off_is_noted_as_failed(
    folder: Path, tmp_path: Path, isugan: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from core.errors import TrainingError
    from core.training.loop import Loop

    real = Loop.run

    def run(self: Loop) -> Any:
        real(self)
        raise TrainingError("The losses are not numbers any more.", "Choose a lower learning rate.")

    monkeypatch.setattr(Loop, "run", run)
    result = isugan("train", folder, "--out", tmp_path / "lauf", *TINY)
    assert result.exit_code == ExitCode.FAILURE
    assert "learning rate" in result.stderr
    assert states(folder) == [("lauf", "failed")]


def test_a_training_that_never_began_is_no_run(folder: Path, tmp_path: Path, isugan: Run) -> None:
    # Left by an attempt that failed before its first checkpoint.
    (tmp_path / "lauf").mkdir()
    (tmp_path / "lauf" / "snapshot.json").write_text("{}")
    from core.errors import TrainingError
    from core.training.run import _Run

    def no(*_arguments: object) -> Any:
        raise TrainingError("There is no room on the device.", "Use --device cpu.")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_Run, "_begin", no)
        result = isugan("train", folder, "--out", tmp_path / "lauf", *TINY)
    assert result.exit_code == ExitCode.FAILURE
    assert "good and" in result.stderr  # it had begun to tell
    assert states(folder) == []
    assert isugan("train", folder, "--out", tmp_path / "lauf", *TINY).exit_code == ExitCode.OK
    assert states(folder) == [("lauf", "done")]


def test_resuming_on_other_images_leaves_the_run_as_it_was(folder: Path, tmp_path: Path, isugan: Run) -> None:
    words = ["train", folder, "--out", tmp_path / "lauf", *TINY]
    assert isugan(*words).exit_code == ExitCode.OK
    with Project.open(folder) as project:
        edits.remove(project, [row.id for row in rows_of(project, range(1, 19)) if row.split == "train"][:1])
    result = isugan(*words, "--resume")
    assert result.exit_code == ExitCode.FAILURE
    assert "are not those" in result.stderr
    assert states(folder) == [("lauf", "done")]


def test_training_from_a_project_that_is_open_elsewhere_keeps_nothing_in_it(
    folder: Path, tmp_path: Path, isugan: Run, isugan_json: Callable[..., Any]
) -> None:
    with held(folder):
        result = isugan("train", folder, "--out", tmp_path / "a", *TINY)
        document, code = isugan_json("train", folder, "--out", tmp_path / "b", *TINY)
    assert result.exit_code == code == ExitCode.OK
    assert "Nothing is kept in weberei ü.isugan. It is open for writing by" in result.stderr
    assert any("Nothing is kept in weberei ü.isugan" in notice for notice in document["notices"])
    assert (tmp_path / "a" / "model.safetensors").exists()
    assert states(folder) == []


def test_a_folder_keeps_nothing_and_says_nothing(dataset: Path, tmp_path: Path, isugan: Run) -> None:
    result = isugan("train", dataset, "--out", tmp_path / "lauf", *TINY)
    assert result.exit_code == ExitCode.OK
    assert "Nothing is kept" not in result.stderr
    assert json.loads((tmp_path / "lauf" / "snapshot.json").read_text(encoding="utf-8"))


# --- inspect ------------------------------------------------------------------------------------------------


def test_inspecting_a_project_records_the_scores(
    calibrated: Callable[..., Path], folder: Path, tmp_path: Path, isugan_json: Callable[..., Any]
) -> None:
    model = calibrated(0.0, 9.0)
    document, code = isugan_json("inspect", model, folder, "--out", tmp_path / "out")
    assert code == ExitCode.REVIEW
    assert document["notices"] == []
    scores = {Path(image["path"]): float(image["score"]) for image in document["images"]}
    assert len(scores) == 18
    with Project.open(folder) as project:
        rows = rows_of(project, range(1, 19))
        for row in rows:
            assert row.score == pytest.approx(scores[Path(row.folder) / row.name], abs=1e-6)
        (known,) = records.models(project)
        assert (known.name, known.path) == ("tiny", model)
        with project.read() as connection:
            verdicts = connection.exec_driver_sql("SELECT DISTINCT verdict FROM images").scalars().all()
    assert verdicts == ["Review"]


def test_the_model_of_a_run_stays_its_model_when_it_inspects(
    folder: Path, tmp_path: Path, isugan: Run
) -> None:
    assert isugan("train", folder, "--out", tmp_path / "lauf", *TINY).exit_code == ExitCode.OK
    model = tmp_path / "lauf" / "model.safetensors"
    isugan("inspect", model, folder, "--out", tmp_path / "out")
    with Project.open(folder) as project:
        (known,) = records.models(project)
        assert known.run_id == records.runs(project)[0].id
        assert all(row.score is not None for row in rows_of(project, range(1, 19)))


def test_images_are_inspected_under_their_areas(
    model: Path, folder: Path, tmp_path: Path, isugan_json: Callable[..., Any]
) -> None:
    plain, _ = isugan_json("inspect", model, folder, "--out", tmp_path / "plain")
    with Project.open(folder) as project:
        first = rows_of(project, [1])[0]
        edits.set_areas(project, 1, [Area(kind="inspect", shape="rectangle", points=((0, 0), (0.5, 0.5)))])
    under, _ = isugan_json("inspect", model, folder, "--out", tmp_path / "under")
    changed = [
        Path(old["path"])
        for old, new in zip(plain["images"], under["images"], strict=True)
        if old["score"] != new["score"] or old["defects"] != new["defects"]
    ]
    assert changed == [Path(first.folder) / first.name]


def test_pictures_are_named_by_their_place_below_the_images(
    model: Path, folder: Path, tmp_path: Path, isugan: Run
) -> None:
    isugan("inspect", model, folder, "--out", tmp_path / "out", "--masks")
    names = {p.relative_to(tmp_path / "out" / "masks").as_posix() for p in tmp_path.rglob("masks/**/*.png")}
    assert {name.rpartition("/")[0].rpartition("/")[2] for name in names} == {"Train", "Test"}
    assert len(names) == 18


def test_a_row_says_that_the_project_has_the_result(
    model: Path, folder: Path, tmp_path: Path, isugan: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each result is written as it comes, to the project first; whatever then fails leaves no row without it."""
    from app.cli import inspection_run
    from core.inspection.results_csv import ResultsWriter

    write, left = ResultsWriter.write, [5]

    def full(self: ResultsWriter, item: Any) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(28, "No space left on device")
        write(self, item)

    monkeypatch.setattr(inspection_run, "ROWS_WAIT_SECONDS", 0.0)
    words = ["inspect", model, folder, "--out", tmp_path / "out"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ResultsWriter, "write", full)
        assert isugan(*words).exit_code == ExitCode.FAILURE
    with (tmp_path / "out" / "results.csv").open(encoding="utf-8", newline="") as stream:
        written = {row["path"] for row in csv.DictReader(stream)}
    with Project.open(folder) as project:
        rows = rows_of(project, range(1, 19))
    kept = {str(Path(row.folder) / row.name) for row in rows if row.score is not None}
    assert len(written) == 5
    assert written < kept
    assert len(kept) <= 7
    isugan(*words, "--resume")
    with Project.open(folder) as project:
        assert all(row.score is not None for row in rows_of(project, range(1, 19)))


def test_inspecting_a_project_that_is_open_elsewhere(
    model: Path, folder: Path, tmp_path: Path, isugan: Run, isugan_json: Callable[..., Any]
) -> None:
    with held(folder):
        result = isugan("inspect", model, folder, "--out", tmp_path / "a")
        document, _ = isugan_json("inspect", model, folder, "--out", tmp_path / "b")
    assert "18 files" in result.stdout
    assert "Nothing is kept in weberei ü.isugan. It is open for writing by" in result.stdout
    assert document["notices"][0].startswith("Nothing is kept in weberei ü.isugan.")
    with Project.open(folder) as project:
        assert records.models(project) == []


def test_one_project_at_a_time(model: Path, folder: Path, tmp_path: Path, isugan: Run) -> None:
    Project.create(tmp_path / "b.isugan").close()
    result = isugan("inspect", model, folder, tmp_path / "b.isugan", "--out", tmp_path / "out")
    assert result.exit_code == ExitCode.USAGE
    assert not (tmp_path / "out").exists()


def test_an_empty_project_has_nothing_to_inspect(model: Path, tmp_path: Path, isugan: Run) -> None:
    Project.create(tmp_path / "b.isugan").close()
    result = isugan("inspect", model, tmp_path / "b.isugan", "--out", tmp_path / "out")
    assert result.exit_code == ExitCode.USAGE
    assert "no image" in result.stderr


def test_a_project_beside_other_photos(
    model: Path, folder: Path, photos: Path, tmp_path: Path, isugan_json: Callable[..., Any]
) -> None:
    document, _ = isugan_json("inspect", model, folder, photos, "--out", tmp_path / "out")
    assert len(document["images"]) == 22
    with Project.open(folder) as project:
        assert all(row.score is not None for row in rows_of(project, range(1, 19)))


# --- evaluate and calibrate ---------------------------------------------------------------------------------


def test_evaluate_and_calibrate_take_a_project(
    calibrated: Callable[..., Path], dataset: Path, folder: Path, isugan_json: Callable[..., Any]
) -> None:
    model = calibrated(0.5, 1.0)
    of_project, code = isugan_json("evaluate", model, folder)
    of_folder, _ = isugan_json("evaluate", model, dataset)
    assert code == ExitCode.OK
    for document in (of_project, of_folder):
        for key in ("dataset", "seconds", "seconds_per_image"):
            document.pop(key, None)
    assert of_project["images"] == of_folder["images"]
    assert of_project["image"] == of_folder["image"]
    # Also where another program is writing to it: nothing is kept.
    with held(folder):
        document, code = isugan_json("calibrate", model, folder, "--policy", "best-f1")
    assert code == ExitCode.OK
    assert document["good"] + document["defective"] > 0
