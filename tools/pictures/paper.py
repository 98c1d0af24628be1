"""Where the pictures go, and in how few bytes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.files import write_atomically

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"
COLOURS, HUES, OF_EACH = 192, 16, 4
"""Entries of the table of colours: for all of a picture, and for the commonest strong colours of each hue."""
STRONG = 48
"""Difference between the largest and the smallest channel from which on a colour is strong."""


def write_picture(name: str, save: Callable[[Path], object]) -> None:
    """`docs/images/NAME.png` with a table of colours of its own: the pictures are kept in the repository.

    Args:
        save: writes it, as PNG, where it is told.
    """
    IMAGES.mkdir(parents=True, exist_ok=True)
    with write_atomically(IMAGES / f"{name}.png") as path:
        save(path)
        with Image.open(path) as picture:
            few = _reduced(picture.convert("RGB"))
        few.save(path, "PNG", optimize=True)


def _reduced(picture: Image.Image) -> Image.Image:
    """Median cut keeps the greys of a window exactly, and loses the green of a small sign among textures: strong
    colours have entries of their own. Pillow's mapping to a given table is coarse; this one takes the nearest entry."""
    table = picture.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).getpalette()
    assert table is not None
    pixels = np.asarray(picture).reshape(-1, 3)
    found, at, counts = np.unique(pixels, axis=0, return_inverse=True, return_counts=True)
    colours = found.astype(np.int32)
    vivid = colours[_vivid(colours, counts)]
    entries = np.concatenate([np.reshape(table, (-1, 3))[:COLOURS].astype(np.int32), vivid])
    nearest = [np.square(entries - colour).sum(1).argmin() for colour in colours]
    few = Image.fromarray(np.array(nearest, np.uint8)[at.reshape(-1)].reshape(picture.height, picture.width))
    few.putpalette(entries.astype(np.uint8).ravel().tolist())
    return few


def _vivid(colours: NDArray[np.int32], counts: NDArray[np.intp]) -> list[int]:
    """Which of the `(N, 3)` colours get entries of their own."""
    red, green, blue = colours.T
    hue = np.arctan2(np.sqrt(3) * (green - blue), 2 * red - green - blue)
    parts = ((hue + np.pi) / (2 * np.pi) * HUES).astype(int) % HUES
    chosen: list[int] = []
    for part in range(HUES):
        of_it = np.flatnonzero((parts == part) & (np.ptp(colours, axis=1) >= STRONG))
        chosen += of_it[np.argsort(-counts[of_it], kind="stable")[:OF_EACH]].tolist()
    return chosen
