from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from core.datasets.dataset import Dataset, Label, Sample, Split
from core.datasets.preflight.findings import Kind, Severity
from core.datasets.preflight.measurement import Measurement
from core.datasets.preflight.whole import few_images, mixed

Measured = Callable[..., tuple[Sample, Measurement]]


def test_one_size_and_format_is_not_mixed(measured: Measured) -> None:
    assert list(mixed([measured("a"), measured("b")])) == []
    assert list(mixed([])) == []


def test_strays_of_another_size(measured: Measured) -> None:
    (finding,) = mixed([measured(str(n)) for n in range(9)] + [measured("odd", width=65)])
    assert (finding.kind, finding.severity, finding.paths) == (
        Kind.ODD_SIZE,
        Severity.WARNING,
        (Path("odd"),),
    )
    assert finding.text == "The images have 2 different sizes; 9 of 10 have 64 x 64 pixels."


def test_all_kinds_of_sizes_are_worth_a_note(measured: Measured) -> None:
    (finding,) = mixed([measured(str(n), width=64 + n) for n in range(5)])
    assert (finding.severity, finding.paths) == (Severity.NOTE, ())


def test_mixed_depths_and_channels(measured: Measured) -> None:
    (finding,) = mixed([measured("a"), measured("b"), measured("c", bit_depth=16), measured("d", channels=3)])
    assert (finding.kind, finding.severity) == (Kind.ODD_DEPTH, Severity.WARNING)
    assert finding.paths == (Path("c"), Path("d"))
    assert finding.text == "2 of 4 images are 8-bit grey, 1 are 16-bit grey, 1 are 8-bit colour."


def of(good: int, defective: int, split: Split, others: int = 0) -> Dataset:
    samples = [Sample(Path(f"g{n}"), Label.GOOD, split) for n in range(good)]
    samples += [Sample(Path(f"d{n}"), Label.DEFECTIVE, split) for n in range(defective)]
    samples += [Sample(Path(f"t{n}"), Label.GOOD, Split.TEST) for n in range(others)]
    return Dataset(Path("/x"), "flat", tuple(samples))


@pytest.mark.parametrize("split", [Split.TRAIN, Split.UNASSIGNED])
def test_as_many_as_the_paper_had(split: Split) -> None:
    assert list(few_images(of(100, 50, split))) == []


def test_fewer() -> None:
    good, defective = few_images(of(40, 1, Split.TRAIN, others=200))
    assert (good.severity, defective.severity) == (Severity.WARNING, Severity.NOTE)
    assert good.text.startswith(
        "There are 40 good images to train with; the paper trained with 100. With fewer,"
    )
    assert defective.text.startswith("There is 1 defective image to train with; the paper trained with 50.")


def test_none() -> None:
    good, defective = few_images(of(1, 0, Split.UNASSIGNED))
    assert good.severity is Severity.ERROR
    assert "at least 2" in good.text
    assert "There are no defective images" in defective.text
    assert "synthetic defects alone" in defective.text
