"""A small synthetic dataset, a small untrained model, and `isugan` called in this process."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from app.cli.main import main
from core.datasets.synth import write_dataset
from core.inspection.calibration import Calibration
from core.inspection.header import Header
from core.inspection.model_file import save_calibration, save_model
from core.inspection.preprocess import Preprocess
from core.nets.generator import Generator
from core.nets.settings import NetworkSettings

Run = Callable[..., Result]


@pytest.fixture
def isugan() -> Run:
    """Call `isugan` with these words; the result holds `exit_code`, `stdout` and `stderr`."""
    return lambda *words: CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def isugan_json(isugan: Run) -> Callable[..., tuple[dict[str, Any], int]]:
    """Call `isugan ... --json`; stdout must hold one JSON document and nothing else."""

    def run(*words: object) -> tuple[dict[str, Any], int]:
        result = isugan(*words, "--json")
        return json.loads(result.stdout), result.exit_code

    return run


@pytest.fixture(scope="session")
def _dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("synthetic") / "gewebe ü 🧵"
    write_dataset(root, "grain", good=6, defective=3, size=64, seed=1)
    return root


@pytest.fixture
def dataset(_dataset: Path, tmp_path: Path) -> Path:
    """6 good and 3 defective images of 64 pixels in each half, below a folder with a difficult name."""
    return shutil.copytree(_dataset, tmp_path / _dataset.name)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A model file with random weights and no calibration."""
    path = tmp_path / "model.safetensors"
    header = Header(
        name="tiny",
        created="2026-01-01T00:00:00+00:00",
        network=NetworkSettings(base=4, blocks=0),
        preprocess=Preprocess(),
    )
    save_model(path, Generator(header.network), header)
    return path


@pytest.fixture
def calibrated(model: Path) -> Callable[[float, float], Path]:
    """The model with these two cuts; scores lie in 0..2."""

    def store(review_cut: float, ng_cut: float) -> Path:
        cuts = Calibration(
            policy="manual",
            review_cut=review_cut,
            ng_cut=ng_cut,
            noise_level=0.0,
            good_scores=(),
            defective_scores=(),
        )
        save_calibration(model, cuts)
        return model

    return store


@pytest.fixture
def photos(dataset: Path, tmp_path: Path) -> Path:
    """A plain folder of four readable images in two subfolders."""
    folder = tmp_path / "fotos é"
    for source, name in (("0001", "a"), ("0002", "b"), ("0003", "x/a"), ("0004", "x/b")):
        target = folder / f"{name}.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(dataset / "Class1" / "Test" / f"{source}.PNG", target)
    return folder
