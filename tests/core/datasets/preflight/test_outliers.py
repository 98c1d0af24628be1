from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter

from core.datasets.dataset import Sample
from core.datasets.preflight.findings import Action, Finding, Fix, Kind
from core.datasets.preflight.measuring import measure
from core.datasets.preflight.outliers import outliers
from core.datasets.textures import TEXTURES

Photo = Callable[..., np.ndarray]
Save = Callable[..., Sample]


@pytest.fixture
def find(tmp_path: Path, save: Save) -> Callable[..., list[Finding]]:
    """What is found on these pictures, which are called 0, 1 and so on."""

    def run(*pictures: np.ndarray) -> list[Finding]:
        samples = [save(f"{number}.png", pixels) for number, pixels in enumerate(pictures)]
        return outliers([(s, measure(s)) for s in samples], lambda path: path.stem)

    return run


@pytest.mark.parametrize("texture", list(TEXTURES))
def test_an_equally_sharp_and_exposed_set_has_none(
    texture: str, photo: Photo, find: Callable[..., list[Finding]]
) -> None:
    photos = [photo(seed, texture) for seed in range(30)]
    assert find(*photos) == []
    assert find(*(gaussian_filter(pixels, 2) for pixels in photos)) == []
    assert find(*(pixels // 4 for pixels in photos)) == []


def test_blurred(photo: Photo, find: Callable[..., list[Finding]]) -> None:
    photos = [photo(seed) for seed in range(20)]
    photos[5] = gaussian_filter(photos[5], 1.2)
    photos[9] = gaussian_filter(photos[9], 3)
    (finding,) = find(*photos)
    assert finding.kind is Kind.BLURRED
    assert [path.stem for path in finding.paths] == ["9", "5"]
    assert finding.text == "2 images, most of all 9, are much less sharp than the others."
    assert finding.fix == Fix(Action.REMOVE, finding.paths)


def test_half_the_exposure_is_not_blurred(photo: Photo, find: Callable[..., list[Finding]]) -> None:
    photos = [photo(seed) for seed in range(20)]
    photos[3] = photos[3] // 2
    (finding,) = find(*photos)
    assert (finding.kind, finding.text) == (Kind.TOO_DARK, "3 is much darker than the others.")


def test_too_bright_and_clipped(photo: Photo, find: Callable[..., list[Finding]]) -> None:
    photos = [photo(seed) for seed in range(20)]
    photos[3] = np.clip(photos[3] * 1.8, 0, 250).astype(np.uint8)
    photos[4][:20] = 255
    photos[6][:25] = 0
    found = {finding.kind: [path.stem for path in finding.paths] for finding in find(*photos)}
    assert found == {Kind.TOO_BRIGHT: ["3"], Kind.CLIPPED: ["6", "4"]}


def test_a_black_surround_that_all_have_is_usual(photo: Photo, find: Callable[..., list[Finding]]) -> None:
    photos = [photo(seed) for seed in range(20)]
    for number, pixels in enumerate(photos):
        pixels[: 30 + number % 3] = 0
    assert find(*photos) == []


def test_a_few_images_say_nothing(photo: Photo, find: Callable[..., list[Finding]]) -> None:
    photos = [photo(seed) for seed in range(9)]
    photos[0] = gaussian_filter(photos[0], 3)
    assert find(*photos) == []
    assert len(find(*photos, photo(9))) == 1


def test_pictures_of_one_flat_colour(find: Callable[..., list[Finding]]) -> None:
    assert find(*[np.full((20, 20), 90, np.uint8)] * 12) == []
