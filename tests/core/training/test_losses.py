"""The losses against scikit-image, finite differences and hand-computed cases."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from skimage.metrics import structural_similarity

from core.nets.discriminator import Discriminator
from core.nets.init import init_weights
from core.nets.settings import NetworkSettings
from core.training.losses import (
    adversarial_loss,
    critic_loss,
    similarity_loss,
    ssim,
    warm_up_loss,
    worst_patches_loss,
)


@pytest.mark.parametrize("channels", [1, 3])
def test_ssim_equals_scikit_image(channels: int) -> None:
    torch.manual_seed(0)
    x = torch.rand(2, channels, 40, 33) * 2 - 1
    y = (x + 0.3 * torch.randn_like(x)).clamp(-1, 1)
    expected = np.mean(
        [
            structural_similarity(
                (x[n, c].double().numpy() + 1) / 2,
                (y[n, c].double().numpy() + 1) / 2,
                win_size=9,
                data_range=1.0,
            )
            for n in range(2)
            for c in range(channels)
        ]
    )
    assert float(ssim(x, y)) == pytest.approx(expected, abs=1e-5)


def test_ssim_of_equal_pictures_is_one() -> None:
    x = torch.rand(1, 1, 16, 16)
    assert float(ssim(x, x)) == pytest.approx(1, abs=1e-6)


def test_ssim_gradient_by_finite_differences() -> None:
    torch.manual_seed(0)
    x, y = torch.rand(1, 1, 12, 11) * 2 - 1, (torch.rand(1, 1, 12, 11) * 2 - 1).requires_grad_()
    ssim(x, y).backward()
    assert y.grad is not None
    step = 1e-2  # ssim computes in float32, so the step must be large against its rounding
    for i, j in [(0, 0), (5, 5), (11, 10), (3, 8)]:
        nudge = torch.zeros_like(y)
        nudge[0, 0, i, j] = step
        with torch.no_grad():
            slope = (ssim(x, y + nudge) - ssim(x, y - nudge)) / (2 * step)
        assert float(y.grad[0, 0, i, j]) == pytest.approx(float(slope), rel=0.03, abs=2e-5)


def test_ssim_is_float32_under_autocast() -> None:
    x = torch.rand(1, 1, 32, 32)
    with torch.autocast("cpu", torch.bfloat16):
        inside = ssim(x, x * 0.9)
    assert inside.dtype == torch.float32
    assert torch.equal(inside, ssim(x, x * 0.9))


def test_adversarial_loss_by_hand() -> None:
    scores = torch.tensor([[[[0.5, 1.0], [2.0, -1.0]]]])
    assert float(adversarial_loss(scores, real=True)) == pytest.approx((0.25 + 0 + 1 + 4) / 4)
    assert float(adversarial_loss(scores, real=False)) == pytest.approx((0.25 + 1 + 4 + 1) / 4)


def test_similarity_switches_from_ssim_to_l1() -> None:
    x = torch.rand(1, 1, 16, 16)
    y = x + 0.25
    assert float(similarity_loss(x, y, use_ssim=False)) == pytest.approx(0.25, abs=1e-6)
    assert float(similarity_loss(x, y, use_ssim=True)) == pytest.approx(1 - float(ssim(x, y)))


def test_warm_up_loss_weighs_the_defect() -> None:
    good = torch.zeros(1, 1, 20, 20)
    repair = good.clone()
    repair[..., :2, :] = 0.5
    mask = torch.zeros(1, 1, 20, 20)
    elsewhere = float(warm_up_loss(repair, good, mask))
    mask[..., :2, :] = 1
    inside = float(warm_up_loss(repair, good, mask))
    assert inside - elsewhere == pytest.approx(0.5, abs=1e-6)
    assert float(warm_up_loss(good, good, mask)) == pytest.approx(0, abs=1e-6)


def test_worst_patches_by_hand() -> None:
    scores = torch.tensor([[[[1.0, 0.5], [0.0, 1.0]]], [[[1.0, 1.0], [3.0, 1.0]]]])
    # squared distances to 1: (0, 0.25, 1, 0) and (0, 0, 4, 0); a quarter is the worst one of each picture
    assert float(worst_patches_loss(scores, 0.25)) == pytest.approx((1 + 4) / 2)
    assert float(worst_patches_loss(scores, 0.5)) == pytest.approx((1 + 0.25 + 4 + 0) / 4)
    assert float(worst_patches_loss(scores, 1)) == pytest.approx(float(adversarial_loss(scores, real=True)))
    assert float(worst_patches_loss(scores, 0.01)) == pytest.approx(2.5)  # at least one patch


def test_critic_targets_lie_where_the_defect_is() -> None:
    mask = torch.zeros(1, 1, 64, 64)
    mask[..., 24:32, 40:44] = 1
    touched = torch.zeros(7, 7)
    for i in range(7):
        for j in range(7):
            touched[i, j] = mask[0, 0, 8 * i : 8 * i + 16, 8 * j : 8 * j + 16].max()
    assert touched.sum() == 4
    perfect = (1 - touched)[None, None]
    assert float(critic_loss(perfect, mask)) == 0
    # All ones is wrong in every touched patch, and nowhere else.
    assert float(critic_loss(torch.ones(1, 1, 7, 7), mask)) == pytest.approx(1)
    assert float(critic_loss(torch.zeros(1, 1, 7, 7), mask)) == pytest.approx(1)
    # Without a defect there is nothing inside.
    assert float(critic_loss(torch.ones(1, 1, 7, 7), torch.zeros(1, 1, 64, 64))) == 0


def test_a_critic_learns_to_point_at_defects() -> None:
    """A few steps on pictures whose defect is a flat patch, then patches of a new picture."""
    torch.manual_seed(0)
    network = Discriminator(NetworkSettings(base=8))
    init_weights(network, torch.Generator().manual_seed(0))
    optimiser = torch.optim.Adam(network.parameters(), 1e-3)
    mask = torch.zeros(4, 1, 96, 96)
    mask[:, :, 32:64, 40:72] = 1

    def pictures() -> torch.Tensor:
        return torch.randn(4, 1, 96, 96) * (1 - mask) * 0.3

    for _ in range(30):
        optimiser.zero_grad()
        critic_loss(network(pictures()), mask).backward()
        optimiser.step()
    with torch.no_grad():
        scores = network(pictures())
    touched = torch.nn.functional.max_pool2d(mask, 16, 8).bool()
    assert scores[touched].mean() < 0.3
    assert scores[~touched].mean() > 0.6


def inspected(height: int, width: int, pictures: int = 2) -> torch.Tensor:
    """A disc in the first picture, all but a corner of the second."""
    rows, columns = torch.meshgrid(torch.arange(height), torch.arange(width), indexing="ij")
    disc = (rows - height / 2) ** 2 + (columns - width / 2) ** 2 < (0.4 * min(height, width)) ** 2
    corner = (rows >= 10) | (columns >= 12)
    return torch.stack([disc, corner])[:pictures, None].float()


@pytest.mark.parametrize("channels", [1, 3])
def test_weighted_ssim_is_the_mean_of_scikit_images_map_over_inspected_pixels(channels: int) -> None:
    torch.manual_seed(0)
    x = torch.rand(2, channels, 40, 33) * 2 - 1
    y = (x + 0.3 * torch.randn_like(x)).clamp(-1, 1)
    weight = inspected(40, 33)
    values = []
    for n in range(2):
        for c in range(channels):
            _, full = structural_similarity(
                (x[n, c].double().numpy() + 1) / 2,
                (y[n, c].double().numpy() + 1) / 2,
                win_size=9,
                data_range=1.0,
                full=True,
            )
            values.append(full[4:-4, 4:-4][weight[n, 0, 4:-4, 4:-4].numpy() > 0])
    assert float(ssim(x, y, weight)) == pytest.approx(np.concatenate(values).mean(), abs=1e-5)
    assert float(ssim(x, y, torch.ones(2, 1, 40, 33))) == pytest.approx(float(ssim(x, y)), abs=1e-6)


def test_a_crop_whose_windows_are_all_ignored_costs_nothing() -> None:
    weight = torch.zeros(1, 1, 32, 32)
    weight[..., 0, 0] = 1
    x = torch.rand(1, 1, 32, 32)
    assert float(similarity_loss(x, 1 - x, use_ssim=True, looked_at=weight)) == 0


def test_pixel_losses_are_means_over_inspected_pixels_and_have_no_slope_elsewhere() -> None:
    torch.manual_seed(0)
    weight = inspected(40, 33)
    good, mask = torch.rand(2, 3, 40, 33), torch.rand(2, 1, 40, 33)
    repair = torch.rand(2, 3, 40, 33).requires_grad_()
    loss = similarity_loss(repair, good, use_ssim=False, looked_at=weight)
    inside = (weight > 0).expand(2, 3, 40, 33)
    difference = (repair - good).abs().detach()
    assert float(loss.detach()) == pytest.approx(float(difference[inside].mean()), abs=1e-6)
    whole = warm_up_loss(repair, good, mask, weight)
    defect = (mask * weight).expand_as(difference)
    expected = (
        difference[inside].mean()
        + (difference * defect).sum() / defect.sum()
        + 1
        - ssim(repair, good, weight)
    )
    assert float(whole.detach()) == pytest.approx(float(expected.detach()), abs=1e-5)
    (loss + whole).backward()
    assert repair.grad is not None
    # Windows of 9 reach over the border by 4 pixels.
    near = torch.nn.functional.max_pool2d(weight, 9, 1, 4).bool().expand_as(inside)
    assert (repair.grad[~near] == 0).all()
    assert (repair.grad[inside] != 0).float().mean() > 0.99


def patches_by_hand(weight: torch.Tensor) -> torch.Tensor:
    n, _, height, width = weight.shape
    found = torch.zeros(n, 1, height // 8 - 1, width // 8 - 1)
    for i in range(found.shape[2]):
        for j in range(found.shape[3]):
            found[:, :, i, j] = weight[..., 8 * i : 8 * i + 16, 8 * j : 8 * j + 16].amax((2, 3))
    return found.bool()


def test_patch_losses_are_over_patches_with_something_inspected() -> None:
    torch.manual_seed(0)
    weight = inspected(64, 80)
    scores = torch.randn(2, 1, 7, 9)
    counted = patches_by_hand(weight)
    assert not counted.all()
    for real in (True, False):
        expected = (scores[counted] - float(real)).square().mean()
        found = adversarial_loss(scores, real=real, looked_at=weight)
        assert float(found) == pytest.approx(float(expected), abs=1e-6)
    for share in (0.01, 0.1, 1):
        each = []
        for n in range(2):
            losses = (scores[n][counted[n]] - 1).square().sort(descending=True).values
            each.append(losses[: max(1, round(share * len(losses)))].mean())
        found = worst_patches_loss(scores, share, weight)
        assert float(found) == pytest.approx(float(torch.stack(each).mean()), abs=1e-5)
    everything = torch.ones_like(weight)
    assert float(worst_patches_loss(scores, 0.1, everything)) == pytest.approx(
        float(worst_patches_loss(scores, 0.1)), abs=1e-6
    )


def test_the_critic_has_no_target_where_nothing_is_inspected() -> None:
    torch.manual_seed(0)
    weight = inspected(64, 80)
    mask = torch.zeros(2, 1, 64, 80)
    mask[:, :, 24:40, 30:50] = 1
    scores = torch.randn(2, 1, 7, 9)
    counted, touched = patches_by_hand(weight), patches_by_hand(mask)
    expected = scores[touched].square().mean() + (scores[counted & ~touched] - 1).square().mean()
    assert float(critic_loss(scores, mask, weight)) == pytest.approx(float(expected), abs=1e-5)
    other = torch.where(counted, scores, torch.tensor(9.0))
    assert float(critic_loss(other, mask, weight)) == pytest.approx(float(expected), abs=1e-5)
