"""An evaluation under areas: of the model, and of single images."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from core.datasets.dataset import Dataset, Label, Split
from core.datasets.layout import recognise
from core.evaluation.evaluate import evaluate
from core.images.areas import Area
from core.inspection.inspector import Inspector

SIDE = 48
SHARE = 0.4
CORNER = Area.model_validate({"kind": "ignore", "shape": "rectangle", "points": ((SHARE, SHARE), (1, 1))})
DEFECTS = Area.model_validate({"kind": "ignore", "shape": "rectangle", "points": ((0, 0), (0.6, 0.6))})


def repaint(path: Path, change: NDArray[np.bool_]) -> None:
    """Black and white stripes where `change` is True."""
    picture = cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_GRAYSCALE)
    picture[change] = (np.indices(picture.shape)[1] % 2 * 255)[change]
    path.write_bytes(cv2.imencode(".png", picture)[1].tobytes())


@pytest.fixture
def dataset(surfaces: Path) -> Dataset:
    return recognise(surfaces)


def test_figures_are_those_of_inspected_pixels(inspector: Inspector, dataset: Dataset) -> None:
    """The defects begin at 10, 10 and are cut at pixel 19; a gross pattern beyond makes no difference."""
    header = inspector.model.header.model_copy(update={"areas": (CORNER,)})
    inspector.model = replace(inspector.model, header=header)
    before = evaluate(inspector, dataset)
    assert before.hidden == ()
    assert before.images == {Label.GOOD: 6, Label.DEFECTIVE: 4}
    for sample in dataset.select(split=Split.TEST):
        repaint(sample.path, CORNER.inside(SIDE, SIDE))
    after = evaluate(inspector, dataset)
    assert replace(after, seconds=0) == replace(before, seconds=0)
    assert after.pixel is not None
    # With the model's areas out of the way the pattern is all that is seen.
    header = header.model_copy(update={"areas": ()})
    inspector.model = replace(inspector.model, header=header)
    whole = evaluate(inspector, dataset)
    assert whole.good_repair_mse is not None
    assert after.good_repair_mse is not None
    assert whole.good_repair_mse > 10 * after.good_repair_mse


def test_the_areas_of_a_sample_stand_in_for_the_models(inspector: Inspector, dataset: Dataset) -> None:
    header = inspector.model.header.model_copy(update={"areas": (CORNER,)})
    inspector.model = replace(inspector.model, header=header)
    test = dataset.select(split=Split.TEST)
    own = replace(dataset, samples=(replace(test[0], areas=(DEFECTS,)), *test[1:]))
    scores = [row.score for row in evaluate(inspector, own).rows]
    expected = [inspector.inspect(s.path, areas=s.areas or None).score for s in own.samples]
    assert scores == expected
    assert scores[0] != inspector.inspect(test[0].path).score


def test_an_image_whose_defect_is_ignored_is_left_out_and_told(
    inspector: Inspector, dataset: Dataset
) -> None:
    """Three of four defective images have a mask; without one nobody knows where the defect lies."""
    header = inspector.model.header.model_copy(update={"areas": (DEFECTS,)})
    inspector.model = replace(inspector.model, header=header)
    result = evaluate(inspector, dataset)
    assert [path.name for path in result.hidden] == ["0007.PNG", "0008.PNG", "0009.PNG"]
    assert result.images == {Label.GOOD: 6, Label.DEFECTIVE: 1}
    assert len(result.rows) == 7
    assert result.pixel is not None
    assert (result.pixel.images, result.pixel.defective_images) == (6, 0)
    assert any("3 defective images whose whole defect" in text for text in result.warnings)
    document = json.loads(json.dumps(result.to_dict()))
    assert [Path(path).name for path in document["defect_in_ignored_area"]] == [
        "0007.PNG",
        "0008.PNG",
        "0009.PNG",
    ]


def test_an_image_with_nothing_to_look_at_is_left_out_with_its_reason(
    inspector: Inspector, dataset: Dataset
) -> None:
    nothing = Area.model_validate({"kind": "ignore", "shape": "rectangle", "points": ((0, 0), (1, 1))})
    test = dataset.select(split=Split.TEST)
    own = replace(dataset, samples=(replace(test[0], areas=(nothing,)), *test[1:]))
    result = evaluate(inspector, own)
    assert [item.path for item in result.unreadable] == [test[0].path]
    assert "nothing" in result.unreadable[0].error
    assert len(result.rows) == 9
