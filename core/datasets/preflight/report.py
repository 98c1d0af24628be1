"""What a pre-flight found."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.datasets.dataset import Dataset, Label, Split
from core.datasets.preflight.findings import Finding, Kind
from core.datasets.preflight.mask_findings import SmallestDefect


@dataclass(frozen=True)
class PreflightReport:
    """What is in a dataset, and what is wrong with it.

    Attributes:
        root, layout, problems: as in the `Dataset`.
        complete: False if it was cancelled; the report then covers what was looked at until then.
        counts: images per split and label.
        defect_types: defective images per defect type.
        sizes: images per (width, height), readable ones only; most frequent first.
        formats: images per "8-bit grey" and the like, readable ones only; most frequent first.
        working_size: width and height that images are resized to before work; None if they are not.
        smallest_defect: the smallest marked one at that size; None where no mask marks any.
        findings: the worst kinds first.
    """

    root: Path
    layout: str
    problems: tuple[str, ...]
    complete: bool
    counts: dict[Split, dict[Label, int]]
    defect_types: dict[str, int]
    sizes: dict[tuple[int, int], int]
    formats: dict[str, int]
    working_size: tuple[int, int] | None
    smallest_defect: SmallestDefect | None
    findings: tuple[Finding, ...]

    @property
    def images(self) -> int:
        """Images in all, unreadable ones included."""
        return sum(number for row in self.counts.values() for number in row.values())

    def of(self, kind: Kind) -> tuple[Finding, ...]:
        """The findings of one kind."""
        return tuple(finding for finding in self.findings if finding.kind is kind)

    def to_json(self) -> dict[str, Any]:
        """Plain values that `json.dumps` takes; images are called as in `Dataset.name_of`."""
        name = Dataset(self.root, self.layout, ()).name_of
        smallest = self.smallest_defect
        return {
            "root": str(self.root),
            "layout": self.layout,
            "complete": self.complete,
            "images": self.images,
            "problems": list(self.problems),
            "counts": {s.value: {la.value: n for la, n in row.items()} for s, row in self.counts.items()},
            "defect_types": self.defect_types,
            "sizes": [{"width": w, "height": h, "images": n} for (w, h), n in self.sizes.items()],
            "formats": self.formats,
            "working_size": None if self.working_size is None else list(self.working_size),
            "smallest_defect": smallest
            and {"path": name(smallest.path), "area": smallest.area, "width": smallest.width},
            "findings": [finding.to_json(name) for finding in self.findings],
        }
