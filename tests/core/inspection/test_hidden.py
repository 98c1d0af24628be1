"""Defects that nobody can see."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.datasets.dataset import Label, Sample, Split
from core.images.write import write_png
from core.inspection.hidden import defect_hidden


@pytest.fixture
def sample(tmp_path: Path) -> Sample:
    truth = np.zeros((40, 40), np.uint8)
    truth[10:20, 10:20] = 255
    write_png(tmp_path / "mask.png", truth)
    return Sample(tmp_path / "x.png", Label.DEFECTIVE, Split.TEST, tmp_path / "mask.png")


def looked_at(left: int, side: int = 40) -> np.ndarray:
    mask = np.zeros((side, side), np.bool_)
    mask[:, left:] = True
    return mask


def test_a_defect_is_hidden_when_none_of_it_is_inspected(sample: Sample) -> None:
    assert not defect_hidden(sample, None)
    assert not defect_hidden(sample, looked_at(19))
    assert defect_hidden(sample, looked_at(20))
    # At a working size of half the picture's.
    assert not defect_hidden(sample, looked_at(9, 20))
    assert defect_hidden(sample, looked_at(10, 20))


def test_without_a_mask_that_shows_something_nobody_knows(sample: Sample, tmp_path: Path) -> None:
    everything_ignored_but_a_line = looked_at(39)
    for name, content in (("empty.png", np.zeros((40, 40), np.uint8)), ("gone.png", None)):
        if content is not None:
            write_png(tmp_path / name, content)
        other = Sample(sample.path, Label.DEFECTIVE, Split.TEST, tmp_path / name)
        assert not defect_hidden(other, everything_ignored_but_a_line)
    assert not defect_hidden(Sample(sample.path, Label.DEFECTIVE, Split.TEST), everything_ignored_but_a_line)
    good = Sample(sample.path, Label.GOOD, Split.TEST, sample.mask)
    assert not defect_hidden(good, everything_ignored_but_a_line)
