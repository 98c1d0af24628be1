from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from core.datasets.dataset import Label, Sample
from core.datasets.preflight.findings import Action, Finding, Fix, Kind, Severity
from core.datasets.preflight.mask_findings import (
    SmallestDefect,
    mask_findings,
    small_defects,
    smallest_defects,
)
from core.datasets.preflight.measurement import MaskFacts, Measurement

Measured = Callable[..., tuple[Sample, Measurement]]
GOOD, DEFECTIVE = Label.GOOD, Label.DEFECTIVE
SOUND = MaskFacts("", 64, 64, 100, 100, 8.0)
EMPTY = MaskFacts("", 64, 64)


def find(*looked: tuple[Sample, Measurement]) -> list[Finding]:
    return mask_findings(looked, str)


def test_sound_masks(measured: Measured) -> None:
    assert find(measured("a", DEFECTIVE, mask=SOUND), measured("b"), measured("c", mask=EMPTY)) == []


def test_no_mask_at_all_is_no_finding(measured: Measured) -> None:
    assert find(measured("a", DEFECTIVE), measured("b")) == []


def test_missing_while_others_have_one(measured: Measured) -> None:
    (finding,) = find(measured("a", DEFECTIVE), measured("b", DEFECTIVE, mask=SOUND), measured("c"))
    assert (finding.kind, finding.text) == (Kind.MASK_MISSING, "1 defective image has no mask: a.")
    assert finding.fix is None


def test_unreadable_one_by_one(measured: Measured) -> None:
    found = find(*(measured(name, DEFECTIVE, mask=MaskFacts("", error="m is damaged.")) for name in "ab"))
    assert [(f.kind, f.severity, f.paths) for f in found] == [
        (Kind.MASK_UNREADABLE, Severity.ERROR, (Path(name),)) for name in "ab"
    ]
    assert found[0].text == "The mask of a cannot be read. m is damaged."
    assert found[0].fix == Fix(Action.REMOVE_MASK, (Path("a"),))
    assert found[0].fix.text == "Take the mask off 1 image"


def test_empty_other_size_and_on_a_good_image(measured: Measured) -> None:
    small = MaskFacts("", 32, 64, 100, 100, 8.0)
    found = {
        f.kind: f
        for f in find(
            measured("a", DEFECTIVE, mask=EMPTY),
            measured("b", DEFECTIVE, mask=small),
            measured("c", GOOD, mask=SOUND),
            measured("d", GOOD, mask=SOUND),
        )
    }
    assert found.keys() == {Kind.MASK_EMPTY, Kind.MASK_SIZE, Kind.MASK_ON_GOOD}
    assert found[Kind.MASK_EMPTY].fix == Fix(Action.REMOVE_MASK, (Path("a"),))
    assert found[Kind.MASK_SIZE].text == (
        "The mask of b has 32 x 64 pixels, its image 64 x 64. It is stretched to fit."
    )
    assert found[Kind.MASK_ON_GOOD].text == "2 images are labelled good, and their masks mark defects."
    assert found[Kind.MASK_ON_GOOD].fix == Fix(Action.SET_LABEL, (Path("c"), Path("d")), "defective")


@pytest.mark.parametrize(
    ("size", "area", "width"),
    [(None, 100, 8), ((64, 64), 100, 8), ((32, 32), 25, 4), ((32, 64), 50, 8 / 2**0.5), ((640, 640), 100, 8)],
)
def test_what_is_left_of_a_defect(
    size: tuple[int, int] | None, area: float, width: float, measured: Measured
) -> None:
    (found,) = smallest_defects([measured("a", DEFECTIVE, mask=SOUND), measured("b", mask=EMPTY)], size)
    assert (found.path, found.area, found.width) == (Path("a"), pytest.approx(area), pytest.approx(width))


def test_the_smallest_comes_first(measured: Measured) -> None:
    looked = [
        measured(str(area), DEFECTIVE, mask=MaskFacts("", 64, 64, 999, area, 5.0)) for area in (70, 20, 50)
    ]
    assert [defect.area for defect in smallest_defects(looked, None)] == [20, 50, 70]


def test_too_small_or_too_thin() -> None:
    defects = [
        SmallestDefect(Path("speck"), 12.0, 3.5),
        SmallestDefect(Path("crack"), 90.0, 2.0),
        SmallestDefect(Path("hole"), 90.0, 9.0),
    ]
    (finding,) = small_defects(defects, (256, 256), str)
    assert finding.paths == (Path("speck"), Path("crack"))
    assert finding.text == (
        "In 2 images a marked defect is hardly told from noise at 256 x 256 pixels (fewer than 16 pixels, or less "
        "than 3 wide); the smallest, in speck, has 12 and is 3.5 wide."
    )
    assert list(small_defects(defects[2:], None, str)) == []
