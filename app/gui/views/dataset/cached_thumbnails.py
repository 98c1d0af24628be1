"""Thumbnails by way of the open project's cache: those of large photos are decoded once, not at every visit."""

from __future__ import annotations

from pathlib import Path

from core.images.picture import ByteImage
from core.images.thumbnail import read_thumbnail
from core.images.thumbnail_cache import ThumbnailCache

CACHE = Path("cache") / "thumbnails.sqlite"


class CachedThumbnails:
    """`use` is called in the GUI thread, `read` in jobs."""

    def __init__(self) -> None:
        self._cache: ThumbnailCache | None = None

    def use(self, project: Path | None) -> None:
        """Keep thumbnails in a project's folder from now on; None: nowhere."""
        old = self._cache
        self._cache = ThumbnailCache(project / CACHE) if project is not None else None
        if old is not None:
            old.close()

    def read(self, path: Path, side: int) -> ByteImage:
        """See `core.images.thumbnail.read_thumbnail`.

        Raises:
            ImageFileError: the file cannot be read.
        """
        cache = self._cache
        return read_thumbnail(path, side) if cache is None else cache.read(path, side)
