"""The plain facts of a report: names and values as people read them."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Mapping
from typing import Any

from core import __version__
from core.datasets.dataset import Dataset, Label
from core.evaluation.evaluation import Evaluation
from core.evaluation.rates import Estimate, Rate
from core.export.report.data import Facts
from core.export.source import ModelRecord
from core.inspection.header import Header
from core.inspection.segment import SegmentSettings
from core.words import number_of

Figure = tuple[str, str, str, str]
"""Name, value, 95 % interval, counts."""

NONE = "-"
MODES = {
    "otsu": "OTSU (paper)",
    "guarded": "OTSU with guard",
    "fixed": "fixed level",
}


def model_facts(record: ModelRecord, header: Header) -> Facts:
    """Which model, and how it was trained."""
    training = header.training
    settings: Mapping[str, Any] = training.get("settings") or {}
    steps: Mapping[str, Any] = training.get("steps") or {}
    execution: Mapping[str, Any] = training.get("execution") or {}
    counted = _per_split(header)
    facts = [
        ("Model", record.name),
        ("File", record.file),
        ("SHA-256", record.sha256 or "the file is gone"),
        ("Trained", record.created),
        ("Training images", counted or "not stated"),
        ("Snapshot of these", record.snapshot_hash or "not stated"),
        ("Preset", str(settings.get("preset", ""))),
        ("Seed", str(settings.get("seed", ""))),
        ("Best epoch", str(training.get("epoch", ""))),
        ("Steps", ", ".join(f"{name.replace('_', '-')} {number}" for name, number in steps.items())),
        ("Trained on", str(execution.get("device", ""))),
        ("Training time", f"{training['seconds'] / 60:.0f} min" if "seconds" in training else ""),
    ]
    return tuple((name, value) for name, value in facts if value)


def settings_facts(header: Header, segment: SegmentSettings, device: str) -> Facts:
    """How images were inspected and judged."""
    prepared = header.preprocess
    cuts = header.calibration
    size = f"{prepared.width} x {prepared.height}" if prepared.width else "the image's own"
    facts = [
        ("Policy", cuts.policy if cuts else "not calibrated"),
        ("Review from", f"{cuts.review_cut:.4f}" if cuts else NONE),
        ("NG from", f"{cuts.ng_cut:.4f}" if cuts else NONE),
        (
            "Calibrated on",
            _calibrated_on(len(cuts.good_scores), len(cuts.defective_scores)) if cuts else NONE,
        ),
        ("Contours by", MODES[segment.mode]),
        ("Level", f"{segment.fixed_level:.3f}" if segment.mode == "fixed" else ""),
        ("Smallest defect", f"{segment.min_area} pixels at working size"),
        ("Smallest contrast", f"{segment.min_contrast:.3f}"),
        ("Working size", size),
        ("Colours", "grey" if prepared.channels == 1 else "RGB"),
        ("Level and contrast", "brought to one standard" if prepared.standardise else "as they are"),
        ("Score window", f"{header.score_window} pixels"),
        (
            "Areas of the model",
            str(len(header.areas)) if header.areas else "none: all of an image is inspected",
        ),
        ("Inspected on", device),
    ]
    return tuple((name, value) for name, value in facts if value)


def data_facts(dataset: Dataset, inspected: int, unreadable: int, images_hash: str) -> Facts:
    """What the images are."""
    counts = [
        (f"In split {split}", ", ".join(f"{number} {label}" for label, number in row.items()))
        for split, row in dataset.counts().items()
    ]
    return (
        ("Dataset", str(dataset.root)),
        ("Layout", dataset.layout),
        *counts,
        (
            "Inspected for this report",
            f"{number_of(inspected, 'image')}, {number_of(unreadable, 'file')} could not be read",
        ),
        ("Hash of these images", images_hash),
    )


def version_facts(header: Header) -> Facts:
    """What inspected, and what trained the model."""
    import numpy as np
    import torch

    now = {
        "isugan": __version__,
        "torch": torch.__version__,
        "numpy": np.__version__,
        "python": platform.python_version(),
    }
    return (
        ("This report", _versions(now)),
        ("The model's training", _versions(header.versions)),
        ("System", platform.platform()),
    )


def figures(evaluation: Evaluation) -> tuple[Figure, ...]:
    """The figures with their intervals; rates in percent."""
    rows: list[Figure] = []
    if (counts := evaluation.confusion) is not None:
        named = (
            ("Accuracy", counts.accuracy),
            ("Precision", counts.precision),
            ("Recall", counts.recall),
            ("F1", counts.f1),
            ("False-alarm rate", counts.false_alarm_rate),
        )
        rows += [_rate(name, rate) for name, rate in named]
    rows += [_estimate("AUROC", evaluation.image.auroc), _estimate("Average precision", evaluation.image.ap)]
    if (pixel := evaluation.pixel) is not None:
        images = f"{number_of(pixel.regions, 'region')} in {number_of(pixel.defective_images, 'image')}"
        rows += [
            ("Pixel AUROC", _number(pixel.auroc), NONE, number_of(pixel.images, "image")),
            ("AUPRO to 0.3", _number(pixel.aupro), NONE, images),
            ("IoU, all pixels", _number(pixel.iou), NONE, images),
            ("IoU, mean of images", _number(pixel.iou_per_image), NONE, images),
        ]
    if evaluation.good_repair_mse is not None:
        rows.append(("Good-repair MSE", f"{evaluation.good_repair_mse:.2f}", NONE, "grey levels squared"))
    elif evaluation.images[Label.GOOD]:
        rows.append(("Good-repair MSE", NONE, NONE, "not measured: the repairs were not at hand"))
    return tuple(rows)


def percent(value: float) -> str:
    """A share as percent: one decimal, which 3,000 images just about support."""
    return f"{100 * value:.1f} %"


def _rate(name: str, rate: Rate | None) -> Figure:
    if rate is None:
        return (name, NONE, NONE, "not defined: nothing to count")
    return (
        name,
        percent(rate.value),
        f"{100 * rate.low:.1f} to {percent(rate.high)}",
        f"{rate.k} of {rate.n}",
    )


def _estimate(name: str, estimate: Estimate | None) -> Figure:
    if estimate is None:
        return (name, NONE, NONE, "not defined")
    if estimate.low is None or estimate.high is None:
        return (name, f"{estimate.value:.4f}", NONE, "no interval: resamples agree")
    return (name, f"{estimate.value:.4f}", f"{estimate.low:.4f} to {estimate.high:.4f}", "")


def _number(value: float | None) -> str:
    return NONE if value is None else f"{value:.4f}"


def _calibrated_on(good: int, defective: int) -> str:
    return (
        f"{good:,} good and {number_of(defective, 'defective image')}"
        if good or defective
        else "cuts set by hand"
    )


def _versions(versions: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {version}" for name, version in versions.items()) or NONE


def _per_split(header: Header) -> str:
    counts: dict[tuple[str, str], int] = {}
    for row in header.snapshot:
        counts[row.split, row.label] = counts.get((row.split, row.label), 0) + 1
    return _joined(f"{number} {label} ({split})" for (split, label), number in counts.items())


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(parts)
