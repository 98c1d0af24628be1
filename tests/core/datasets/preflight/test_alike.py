from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import numpy as np
import pytest
from PIL import Image
from scipy.ndimage import gaussian_filter, shift

from core.datasets.preflight.alike import find_alike, steps
from core.datasets.preflight.detail import describe
from core.datasets.preflight.measurement import Measurement
from core.datasets.preflight.measuring import measure
from core.datasets.textures import TEXTURES
from core.images.picture import ByteImage

Photo = Callable[..., ByteImage]
Pair = tuple[int, int]


@pytest.fixture
def look(save: Callable) -> Callable[..., Measurement]:
    return lambda pixels, name="a.png", **options: measure(save(name, pixels, **options))


def alike(measurements: Sequence[Measurement]) -> set[Pair]:
    found = find_alike(
        np.array([m.phash for m in measurements], np.uint64),
        np.frombuffer(b"".join(m.detail for m in measurements), np.int8).reshape(-1, 256),
    )
    return {(one, other) for one, other in found.pairs.tolist()}


def jpeg(pixels: ByteImage, quality: int) -> ByteImage:
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, "JPEG", quality=quality)
    return np.asarray(Image.open(stream))


def resized(pixels: ByteImage, scale: float, filter_: Image.Resampling) -> ByteImage:
    height, width = (round(side * scale) for side in pixels.shape)
    return np.asarray(Image.fromarray(pixels).resize((width, height), filter_))


COPIES = {
    "JPEG 90": lambda p: jpeg(p, 90),
    "JPEG 50": lambda p: jpeg(p, 50),
    "half as large": lambda p: resized(p, 0.5, Image.Resampling.LANCZOS),
    "1.7 times as large": lambda p: resized(p, 1.7, Image.Resampling.BICUBIC),
    "brighter": lambda p: np.clip(p * 1.25, 0, 255).astype(np.uint8),
    "darker": lambda p: (p * 0.6).astype(np.uint8),
    "other gamma": lambda p: (255 * (p / 255) ** 0.7).astype(np.uint8),
    "colour": lambda p: np.repeat(p[..., np.newaxis], 3, axis=2),
    "noise": lambda p: np.clip(np.random.default_rng(9).normal(p, 2), 0, 255).astype(np.uint8),
}


@pytest.mark.parametrize("texture", list(TEXTURES))
def test_copies_are_found_and_other_pieces_of_the_surface_are_not(
    texture: str, photo: Photo, look: Callable[..., Measurement]
) -> None:
    photos = [photo(seed, texture, 256) for seed in range(25)]
    measurements = [look(pixels) for pixels in photos]
    expected: set[Pair] = set()
    for number, change in enumerate(COPIES.values()):
        expected.add((number, len(measurements)))
        measurements.append(look(change(photos[number])))
    assert alike(measurements) == expected


def test_two_crops_of_one_photo_that_do_not_overlap_much_are_two(
    photo: Photo, look: Callable[..., Measurement]
) -> None:
    for texture in TEXTURES:
        whole = photo(3, texture, 400)
        crops = [
            whole[y : y + 200, x : x + 200] for y, x in ((0, 0), (0, 200), (200, 0), (200, 200), (60, 70))
        ]
        assert alike([look(np.ascontiguousarray(crop)) for crop in crops]) == set()


def regular(period: float, random: np.random.Generator, jitter: float) -> ByteImage:
    """A woven pattern under one strong light from one side, with a little noise."""
    y, x = np.mgrid[:256, :256].astype(np.float64)
    light = 70 * np.exp(-((x - 80) ** 2 + (y - 60) ** 2) / (2 * 120**2))
    moved_x, moved_y = random.uniform(0, jitter, 2)
    pattern = 15 * np.sign(np.sin(2 * np.pi * (x + moved_x) / period))
    pattern += 15 * np.sign(np.sin(2 * np.pi * (y + moved_y) / period))
    return np.clip(80 + light + pattern + random.normal(0, 4, x.shape), 0, 255).astype(np.uint8)


@pytest.mark.parametrize(("period", "jitter"), [(8, 8), (24, 24), (64, 64), (64, 0), (20, 1)])
def test_a_hundred_photos_of_one_regular_texture_under_one_light(
    period: float, jitter: float, look: Callable[..., Measurement]
) -> None:
    random = np.random.default_rng(5)
    photos = [regular(period, random, jitter) for _ in range(100)]
    measurements = [look(pixels) for pixels in photos]
    hashes = [m.phash for m in measurements]
    close = sum((one ^ other).bit_count() <= 14 for one in hashes for other in hashes) - 100
    assert close > 500, "the hash alone would call them copies"
    measurements += [look(jpeg(photos[7], 85)), look(resized(photos[8], 0.5, Image.Resampling.LANCZOS))]
    assert alike(measurements) == {(7, 100), (8, 101)}


