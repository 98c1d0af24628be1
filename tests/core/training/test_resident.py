"""Pictures on the device: the very tensors that the computer's memory would give, or a reason why not."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

from core.datasets.dataset import Dataset, Label
from core.nets.pixel_scale import scale_of_pixels
from core.training import resident
from core.training.batches import Pair, PairCuts, WarmUpBatch, draw_pair, ready_for
from core.training.data import LabelledPicture, TrainingData
from core.training.events import Event, Notice, StepLosses, Validated
from core.training.resident import HostPictures, ResidentPictures, pictures_for
from core.training.run import train
from core.training.settings import TrainingSettings

CPU = torch.device("cpu")
PLENTY = 2**40


def data_of(*, colour: bool = False, areas: bool = False) -> TrainingData:
    """Four good and three defective pictures of several sizes; under areas all but the first one of each."""
    rng = np.random.default_rng(0)

    def picture(label: Label, number: int) -> LabelledPicture:
        height, width = 40 + 9 * number, 70 - 8 * number
        mask = np.zeros((height, width), np.bool_)
        mask[5:30, 10:25] = True
        pixels = rng.random((height, width, 3) if colour else (height, width), np.float32)
        scale = scale_of_pixels(pixels, standardise=number > 0)
        return LabelledPicture(Path("x.png"), label, pixels, mask if areas and number else None, scale=scale)

    good, defective = (
        tuple(picture(label, number) for number in range(count))
        for label, count in ((Label.GOOD, 4), (Label.DEFECTIVE, 3))
    )
    return TrainingData(good, defective, (), ())


def same(one: Tensor | None, other: Tensor | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.dtype == other.dtype and one.is_contiguous() and torch.equal(one, other)


@pytest.mark.parametrize("side", [0, 32, 64])
@pytest.mark.parametrize("areas", [False, True])
@pytest.mark.parametrize("colour", [False, True])
def test_a_pair_is_bit_for_bit_the_same_from_either_memory(colour: bool, areas: bool, side: int) -> None:
    """Whole pictures, crops, and crops longer than some of the pictures."""
    data = data_of(colour=colour, areas=areas)
    host, device = HostPictures(data, CPU), ResidentPictures(data, side, CPU)
    masks = 0
    for step in range(30):
        cuts = draw_pair(data, side, 1, 6, step)
        expected, ours = host.prepared(cuts)(), device.prepared(cuts)()
        assert all(same(a, b) for a, b in zip(ours, expected, strict=True))
        masks += sum(mask is not None for mask in ours[2:])
    assert (masks > 0) is areas


def test_a_pair_shares_no_memory_with_the_pictures() -> None:
    data = data_of(areas=True)
    pictures = ResidentPictures(data, 0, CPU)
    cuts = draw_pair(data, 0, 1, 6, 2)
    first = pictures.prepared(cuts)()
    kept = first.good.clone()
    for tensor in first:
        if tensor is not None:
            tensor.fill_(7)
    assert torch.equal(pictures.prepared(cuts)().good, kept)


def test_nothing_is_read_back_from_the_device() -> None:
    """A meta device has shapes only: whatever asks it for a value fails."""
    data = data_of(colour=True, areas=True)
    pictures = ResidentPictures(data, 32, torch.device("meta"))
    for step in range(12):
        pair = pictures.prepared(draw_pair(data, 32, 1, 6, step))()
        assert pair.good.shape == pair.defective.shape == (1, 3, 32, 32)
        assert all(t is None or t.is_meta for t in pair)


@pytest.mark.parametrize("missing", [0, 1])
def test_pictures_may_take_half_of_the_free_memory(monkeypatch: pytest.MonkeyPatch, missing: int) -> None:
    data = data_of(colour=True, areas=True)
    placed = [resident._placed(p, 64, CPU) for p in (*data.good, *data.defective)]
    needed = sum(t.nbytes for picture in placed for t in picture if t is not None)
    monkeypatch.setattr(resident, "free_memory", lambda device: 2 * needed - missing)
    told: list[str] = []
    pictures = pictures_for(data, 64, torch.device("meta"), told.append)
    assert isinstance(pictures, HostPictures if missing else ResidentPictures)
    assert len(told) == missing


def test_a_cpu_has_no_other_memory_and_nothing_to_tell() -> None:
    told: list[str] = []
    assert isinstance(pictures_for(data_of(), 32, CPU, told.append), HostPictures)
    assert not told


@pytest.mark.parametrize("text", ["CUDA out of memory.", "CUDA error: device lost"])
def test_memory_that_was_not_there_after_all(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    def refuse(*args: object) -> None:
        raise RuntimeError(text)

    monkeypatch.setattr(resident, "free_memory", lambda device: PLENTY)
    monkeypatch.setattr(resident, "ResidentPictures", refuse)
    told: list[str] = []
    if "memory" not in text:
        with pytest.raises(RuntimeError, match="device lost"):
            pictures_for(data_of(), 32, CPU, told.append)
        return
    assert isinstance(pictures_for(data_of(), 32, CPU, told.append), HostPictures)
    assert "stay in the computer's memory" in told[0]


def test_batches_for_cuda_are_made_in_locked_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    batch = WarmUpBatch(torch.zeros(1), torch.ones(1), torch.ones(1))
    assert ready_for(batch, CPU) is batch
    locked: list[Tensor] = []

    def lock(tensor: Tensor) -> Tensor:
        locked.append(tensor.clone())
        return locked[-1]

    monkeypatch.setattr(Tensor, "pin_memory", lock)
    ready = ready_for(batch, torch.device("cuda"))
    assert [*ready] == [*locked, None]
    assert all(same(a, b) for a, b in zip(ready, batch, strict=True))
    monkeypatch.setattr(Tensor, "pin_memory", lambda tensor: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        ready_for(batch, torch.device("cuda"))

    def refuse(tensor: Tensor) -> Tensor:
        raise RuntimeError("CUDA error: out of memory")

    monkeypatch.setattr(Tensor, "pin_memory", refuse)
    assert ready_for(batch, torch.device("cuda")) is batch


def run(dataset: Dataset, settings: TrainingSettings, out: Path) -> list[Event]:
    events: list[Event] = []
    train(dataset, settings, out, sink=events.append, device="cpu")
    return events


def test_a_run_from_the_device_has_the_same_losses(
    tiny: Dataset, settings: TrainingSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def figures(events: list[Event]) -> list[object]:
        losses: list[object] = [dict(e.losses) for e in events if isinstance(e, StepLosses)]
        return losses + [(e.auroc, e.good_mse) for e in events if isinstance(e, Validated)]

    settings = settings.model_copy(update={"warm_up_steps": 1, "epochs": 1})
    expected = run(tiny, settings, tmp_path / "host")
    taken: list[PairCuts] = []
    real = ResidentPictures._pair

    def pair(self: ResidentPictures, cuts: PairCuts) -> Pair:
        taken.append(cuts)
        return real(self, cuts)

    monkeypatch.setattr(ResidentPictures, "_pair", pair)
    monkeypatch.setattr(resident, "free_memory", lambda device: PLENTY)
    ours = run(tiny, settings, tmp_path / "device")
    assert figures(ours) == figures(expected)
    assert len(taken) == 3


def test_a_run_says_that_its_pictures_did_not_fit(
    tiny: Dataset, settings: TrainingSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resident, "free_memory", lambda device: 1000)
    changed = settings.model_copy(update={"epochs": 1})
    notices = [e.text for e in run(tiny, changed, tmp_path / "run") if isinstance(e, Notice)]
    assert sum("stay in the computer's memory" in text for text in notices) == 1
    alone = settings.model_copy(update={"epochs": 0})  # a warm-up alone has no use for them there
    notices = [e.text for e in run(tiny, alone, tmp_path / "alone") if isinstance(e, Notice)]
    assert not any("stay in the computer's memory" in text for text in notices)
