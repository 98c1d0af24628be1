from __future__ import annotations

import json
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from app.cli.commands.train import PRESETS, changes
from app.cli.exit_codes import ExitCode
from app.cli.training_view import TrainingView
from core.inspection.model_file import load_model
from core.training.events import Event, StepLosses
from core.training.settings import PRESET_NAMES

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
    assert not list((tmp_path / "run").iterdir())


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["--preset", "slow"], ExitCode.USAGE, "slow"),
        (["--epochs", "many"], ExitCode.USAGE, "many"),
        (["--epochs", -1], ExitCode.FAILURE, "epochs"),
        (["--set", "epochs"], ExitCode.USAGE, "NAME=VALUE"),
        (["--set", "speed=9"], ExitCode.FAILURE, "speed"),
        (["--set", "epochs.x=9"], ExitCode.USAGE, "epochs.x"),
        (["--crop", 33], ExitCode.FAILURE, "crop"),
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
    given = {"epochs": 3, "seed": None, "base": 8, "size": 64}
    settings = ("network.se=false", "learning-rate=1e-4", "precision=fp32")
    assert changes(given, settings) == {
        "epochs": 3,
        "network": {"base": 8, "se": False},
        "preprocess": {"width": 64, "height": 64},
        "learning_rate": 1e-4,
        "precision": "fp32",
    }
    assert json.dumps(changes({"base": None}, ())) == "{}"
