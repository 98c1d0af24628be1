"""Another calibration in a real model file, by the window's engine."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.gui.engine import Engine, LoadedModel
from core.datasets.snapshot import hash_file
from core.errors import ModelFileError
from core.inspection import model_file
from core.inspection.calibration import set_cuts
from core.inspection.cuts import Cuts
from core.inspection.model_file import load_model, save_calibration
from resources import DEMO_MODEL

OTHER = set_cuts(Cuts(0.2, 0.3), [0.1], [0.4], noise_level=0.5)


@pytest.fixture
def loaded(tmp_path: Path) -> LoadedModel:
    """A copy of the demo's model."""
    return Engine().load(Path(shutil.copy(DEMO_MODEL, tmp_path / "Modell ä.safetensors")))


def test_the_file_and_a_new_model_have_it_and_the_old_one_stays(loaded: LoadedModel) -> None:
    engine = Engine()
    before = engine.header(loaded).calibration
    judging = engine.recalibrated(loaded, before, OTHER)
    assert load_model(loaded.path).header.calibration == OTHER
    assert engine.header(judging).calibration == OTHER
    assert engine.header(loaded).calibration == before
    assert "NG from 0.3000 (manual)" in judging.tip
    assert judging.sha256 == hash_file(loaded.path) != loaded.sha256
    back = engine.recalibrated(judging, OTHER, before)
    assert load_model(loaded.path).header == engine.header(back) == engine.header(loaded)


def test_what_another_program_wrote_is_not_overwritten(loaded: LoadedModel) -> None:
    before = Engine().header(loaded).calibration
    save_calibration(loaded.path, OTHER)
    with pytest.raises(ModelFileError, match=r"another program.*Open it again"):
        Engine().recalibrated(loaded, before, None)
    assert load_model(loaded.path).header.calibration == OTHER


def test_a_file_that_cannot_be_written_stays_as_it_was(
    loaded: LoadedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    content = loaded.path.read_bytes()
    monkeypatch.setattr(model_file, "write_atomically", full)
    with pytest.raises(ModelFileError, match=r"No space left.*Make room"):
        Engine().recalibrated(loaded, Engine().header(loaded).calibration, OTHER)
    assert loaded.path.read_bytes() == content


def test_the_demos_own_file_is_left_alone() -> None:
    loaded = Engine().load(DEMO_MODEL)
    with pytest.raises(ModelFileError, match=r"demo model.*[Cc]opy"):
        Engine().recalibrated(loaded, Engine().header(loaded).calibration, OTHER)
