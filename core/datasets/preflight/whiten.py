"""Take out of descriptions what many of them have in common."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_SAMPLE = 4096
_BLOCK = 4096


def whiten(details: NDArray[np.int8]) -> NDArray[np.int8]:
    """Weaken the directions in which descriptions vary most, such as which product it is and how it was laid.

    What varies more than the mean over all directions is reduced to about that; the rest stays nearly as it is.

    Args:
        details: `(N, L)`.

    Returns:
        `(N, L)`, each row stretched to the whole range of a byte.
    """
    chosen = np.random.default_rng(0).permutation(len(details))[:_SAMPLE]
    sample = details[chosen].astype(np.float32)
    mean = sample.mean(axis=0)
    sample -= mean
    variances, directions = np.linalg.eigh(sample.T @ sample / np.float32(len(sample)))
    weights = 1 / np.sqrt(np.maximum(variances, 0) + max(float(variances.mean()), 1e-6))
    result = np.empty_like(details)
    for begin in range(0, len(details), _BLOCK):
        rows = slice(begin, begin + _BLOCK)
        whitened = (details[rows].astype(np.float32) - mean) @ (directions * weights)
        largest = np.maximum(np.abs(whitened).max(axis=1, keepdims=True), 1e-6)
        result[rows] = np.rint(whitened * (127 / largest))
    return result
