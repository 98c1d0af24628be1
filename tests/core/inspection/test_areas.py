"""Areas through the whole path of an inspection."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from core.errors import AreasError
from core.images.areas import Area
from core.images.picture import Picture
from core.images.write import write_png
from core.inspection.calibration import Calibration
from core.inspection.folder import inspect_files
from core.inspection.inspector import Inspector, Looked, judge
from core.inspection.model_file import Model
from core.inspection.otsu import otsu_level
from core.inspection.result import FailedInspection, Inspection
from core.inspection.segment import SegmentSettings

RIGHT = Area.model_validate({"kind": "inspect", "shape": "rectangle", "points": ((0.5, 0), (1, 1))})
HOLE = Area.model_validate({"kind": "ignore", "shape": "ellipse", "points": ((0.6, 0.2), (0.9, 0.8))})
NOTHING = Area.model_validate({"kind": "ignore", "shape": "rectangle", "points": ((0, 0), (1, 1))})
HEIGHT, WIDTH = 60, 80
PREPROCESSES = ({}, {"standardise": True}, {"width": 40, "height": 40})


def texture(seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).uniform(0.4, 0.6, (HEIGHT, WIDTH)).astype(np.float32)


def picture(pixels: np.ndarray) -> Picture:
    return Picture(pixels, 8, "L")


def figures(found: Inspection) -> dict[str, object]:
    # The stamp is of the file, and comes from whoever inspects files.
    other = ("images", "defects", "stamp")
    plain = {k: v for k, v in vars(found).items() if "seconds" not in k and k not in other}
    defects = [(d.contour.tolist(), dataclasses.replace(d, contour=np.zeros(0))) for d in found.defects]
    return plain | {"contours": [c for c, _ in defects], "defects": [repr(d) for _, d in defects]}


@pytest.mark.parametrize("mode", ["otsu", "guarded", "fixed"])
@pytest.mark.parametrize("preprocess", PREPROCESSES)
@pytest.mark.parametrize("areas", [(RIGHT,), (HOLE,), (RIGHT, HOLE)])
def test_what_is_ignored_changes_nothing_at_all(
    make_model: Callable[..., Model],
    calibration: Calibration,
    mode: str,
    preprocess: dict[str, object],
    areas: tuple[Area, ...],
) -> None:
    """Not the network's repair of the rest either: a gross pattern up to 1 pixel from the border."""
    model = make_model(calibration=calibration, preprocess=preprocess, areas=areas)
    inspector = Inspector(model, "cpu", SegmentSettings(mode=mode, fixed_level=0.6, min_area=1))
    inside = np.ones((HEIGHT, WIDTH), np.bool_)
    if RIGHT in areas:
        inside &= RIGHT.inside(WIDTH, HEIGHT)
    if HOLE in areas:
        inside &= ~HOLE.inside(WIDTH, HEIGHT)
    good = texture()
    gross = np.where(inside, good, np.indices(good.shape)[0] % 2).astype(np.float32)
    expected, found = (inspector.inspect_picture(picture(p), Path("x.png")) for p in (good, gross))
    assert figures(found) == figures(expected)
    assert found.images is not None
    assert found.images.looked_at is not None
    assert expected.images is not None
    assert np.array_equal(found.images.ssim_map, expected.images.ssim_map)
    # Without areas it changes the score; and one inspected pixel changes it with them.
    whole = [inspector.inspect_picture(picture(p), Path("x.png"), areas=()) for p in (good, gross)]
    assert whole[1].score > 1.02 * whole[0].score
    gross[tuple(np.argwhere(inside)[0])] = 0
    assert figures(inspector.inspect_picture(picture(gross), Path("x.png"))) != figures(expected)


def test_pictures_outside_are_the_original_and_the_map_one(make_model: Callable[..., Model]) -> None:
    found = Inspector(make_model(areas=(HOLE,)), "cpu").inspect_picture(picture(texture()), Path("x.png"))
    images = found.images
    assert images is not None
    assert images.looked_at is not None
    outside = ~images.looked_at
    assert np.array_equal(outside, HOLE.inside(WIDTH, HEIGHT))
    assert np.array_equal(images.original, texture())
    assert np.array_equal(images.repair[outside], images.original[outside])
    assert (images.ssim_map[outside] == 1).all()
    assert not (images.mask & outside).any()
    # OTSU's histogram is that of the inspected pixels.
    assert found.otsu_level == otsu_level(images.ssim_map[images.looked_at])
    assert found.otsu_level != otsu_level(images.ssim_map)


