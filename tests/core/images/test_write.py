from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.images.write import write_png

RNG = np.random.default_rng(0)


@pytest.mark.parametrize("shape", [(13, 29), (13, 29, 3)])
@pytest.mark.parametrize("name", ["a.png", "Größe 表面 🔍.png", "new/folder/a.PNG"])
def test_round_trip(tmp_path: Path, shape: tuple[int, ...], name: str) -> None:
    pixels = RNG.integers(0, 256, shape, dtype=np.uint8)
    write_png(tmp_path / name, pixels)
    with Image.open(tmp_path / name) as image:
        assert image.format == "PNG"
        np.testing.assert_array_equal(np.asarray(image), pixels)


def test_views_and_masks(tmp_path: Path) -> None:
    mask = (RNG.random((40, 50)) > 0.5).astype(np.uint8) * np.uint8(255)
    write_png(tmp_path / "a.png", mask[::2, ::-1])
    np.testing.assert_array_equal(np.asarray(Image.open(tmp_path / "a.png")), mask[::2, ::-1])


@pytest.mark.parametrize(
    "pixels",
    [np.zeros((4, 4)), np.zeros((4, 4, 4), np.uint8), np.zeros(4, np.uint8), np.zeros((0, 4), np.uint8)],
)
def test_other_pixels_are_refused(tmp_path: Path, pixels: np.ndarray) -> None:
    with pytest.raises(ValueError, match="cannot write"):
        write_png(tmp_path / "a.png", pixels)
    assert not list(tmp_path.iterdir())


def test_a_failed_write_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_png(tmp_path / "a.png", np.zeros((4, 4), np.uint8))
    before = (tmp_path / "a.png").read_bytes()

    def fill_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", fill_disk)
    with pytest.raises(OSError, match="No space"):
        write_png(tmp_path / "a.png", np.ones((4, 4), np.uint8))
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]
    assert (tmp_path / "a.png").read_bytes() == before
