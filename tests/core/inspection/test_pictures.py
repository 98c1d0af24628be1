"""Inspections as pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from core.images.read import read_picture
from core.inspection.inspector import Inspector
from core.inspection.model_file import Model
from core.inspection.pictures import CONTOUR_COLOUR, KINDS, map_to_uint8, render, write_pictures
from core.inspection.segment import SegmentSettings


def test_the_maps_scale_is_fixed() -> None:
    assert map_to_uint8(np.array([[-1, 0, 1]], np.float32)).tolist() == [[0, 128, 255]]


def test_every_kind_is_written_and_the_contour_lies_on_the_masks_border(
    make_model: Callable[..., Model], picture_files: list[Path], tmp_path: Path
) -> None:
    inspector = Inspector(make_model(), "cpu", SegmentSettings(mode="otsu", min_area=30))
    found = inspector.inspect(picture_files[0])
    assert found.images is not None
    write_pictures(tmp_path, "name", found, KINDS)
    assert sorted(p.parent.name for p in tmp_path.glob("*/name.png")) == [
        "maps",
        "masks",
        "overlays",
        "repairs",
    ]
    mask = render(found, "mask") > 0
    overlay = read_picture(tmp_path / "overlays" / "name.png").pixels
    red = np.abs(overlay * 255 - CONTOUR_COLOUR).max(axis=2) < 1
    assert red.any()
    near = cv2.dilate(mask.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    assert not (red & ~near).any()
    with pytest.raises(ValueError, match="none of"):
        render(found, "hologram")
