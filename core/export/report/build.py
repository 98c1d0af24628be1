"""Put a report together."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from core.datasets.dataset import Dataset, Label
from core.datasets.snapshot import hash_file
from core.evaluation.evaluation import ImageRow
from core.export.names import text_of
from core.export.report import facts
from core.export.report.choosing import choose, distance
from core.export.report.data import Case, CaseGroup, ImageLine, ReportData
from core.export.report.measured import Measured
from core.export.report.pictures import case_pictures
from core.export.source import ModelRecord
from core.inspection.cuts import Cuts
from core.inspection.header import Header
from core.inspection.result import FailedInspection, Inspection, Verdict
from core.inspection.segment import SegmentSettings
from core.words import number_of

Inspect = Callable[[Path], Inspection | FailedInspection]
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Subject:
    """What a report is about, beside the results.

    Attributes:
        title: the headline.
        dataset: the images, also those that were not measured.
        model, header, segment, device: what inspected them, and how.
        inspect: gives one image's result with its pictures, or why there is none.
    """

    title: str
    dataset: Dataset
    model: ModelRecord
    header: Header
    segment: SegmentSettings
    device: str
    inspect: Inspect


def build_report(
    subject: Subject,
    measured: Measured,
    most_cases: int,
    progress: Progress = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ReportData | None:
    """Hash the images and inspect the cases once more for their pictures.

    Args:
        most_cases: images in each group of cases, 0 or more.
        progress: hears of images hashed and cases done, and of both in all.
        cancelled: asked before each image and each case.

    Returns:
        The report; None if it was cancelled: half a report would be read as a whole one.
    """
    header = subject.header
    cuts = header.calibration.cuts if header.calibration else None
    chosen = choose(measured.rows, cuts, most_cases)
    total = len(measured.rows) + len(chosen.wrong) + len(chosen.worst) + len(chosen.borderline)
    lines: dict[Path, ImageLine] = {}
    for row in measured.rows:
        if cancelled():
            return None
        lines[row.path] = _line(subject.dataset, row)
        progress(len(lines), total)
    done = len(measured.rows)

    def cases(rows: Sequence[ImageRow]) -> tuple[Case, ...]:
        nonlocal done
        made = []
        for row in rows:
            if cancelled():
                break
            made.append(_case(lines[row.path], _note(row, cuts), subject.inspect(row.path)))
            done += 1
            progress(done, total)
        return tuple(made)

    groups = (
        CaseGroup(
            "Wrong decisions", "Defective images judged OK, and good ones judged NG.", cases(chosen.wrong)
        ),
        CaseGroup("Worst", "The highest scores of those that are not in another group.", cases(chosen.worst)),
        CaseGroup("Borderline", "Nearest to a cut: here a small change decides.", cases(chosen.borderline)),
    )
    if cancelled():
        return None
    images = tuple(lines.values())
    digest = _hash_of(images)
    return ReportData(
        title=subject.title,
        created=datetime.now().astimezone().isoformat(timespec="seconds"),
        dataset=text_of(subject.dataset.root.name or subject.dataset.root),
        model=subject.model,
        about=facts.model_facts(subject.model, header),
        settings=facts.settings_facts(header, subject.segment, subject.device),
        versions=facts.version_facts(header),
        data=facts.data_facts(subject.dataset, len(images), len(measured.failed), digest),
        cuts=cuts,
        evaluation=measured.evaluation,
        warnings=_warnings(measured, header),
        groups=tuple(group for group in groups if group.cases),
        images=images,
        images_hash=digest,
        unreadable=tuple(
            (text_of(subject.dataset.name_of(item.path)), text_of(item.error)) for item in measured.failed
        ),
    )


def _line(dataset: Dataset, row: ImageRow) -> ImageLine:
    try:
        digest = hash_file(row.path)
    except OSError:
        digest = ""
    return ImageLine(text_of(dataset.name_of(row.path)), row.label, row.verdict, row.score, row.seen, digest)


def _case(line: ImageLine, note: str, item: Inspection | FailedInspection) -> Case:
    if isinstance(item, FailedInspection):
        return Case(line, note, 0, 0.0, None, text_of(item.error))
    return Case(line, note, len(item.defects), item.area_percent, case_pictures(item))


def _note(row: ImageRow, cuts: Cuts | None) -> str:
    """What stands out about an image, in few words."""
    if row.label is Label.DEFECTIVE and row.verdict is Verdict.OK:
        return "missed"
    if row.label is Label.GOOD and row.verdict is Verdict.NG:
        return "false alarm"
    if cuts is None:
        return ""
    nearer = "Review" if abs(row.score - cuts.review) < abs(row.score - cuts.ng) else "NG"
    return f"{distance(row.score, cuts):.4f} from the {nearer} cut"


def _warnings(measured: Measured, header: Header) -> tuple[str, ...]:
    found: list[str] = []
    if measured.evaluation is not None:
        found += measured.evaluation.warnings
        if others := len(measured.failed) - len(measured.evaluation.unreadable):
            found.append(f"{number_of(others, 'file')} without a label could not be read.")
    else:
        found.append("No image has a label, so there are no figures: scores and verdicts only.")
        if header.calibration is None:
            found.append("The model holds no calibration, so there are scores without verdicts.")
        if measured.failed:
            found.append(f"{number_of(len(measured.failed), 'file')} could not be read.")
    if header.calibration is not None:
        found += [f"Calibration: {text}." for text in header.calibration.warnings]
    return tuple(found)


def _hash_of(images: Sequence[ImageLine]) -> str:
    text = "\n".join(sorted(f"{image.name}\0{image.sha256}\0{image.label}" for image in images))
    return hashlib.sha256(text.encode()).hexdigest()
