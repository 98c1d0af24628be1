from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from core.datasets.dataset import Label, Sample, Split
from core.datasets.preflight.copies import copies
from core.datasets.preflight.findings import Action, Finding, Fix, Kind, Severity
from core.datasets.preflight.measurement import Measurement

Measured = Callable[..., tuple[Sample, Measurement]]
P = Path
GOOD, DEFECTIVE, UNLABELLED = Label.GOOD, Label.DEFECTIVE, Label.UNLABELLED
TRAIN, VALIDATION, TEST, UNASSIGNED = Split.TRAIN, Split.VALIDATION, Split.TEST, Split.UNASSIGNED


def find(*looked: tuple[Sample, Measurement]) -> list[Finding]:
    return copies(looked, str)


def test_of_equal_files_the_first_stays(measured: Measured) -> None:
    (finding,) = find(
        measured("a"),
        measured("b", sha256="x"),
        measured("c"),
        measured("d", sha256="x"),
        measured("e", sha256="x"),
    )
    assert (finding.kind, finding.severity) == (Kind.EXACT_DUPLICATE, Severity.WARNING)
    assert finding.text == "b and 2 other images have the same content."
    assert finding.paths == (P("b"), P("d"), P("e"))
    assert finding.fix == Fix(Action.REMOVE, (P("d"), P("e")))
    assert finding.fix.text == "Take 2 images out of the dataset"


def test_one_with_a_label_stays(measured: Measured) -> None:
    same = {"sha256": "x"}
    (finding,) = find(
        measured("a", UNLABELLED, **same), measured("b", DEFECTIVE, **same), measured("c", UNLABELLED, **same)
    )
    assert finding.fix == Fix(Action.REMOVE, (P("a"), P("c")))


def near(measurement: Measurement, seed: int) -> dict[str, object]:
    noise = np.random.default_rng(seed).integers(-9, 10, 256)
    detail = np.clip(np.frombuffer(measurement.detail, np.int8) + noise, -127, 127).astype(np.int8)
    return {"phash": measurement.phash ^ 0b101, "detail": detail.tobytes()}


def test_near_duplicates(measured: Measured) -> None:
    first = measured("a")
    (finding,) = find(first, measured("b"), measured("c", **near(first[1], 1)))
    assert (finding.kind, finding.severity) == (Kind.NEAR_DUPLICATE, Severity.WARNING)
    assert finding.text == "a and c show nearly the same picture."
    assert finding.fix == Fix(Action.REMOVE, (P("c"),))


def test_an_equal_file_does_not_come_back_as_a_near_one(measured: Measured) -> None:
    first = measured("a")
    same = {"sha256": "a", "phash": first[1].phash, "detail": first[1].detail}
    kinds = [
        (f.kind, f.paths) for f in find(first, measured("b", **same), measured("c", **near(first[1], 1)))
    ]
    assert kinds == [(Kind.EXACT_DUPLICATE, (P("a"), P("b"))), (Kind.NEAR_DUPLICATE, (P("a"), P("c")))]


def test_the_same_picture_in_two_splits(measured: Measured) -> None:
    same = {"sha256": "x"}
    found = find(
        measured("a", split=TEST, **same),
        measured("b", split=TRAIN, **same),
        measured("c", split=UNASSIGNED, **same),
    )
    assert [f.kind for f in found] == [Kind.ACROSS_SPLITS, Kind.EXACT_DUPLICATE]
    assert found[0].severity is Severity.ERROR
    assert found[0].text.startswith("b is in train, a, the same picture, in test.")
    assert found[0].paths == (P("a"), P("b"), P("c"))
    assert found[0].fix == Fix(Action.SET_SPLIT, (P("a"), P("c")), "train")
    assert found[0].fix.text == "Move 2 images to train"


def test_nearly_the_same_picture_in_two_splits_by_way_of_an_equal_file(measured: Measured) -> None:
    first = measured("a", split=TEST)
    copy = measured("b", split=TEST, sha256="a", phash=first[1].phash, detail=first[1].detail)
    found = find(first, copy, measured("c", split=VALIDATION, **near(first[1], 1)))
    (finding,) = (f for f in found if f.kind is Kind.ACROSS_SPLITS)
    assert finding.severity is Severity.WARNING
    assert "nearly the same picture" in finding.text
    assert finding.fix == Fix(Action.SET_SPLIT, (P("a"), P("b")), "validation")


def test_unassigned_is_no_split(measured: Measured) -> None:
    same = {"sha256": "x"}
    found = find(measured("a", split=TEST, **same), measured("b", split=UNASSIGNED, **same))
    assert [f.kind for f in found] == [Kind.EXACT_DUPLICATE]


def test_the_same_picture_with_two_labels(measured: Measured) -> None:
    same = {"sha256": "x"}
    (finding,) = find(
        measured("a", DEFECTIVE, **same), measured("b", **same), measured("c", UNLABELLED, **same)
    )
    assert (finding.kind, finding.severity) == (Kind.ACROSS_LABELS, Severity.ERROR)
    assert finding.text == "The same picture is labelled good in b and defective in a."
    assert finding.fix == Fix(Action.SET_LABEL, (P("a"), P("b"), P("c")), "unlabelled")


def test_nearly_the_same_picture_with_two_labels_is_never_removed(measured: Measured) -> None:
    first = measured("a")
    second = measured("b", **near(first[1], 1))
    found = find(first, second, measured("c", DEFECTIVE, **near(first[1], 2)))
    assert [(f.kind, f.paths, f.fix) for f in found] == [
        (Kind.ACROSS_LABELS, (P("a"), P("b"), P("c")), None),
        (Kind.NEAR_DUPLICATE, (P("a"), P("b")), Fix(Action.REMOVE, (P("b"),))),
    ]


def test_a_set_that_is_alike_as_a_whole_is_told_so(measured: Measured) -> None:
    first = measured("a")
    (finding,) = find(*(measured(str(number), **near(first[1], number)) for number in range(60)))
    assert (finding.kind, finding.severity, finding.paths, finding.fix) == (
        Kind.NEAR_DUPLICATE,
        Severity.NOTE,
        (),
        None,
    )


def test_nothing(measured: Measured) -> None:
    assert find() == []
    assert find(*(measured(str(number)) for number in range(50))) == []
