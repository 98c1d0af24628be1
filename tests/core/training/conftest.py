"""A tiny texture set and settings that train in seconds."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.datasets.dataset import Dataset
from core.datasets.layout import recognise
from core.datasets.synth import write_dataset
from core.training.settings import TrainingSettings
from tests.tiny import tiny_settings


@pytest.fixture(scope="session")
def tiny_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """12 good and 6 defective 64 px pictures of a weave in each half."""
    root = tmp_path_factory.mktemp("weave")
    write_dataset(root, "weave", good=12, defective=6, size=64, seed=5)
    return root


@pytest.fixture
def tiny(tiny_root: Path) -> Dataset:
    return recognise(tiny_root)


@pytest.fixture
def settings() -> TrainingSettings:
    return tiny_settings(epochs=2, ssim_epochs=1)
