"""Photos of surfaces, and datasets made of them, in memory and on disk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.datasets.dataset import Dataset, Label, Sample, Split
from core.datasets.preflight.measurement import MaskFacts, Measurement
from core.datasets.textures import make_image
from core.images.picture import ByteImage

Measured = Callable[..., tuple[Sample, Measurement]]


@pytest.fixture
def photo() -> Callable[..., ByteImage]:
    """A photo of a synthetic surface; another seed shows another piece of it."""
    return lambda seed, texture="cast", size=128: make_image(texture, size, seed, False)[0]


@pytest.fixture
def save(tmp_path: Path) -> Callable[..., Sample]:
    """Write a picture below the test's folder by Pillow, and give its sample."""

    def write(
        name: str,
        pixels: ByteImage,
        label: Label = Label.GOOD,
        split: Split = Split.TRAIN,
        mask: Path | None = None,
        **options: object,
    ) -> Sample:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(pixels).save(path, **options)
        return Sample(path, label, split, mask)

    return write


@pytest.fixture
def dataset_of(tmp_path: Path) -> Callable[..., Dataset]:
    """A dataset of these samples."""
    return lambda *samples: Dataset(tmp_path, "flat", samples)


@pytest.fixture
def measured() -> Measured:
    """An image that was never there, with what it showed: unlike all others, but for what is given."""
    random = np.random.default_rng(0)

    def make(
        name: str,
        label: Label = Label.GOOD,
        split: Split = Split.TRAIN,
        mask: MaskFacts | None = None,
        **values: object,
    ) -> tuple[Sample, Measurement]:
        own: dict[str, object] = {
            "sha256": name,
            "width": 64,
            "height": 64,
            "bit_depth": 8,
            "channels": 1,
            "mean": 0.5,
            "sharpness": 1.0,
            "phash": int(random.integers(0, 2**64, dtype=np.uint64)),
            "detail": random.integers(-127, 128, 256, np.int8).tobytes(),
        }
        sample = Sample(Path(name), label, split, None if mask is None else Path("mask"))
        return sample, Measurement(mask=mask, **(own | values))

    return make
