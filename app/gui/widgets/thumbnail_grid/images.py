"""The thumbnails in memory: the most recently used, up to a number of bytes."""

from __future__ import annotations

from collections import OrderedDict
from typing import NamedTuple

from PySide6.QtGui import QImage

from core.images.picture import ByteImage


class Thumbnail(NamedTuple):
    """A picture, and the side it was read for; it is smaller than that where the file is."""

    image: QImage
    side: int


class ThumbnailStore:
    """Least recently used ones go first; one per path. For one thread.

    Args:
        max_bytes: what the pixels may take; the newest stays even if it takes more.
    """

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._kept: OrderedDict[str, Thumbnail] = OrderedDict()
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def bytes(self) -> int:
        """What the pixels take now."""
        return self._bytes

    def get(self, path: str) -> Thumbnail | None:
        """The thumbnail, which thereby counts as used; None if there is none."""
        found = self._kept.get(path)
        if found is not None:
            self._kept.move_to_end(path)
        return found

    def put(self, path: str, thumbnail: Thumbnail) -> None:
        """Keep it in place of an older one of the same path."""
        self.drop(path)
        self._kept[path] = thumbnail
        self._bytes += thumbnail.image.sizeInBytes()
        while self._bytes > self._max_bytes and len(self._kept) > 1:
            _, oldest = self._kept.popitem(last=False)
            self._bytes -= oldest.image.sizeInBytes()

    def drop(self, path: str) -> None:
        """Forget it, if it is there."""
        gone = self._kept.pop(path, None)
        if gone is not None:
            self._bytes -= gone.image.sizeInBytes()

    def clear(self) -> None:
        """Forget all."""
        self._kept.clear()
        self._bytes = 0


def image_of(pixels: ByteImage) -> QImage:
    """A `QImage` with its own copy of `pixels`, uint8 `(h, w)` grey or `(h, w, 3)` RGB, C-contiguous."""
    height, width = pixels.shape[:2]
    kind = QImage.Format.Format_Grayscale8 if pixels.ndim == 2 else QImage.Format.Format_RGB888
    return QImage(pixels.data, width, height, pixels.strides[0], kind).copy()
