"""Recorded steps, with recordings that a CPU can make: what is replayed must be what the plain step does."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from core.training.batches import WarmUpBatch
from core.training.device import Execution
from core.training.graphs import GraphStepper
from core.training.networks import Networks, set_rate
from core.training.recorded import Outputs, Work
from core.training.settings import TrainingSettings
from core.training.steps import Stepper

PLAIN = Execution("cpu", False, False, "")
Recording = tuple[Callable[[], None], Outputs]


def again(work: Work) -> Recording:
    """As a graph does it: run for practice, and every replay fills the same outputs."""
    outputs = work()

    def replay() -> None:
        fresh = work()
        for old, new in zip(
            (outputs.losses, *outputs.pictures), (fresh.losses, *fresh.pictures), strict=True
        ):
            old.copy_(new)

    return replay, outputs


def idle(work: Work) -> Recording:
    return (lambda: None), work()


def impossible(work: Work) -> Recording:
    work()
    raise RuntimeError("operation not permitted when stream is capturing\nmore")


def networks_of(settings: TrainingSettings) -> Networks:
    networks = Networks(settings)
    networks.prepare(torch.device("cpu"), channels_last=False)
    return networks


def pictures(seed: int, count: int = 1, side: int = 32) -> Tensor:
    return torch.rand(count, 1, side, side, generator=torch.Generator().manual_seed(seed))


@pytest.fixture
def batch() -> WarmUpBatch:
    mask = torch.zeros(2, 1, 32, 32)
    mask[:, :, 8:20, 8:20] = 1
    return WarmUpBatch((pictures(1, 2) + mask / 2).clamp(0, 1), pictures(1, 2), mask)


def run(stepper: Stepper, batch: WarmUpBatch) -> list[dict[str, Tensor]]:
    """Both phases with a changing rate, with SSIM and without."""
    rng, losses = np.random.default_rng(0), []
    for step in range(3):
        for optimiser in stepper.networks.optimisers().values():
            for group in optimiser.param_groups:
                set_rate(group, 1e-3 / (step + 1))
        losses.append(stepper.warm_up(*batch))
        losses.append(
            stepper.adversarial(
                pictures(10 + step), pictures(20 + step), rng, use_ssim=step < 2, synthetic=batch
            )
        )
    return losses


@pytest.mark.parametrize("record", [again, impossible, idle])
def test_recorded_or_fallen_back_the_steps_are_the_plain_ones(
    settings: TrainingSettings, batch: WarmUpBatch, record: Callable[[Work], Recording]
) -> None:
    plain = Stepper(networks_of(settings), settings, PLAIN)
    graphs = GraphStepper(networks_of(settings), settings, PLAIN, record)
    for expected, ours in zip(run(plain, batch), run(graphs, batch), strict=True):
        assert ours.keys() == expected.keys()
        assert all(torch.equal(ours[name], expected[name]) for name in ours)
    for name, network in plain.networks.all().items():
        for key, value in network.state_dict().items():
            assert torch.equal(value, graphs.networks.all()[name].state_dict()[key]), (name, key)
    assert len(graphs.notices) == (record is not again)


def test_the_notice_says_why(settings: TrainingSettings, batch: WarmUpBatch) -> None:
    graphs = GraphStepper(networks_of(settings), settings, PLAIN, impossible)
    graphs.warm_up(*batch)
    assert "not permitted when stream is capturing" in graphs.notices[0]
    assert "more" not in graphs.notices[0]


def test_a_rate_that_is_part_of_the_recording_is_found_out(
    settings: TrainingSettings, batch: WarmUpBatch
) -> None:
    networks = networks_of(settings)

    def fixed_rate(work: Work) -> Recording:
        replay, outputs = again(work)
        optimisers = networks.optimisers().values()
        rates = [[group["lr"] for group in o.param_groups] for o in optimisers]

        def at_that_rate() -> None:
            for optimiser, old in zip(optimisers, rates, strict=True):
                for group, rate in zip(optimiser.param_groups, old, strict=True):
                    set_rate(group, rate)
            replay()

        return at_that_rate, outputs

    graphs = GraphStepper(networks, settings, PLAIN, fixed_rate)
    graphs.warm_up(*batch)
    assert "did not do what the plain one does" in graphs.notices[0]


def with_noise(networks: Networks, share: float, work: Work) -> Recording:
    """A recording whose convolutions round otherwise than those of the plain step."""
    convolutions = [m for net in networks.all().values() for m in net.modules() if isinstance(m, nn.Conv2d)]

    def rounded(_module: nn.Module, _inputs: object, made: Tensor) -> Tensor:
        return made * (1 + share * torch.randn_like(made))

    def noisy() -> Outputs:
        hooks = [convolution.register_forward_hook(rounded) for convolution in convolutions]
        try:
            return work()
        finally:
            for hook in hooks:
                hook.remove()

    return again(noisy)


@pytest.mark.parametrize(("share", "refused"), [(5e-4, False), (1e-2, False), (1.0, True)])
def test_rounding_is_no_other_step(
    settings: TrainingSettings, batch: WarmUpBatch, share: float, refused: bool
) -> None:
    """TF32 rounds to 0.05 %. At 1 % the changes of the weights are 13 % apart here, by the signs of gradients next to
    nothing, and the gradients 9 %."""
    torch.manual_seed(0)
    networks = networks_of(settings)
    graphs = GraphStepper(networks, settings, PLAIN, partial(with_noise, networks, share))
    graphs.warm_up(*batch)
    assert bool(graphs.notices) == refused, graphs.notices


def test_many_sizes_are_not_recorded_for_ever(settings: TrainingSettings) -> None:
    graphs = GraphStepper(networks_of(settings), settings, PLAIN, again)
    rng = np.random.default_rng(0)
    for side in (32, 36, 40, 44, 48):
        graphs.adversarial(pictures(1, side=side), pictures(2, side=side), rng, use_ssim=False)
    assert "many sizes" in graphs.notices[0]


def test_areas_reach_the_recorded_step(settings: TrainingSettings, batch: WarmUpBatch) -> None:
    inside = torch.zeros(1, 1, 32, 32)
    inside[..., :16] = 1
    steppers = (
        Stepper(networks_of(settings), settings, PLAIN),
        GraphStepper(networks_of(settings), settings, PLAIN, again),
    )
    plain, graphs = (
        s.adversarial(
            pictures(1), pictures(2), np.random.default_rng(0), use_ssim=True, looked_at=(inside, None)
        )
        for s in steppers
    )
    assert all(torch.equal(graphs[name], plain[name]) for name in plain)
