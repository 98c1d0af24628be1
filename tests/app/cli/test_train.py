from __future__ import annotations

import json
import shlex
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from app.cli.commands.train import NETWORKS, PRESETS, changes, retries
from app.cli.exit_codes import ExitCode
from app.cli.training_view import TrainingView
from core.inspection.model_file import load_model
from core.training.control import Control
from core.training.events import CheckpointSaved, Event, Paused, StepLosses
from core.training.fields import command_line
from core.training.settings import PRESET_NAMES, preset
from core.training.source import read_source

Run = Callable[..., Result]
TINY = [
    *("--preset", "quick", "--device", "cpu", "--base", 8, "--crop", 32, "--warm-up-batch", 1),
    *("--set", "warm_up_steps=2", "--set", "steps_per_epoch=2", "--set", "network.blocks=0"),
    *("--set", "precision=fp32", "--validation", 0.4),
]


def test_the_presets_are_the_engines() -> None:
    assert PRESETS == PRESET_NAMES


def test_a_run_leaves_a_calibrated_model(
    dataset: Path, tmp_path: Path, isugan_json: Callable, isugan: Run
) -> None:
    run = tmp_path / "lauf ü"
    document, code = isugan_json("train", dataset, "--out", run, *TINY, "--epochs", 1, "--seed", 3)
    assert code == ExitCode.OK
    assert Path(document["model"]) == run / "model.safetensors"
    header = load_model(run / "model.safetensors").header
    assert header.network.base == 8
    assert header.training["settings"]["seed"] == 3
    assert header.training["settings"]["epochs"] == 1
    assert header.training["steps"] == {"warm_up": 2, "adversarial": 2}
    assert header.calibration is not None
    assert document["calibration"]["ng_cut"] == header.calibration.ng_cut
    assert document["stopped"] is False

    result = isugan("train", dataset, "--out", run, *TINY)
    assert result.exit_code == ExitCode.FAILURE
    assert "--resume" in result.stderr


