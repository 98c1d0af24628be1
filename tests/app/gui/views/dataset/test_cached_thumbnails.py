"""Thumbnails of large photos are kept in the project."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.gui.views.dataset import cached_thumbnails as module
from app.gui.views.dataset.cached_thumbnails import CACHE, CachedThumbnails
from core.images import thumbnail_cache
from core.images.thumbnail import read_thumbnail
from core.images.write import write_png


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """Large enough to be kept."""
    rows = np.linspace(0, 255, 1300).astype(np.uint8)
    write_png(tmp_path / "photo.png", np.repeat(rows[:, None], 1300, axis=1))
    return tmp_path / "photo.png"


def test_a_large_photo_is_decoded_once(photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    decoded = []
    real = thumbnail_cache.thumbnail_of
    monkeypatch.setattr(
        thumbnail_cache, "thumbnail_of", lambda *given: (decoded.append(given), real(*given))[1]
    )
    thumbnails = CachedThumbnails()
    thumbnails.use(tmp_path / "p.isugan")
    first = thumbnails.read(photo, 96)
    second = thumbnails.read(photo, 96)
    assert len(decoded) == 1
    assert np.abs(first.astype(int) - second).max() <= 12
    assert (tmp_path / "p.isugan" / CACHE).is_file()
    # Another window on the same project finds it too.
    thumbnails.use(None)
    again = CachedThumbnails()
    again.use(tmp_path / "p.isugan")
    again.read(photo, 96)
    again.use(None)
    assert len(decoded) == 1


def test_without_a_project_nothing_is_kept(photo: Path, tmp_path: Path) -> None:
    thumbnails = CachedThumbnails()
    assert np.array_equal(thumbnails.read(photo, 96), read_thumbnail(photo, 96))
    thumbnails.use(tmp_path / "p.isugan")
    thumbnails.use(None)
    assert np.array_equal(thumbnails.read(photo, 96), read_thumbnail(photo, 96))
    assert not (tmp_path / "p.isugan").exists()
    assert module.read_thumbnail is read_thumbnail
