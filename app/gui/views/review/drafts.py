"""What was drawn and typed for images that the reviewer left without a decision."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Draft:
    """Attributes: `mask`: bool `(H, W)`; None: nothing was drawn."""

    note: str
    mask: NDArray[np.bool_] | None


class Drafts:
    """In memory, by image, an eighth of a byte for each pixel."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[str, tuple[int, ...], NDArray[np.uint8] | None]] = {}

    def keep(self, image: int, note: str, mask: NDArray[np.bool_] | None) -> None:
        """Keep them, in the place of what was kept of this image."""
        if mask is None:
            self._kept[image] = note, (), None
        else:
            self._kept[image] = note, mask.shape, np.packbits(mask)

    def get(self, image: int) -> Draft | None:
        """What was kept; None if nothing was."""
        if image not in self._kept:
            return None
        note, shape, bits = self._kept[image]
        if bits is None:
            return Draft(note, None)
        count = shape[0] * shape[1]
        return Draft(note, np.unpackbits(bits, count=count).reshape(shape).astype(np.bool_))

    def drop(self, image: int) -> None:
        """It was decided."""
        self._kept.pop(image, None)

    def clear(self) -> None:
        """Another project."""
        self._kept.clear()
