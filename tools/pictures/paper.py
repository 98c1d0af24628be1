"""Where the pictures go, and in how few bytes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PIL import Image

from core.files import write_atomically

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"
COLOURS = 256


def write_picture(name: str, save: Callable[[Path], object]) -> None:
    """`docs/images/NAME.png` with a table of colours of its own: the pictures are kept in the repository.

    Args:
        save: writes it, as PNG, where it is told.
    """
    IMAGES.mkdir(parents=True, exist_ok=True)
    with write_atomically(IMAGES / f"{name}.png") as path:
        save(path)
        with Image.open(path) as picture:
            # It keeps the colours of the window exactly, which an octree does not.
            few = picture.convert("RGB").quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(path, "PNG", optimize=True)