def test_one_kind_of_part_in_one_fixture(look: Callable[..., Measurement]) -> None:
    random = np.random.default_rng(2)
    y, x = np.mgrid[:128, :128]
    part = np.full((128, 128), 90.0)
    for _ in range(12):
        cx, cy, radius = random.uniform(10, 118, 2).tolist() + [random.uniform(4, 30)]
        part += random.uniform(-40, 40) * ((x - cx) ** 2 + (y - cy) ** 2 < radius**2)

    def shot() -> ByteImage:
        surface = 30 * gaussian_filter(random.normal(0, 1, part.shape), 3)
        laid = shift(part, random.normal(0, 0.5, 2), order=1, mode="nearest")
        return np.clip(laid + surface, 0, 255).astype(np.uint8)

    photos = [shot() for _ in range(60)]
    measurements = [look(pixels) for pixels in [*photos, jpeg(photos[3], 90), photos[5] // 2 + 20]]
    raw = np.array([np.frombuffer(m.detail, np.int8) for m in measurements]).astype(float)
    assert np.median(np.corrcoef(raw)) > 0.65, "as they are, all would be called copies"
    assert alike(measurements) == {(3, 60), (5, 61)}


def test_pictures_that_show_nothing_are_not_compared(look: Callable[..., Measurement]) -> None:
    random = np.random.default_rng(0)
    flat = [look(np.full((64, 64), level, np.uint8)) for level in (0, 0, 7, 255)]
    assert alike(flat) == set()
    faint = np.full((256, 256), 8.0)
    assert (
        alike([look((faint + random.normal(0, 0.1, faint.shape)).astype(np.uint8)) for _ in range(5)])
        == set()
    )


def test_brightness_and_contrast_do_not_change_the_description(photo: Photo) -> None:
    grey = photo(1).astype(np.float32) / 255
    plain, changed = (
        np.frombuffer(describe(p.astype(np.float32)), np.int8).astype(float) for p in (grey, grey * 0.5 + 0.3)
    )
    assert plain[0] == changed[0] == 0
    assert np.corrcoef(plain, changed)[0, 1] > 0.98


def brute_force(hashes: np.ndarray, details: np.ndarray) -> set[Pair]:
    correlations = details.astype(float) @ details.T.astype(float)
    lengths = np.sqrt(np.diag(correlations))
    correlations /= np.outer(lengths, lengths)
    distances = np.array([[(int(a) ^ int(b)).bit_count() for b in hashes] for a in hashes])
    one, other = np.nonzero(np.triu((distances <= 14) & (correlations >= 0.65), 1))
    return set(zip(one.tolist(), other.tolist(), strict=True))


@pytest.mark.parametrize("texture", [False, True], ids=["scattered", "all hashes close"])
def test_the_same_as_brute_force(texture: bool) -> None:
    random = np.random.default_rng(1)
    number = 700
    hashes = random.integers(0, 2**64, number, np.uint64)
    if texture:
        hashes = np.uint64(1) << random.integers(0, 64, number, np.uint64)
    details = np.clip(random.normal(0, 90, (number, 256)), -127, 127).astype(np.int8)
    for copy in range(0, 200, 2):
        noise = random.normal(0, random.uniform(1, 120), 256)
        details[copy + 1] = np.clip(details[copy] + noise, -127, 127)
        hashes[copy + 1] = hashes[copy] ^ np.uint64(0b1011 if copy % 4 else 0xFFFFF)
    found = find_alike(hashes, details).pairs.tolist()
    assert len(found) > 20
    assert {(one, other) for one, other in found} == brute_force(hashes, details)


def test_a_large_group_among_many_is_led_by_its_first() -> None:
    random = np.random.default_rng(1)
    details = random.integers(-127, 128, (20_000, 256), np.int8)
    hashes = random.integers(0, 2**64, 20_000, np.uint64)
    group = np.arange(10, 20_000, 130)
    hashes[group] = hashes[10]
    details[group] = np.clip(details[10] + random.normal(0, 5, (len(group), 256)), -127, 127)
    assert find_alike(hashes, details).pairs.tolist() == [[10, other] for other in group[1:].tolist()]


def test_steps_and_cancel() -> None:
    random = np.random.default_rng(1)
    hashes, details = (
        random.integers(0, 2**64, 300, np.uint64),
        random.integers(-127, 128, (300, 256), np.int8),
    )
    hashes[[0, 298]], details[[0, 298]] = hashes[1], details[1]
    heard: list[int] = []
    assert find_alike(hashes, details, step=lambda: heard.append(1)).pairs.tolist() == [
        [0, 1],
        [0, 298],
        [1, 298],
    ]
    assert len(heard) == steps(300) == 5
    assert find_alike(hashes, details, cancelled=lambda: True).pairs.tolist() == []
    assert find_alike(hashes[:0], details[:0]).pairs.tolist() == []
