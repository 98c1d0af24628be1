"""Panels of known pictures."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.datasets.dataset import Label, Sample, Split
from core.experiments.drawing import GAP, LINE
from core.experiments.judged import Judged
from core.experiments.panels import Column, choose, figure5, figure6
from core.experiments.systems import ISU_GAN, systems_of
from core.images.write import write_png
from core.inspection.pictures import CONTOUR_COLOUR
from core.inspection.result import Verdict
from tests.core.experiments.made import SIDE, inspection, square

UNET, CYCLEGAN = systems_of("table2", ["unet", "cyclegan"])
FOUND = square(30, 30, 20)
STEP = SIDE + GAP


def image(score: float, label: Label = Label.DEFECTIVE, folder: Path = Path(), mask: bool = True) -> Judged:
    path = folder / f"{score}.png"
    return Judged(
        path.name, Sample(path, label, Split.TEST, folder / "mask.png" if mask else None), score, Verdict.OK
    )


@pytest.mark.parametrize(
    ("count", "places"),
    [
        (0, []),
        (1, [0]),
        (6, [0, 1, 2, 3, 4, 5]),
        (7, [0, 1, 2, 3, 5, 6]),
        (10, [0, 1, 4, 5, 8, 9]),
    ],
)
def test_the_lowest_the_middle_and_the_highest_are_chosen(count: int, places: list[int]) -> None:
    images = [image(n / 10) for n in range(count)]
    chosen = choose([*reversed(images), image(0.55, Label.GOOD)])
    assert [one.image for one in chosen] == [images[place] for place in places]


def test_chosen_images_say_where_their_scores_lie() -> None:
    assert [one.why for one in choose([image(n) for n in range(10)])] == [
        "lowest",
        "low",
        "median",
        "median",
        "high",
        "highest",
    ]
    assert [one.why for one in choose([image(n) for n in range(3)])] == ["lowest", "median", "highest"]
    assert len(choose([image(n) for n in range(10)], most=4)) == 4


def opened(data: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(data)) as picture:
        return np.asarray(picture.convert("RGB"))


def tile(panel: np.ndarray, row: int, column: int) -> np.ndarray:
    top = GAP + LINE + row * (LINE + SIDE + LINE + GAP) + LINE
    return panel[top : top + SIDE, GAP + column * STEP :][:, :SIDE]


@pytest.fixture
def two(tmp_path: Path) -> tuple[Judged, ...]:
    write_png(tmp_path / "mask.png", FOUND.view(np.uint8) * np.uint8(255))
    return image(0.2, folder=tmp_path), image(0.9, folder=tmp_path, mask=False)


def column(system: object, images: tuple[Judged, ...], repair: float, found: np.ndarray = FOUND) -> Column:
    made = {}
    for one in images:
        original = np.full((SIDE, SIDE), 0.4 if one.score < 0.5 else 0.6, np.float32)
        changed = np.full((SIDE, SIDE), repair, np.float32)
        made[one.sample.path] = inspection(one.sample.path, original, changed, found, one.score, Verdict.NG)
    return Column(system, made)  # type: ignore[arg-type]


def test_contours_lie_over_the_pictures_in_the_order_of_the_caption(two: tuple[Judged, ...]) -> None:
    nothing = np.zeros_like(FOUND)
    columns = [column(UNET, two, 0.4, nothing), column(ISU_GAN, two, 0.8)]
    panel = figure5("Class1", choose(two), columns, ISU_GAN, ["CycleGAN (not done)"])
    assert panel is not None
    drawn = opened(panel.png)
    assert panel.title == "Class1"
    assert "Columns: Original, Label, UNet, ISU-GAN;" in panel.caption
    assert panel.caption.endswith("Left out: CycleGAN (not done).")
    assert (tile(drawn, 0, 0) == 102).all()
    assert (tile(drawn, 1, 0) == 153).all()
    assert (tile(drawn, 0, 1) == 255 * FOUND[..., None]).all()
    # Without a mask the label's place stays empty.
    assert (tile(drawn, 1, 1) == 255).all()
    assert (tile(drawn, 0, 2) == 102).all()
    of_isu_gan = tile(drawn, 1, 3)
    assert of_isu_gan[30, 40].tolist() == pytest.approx(CONTOUR_COLOUR, abs=12)
    assert tuple(of_isu_gan[10, 10]) == (153, 153, 153)
    assert drawn.shape[1] == 4 * STEP + GAP


def test_only_systems_that_repair_have_a_repair_to_show(two: tuple[Judged, ...]) -> None:
    columns = [column(UNET, two, 0.4), column(CYCLEGAN, two, 0.2), column(ISU_GAN, two[:1], 0.8)]
    panel = figure6("Class1", choose(two), columns, ISU_GAN, [])
    assert panel is not None
    drawn = opened(panel.png)
    assert "Columns: Original, Label, CycleGAN, ISU-GAN;" in panel.caption
    assert "Left out" not in panel.caption
    assert (tile(drawn, 0, 2) == 51).all()
    assert (tile(drawn, 0, 3) == 204).all()
    # This one could not be inspected.
    assert (tile(drawn, 1, 3) == 255).all()
    assert figure6("Class1", choose(two), columns[:1], UNET, []) is None
    assert figure5("Class1", choose([]), columns, UNET, []) is None
