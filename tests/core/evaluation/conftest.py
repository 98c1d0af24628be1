"""Surfaces with a bright square as the defect, and a model whose repair is a strong median filter."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from core.inspection.header import Header
from core.inspection.inspector import Inspector
from core.inspection.model_file import load_model, save_model
from core.inspection.preprocess import Preprocess
from core.inspection.tiling import Wanted
from core.inspection.watch import Watch
from core.nets.generator import Generator
from core.nets.settings import NetworkSettings

SIDE = 48


class MedianRepairer:
    """Removes what is smaller than its window, as a trained network would."""

    def repair(
        self, picture: NDArray[np.float32], watch: Watch | None = None, wanted: Wanted | None = None
    ) -> NDArray[np.float32]:
        return cv2.medianBlur((picture * 255).astype(np.uint8), 21).astype(np.float32) / 255


@pytest.fixture
def surfaces(tmp_path: Path) -> Path:
    """A dataset in DAGM layout; each half has 6 good and 4 defective images, one of them without a mask."""
    generator = np.random.default_rng(2)
    for half in ("Train", "Test"):
        folder = tmp_path / "Stahl ü 🔩" / "Class1" / half
        (folder / "Label").mkdir(parents=True)
        lines = ["1"]
        for number in range(1, 11):
            picture = generator.normal(120, 6, (SIDE, SIDE)).astype(np.uint8)
            defective = number > 6
            name = f"{number:04d}"
            if defective:
                # The fainter ones hide in the noise, so that nothing is perfect.
                place = slice(10, 16 + number)
                picture[place, place] += np.uint8(6 * (number - 6))
                mask = np.zeros((SIDE, SIDE), np.uint8)
                mask[place, place] = 255
                if number < 10:
                    write(folder / "Label" / f"{name}_label.PNG", mask)
            write(folder / f"{name}.PNG", picture)
            lines.append(
                f"{number}\t{int(defective)}\t{name}.PNG\t0\t{f'{name}_label.PNG' if defective else 0}"
            )
        (folder / "Label" / "Labels.txt").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path / "Stahl ü 🔩"


def write(path: Path, picture: NDArray[np.uint8]) -> None:
    """OpenCV cannot write to every path; Python can."""
    path.write_bytes(cv2.imencode(".png", picture)[1].tobytes())


@pytest.fixture
def inspector(tmp_path: Path) -> Inspector:
    """Uncalibrated; see `MedianRepairer`."""
    made = Header(
        name="median",
        created="2026-01-01T00:00:00+00:00",
        network=NetworkSettings(base=4, blocks=0),
        preprocess=Preprocess(),
    )
    save_model(tmp_path / "model.safetensors", Generator(made.network), made)
    found = Inspector(load_model(tmp_path / "model.safetensors"), "cpu")
    found.repairer = MedianRepairer()
    return found
