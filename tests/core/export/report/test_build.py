"""What a report says."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.datasets.dataset import Label, Sample, Split
from core.evaluation.evaluation import ImageRow
from core.export.report.choosing import choose
from core.export.report.facts import figures
from core.export.report.histogram import histogram
from core.export.report.measured import measured_from
from core.images.write import write_png
from core.inspection.cuts import Cuts
from core.inspection.header import Header
from core.inspection.result import Inspection, Verdict

Make = Callable[..., Any]


def test_figures_are_those_of_the_decisions(make_report: Make) -> None:
    report = make_report()
    assert report.evaluation is not None
    counts = report.evaluation.confusion
    assert counts is not None
    assert (counts.tp, counts.fp, counts.fn, counts.tn) == (1, 1, 2, 2)
    assert report.count(Verdict.REVIEW, Label.DEFECTIVE) == 1
    # Of 9 pairs of a defective and a good image, 6 are in order.
    assert report.evaluation.image.auroc is not None
    assert report.evaluation.image.auroc.value == pytest.approx(6 / 9)


def test_cases_are_shown_once_in_the_group_that_says_most(make_report: Make) -> None:
    groups = {group.title: [case.image.name for case in group.cases] for group in make_report().groups}
    assert groups["Wrong decisions"][0] == "d.png"
    assert len(groups["Wrong decisions"]) == 2
    assert groups["Borderline"] == ["b.png", "f.png"]
    assert groups["Worst"] == ["e.png", "a.png"]


def test_what_one_kind_of_wrong_leaves_free_goes_to_the_other() -> None:
    def row(number: int, label: Label, verdict: Verdict) -> ImageRow:
        return ImageRow(Path(f"{number}.png"), label, number / 10, verdict, False)

    alarms = [row(number, Label.GOOD, Verdict.NG) for number in range(5)]
    missed = [row(number + 5, Label.DEFECTIVE, Verdict.OK) for number in range(5)]
    cuts = Cuts(0.1, 0.2)
    assert [r.path.stem for r in choose([*alarms, *missed], cuts, 4).wrong] == ["5", "6", "4", "3"]
    assert [r.path.stem for r in choose([*alarms, *missed[:1]], cuts, 4).wrong] == ["5", "4", "3", "2"]
    assert [r.path.stem for r in choose([*alarms[:1], *missed], cuts, 4).wrong] == ["5", "6", "7", "0"]
    assert choose(alarms, cuts, 0).wrong == ()


def test_hashes_are_those_of_the_files(make_report: Make, photos: Path) -> None:
    report = make_report()
    wanted = hashlib.sha256((photos / "a.png").read_bytes()).hexdigest()
    assert report.images[0].sha256 == wanted
    assert report.images_hash == make_report().images_hash
    assert ("Hash of these images", report.images_hash) in report.data


def test_a_mask_gives_figures_per_pixel_from_the_pictures_at_hand(
    make_inspection: Callable[..., Inspection], photos: Path, header: Header
) -> None:
    """Half of the true defect is found, and nothing else; one image has lost its pictures."""
    found, truth = np.zeros((24, 40), bool), np.zeros((24, 40), bool)
    found[5:9, 5:9] = truth[5:9, 5:13] = True
    write_png(photos / "mask.png", truth.view(np.uint8) * np.uint8(255))
    bad = make_inspection("bad.png", Verdict.NG, found, 0.9)
    good, lost = make_inspection("good.png", Verdict.OK), make_inspection("lost.png", Verdict.OK)
    samples = {
        bad.path: Sample(bad.path, Label.DEFECTIVE, Split.TEST, photos / "mask.png"),
        good.path: Sample(good.path, Label.GOOD, Split.TEST),
        lost.path: Sample(lost.path, Label.GOOD, Split.TEST),
    }
    items = [bad, good, replace(lost, images=None)]
    evaluation = measured_from(items, samples, header).evaluation
    assert evaluation is not None
    assert evaluation.pixel is not None
    assert (evaluation.pixel.images, evaluation.pixel.iou) == (2, 0.5)
    assert evaluation.good_repair_mse == 0
    assert evaluation.images[Label.GOOD] == 2
    assert "1 image that can no longer be inspected" in " ".join(evaluation.warnings)
    # Without a mask nothing is asked of the pictures, and the report says what it lacks.
    bare = {path: replace(sample, mask=None) for path, sample in samples.items()}
    evaluation = measured_from([replace(item, images=None) for item in items], bare, header).evaluation
    assert evaluation is not None
    assert (evaluation.pixel, evaluation.without_pictures) == (None, 0)
    assert figures(evaluation)[-1][3] == "not measured: the repairs were not at hand"


def test_hashing_is_part_of_the_progress_and_can_be_cancelled(make_report: Make) -> None:
    seen: list[tuple[int, int]] = []
    make_report(progress=lambda *step: seen.append(step))
    assert seen == [(number, 12) for number in range(1, 13)]  # 6 images, 6 cases
    seen.clear()
    assert make_report(progress=lambda *step: seen.append(step), cancelled=lambda: len(seen) == 2) is None
    assert len(seen) == 2


def test_without_labels_there_are_no_figures(make_report: Make) -> None:
    report = make_report(labelled=False)
    assert report.evaluation is None
    assert "No image has a label" in report.warnings[0]
    assert [group.title for group in report.groups] == ["Worst", "Borderline"]


def test_warnings_say_what_to_mind(make_report: Make) -> None:
    text = " ".join(make_report().warnings)
    assert "fitted on 2 good images" in text
    assert "could not be read" in text
    assert "no calibration" in " ".join(make_report(calibrated=False).warnings)
    assert "no calibration" in " ".join(make_report(labelled=False, calibrated=False).warnings)


def test_the_histogram_counts_every_image(make_report: Make) -> None:
    report = make_report()
    found = histogram(report)
    assert found is not None
    counts = {label: sum(bar.high - bar.low for bar in bars) for label, bars in found.bars.items()}
    assert counts == {Label.GOOD: 3, Label.DEFECTIVE: 3}
    assert found.right > 0.9
    assert found.top >= max(bar.high for bars in found.bars.values() for bar in bars)
    worst = found.bars[Label.DEFECTIVE][-1]
    assert worst.left <= 0.9 < worst.right
