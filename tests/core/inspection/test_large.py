"""What is computed band by band is what is computed at once, and a watch is heard between the tiles."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.errors import InspectionStoppedError
from core.images import bands, scratch
from core.images.areas import Area, looked_at
from core.images.convert import to_channels, to_uint8
from core.images.picture import Picture
from core.images.stopping import stoppable
from core.images.tiles import Box, TileBlender, tile_boxes
from core.inspection.folder import inspect_files
from core.inspection.inspector import Inspector
from core.inspection.model_file import Model
from core.inspection.otsu import otsu_level
from core.inspection.pictures import map_to_uint8
from core.inspection.preprocess import Preprocess
from core.inspection.score import dissimilarity
from core.inspection.segment import SegmentSettings
from core.inspection.ssim import ssim_map


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Call it, and bands have a few rows and arrays lie in files."""

    def switch() -> None:
        monkeypatch.setattr(bands, "BAND_PIXELS", 500)
        monkeypatch.setattr(scratch, "MAPPED_FROM", 1)

    return switch


@pytest.mark.parametrize("channels", [(), (3,)])
def test_bands_change_no_figure(narrow: Callable[[], None], channels: tuple[int, ...]) -> None:
    rng = np.random.default_rng(0)
    original = rng.random((90, 70, *channels), dtype=np.float32)
    repair = (original + 0.1 * rng.standard_normal(original.shape, dtype=np.float32)).clip(0, 1)

    def figures() -> list[np.ndarray]:
        similarity = ssim_map(original, repair)
        local = dissimilarity(similarity, 17)
        level = np.array([otsu_level(similarity), otsu_level(similarity[similarity > 0.2])])
        converted: list[np.ndarray] = [
            to_channels(original, 1),
            to_channels(original, 3),
            to_uint8(repair),
            map_to_uint8(similarity),
        ]
        return [similarity, local, level, *converted]

    whole = figures()
    narrow()
    for one, other in zip(whole, figures(), strict=True):
        np.testing.assert_allclose(one, other, atol=1e-6)


def test_an_inspection_in_files_is_the_same(
    make_model: Callable[..., Model], picture_files: list[Path], narrow: Callable[[], None]
) -> None:
    inspector = Inspector(make_model(preprocess=Preprocess(tile=64, overlap=16)), "cpu")
    settings = SegmentSettings(mode="otsu", min_area=2, min_contrast=0.001)
    one = inspector.resegment(inspector.inspect(picture_files[0]), settings)
    narrow()
    two = inspector.resegment(inspector.inspect(picture_files[0]), settings)
    assert one.defects
    assert two.score == pytest.approx(one.score, abs=1e-6)
    assert [d.area_px for d in two.defects] == [d.area_px for d in one.defects]
    assert [d.contrast for d in two.defects] == pytest.approx([d.contrast for d in one.defects])
    assert two.images is not None
    assert isinstance(two.images.repair.base, np.memmap) or two.images.repair.size < 64 * 64


def test_areas_in_files_are_the_same(
    make_model: Callable[..., Model], picture_files: list[Path], narrow: Callable[[], None]
) -> None:
    oval = Area.model_validate({"kind": "inspect", "shape": "ellipse", "points": ((0.2, 0.3), (0.8, 0.9))})
    inspector = Inspector(make_model(preprocess=Preprocess(tile=64, overlap=16), areas=(oval,)), "cpu")
    settings = SegmentSettings(mode="otsu", min_area=2)
    one = inspector.resegment(inspector.inspect(picture_files[0]), settings)
    narrow()
    looked_at.cache_clear()
    two = inspector.resegment(inspector.inspect(picture_files[0]), settings)
    assert one.defects
    assert one.images is not None
    assert two.images is not None
    assert two.images.looked_at is not one.images.looked_at
    np.testing.assert_array_equal(two.images.repair, one.images.repair)
    np.testing.assert_allclose(two.images.ssim_map, one.images.ssim_map, atol=1e-6)
    assert two.score == pytest.approx(one.score, abs=1e-6)
    assert [d.area_px for d in two.defects] == [d.area_px for d in one.defects]


