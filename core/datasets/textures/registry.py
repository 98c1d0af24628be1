"""The textures there are, and one picture of one of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.datasets.defects import FAMILIES, one_defect
from core.datasets.recipe.names import FAMILY_NAMES
from core.datasets.textures import brushed, cast, cloud, grain, stripes, weave
from core.datasets.textures.base import Mask, Texture, generator
from core.errors import DatasetError
from core.images.convert import to_uint8
from core.images.picture import ByteImage
from core.language import later

TEXTURES: dict[str, Texture] = {
    module.TEXTURE.name: module.TEXTURE for module in (brushed, cast, cloud, grain, stripes, weave)
}
SMALLEST = 64


def make_image(
    texture: str,
    size: int,
    seed: int | tuple[int, ...],
    defective: bool,
    families: Sequence[str] = (),
) -> tuple[ByteImage, Mask]:
    """Paint one picture; the same arguments give the same bytes (with one set of library versions).

    The grain keeps its size in pixels whatever `size` is, as if the camera saw more of the surface; defects
    grow with the picture. With the same seed, the good and the defective picture show the same surface.

    Args:
        texture: a key of `TEXTURES`.
        size: side in pixels, at least 64.
        seed: one or several non-negative numbers.
        defective: whether to put a defect on it.
        families: one of these, drawn at random, gives the defect; without any it is the texture's own.

    Returns:
        uint8 `(size, size)`, and a bool mask of the same shape, True on the defect (all False if good).

    Raises:
        DatasetError: no such texture or family, or the size is too small.
    """
    if texture not in TEXTURES:
        raise no_such_texture(texture)
    if size < SMALLEST:
        raise too_small(size)
    check_families(families)
    surface = generator(texture, seed, stream=0)
    defect = generator(texture, seed, stream=1) if defective else None
    paint = TEXTURES[texture].paint
    if defect is None or not families:
        pixels, mask = paint(size, surface, defect)
    else:
        good, other = (
            np.clip(paint(size, rng, None)[0], 0, 1) for rng in (surface, generator(texture, seed, stream=2))
        )
        while (made := one_defect(good, other, defect, families)) is None:
            pass  # drawn anew until enough of it is seen
        pixels, mask = made
    return to_uint8(pixels), np.ascontiguousarray(mask)


def check_families(families: Sequence[str]) -> None:
    """Raise a DatasetError if one of these is no family of defects."""
    unknown = [name for name in families if name not in FAMILIES]
    if unknown:
        raise DatasetError(
            later("Datasets", "There is no family of defects named {family}.", family=unknown[0]),
            later("Datasets", "Choose one of {families}.", families=", ".join(FAMILY_NAMES)),
        )


def no_such_texture(texture: str) -> DatasetError:
    """The error of a texture that is none."""
    return DatasetError(
        later("Datasets", "There is no texture named {texture}.", texture=texture),
        later("Datasets", "Choose one of {textures}.", textures=", ".join(TEXTURES)),
    )


def too_small(size: int) -> DatasetError:
    """The error of a size below `SMALLEST`."""
    return DatasetError(
        later("Datasets", "A size of {size} pixels is too small.", size=str(size)),
        later("Datasets", "Choose at least {size}.", size=str(SMALLEST)),
    )
