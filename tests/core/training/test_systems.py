"""The compared systems: trained, kept, loaded and inspected with as ISU-GAN is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from core.datasets.dataset import Dataset, Label, Split
from core.errors import TrainingError
from core.inspection.inspector import Inspector
from core.inspection.model_file import load_model
from core.nets.settings import NETWORK_KINDS, NetworkKind
from core.training.checkpoint import load_checkpoint
from core.training.control import Control
from core.training.events import Event, Loaded, StepLosses, Validated
from core.training.run import CHECKPOINT, train
from core.training.segmenting import dice_loss, mask_entropy
from core.training.settings import TrainingSettings, preset
from tests.tiny import tiny_settings


def settings_of(kind: NetworkKind, **changes: object) -> TrainingSettings:
    """Tiny ones: the game's warm-up is left out for the others."""
    settings = tiny_settings(epochs=2, ssim_epochs=1, **changes)
    if kind == "isu-gan":
        return settings
    network = settings.network.model_copy(update={"kind": kind})
    alone = {} if network.plays else {"warm_up_steps": 0, "synthetic_weight": 0, "critic": False}
    return settings.model_copy(update={"network": network, **alone})


@pytest.mark.parametrize("kind", NETWORK_KINDS)
def test_trained_kept_and_inspected_with(kind: NetworkKind, tiny: Dataset, tmp_path: Path) -> None:
    told: list[Event] = []
    model = train(tiny, settings_of(kind), tmp_path / "run", sink=told.append, device="cpu")
    assert model is not None
    header = load_model(model).header
    assert header.network.kind == kind
    assert header.calibration is not None
    losses = [event.losses for event in told if isinstance(event, StepLosses)]
    assert len({tuple(values.values()) for values in losses}) > 2  # something moves
    sample = tiny.select(split=Split.TEST, label=Label.DEFECTIVE)[0]
    found = Inspector(load_model(model), "cpu").inspect(sample.path)
    assert found.images is not None
    assert np.isfinite(found.score)
    assert found.images.ssim_map.shape == found.images.original.shape[:2]
    same = bool((found.images.repair == found.images.original).all())
    assert same == header.network.segments


@pytest.mark.parametrize("kind", ["dcgan", "unet"])
def test_a_resumed_run_is_the_uninterrupted_one(kind: NetworkKind, tiny: Dataset, tmp_path: Path) -> None:
    settings = settings_of(kind)

    def weights(run: Path) -> dict[str, torch.Tensor]:
        networks = load_checkpoint(run / CHECKPOINT, torch.device("cpu")).networks
        return {f"{n}.{k}": v for n, net in networks.all().items() for k, v in net.state_dict().items()}

    train(tiny, settings, tmp_path / "whole", device="cpu")
    control, steps = Control(), []

    def stop(event: Event) -> None:
        if isinstance(event, StepLosses):
            steps.append(event)
            if len(steps) == 3:
                control.stop_and_keep()

    train(tiny, settings, tmp_path / "parts", sink=stop, control=control, device="cpu")
    train(tiny, settings, tmp_path / "parts", resume=True, device="cpu")
    whole, parts = weights(tmp_path / "whole"), weights(tmp_path / "parts")
    assert whole.keys() == parts.keys()
    assert all(torch.equal(whole[name], parts[name]) for name in whole)


def test_dcgan_needs_no_defective_picture(tiny: Dataset, tmp_path: Path) -> None:
    good = replace(
        tiny,
        samples=tuple(s for s in tiny.samples if s.label is Label.GOOD),
    )
    assert train(good, settings_of("dcgan"), tmp_path / "run", device="cpu") is not None


def test_a_segmenting_network_needs_masks(tiny: Dataset, tmp_path: Path) -> None:
    bare = replace(tiny, samples=tuple(replace(s, mask=None) for s in tiny.samples))
    with pytest.raises(TrainingError, match="taught by masks"):
        train(bare, settings_of("unet"), tmp_path / "run", device="cpu")


def test_mask_losses_by_hand() -> None:
    logits = torch.tensor([[[[0.0, 100.0], [-100.0, 100.0]]]])
    mask = torch.tensor([[[[1.0, 1.0], [0.0, 0.0]]]])
    assert mask_entropy(logits, mask).item() == pytest.approx((np.log(2) + 0 + 0 + 100) / 4)
    # Found 0.5 + 1 + 0 + 1, of which 1.5 lie in the mask of 2.
    assert dice_loss(logits, mask).item() == pytest.approx(1 - (2 * 1.5 + 1) / (2.5 + 2 + 1))
    inside = torch.tensor([[[[1.0, 1.0], [1.0, 0.0]]]])
    assert mask_entropy(logits, mask, inside).item() == pytest.approx(np.log(2) / 3)
    assert dice_loss(logits, mask, inside).item() == pytest.approx(1 - 4 / 4.5)


def test_a_preset_without_its_game_trains_as_many_steps() -> None:
    quick, unet = preset("quick"), preset("quick", network={"kind": "unet"})
    assert quick.warm_up_steps + quick.epochs * quick.steps_per_epoch == unet.epochs * unet.steps_per_epoch
    assert (unet.warm_up_steps, unet.critic, unet.synthetic_weight) == (0, False, 0)
    assert unet.network.base == quick.network.base
    assert preset("quick", network={"kind": "cyclegan"}).warm_up_steps == quick.warm_up_steps
    assert preset("paper", network={"kind": "dcgan"}).epochs == preset("paper").epochs
    with pytest.raises(TrainingError, match="no warm-up"):
        preset("quick", network={"kind": "unet"}, warm_up_steps=5)


def test_no_repair_no_mean_squared_error(tiny: Dataset, tmp_path: Path) -> None:
    told: list[Event] = []
    train(tiny, settings_of("resunet++"), tmp_path / "run", sink=told.append, device="cpu")
    assert {event.good_mse for event in told if isinstance(event, Validated)} == {0.0}
    (loaded,) = (event for event in told if isinstance(event, Loaded))
    assert loaded.masks == loaded.defective > 0