def test_cutting_anew_takes_the_map_that_is_there(
    make_model: Callable[..., Model], picture_files: list[Path]
) -> None:
    inspector = Inspector(make_model(), "cpu")
    found = inspector.inspect(picture_files[0])
    again = inspector.resegment(found, SegmentSettings(mode="fixed", fixed_level=0.5))
    assert found.images is not None
    assert again.images is not None
    assert again.images.ssim_map is found.images.ssim_map
    assert again.score == found.score


class Watch:
    """Wants `wanted` tiles."""

    def __init__(self, wanted: int) -> None:
        self.wanted = wanted
        self.told: list[tuple[int, int]] = []

    def cancelled(self) -> bool:
        return len(self.told) >= self.wanted

    def progress(self, done: int, total: int) -> None:
        self.told.append((done, total))


def test_the_watch_hears_of_every_tile_and_can_stop(make_model: Callable[..., Model]) -> None:
    repairer = Inspector(make_model(preprocess=Preprocess(tile=64, overlap=16)), "cpu").repairer
    picture = np.random.default_rng(0).random((100, 64), dtype=np.float32)
    watch = Watch(99)
    repairer.repair(picture, watch)
    assert watch.told == [(0, 2), (1, 2)]
    with pytest.raises(InspectionStoppedError):
        repairer.repair(picture, Watch(1))


@pytest.mark.parametrize("stage", ["read", "repair_picture", "judge"])
def test_a_folder_run_leaves_a_large_image_half_way(
    stage: str,
    make_model: Callable[..., Model],
    picture_files: list[Path],
    narrow: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    inspector = Inspector(make_model(), "cpu")
    large, reached = picture_files[1], threading.Event()
    real = getattr(inspector, stage)

    def begun(*arguments: Any) -> Any:
        if large in arguments:
            reached.set()
        return real(*arguments)

    narrow()
    monkeypatch.setattr(inspector, stage, begun)
    done = [item.path for item in inspect_files(inspector, [large], cancelled=reached.is_set)]
    assert done == []
    monkeypatch.setattr(inspector, stage, real)
    assert [item.path for item in inspect_files(inspector, [large])] == [large]


def test_of_large_images_few_are_held_at_once(
    make_model: Callable[..., Model],
    picture_files: list[Path],
    narrow: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    inspector = Inspector(make_model(), "cpu")
    read: list[Path] = []
    real = inspector.read

    def counted(path: Path) -> Picture:
        read.append(path)
        return real(path)

    monkeypatch.setattr(inspector, "read", counted)
    narrow()
    paths = picture_files[:3] * 3
    for number, item in enumerate(inspect_files(inspector, paths), start=1):
        assert item.path == paths[number - 1]
        # Those that were begun before the first one's size was known.
        assert len(read) <= number + 2


def test_a_network_ends_between_two_layers(make_model: Callable[..., Model]) -> None:
    repairer = Inspector(make_model(), "cpu").repairer
    left = iter([False, False])
    with stoppable(lambda: next(left, True)), pytest.raises(InspectionStoppedError):
        repairer.repair(np.zeros((32, 32), np.float32))
    assert next(left, None) is None


def test_tiles_come_row_by_row() -> None:
    blender = TileBlender(64, 100, 16)
    tile = np.ones((64, 64), np.float32)
    for box in tile_boxes(64, 100, 64, 16):
        blender.add(box, tile)
    with pytest.raises(ValueError, match="above"):
        blender.add(Box(0, 0, 64, 64), tile)
    # Only the rows of the last tile are still open.
    assert len(blender._sum) == 64
    np.testing.assert_allclose(blender.result(), 1, atol=1e-6)
