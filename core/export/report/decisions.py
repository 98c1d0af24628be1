"""How a report's images were judged, in numbers."""

from __future__ import annotations

from core.datasets.dataset import Label
from core.evaluation.verdict_counts import LabelCounts, VerdictCounts
from core.export.report.data import ReportData
from core.export.report.facts import percent
from core.inspection.result import Verdict


def verdict_shares(data: ReportData) -> list[tuple[Verdict, int, str]]:
    """Each verdict that is possible here, its images and their share."""
    kinds = [Verdict.OK, Verdict.REVIEW, Verdict.NG] if data.cuts else [Verdict.UNCALIBRATED]
    total = len(data.images)
    return [(kind, data.count(kind), percent(data.count(kind) / total) if total else "-") for kind in kinds]


def matrix(data: ReportData) -> LabelCounts | None:
    """Labels against verdicts; None without labels or without verdicts."""
    if data.cuts is None or data.evaluation is None:
        return None
    good, defective = (
        VerdictCounts(*(data.count(verdict, label) for verdict in (Verdict.OK, Verdict.REVIEW, Verdict.NG)))
        for label in (Label.GOOD, Label.DEFECTIVE)
    )
    return LabelCounts(good, defective)