def test_a_defect_across_the_border_is_cut_there(
    make_model: Callable[..., Model], calibration: Calibration
) -> None:
    header = make_model(calibration=calibration).header
    original, repair = texture(), texture()
    original[20:40, 30:60] = 1
    settings = SegmentSettings(mode="fixed", fixed_level=0.5)
    arguments = (header, settings, Path("x.png"), (WIDTH, HEIGHT), Looked(original, repair, 0.0), True)
    (whole,), (part,) = judge(*arguments).defects, judge(*arguments, (RIGHT,)).defects
    assert whole.left < 30
    assert part.left == 40
    assert part.left + part.width == pytest.approx(whole.left + whole.width)
    assert 0 < part.area_px < whole.area_px


def test_none_means_the_models_and_a_tuple_exactly_these(make_model: Callable[..., Model]) -> None:
    inspector = Inspector(make_model(areas=(RIGHT,)), "cpu")
    by_model, by_hand, whole = (
        inspector.inspect_picture(picture(texture()), Path("x.png"), areas=areas)
        for areas in (None, (HOLE,), ())
    )
    assert (by_model.areas, by_hand.areas, whole.areas) == ((RIGHT,), (HOLE,), ())
    shares = [
        i.images.looked_at.mean() for i in (by_model, by_hand) if i.images and i.images.looked_at is not None
    ]
    assert shares == [RIGHT.inside(WIDTH, HEIGHT).mean(), 1 - HOLE.inside(WIDTH, HEIGHT).mean()]
    assert whole.images is not None
    assert whole.images.looked_at is None


def test_an_area_that_ignores_nothing_leaves_every_number_as_it_was(make_model: Callable[..., Model]) -> None:
    inspector = Inspector(make_model(), "cpu")
    off = Area.model_validate({"kind": "ignore", "shape": "ellipse", "points": ((1.1, 0), (1.5, 1))})
    one, two = (inspector.inspect_picture(picture(texture()), Path("x.png"), areas=a) for a in ((), (off,)))
    assert figures(one) | {"areas": ()} == figures(two) | {"areas": ()}


def test_resegmenting_keeps_the_areas(make_model: Callable[..., Model]) -> None:
    inspector = Inspector(make_model(areas=(RIGHT,)), "cpu")
    settings = SegmentSettings(mode="fixed", fixed_level=0.9, min_area=0)
    found = inspector.inspect_picture(picture(texture()), Path("x.png"), areas=(HOLE,))
    again = inspector.resegment(found, settings)
    directly = Inspector(inspector.model, "cpu", settings).inspect_picture(
        picture(texture()), Path("x.png"), areas=(HOLE,)
    )
    assert figures(again) == figures(directly)
    assert again.defects


def test_areas_of_single_files_in_a_folder(make_model: Callable[..., Model], tmp_path: Path) -> None:
    paths = []
    for index in range(4):
        paths.append(tmp_path / f"{index}.png")
        write_png(paths[-1], (texture(index) * 255).astype(np.uint8))
    inspector = Inspector(make_model(areas=(RIGHT,)), "cpu")
    own = {paths[1]: (HOLE,), paths[2]: (NOTHING,), paths[3]: ()}
    results = list(inspect_files(inspector, paths, areas=own))
    for path, result in zip(paths, results, strict=True):
        if path == paths[2]:
            assert isinstance(result, FailedInspection)
            assert "2.png" in result.error
            assert "nothing" in result.error
        else:
            assert isinstance(result, Inspection)
            assert figures(result) == figures(inspector.inspect(path, areas=own.get(path)))


def test_nothing_to_look_at_names_the_file(make_model: Callable[..., Model], tmp_path: Path) -> None:
    path = tmp_path / "whole.png"
    write_png(path, (texture() * 255).astype(np.uint8))
    inspector = Inspector(make_model(areas=(NOTHING,)), "cpu")
    with pytest.raises(AreasError, match=r"whole\.png"):
        inspector.inspect(path)
    with pytest.raises(AreasError, match=r"whole\.png"):
        inspector.judge(path, (WIDTH, HEIGHT), Looked(texture(), texture(), 0.0))
    assert inspector.inspect(path, areas=()).score > 0
