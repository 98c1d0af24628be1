"""The step cut into parts against one graph of everything, as the reference."""

from __future__ import annotations

import copy

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from core.training import losses as loss_of
from core.training.batches import WarmUpBatch
from core.training.device import Execution
from core.training.networks import Networks
from core.training.settings import TrainingSettings
from core.training.steps import Stepper
from core.training.twins import Twins


def prepared(settings: TrainingSettings) -> Networks:
    networks = Networks(settings)
    networks.prepare(torch.device("cpu"), channels_last=False)
    return networks


def stepper(settings: TrainingSettings, lanes: int) -> Stepper:
    return Stepper(prepared(settings), settings, Execution("cpu", False, False, "", lanes))


def pictures(count: int) -> Tensor:
    return torch.rand(count, 1, 32, 32, generator=torch.Generator().manual_seed(count))


@pytest.fixture
def batch() -> WarmUpBatch:
    mask = torch.zeros(2, 1, 32, 32)
    mask[:, :, 8:20, 8:20] = 1
    return WarmUpBatch((pictures(2) + mask / 2).clamp(0, 1), pictures(2), mask)


def whole_graph(
    networks: Networks, s: TrainingSettings, good: Tensor, defective: Tensor, batch: WarmUpBatch
) -> None:
    """The gradients of one adversarial step, left in `.grad`: every loss in one sum, nothing cut."""
    n = networks
    fake_good, fake_defective = n.g_n2p(defective), n.g_p2n(good)
    total = loss_of.worst_patches_loss(n.d_p(fake_good), s.worst_share)
    total = total + loss_of.adversarial_loss(n.d_n(fake_defective), real=True)
    for made, target, weight in (
        (n.g_p2n(fake_good), defective, s.cycle_weight),
        (n.g_n2p(fake_defective), good, s.cycle_weight),
        (n.g_n2p(good), good, s.identity_weight),
    ):
        total = total + weight * loss_of.similarity_loss(made, target, use_ssim=True)
    repair = n.g_n2p(batch.defective)
    total = total + s.synthetic_weight * loss_of.warm_up_loss(repair, batch.good, batch.mask)
    makers = [*n.g_n2p.parameters(), *n.g_p2n.parameters()]
    judges = [*n.d_p.parameters(), *n.d_n.parameters()]
    judged = loss_of.critic_loss(n.d_p(batch.defective), batch.mask)
    for judge, real, fake in ((n.d_p, good, fake_good), (n.d_n, defective, fake_defective)):
        judged = judged + loss_of.adversarial_loss(judge(real), real=True)
        judged = judged + loss_of.adversarial_loss(judge(fake.detach()), real=False)
    for weights, loss in ((makers, total), (judges, judged)):
        for weight, gradient in zip(
            weights, torch.autograd.grad(loss, weights, retain_graph=True), strict=True
        ):
            weight.grad = gradient


def test_the_parts_gradients_add_up_to_those_of_one_graph(
    settings: TrainingSettings, batch: WarmUpBatch
) -> None:
    good, defective = pictures(3)[:1], pictures(4)[:1]
    expected = prepared(settings)
    whole_graph(expected, settings, good, defective, batch)
    ours = stepper(settings, 1)
    ours.adversarial(good, defective, np.random.default_rng(0), use_ssim=True, synthetic=batch)
    for name, network in ours.networks.all().items():
        for a, b in zip(network.parameters(), expected.all()[name].parameters(), strict=True):
            assert a.grad is not None
            assert b.grad is not None
            assert torch.allclose(a.grad, b.grad, rtol=1e-3, atol=1e-5 * float(b.grad.abs().max()) + 1e-7), (
                name
            )


def test_running_statistics_are_those_of_the_passes_one_after_the_other(
    settings: TrainingSettings, batch: WarmUpBatch
) -> None:
    ours = stepper(settings, 1)
    reference = copy.deepcopy(ours.networks.g_p2n)
    good, defective = pictures(3)[:1], pictures(4)[:1]
    with torch.no_grad():
        reference(good)
        reference(copy.deepcopy(ours.networks.g_n2p)(defective))
    ours.adversarial(good, defective, np.random.default_rng(0), use_ssim=True)
    for (name, a), b in zip(ours.networks.g_p2n.named_buffers(), reference.buffers(), strict=True):
        assert torch.allclose(a, b, rtol=1e-5, atol=1e-7), name


def test_two_lanes_give_the_same_bits_every_time(settings: TrainingSettings, batch: WarmUpBatch) -> None:
    def run() -> tuple[list[dict[str, Tensor]], list[dict[str, Tensor]]]:
        two, rng = stepper(settings, 2), np.random.default_rng(0)
        try:
            losses = [two.warm_up(*batch)]
            good, defective = pictures(3)[:1], pictures(4)[:1]
            losses += [
                two.adversarial(good, defective, rng, use_ssim=i < 2, synthetic=batch) for i in range(4)
            ]
        finally:
            two.close()
        return losses, [network.state_dict() for network in two.networks.all().values()]

    (one, weights), (other, others) = run(), run()
    for a, b in zip([*one, *weights], [*other, *others], strict=True):
        assert a.keys() == b.keys()
        assert all(torch.equal(a[name], b[name]) for name in a)


@pytest.mark.parametrize("size", [1, 2, 3])
def test_lanes_share_a_batch_by_its_pictures(
    settings: TrainingSettings, batch: WarmUpBatch, size: int
) -> None:
    """Without a critic or a defect the loss is a mean over pictures, so the cut shows only in BatchNorm."""
    # A difference that begins near nothing has a loss of rounding.
    whole = settings.network.model_copy(update={"involution": False, "difference": False})
    plain = settings.model_copy(update={"network": whole})
    cut = [t.repeat(2, 1, 1, 1)[:size] for t in (batch.good, batch.good, torch.zeros_like(batch.mask))]
    losses = []
    for lanes in (1, 2):
        one = stepper(plain, lanes)
        try:
            losses.append(float(one.warm_up(*cut)["warm_up"]))
        finally:
            one.close()
    assert losses[0] == pytest.approx(losses[1], rel=1e-5)


def test_twins_share_weights_and_an_unused_one_changes_nothing() -> None:
    network = nn.Sequential(nn.Conv2d(1, 2, 1), nn.BatchNorm2d(2))
    reference = copy.deepcopy(network)
    twins = Twins(network, 3)
    assert all(a is b for a, b in zip(network.parameters(), twins[1].parameters(), strict=True))
    x = pictures(2)
    twins[2](x)
    twins.gather()
    twins.gather()
    reference(x)
    assert all(torch.allclose(a, b) for a, b in zip(network.buffers(), reference.buffers(), strict=True))
