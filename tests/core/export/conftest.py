"""Results made by hand: images on disk, masks at another size than theirs, no network."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.export.source import ModelRecord, Source
from core.images.write import write_png
from core.inspection.contours import measure
from core.inspection.result import FailedInspection, Inspection, InspectionImages, Verdict
from core.inspection.segment import SegmentSettings

WIDTH, HEIGHT = 120, 48
WORKING = (24, 40)
"""Height and width of the working picture: 2 x 3 pixels of the original each."""


def ring_and_dot() -> np.ndarray:
    """A ring with a hole, a line one pixel wide, and two pixels that touch at a corner."""
    mask = np.zeros(WORKING, bool)
    mask[3:12, 4:15] = True
    mask[6:9, 7:11] = False
    mask[18, 20:35] = True
    mask[4, 30] = mask[5, 31] = True
    return mask


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """An empty folder for images, with a difficult name."""
    folder = tmp_path / "Blech ü 🔩"
    folder.mkdir()
    return folder


@pytest.fixture
def make_inspection(photos: Path) -> Callable[..., Inspection]:
    """`make(name, verdict, mask=None, score=0.4)`: an image on disk and its result."""

    def make(name: str, verdict: Verdict, mask: np.ndarray | None = None, score: float = 0.4) -> Inspection:
        path = photos / name
        write_png(path, np.full((HEIGHT, WIDTH, 3), (90, 120, 150), np.uint8))
        inside = np.zeros(WORKING, bool) if mask is None else mask
        grey = np.full(WORKING, 0.5, np.float32)
        repair = np.where(inside, np.float32(0.3), grey)
        ssim_map = np.where(inside, np.float32(0.1), np.float32(0.9))
        kept, defects = measure(inside.astype(np.uint8), grey, repair, ssim_map, 0, 0.0, (WIDTH, HEIGHT))
        return Inspection(
            path=path,
            width=WIDTH,
            height=HEIGHT,
            score=score,
            verdict=verdict,
            review_cut=0.3,
            ng_cut=0.5,
            otsu_level=0.5,
            level=0.4,
            defects=defects,
            repair_seconds=0.01,
            segment_seconds=0.001,
            images=InspectionImages(grey, repair, ssim_map, kept),
        )

    return make


@pytest.fixture
def source(photos: Path) -> Source:
    """A calibrated model."""
    model = ModelRecord(
        name="m",
        file="m.safetensors",
        sha256="ab" * 32,
        created="2026-01-01T00:00:00+00:00",
        snapshot_hash="",
        policy="best-f1",
        review_cut=0.3,
        ng_cut=0.5,
        versions={},
    )
    return Source(photos, model, SegmentSettings())


@pytest.fixture
def uncalibrated(source: Source) -> Source:
    """The same without cuts."""
    model = source.model.model_copy(update={"policy": "", "review_cut": None, "ng_cut": None})
    return replace(source, model=model)


@pytest.fixture
def items(make_inspection: Callable[..., Inspection], photos: Path) -> list[Inspection | FailedInspection]:
    """Two OK, two NG (one in a folder, of the same stem), one Review, one unreadable file."""
    broken = photos / "broken.png"
    broken.write_bytes(b"nothing")
    faint = np.zeros(WORKING, bool)
    faint[20:23, 2:9] = True
    return [
        make_inspection("a.png", Verdict.OK),
        make_inspection("b.png", Verdict.NG, ring_and_dot(), 0.7),
        FailedInspection(broken, f"{broken} is no image."),
        make_inspection("deep/b.png", Verdict.NG, faint, 0.6),
        make_inspection("c.png", Verdict.REVIEW, faint),
        make_inspection("deep/d.png", Verdict.OK),
    ]