def press(times: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Press Ctrl-C `times` times at the first step."""
    show, left = TrainingView.__call__, [times]

    def pressed(self: TrainingView, event: Event) -> None:
        show(self, event)
        while isinstance(event, StepLosses) and left[0]:
            left[0] -= 1
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(TrainingView, "__call__", pressed)


def test_ctrl_c_once_stops_and_keeps_and_resume_goes_on(
    dataset: Path, tmp_path: Path, isugan: Run, isugan_json: Callable
) -> None:
    words = ["train", dataset, "--out", tmp_path / "run", *TINY, "--epochs", 1]
    with pytest.MonkeyPatch.context() as monkeypatch:
        press(1, monkeypatch)
        result = isugan(*words)
    assert result.exit_code == ExitCode.INTERRUPTED
    assert "best model is kept" in result.stderr
    assert load_model(tmp_path / "run" / "model.safetensors").header.training["steps"]["warm_up"] == 1
    document, code = isugan_json(*words, "--resume")
    assert code == ExitCode.OK
    assert document["stopped"] is False
    steps = load_model(tmp_path / "run" / "model.safetensors").header.training["steps"]
    assert steps == {"warm_up": 2, "adversarial": 2}


def test_ctrl_c_twice_discards_the_run(
    dataset: Path, tmp_path: Path, isugan: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    press(2, monkeypatch)
    result = isugan("train", dataset, "--out", tmp_path / "run", *TINY, "--epochs", 1)
    assert result.exit_code == ExitCode.INTERRUPTED
    assert "nothing was kept" in result.stdout
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["--preset", "slow"], ExitCode.USAGE, "slow"),
        (["--epochs", "many"], ExitCode.USAGE, "many"),
        (["--epochs", -1], ExitCode.USAGE, "epochs"),
        (["--set", "epochs"], ExitCode.USAGE, "NAME=VALUE"),
        (["--set", "speed=9"], ExitCode.USAGE, "speed"),
        (["--set", "epochs.x=9"], ExitCode.USAGE, "epochs.x"),
        (["--crop", 33], ExitCode.USAGE, "crop"),
        (["--resume"], ExitCode.FAILURE, "no checkpoint"),
    ],
)
def test_bad_settings_start_nothing(
    words: list[object], code: ExitCode, message: str, dataset: Path, tmp_path: Path, isugan_json: Callable
) -> None:
    document, got = isugan_json("train", dataset, "--out", tmp_path / "run", *words)
    assert got == code
    assert message in document["error"]
    assert not (tmp_path / "run").exists()


def test_a_folder_without_images_cannot_train(tmp_path: Path, isugan: Run) -> None:
    result = isugan("train", tmp_path, "--out", tmp_path / "run", *TINY)
    assert result.exit_code == ExitCode.FAILURE
    assert "no image" in result.stderr


def test_options_become_changes() -> None:
    given = {"epochs": 3, "seed": None, "base": 8, "size": 64, "masks": 17}
    settings = ("network.se=false", "learning-rate=1e-4", "precision=fp32")
    assert changes(given, settings) == {
        "epochs": 3,
        "network": {"base": 8, "se": False},
        "preprocess": {"width": 64, "height": 64},
        "masks": 17,
        "learning_rate": 1e-4,
        "precision": "fp32",
    }
    assert json.dumps(changes({"base": None, "left_out": ()}, ())) == "{}"
    assert changes({"left_out": ("crack", "dent")}, ()) == {"left_out": ("crack", "dent")}


@pytest.mark.skipif(sys.platform == "win32", reason="quoted for another shell")
@pytest.mark.parametrize("name", PRESETS)
def test_a_copied_command_gives_the_same_settings(name: str) -> None:
    wanted = preset(
        name,
        network={"base": 8, "starred": ["up1"], "se": False},
        preprocess={"width": 128, "height": 64} if name != "paper" else {"width": None, "height": None},
        learning_rate=1e-5,
        critic=name == "paper",
        precision="bf16",
        patience=3,
        cycle_weight=2.5,
        left_out=["hole", "stain"],
    )
    words = shlex.split(command_line(wanted, Path("/data/a b"), Path("run")))
    assert words[:5] == ["isugan", "train", "/data/a b", "--out", "run"]
    options = list(zip(words[5::2], words[6::2], strict=True))
    assert options[0] == ("--preset", name)
    given = tuple(value for option, value in options if option == "--set")
    assert len(given) == len(options) - 1
    assert preset(name, **changes({}, given)) == wanted


def test_a_family_that_is_no_family_is_a_wrong_option(dataset: Path, tmp_path: Path, isugan: Run) -> None:
    result = isugan("train", dataset, "--out", tmp_path / "run", *TINY, "--leave-out", "rust")
    assert result.exit_code == ExitCode.USAGE
    assert "'scratch'" in result.stderr
    assert not (tmp_path / "run").exists()


def test_a_run_that_is_resumed_knows_its_images(dataset: Path, tmp_path: Path, isugan: Run) -> None:
    out = tmp_path / "run"
    with pytest.MonkeyPatch.context() as monkeypatch:
        press(1, monkeypatch)
        isugan("train", dataset, "--out", out, *TINY, "--epochs", 1, "--layout", "dagm")
    stored = read_source(out)
    assert stored is not None
    assert (stored.folder, stored.layout, stored.project) == (dataset, "dagm", False)
    result = isugan("train", "--out", out, "--resume", "--device", "cpu")
    assert result.exit_code == ExitCode.OK, result.stderr
    assert read_source(out) == stored
    settings = (out / "settings.json").read_bytes()
    for words, told in (
        (["--preset", "paper"], "preset is quick, not paper"),
        (["--epochs", 77], "epochs is 1, not 77"),
        (["--set", "network.se=false"], "network.se is True, not False"),
        (["--set", "no_such=1"], "no_such"),
    ):
        result = isugan("train", "--out", out, "--resume", "--device", "cpu", *words)
        assert result.exit_code == ExitCode.USAGE
        assert told in " ".join(result.stderr.split())
        assert (out / "settings.json").read_bytes() == settings
    result = isugan("train", "--out", tmp_path / "other", *TINY)
    assert result.exit_code == ExitCode.USAGE
    assert "DATASET is missing" in result.stderr


def test_a_full_disk_is_told_once_and_tried_again(
    dataset: Path, tmp_path: Path, isugan: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    import core.training.checkpoint as module

    original = module.save_file
    calls: list[object] = []

    def full(*args: object, **options: object) -> None:
        calls.append(args)
        if len(calls) in (2, 3):
            raise OSError(28, "No space left on device")
        original(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "save_file", full)
    monkeypatch.setattr("app.cli.training_view.RETRY_SECONDS", 0.01)
    result = isugan("train", dataset, "--out", tmp_path / "run", *TINY, "--epochs", 1)
    assert result.exit_code == ExitCode.OK, result.stderr
    assert result.stderr.count("The disk is full") == 1
    assert "tries again" in result.stderr
    assert result.stderr.count("Written; the run goes on.") == 1
    assert (tmp_path / "run" / "model.safetensors").exists()


def test_ctrl_c_ends_the_waiting(
    dataset: Path, tmp_path: Path, isugan: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first one stops and keeps, as ever; the timer of the next try does not outlive the command."""
    import core.training.checkpoint as module

    original, show = module.save_file, TrainingView.__call__
    calls: list[object] = []

    def full(*args: object, **options: object) -> None:
        calls.append(args)
        if len(calls) > 1:
            raise OSError(28, "No space left on device")
        original(*args, **options)  # type: ignore[arg-type]

    def pressed(self: TrainingView, event: Event) -> None:
        show(self, event)
        if isinstance(event, Paused):
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(module, "save_file", full)
    monkeypatch.setattr(TrainingView, "__call__", pressed)
    result = isugan("train", dataset, "--out", tmp_path / "run", *TINY, "--epochs", 1)
    assert result.exit_code == ExitCode.INTERRUPTED
    assert "best model is kept" in result.stderr
    assert (tmp_path / "run" / "model.safetensors").exists()


def test_a_retry_resumes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.cli.training_view.RETRY_SECONDS", 0.01)
    control = Control()
    with retries(control) as retry:
        retry()
        control.hold(retry)
    assert not control.paused


def test_the_view_says_a_reason_once(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    view = TrainingView(quiet=False)
    for _ in range(3):
        view(Paused("The disk is full."))
    view(Paused(""))
    view(Paused("The disk is full."))
    view(CheckpointSaved(tmp_path, "warm-up", 1))
    view(CheckpointSaved(tmp_path, "warm-up", 2))
    said = capsys.readouterr().err
    assert said.count("The disk is full.") == 2
    assert said.count("Written") == 1
    assert view.notices == ["The disk is full."] * 2


def test_a_network_that_repairs_nothing_has_no_error_to_tell() -> None:
    from app.cli.training_view import _validation
    from core.training.events import Validated

    assert "MSE 7.0" in _validation(Validated(1, 0.9, 1.0, 7.0, False, True))
    assert "MSE" not in _validation(Validated(1, 0.9, 1.0, 0.0, False, True))


def test_the_networks_on_offer_are_those_of_the_engine() -> None:
    from core.nets.settings import NETWORK_KINDS

    assert NETWORKS == NETWORK_KINDS
