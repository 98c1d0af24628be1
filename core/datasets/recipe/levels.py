"""What a synthetic defect looks like inside: lighter, darker, lit from a side. See `patch.Fill`."""

from __future__ import annotations

import math

import cv2
import numpy as np

from core.datasets.recipe.patch import Patch, Rng, either, log_uniform
from core.images.picture import FloatImage


def _constant(patch: Patch, level: float) -> FloatImage:
    return np.full_like(patch.pixels, level)


def pit(patch: Patch, rng: Rng) -> FloatImage:
    """No texture, and clearly darker (twice as often) or brighter than the surface."""
    step = max(0.1, patch.contrast * rng.uniform(2, 6))
    return _constant(patch, patch.level + step * (1 if rng.random() < 1 / 3 else -1))


def line(patch: Patch, rng: Rng) -> FloatImage:
    """Darker or brighter, from hardly visible to strong."""
    return patch.pixels + np.float32(either(rng) * patch.contrast * log_uniform(rng, 1.5, 6))


def dark(patch: Patch, rng: Rng) -> FloatImage:
    """Darker, from faint to black: light does not come out of a gap."""
    return patch.pixels - np.float32(max(0.05, patch.contrast * log_uniform(rng, 1.2, 6)))


def cover(patch: Patch, rng: Rng) -> FloatImage:
    """Something else lies on the surface: one grey with a light and a dark flank."""
    body = patch.level + either(rng) * patch.contrast * rng.uniform(2, 5)
    flanks = patch.spread(_slope(patch, rng, 1)) * np.float32(patch.contrast * rng.uniform(0, 1.5))
    return np.float32(body) + np.broadcast_to(flanks, patch.pixels.shape)


def groove(patch: Patch, rng: Rng) -> FloatImage:
    """One flank lighter, the other darker."""
    return patch.pixels + patch.spread(_slope(patch, rng, 1)) * np.float32(
        patch.contrast * log_uniform(rng, 1.5, 6)
    )


def tint(patch: Patch, rng: Rng) -> FloatImage:
    """Darker or brighter with the texture kept; in colour not for each colour alike."""
    step = either(rng) * patch.contrast * log_uniform(rng, 1.2, 4)
    if patch.pixels.ndim == 2:
        return patch.pixels + np.float32(step)
    return patch.pixels + (step * rng.uniform(0.2, 1, 3)).astype(np.float32)


def plain(patch: Patch, rng: Rng) -> FloatImage:
    """One grey at about the surface's own level: only the texture is gone."""
    return _constant(patch, patch.level + patch.contrast * rng.uniform(-1.5, 1.5))


def bulge(patch: Patch, rng: Rng) -> FloatImage:
    """Lighter towards the light and darker away from it, or the other way round: a slope that a lamp shows."""
    broad = max(1.0, 0.25 * math.sqrt(float((patch.mask > 0.5).sum())))
    return patch.pixels + patch.spread(_slope(patch, rng, broad)) * np.float32(
        patch.contrast * rng.uniform(2, 6)
    )


def white(patch: Patch, rng: Rng) -> FloatImage:
    """The lamp itself: as bright as the camera can."""
    return _constant(patch, 1)


def _slope(patch: Patch, rng: Rng, sigma: float) -> FloatImage:
    """-1 to 1: how the mask, as a hill with flanks `sigma` px broad, rises towards a random side."""
    hill = cv2.GaussianBlur(patch.mask, (0, 0), sigma)
    down, right = np.gradient(hill)
    angle = rng.uniform(0, 2 * math.pi)
    slope = right * np.float32(math.cos(angle)) + down * np.float32(math.sin(angle))
    steepest = float(np.abs(slope).max())
    return np.asarray(slope / max(steepest, 1e-6), np.float32)
