"""What D_p learns as a critic, by hand."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor

from core.training.critic_losses import changed_share, made_loss, patches, taught_loss, worst_surprise


def softplus(x: float) -> float:
    return math.log1p(math.exp(x))


def logits(*rows: list[float]) -> Tensor:
    return torch.tensor(rows)[None, None]


def mask_at(row: int, column: int, value: float = 1.0) -> Tensor:
    mask = torch.zeros(1, 1, 16, 16)
    mask[0, 0, row, column] = value
    return mask


def test_a_pixel_touches_its_patch_alone() -> None:
    assert patches(mask_at(7, 8)).flatten().tolist() == [0, 1, 0, 0]
    assert patches(torch.ones(1, 1, 17, 9)).shape == (1, 1, 3, 2)


def test_touched_and_untouched_patches_weigh_the_same() -> None:
    found = taught_loss(logits([2.0, -1.0], [3.0, 0.5]), mask_at(0, 0))
    expected = softplus(2.0) + (softplus(1.0) + softplus(-3.0) + softplus(-0.5)) / 3
    assert float(found) == pytest.approx(expected)


def test_a_faint_edge_touches_nothing() -> None:
    found = taught_loss(logits([2.0, -1.0], [3.0, 0.5]), mask_at(0, 0, 0.4))
    assert float(found) == pytest.approx(sum(softplus(-x) for x in (2.0, -1.0, 3.0, 0.5)) / 4)


def test_what_is_not_inspected_has_no_target() -> None:
    looked_at = torch.ones(1, 1, 16, 16)
    looked_at[..., :8, 8:] = 0
    found = taught_loss(logits([2.0, -50.0], [3.0, 0.5]), mask_at(0, 0), looked_at)
    assert float(found) == pytest.approx(softplus(2.0) + (softplus(-3.0) + softplus(-0.5)) / 2)


def test_a_repair_is_made_where_it_differs() -> None:
    original = torch.zeros(1, 1, 16, 16)
    repair = original.clone()
    repair[..., :8, :8] = 0.25
    repair[..., 8:, 8:] = -0.125
    made = changed_share(repair, original)
    assert made.flatten().tolist() == [1, 0, 0, 0.5]
    found = made_loss(logits([1.0, 9.0], [9.0, -2.0]), made)
    assert float(found) == pytest.approx((softplus(1.0) + 0.5 * softplus(-2.0)) / 1.5)


def test_the_generator_pays_for_its_worst_patches() -> None:
    scores = logits([1.0, -3.0], [-1.0, 4.0])
    assert float(worst_surprise(scores, 0.5)) == pytest.approx((softplus(3.0) + softplus(1.0)) / 2)
    assert float(worst_surprise(scores, 0.01)) == pytest.approx(softplus(3.0))
    looked_at = torch.ones(1, 1, 16, 16)
    looked_at[..., :8, 8:] = 0
    assert float(worst_surprise(scores, 0.01, looked_at)) == pytest.approx(softplus(1.0))
