"""What is told of one sorted file: one JSON document, in the words of `results.csv` and `defects.csv`."""

from __future__ import annotations

import json
import math
from datetime import datetime
from pathlib import Path
from typing import Any

from core.export.names import text_of
from core.inspection.result import Defect, FailedInspection, Inspection
from core.inspection.results_csv import DEFECT_COLUMNS, Item, made_from

_PLACES = {"area_percent": 4, "mean_ssim": 4, "contrast": 4}
"""Decimal places of a defect's figures, as in the CSV; of all others 1."""


def record_of(item: Item, root: Path, seconds: float, at: datetime) -> dict[str, Any]:
    """The record of an inspection, or of a file that could not be inspected, with every key in either case.

    Args:
        root: the folder that it goes to; `line_of` says where in it.
        seconds: from when the file was first seen as it is until it was judged.
        at: when it was judged, with time zone.
    """
    made = made_from(item.stamp, item.areas if isinstance(item, Inspection) else ())
    return {
        "time": at.isoformat(timespec="milliseconds"),
        "path": text_of(item.path),
        "moved_to": text_of(root),
        **(_found(item) if isinstance(item, Inspection) else _failed(item)),
        "seconds": round(seconds, 3),
        "file_bytes": None if item.stamp is None else item.stamp.size,
        "file_modified": made.file_modified or None,
    }


def line_of(record: dict[str, Any], target: Path) -> str:
    """The record as one line, in ASCII, of a file that went to `target`."""
    return json.dumps(record | {"moved_to": text_of(target)}, allow_nan=False)


def _found(item: Inspection) -> dict[str, Any]:
    return {
        "verdict": item.verdict.value,
        "score": _rounded(item.score, 6),
        "review_cut": _rounded(item.review_cut, 6),
        "ng_cut": _rounded(item.ng_cut, 6),
        "defects": [_defect(defect) for defect in item.defects],
        "area_px": _rounded(item.area_px, 1),
        "area_percent": _rounded(item.area_percent, 4),
        "repair_seconds": _rounded(item.repair_seconds, 4),
        "error": None,
    }


def _failed(item: FailedInspection) -> dict[str, Any]:
    empty = (
        "verdict",
        "score",
        "review_cut",
        "ng_cut",
        "defects",
        "area_px",
        "area_percent",
        "repair_seconds",
    )
    return dict.fromkeys(empty) | {"error": text_of(item.error)}


def _defect(defect: Defect) -> dict[str, float | None]:
    figures = DEFECT_COLUMNS[2:]
    return {name: _rounded(getattr(defect, name), _PLACES.get(name, 1)) for name in figures}


def _rounded(value: float | None, places: int) -> float | None:
    return None if value is None or not math.isfinite(value) else round(float(value), places)
