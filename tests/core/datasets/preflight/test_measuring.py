from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path

import cv2
import imagehash
import numpy as np
import pytest
from PIL import Image
from scipy.ndimage import gaussian_filter

import core.datasets.preflight.measuring as measuring
from core.datasets.dataset import Label, Sample, Split
from core.datasets.masks import PolygonMask
from core.datasets.preflight.measurement import MaskFacts, Measurement
from core.datasets.preflight.measuring import has_its_mask, measure, measure_mask_anew
from core.images.picture import ByteImage

Photo = Callable[..., ByteImage]
Save = Callable[..., Sample]


@pytest.mark.parametrize("texture", ["cast", "weave", "stripes"])
def test_the_hash_is_imagehashs_own(texture: str, photo: Photo, save: Save) -> None:
    for seed in range(5):
        sample = save("a.png", photo(seed, texture))
        with Image.open(sample.path) as image:
            assert f"{measure(sample).phash:016x}" == str(imagehash.phash(image))


def test_plain_figures(save: Save) -> None:
    pixels = np.full((20, 30), 51, np.uint8)
    pixels[:5] = 255
    pixels[5:8] = 0
    sample = save("a.png", pixels)
    found = measure(sample)
    assert found.sha256 == hashlib.sha256(sample.path.read_bytes()).hexdigest()
    assert (found.size, found.format, found.error, found.mask) == ((30, 20), "8-bit grey", "", None)
    assert (found.white, found.black) == (0.25, 0.15)
    assert found.mean == pytest.approx(pixels.mean() / 255, abs=1e-6)


def test_depth_and_channels(tmp_path: Path, save: Save) -> None:
    assert measure(save("c.png", np.zeros((5, 6, 3), np.uint8))).format == "8-bit colour"
    cv2.imwrite(str(tmp_path / "d.png"), np.full((5, 6), 65535, np.uint16))
    deep = measure(Sample(tmp_path / "d.png", Label.GOOD, Split.TRAIN))
    assert (deep.format, deep.white) == ("16-bit grey", 1.0)


def test_sharpness_is_the_laplacians_variance(photo: Photo, save: Save) -> None:
    pixels = photo(1, size=256)
    grey = pixels / 255
    edges = np.pad(grey, 1, mode="reflect")
    laplacian = edges[:-2, 1:-1] + edges[2:, 1:-1] + edges[1:-1, :-2] + edges[1:-1, 2:] - 4 * grey
    expected = laplacian.var() / grey.mean() ** 2
    assert measure(save("a.png", pixels)).sharpness == pytest.approx(expected, rel=1e-4)


def test_sharpness_falls_with_blur_and_not_with_exposure(photo: Photo, save: Save) -> None:
    pixels = photo(1, size=256)
    sharp = measure(save("a.png", pixels)).sharpness
    assert measure(save("b.png", gaussian_filter(pixels, 1.5))).sharpness < sharp / 10
    assert measure(save("c.png", pixels // 2)).sharpness == pytest.approx(sharp, rel=0.1)


@pytest.mark.parametrize("shape", [(1, 1), (1, 500), (700, 1), (3, 3, 3)])
def test_tiny_pictures(shape: tuple[int, ...], save: Save) -> None:
    found = measure(save("a.png", np.full(shape, 100, np.uint8)))
    assert (found.size, found.sharpness, len(found.detail)) == ((shape[1], shape[0]), 0.0, 256)


def test_a_bad_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "表面 🔍.png").write_text("no image")
    for name in ("表面 🔍.png", "missing.png"):
        found = measure(Sample(tmp_path / name, Label.GOOD, Split.TRAIN))
        assert name in found.error
        assert found == Measurement(error=found.error)


def test_the_file_is_decoded_once(photo: Photo, save: Save, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Path] = []
    original = measuring.read_picture
    monkeypatch.setattr(measuring, "read_picture", lambda path: read.append(path) or original(path))
    sample = save("a.png", photo(1))
    measure(sample)
    assert read == [sample.path]


def test_mask_facts(photo: Photo, save: Save) -> None:
    pixels = np.zeros((64, 128), np.uint8)
    pixels[10:20, 10:50] = 255  # a bar, 10 wide
    pixels[40:43, 100:128] = 255  # a line at the edge, 3 wide
    pixels[60, 60] = 100  # below the threshold
    mask = save("m.png", pixels).path
    facts = measure(save("a.png", photo(1), Label.DEFECTIVE, mask=mask)).mask
    assert facts is not None
    assert (facts.width, facts.height, facts.error) == (128, 64, "")
    assert (facts.area, facts.smallest) == (484, 84)
    assert facts.thinnest == pytest.approx(3, abs=0.01)


@pytest.mark.parametrize("width", range(1, 9))
@pytest.mark.parametrize("angle", [0, 90, 45])
def test_the_width_of_a_line(width: int, angle: int, photo: Photo, save: Save) -> None:
    y, x = np.mgrid[:100, :100] - 50
    across = x * np.cos(np.radians(angle)) + y * np.sin(np.radians(angle))
    mask = save("m.png", ((across > -0.1) & (across < width - 0.1)).astype(np.uint8) * 255).path
    facts = measure(save("a.png", photo(1), mask=mask)).mask
    assert facts is not None
    assert facts.thinnest == pytest.approx(width, abs=0.01 if angle % 90 == 0 else 1.1)


def test_a_mask_that_marks_nothing_or_cannot_be_read(tmp_path: Path, photo: Photo, save: Save) -> None:
    empty = save("m.png", np.zeros((8, 9), np.uint8)).path
    facts = measure(save("a.png", photo(1), mask=empty)).mask
    assert facts == MaskFacts(facts.stamp if facts else "", 9, 8)
    (tmp_path / "n.png").write_text("no image")
    facts = measure(save("b.png", photo(1), mask=tmp_path / "n.png")).mask
    assert facts is not None
    assert "n.png" in facts.error


def test_outlines_are_measured_too(photo: Photo, save: Save) -> None:
    outlines = PolygonMask.of(128, 128, [[(9.5, 9.5), (30.5, 9.5), (30.5, 14.5), (9.5, 14.5)]])
    facts = measure(save("a.png", photo(1), mask=outlines)).mask
    assert facts is not None
    assert (facts.width, facts.height, facts.area) == (128, 128, 21 * 5)


def test_another_mask_is_noticed(photo: Photo, save: Save) -> None:
    mask = save("m.png", np.full((128, 128), 255, np.uint8))
    sample = save("a.png", photo(1), mask=mask.path)
    found = measure(sample)
    assert has_its_mask(sample, found)
    save("m.png", np.zeros((128, 128), np.uint8))
    os.utime(mask.path, (1, 1))
    assert not has_its_mask(sample, found)
    again = measure_mask_anew(sample, found)
    assert again == measure(sample)
    without = Sample(sample.path, sample.label, sample.split)
    assert not has_its_mask(without, found)
    assert measure_mask_anew(without, found).mask is None
    assert not has_its_mask(sample, measure(without))


def test_a_measurement_survives_json(photo: Photo, save: Save) -> None:
    mask = save("m.png", np.full((128, 128), 255, np.uint8)).path
    for found in (measure(save("a.png", photo(1), mask=mask)), Measurement(error="broken")):
        assert Measurement.from_dict(json.loads(json.dumps(found.to_dict()))) == found
    assert Measurement.from_dict(found.to_dict() | {"version": 0}) is None
