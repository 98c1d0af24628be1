"""Make `docs/images/recipe-FAMILY.jpg` anew: each family's defects on the six synthetic textures, with their masks.

    python -m tools.make_recipe_pictures

A picture's surface has the seeds (family, 0), its defect the first of (family, texture, 0), (family, texture, 1), ...
that lies whole in the picture; families and textures are counted from 0.
"""

from __future__ import annotations

from itertools import count
from pathlib import Path

import numpy as np
from PIL import Image

from core.datasets.defects import FAMILY_NAMES, add_defects
from core.datasets.textures import TEXTURES, make_image
from core.files import write_atomically
from core.images.convert import to_uint8
from core.images.picture import FloatImage

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
SIDE, GAP = 112, 4
QUALITY = 80


def example(family: str, texture: str) -> tuple[FloatImage, FloatImage]:
    """A picture with one defect, and its soft mask, both `(SIDE, SIDE)`."""
    number, surface = FAMILY_NAMES.index(family), list(TEXTURES).index(texture)
    good, other = (
        make_image(texture, SIDE, (number, of), False)[0].astype(np.float32) / 255 for of in (0, 1)
    )
    for seed in count():
        rng = np.random.default_rng([number, surface, seed])
        broken, mask = add_defects(good, other, rng, most=1, families=(family,))
        edge = np.concatenate([mask[[0, -1]].ravel(), mask[:, [0, -1]].ravel()])
        if mask.any() and not edge.any():
            return broken, mask
    raise AssertionError


def strip(family: str) -> FloatImage:
    """The defects side by side, their masks below."""
    columns = []
    for texture in TEXTURES:
        column = np.ones((2 * SIDE + GAP, SIDE + GAP), np.float32)
        column[:SIDE, :SIDE], column[-SIDE:, :SIDE] = example(family, texture)
        columns.append(column)
    return np.concatenate(columns, 1)[:, :-GAP]


def main() -> None:
    """One picture a family."""
    for family in FAMILY_NAMES:
        with write_atomically(IMAGES / f"recipe-{family}.jpg") as temporary:
            Image.fromarray(to_uint8(strip(family))).save(temporary, "JPEG", quality=QUALITY, optimize=True)


if __name__ == "__main__":
    main()
