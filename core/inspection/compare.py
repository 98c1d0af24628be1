"""Original against repair: the SSIM map, and the dissimilarity whose largest value is the score."""

from __future__ import annotations

import numpy as np

from core.images.bands import bands
from core.inspection.result import FloatImage, Mask
from core.inspection.score import dissimilarity
from core.inspection.ssim import ssim_map
from core.inspection.working import seen


def compare(
    original: FloatImage, repair: FloatImage, window: int, looked_at: Mask | None = None
) -> tuple[FloatImage, FloatImage]:
    """Compare inside what is inspected; an ignored pixel of either picture is never read.

    The 9 x 9 window of an inspected pixel reaches over the border by 4 pixels. There it meets both pictures continued
    from their inspected parts, as at the picture's own border. So nothing leaks in from outside, by no amount, and a
    defect that is cut by the border shows what of it lies inside.

    Args:
        original, repair: working pictures, float32 in [0, 1], of one shape.
        window: side of the score's window.
        looked_at: `(H, W)`, True where inspected, at least somewhere; None: everywhere.

    Returns:
        The SSIM map, `(H, W)`, 1 outside; and the local dissimilarity, `(H, W)`, 0 outside.
    """
    return marked(ssim_map(seen(original, looked_at), seen(repair, looked_at)), window, looked_at)


def marked(
    similarity: FloatImage, window: int, looked_at: Mask | None = None
) -> tuple[FloatImage, FloatImage]:
    """The two maps that `compare` gives, of a similarity `(H, W)` that is known already; it becomes 1 outside."""
    if looked_at is not None:
        height, width = looked_at.shape
        for band in bands(width, height):
            np.copyto(similarity[band.rows], np.float32(1), where=~looked_at[band.rows])
    return similarity, dissimilarity(similarity, window, looked_at)
