"""Estimates: what is measured is extrapolated, kept, and can be cancelled."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.errors import TrainingError
from core.training.estimate import CACHE, Counts, estimate
from core.training.gpu import gpu_use
from core.training.learner import Losses
from core.training.settings import TrainingSettings
from core.training.steps import Stepper
from core.training.taught import Lesson, TaughtGame

COUNTS = Counts(good=20, defective=5, validation=4, height=48, width=40)


def test_the_parts_add_up_to_the_run(settings: TrainingSettings, tmp_path: Path) -> None:
    found = estimate(settings, COUNTS, "cpu", 0.1, cache=tmp_path)
    assert found is not None
    assert set(found.seconds_per_step) == {"warm-up", "adversarial"}
    (times,) = json.loads((tmp_path / CACHE).read_text()).values()
    expected = 3 * times["warm-up"] + 2 * 3 * times["adversarial"] + 3 * 4 * times["validation"]
    assert found.seconds == pytest.approx(expected, rel=1e-3)
    assert "40 x 48" in found.reason


def test_another_schedule_is_not_measured_again(
    settings: TrainingSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = estimate(settings, COUNTS, "cpu", 0.1, cache=tmp_path)
    monkeypatch.setattr(Stepper, "warm_up", None)
    longer = settings.model_copy(update={"warm_up_steps": 300, "epochs": 50, "steps_per_epoch": 0, "seed": 4})
    second = estimate(longer, COUNTS, "cpu", 0.1, cache=tmp_path)
    assert first is not None
    assert second is not None
    assert second.seconds_per_step == pytest.approx(first.seconds_per_step, rel=1e-3)
    (times,) = json.loads((tmp_path / CACHE).read_text()).values()
    expected = 300 * times["warm-up"] + 50 * 20 * times["adversarial"] + 51 * 4 * times["validation"]
    assert second.seconds == pytest.approx(expected)
    good_alone = estimate(longer, Counts(20, 0, 4, 48, 40), "cpu", 0.1, cache=tmp_path)
    assert good_alone is not None
    assert set(good_alone.seconds_per_step) == {"warm-up"}
    with pytest.raises(TypeError):  # other networks are another matter
        estimate(settings.model_copy(update={"warm_up_batch": 3}), COUNTS, "cpu", 0.1, cache=tmp_path)


def test_whole_photos_are_in_the_measure(settings: TrainingSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    """They come after a quarter of the warm-up, and may take as long as the rest of a step."""
    network = settings.network.model_copy(update={"judge": "critic"})
    taught = settings.model_copy(update={"network": network, "photo_weight": 1.0, "warm_up_steps": 400})
    with_photos: list[bool] = []
    real = TaughtGame.warm_up

    def warm_up(self: TaughtGame, batch: tuple[Lesson, ...]) -> Losses:
        with_photos.append(batch[0].photos is not None)
        return real(self, batch)

    monkeypatch.setattr(TaughtGame, "warm_up", warm_up)
    assert estimate(taught, COUNTS, "cpu", 0.1) is not None
    assert with_photos
    assert all(with_photos)


def test_a_torn_cache_is_no_obstacle(settings: TrainingSettings, tmp_path: Path) -> None:
    (tmp_path / CACHE).write_text("torn {")
    assert estimate(settings, COUNTS, "cpu", 0.1, cache=tmp_path) is not None
    assert len(json.loads((tmp_path / CACHE).read_text())) == 1


def test_it_can_be_cancelled(settings: TrainingSettings, tmp_path: Path) -> None:
    asked: list[None] = []

    def cancelled() -> bool:
        asked.append(None)
        return len(asked) > 2

    assert estimate(settings, COUNTS, "cpu", 1000, cache=tmp_path, cancelled=cancelled) is None
    assert not (tmp_path / CACHE).exists()


def test_settings_that_do_not_fit_into_memory(
    settings: TrainingSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: object) -> None:
        raise RuntimeError("DefaultCPUAllocator: can't allocate memory")

    monkeypatch.setattr(Stepper, "warm_up", full)
    with pytest.raises(TrainingError, match="out of memory"):
        estimate(settings, COUNTS, "cpu", 0.1)


def test_without_a_gpu_there_is_nothing_to_show(monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    assert gpu_use() is None


def test_a_gpus_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "mem_get_info", lambda device: (3, 10))
    monkeypatch.setattr(torch.cuda, "get_device_name", lambda device: "G")
    monkeypatch.setattr(torch.cuda, "utilization", lambda device: 40)
    use = gpu_use()
    assert use is not None
    assert (use.name, use.used, use.total, use.load) == ("G", 7, 10, 0.4)

    def missing(device: int) -> int:
        raise ModuleNotFoundError("pynvml")

    monkeypatch.setattr(torch.cuda, "utilization", missing)
    use = gpu_use()
    assert use is not None
    assert use.load is None
