"""Change an image's size without aliasing."""

from __future__ import annotations

import numpy as np
from PIL import Image

from core.images.picture import FloatImage


def resize(pixels: FloatImage, width: int, height: int) -> FloatImage:
    """Antialiased bicubic resize: Pillow's, whose filter widens with the reduction (OpenCV's aliases).

    Args:
        pixels: float32 in [0, 1], `(H, W)` or `(H, W, 3)`.
        width, height: the size asked for, at least 1.

    Returns:
        float32 in [0, 1], clipped, since bicubic overshoots at edges; `pixels` itself if the size is right.

    Raises:
        ValueError: a size below 1.
    """
    if width < 1 or height < 1:
        raise ValueError(f"cannot resize to {width} x {height}")
    if pixels.shape[:2] == (height, width):
        return pixels
    planes = [pixels] if pixels.ndim == 2 else [pixels[..., c] for c in range(pixels.shape[2])]
    resized = [_resize_plane(plane, width, height) for plane in planes]
    return resized[0] if pixels.ndim == 2 else np.stack(resized, axis=-1)


def _resize_plane(plane: FloatImage, width: int, height: int) -> FloatImage:
    image = Image.fromarray(np.ascontiguousarray(plane, dtype=np.float32))
    array = np.asarray(image.resize((width, height), Image.Resampling.BICUBIC), dtype=np.float32)
    return np.clip(array, np.float32(0), np.float32(1))
