"""The cache of thumbnails: right, bounded, and never in the way."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.errors import ImageFileError
from core.images import thumbnail_cache
from core.images.thumbnail import read_thumbnail
from core.images.thumbnail_cache import ThumbnailCache


class Counter:
    """Counts the images that were decoded."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.decoded = 0
        real = thumbnail_cache.thumbnail_of

        def count(*arguments: object) -> np.ndarray:
            self.decoded += 1
            return real(*arguments)  # type: ignore[arg-type]

        monkeypatch.setattr(thumbnail_cache, "thumbnail_of", count)
        monkeypatch.setattr(thumbnail_cache, "KEEP_ABOVE_PIXELS", 1000)


@pytest.fixture
def counter(monkeypatch: pytest.MonkeyPatch) -> Counter:
    """Images above 1000 pixels are kept."""
    return Counter(monkeypatch)


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[ThumbnailCache]:
    """A cache in a folder that does not exist yet."""
    made = ThumbnailCache(tmp_path / "new" / "thumbnails.sqlite")
    yield made
    made.close()


def picture(path: Path, value: int = 90, colour: bool = False, side: int = 60) -> Path:
    y, x = np.mgrid[0:side, 0:side]
    grey = (value + 40 * np.sin(x / 9) * np.cos(y / 7)).astype(np.uint8)
    Image.fromarray(np.dstack([grey, grey // 2, 255 - grey]) if colour else grey).save(path)
    return path


@pytest.mark.parametrize("colour", [False, True], ids=["grey", "colour"])
def test_second_time_from_the_cache(
    tmp_path: Path, cache: ThumbnailCache, counter: Counter, colour: bool
) -> None:
    path = picture(tmp_path / "a.png", colour=colour)
    plain = read_thumbnail(path, 32)
    np.testing.assert_array_equal(cache.read(path, 32), plain)
    again = cache.read(path, 32)
    assert counter.decoded == 1
    assert again.shape == plain.shape
    assert np.abs(again.astype(int) - plain).max() <= 12


def test_other_side_and_changed_file_are_decoded(
    tmp_path: Path, cache: ThumbnailCache, counter: Counter
) -> None:
    path = picture(tmp_path / "a.png")
    assert cache.read(path, 32).shape == (32, 32)
    assert cache.read(path, 16).shape == (16, 16)
    picture(path, value=200)
    os.utime(path, ns=(1, 1))
    assert cache.read(path, 32).mean() > 180
    assert counter.decoded == 3


def test_small_images_are_not_kept(tmp_path: Path, cache: ThumbnailCache, counter: Counter) -> None:
    path = picture(tmp_path / "a.png", side=30)
    cache.read(path, 16)
    cache.read(path, 16)
    assert counter.decoded == 2
    assert not (tmp_path / "new").exists()


def test_survives_closing(tmp_path: Path, counter: Counter) -> None:
    path = picture(tmp_path / "a.png")
    for _ in range(2):
        cache = ThumbnailCache(tmp_path / "c.sqlite")
        cache.read(path, 32)
        cache.close()
    assert counter.decoded == 1
    cache.read(path, 32)  # closed: no cache, no error
    assert counter.decoded == 2


def test_errors_are_those_of_the_image(tmp_path: Path, cache: ThumbnailCache) -> None:
    with pytest.raises(ImageFileError, match="does not exist"):
        cache.read(tmp_path / "no.png", 32)
    with pytest.raises(ValueError, match="side"):
        cache.read(picture(tmp_path / "a.png"), 0)


def rows_in(file: Path) -> list[tuple[str, int]]:
    database = sqlite3.connect(file)
    try:
        return database.execute("SELECT path, LENGTH(data) FROM thumbnails ORDER BY used").fetchall()
    finally:
        database.close()


def test_oldest_used_go_first(tmp_path: Path, counter: Counter) -> None:
    paths = [picture(tmp_path / f"{i}.png") for i in range(12)]
    one = ThumbnailCache(tmp_path / "one.sqlite")
    one.read(paths[0], 32)
    one.close()
    length = rows_in(tmp_path / "one.sqlite")[0][1]

    cache = ThumbnailCache(tmp_path / "c.sqlite", max_bytes=10 * length)
    for path in paths[:10]:
        cache.read(path, 32)
    cache.read(paths[0], 32)  # used again
    cache.read(paths[10], 32)  # one too many: down to nine
    cache.close()
    kept = rows_in(tmp_path / "c.sqlite")
    assert [Path(p).name for p, _ in kept] == [f"{i}.png" for i in (3, 4, 5, 6, 7, 8, 9, 0, 10)]
    assert sum(n for _, n in kept) <= 10 * length


@pytest.mark.parametrize("damage", ["no database", "cut", "overwritten", "empty"])
def test_damaged_file_is_made_anew(tmp_path: Path, counter: Counter, damage: str) -> None:
    file = tmp_path / "c.sqlite"
    paths = [picture(tmp_path / f"{i}.png") for i in range(30)]
    cache = ThumbnailCache(file)
    for path in paths:
        cache.read(path, 32)
    cache.close()
    whole = file.read_bytes()
    broken = {
        "no database": b"something else entirely" * 900,
        "cut": whole[: len(whole) // 2],
        "overwritten": whole[:4096] + b"\xff" * (len(whole) - 4096),
        "empty": b"",
    }[damage]
    file.write_bytes(broken)
    cache = ThumbnailCache(file)
    for path in paths:
        assert cache.read(path, 32).shape == (32, 32)
    before = counter.decoded
    for path in paths:
        cache.read(path, 32)
    cache.close()
    assert counter.decoded == before
    assert len(rows_in(file)) == 30


def test_entry_that_is_no_picture_is_decoded_again(tmp_path: Path, counter: Counter) -> None:
    path = picture(tmp_path / "a.png")
    cache = ThumbnailCache(tmp_path / "c.sqlite")
    cache.read(path, 32)
    cache.close()
    database = sqlite3.connect(tmp_path / "c.sqlite")
    with database:
        database.execute("UPDATE thumbnails SET data = ?", (b"rubbish",))
    database.close()
    cache = ThumbnailCache(tmp_path / "c.sqlite")
    assert cache.read(path, 32).shape == (32, 32)
    assert cache.read(path, 32).shape == (32, 32)
    cache.close()
    assert counter.decoded == 2


def test_cache_of_another_version_is_made_anew(tmp_path: Path, counter: Counter) -> None:
    database = sqlite3.connect(tmp_path / "c.sqlite")
    database.executescript("CREATE TABLE thumbnails (other TEXT); PRAGMA user_version = 99;")
    database.close()
    cache = ThumbnailCache(tmp_path / "c.sqlite")
    path = picture(tmp_path / "a.png")
    cache.read(path, 32)
    cache.read(path, 32)
    cache.close()
    assert counter.decoded == 1


def test_folder_that_cannot_be_made_only_means_no_cache(tmp_path: Path, counter: Counter) -> None:
    (tmp_path / "file").touch()
    cache = ThumbnailCache(tmp_path / "file" / "c.sqlite")
    path = picture(tmp_path / "a.png")
    for _ in range(8):
        assert cache.read(path, 32).shape == (32, 32)
    cache.close()
    assert counter.decoded == 8


def test_full_disk_only_means_no_cache(
    tmp_path: Path, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = ThumbnailCache._open

    def small_disk(self: ThumbnailCache) -> sqlite3.Connection:
        database = real(self)
        database.execute("PRAGMA max_page_count = 1")  # SQLite takes the present size instead, and is full
        return database

    monkeypatch.setattr(ThumbnailCache, "_open", small_disk)
    cache = ThumbnailCache(tmp_path / "c.sqlite")
    paths = [picture(tmp_path / f"{i}.png") for i in range(20)]
    for _ in range(2):
        for path in paths:
            assert cache.read(path, 32).shape == (32, 32)
    cache.close()
    assert len(rows_in(tmp_path / "c.sqlite")) < 20


def test_locked_by_another_program(tmp_path: Path, counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thumbnail_cache, "_BUSY_SECONDS", 0.01)
    path = picture(tmp_path / "a.png")
    cache = ThumbnailCache(tmp_path / "c.sqlite")
    cache.read(path, 32)
    other = sqlite3.connect(tmp_path / "c.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        assert cache.read(path, 16).shape == (16, 16)
    finally:
        other.close()
    cache.close()
    assert [p for p, _ in rows_in(tmp_path / "c.sqlite")] == [str(path)]


def test_several_threads(tmp_path: Path, counter: Counter) -> None:
    paths = [picture(tmp_path / f"{i}.png", value=60 + 8 * i) for i in range(12)]
    cache = ThumbnailCache(tmp_path / "c.sqlite")
    expected = [read_thumbnail(path, 32).mean() for path in paths]
    with ThreadPoolExecutor(4) as pool:
        for _ in range(3):
            means = [a.mean() for a in pool.map(lambda p: cache.read(p, 32), paths)]
            np.testing.assert_allclose(means, expected, atol=2)
    cache.close()
    assert counter.decoded == 12
