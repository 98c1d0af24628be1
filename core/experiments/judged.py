"""The test images of a cell that is done, with what they scored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from core.datasets.dataset import Label, Sample
from core.datasets.masks import read_mask
from core.errors import IsuganError
from core.experiments.cells import Cell
from core.inspection.result import Mask, Verdict


@dataclass(frozen=True)
class Judged:
    """One of them.

    Attributes:
        name: below the dataset's folder.
        score: anomaly score, larger = worse.
    """

    name: str
    sample: Sample
    score: float
    verdict: Verdict

    @property
    def defective(self) -> bool:
        """Its label."""
        return self.sample.label is Label.DEFECTIVE

    @property
    def wrong(self) -> bool:
        """Whether it was judged wrongly, as the tables count: a defective image that is not NG is missed."""
        return self.defective != (self.verdict is Verdict.NG)

    def label(self, width: int, height: int) -> Mask | None:
        """The pixels that its mask marks at this size, `(H, W)`; none of a good image; None where nobody knows."""
        if not self.defective:
            return np.zeros((height, width), np.bool_)
        if self.sample.mask is None:
            return None
        try:
            return read_mask(self.sample.mask, width, height)
        except IsuganError:
            return None


def judged_images(cell: Cell, document: Mapping[str, Any]) -> tuple[Judged, ...]:
    """The rows of a cell's `result.json`, by rising score; ones of the same score by name."""
    samples = {cell.name_of(sample.path): sample for sample in cell.dataset.samples}
    found = []
    for row in document["test"]["rows"]:
        name = _name(row["path"], samples)
        if name is not None:
            found.append(Judged(name, samples[name], float(row["score"]), Verdict(row["verdict"])))
    return tuple(sorted(found, key=lambda image: (image.score, image.name)))


def _name(path: str, samples: Mapping[str, Sample]) -> str | None:
    """What the dataset calls it: the folder may have been given in another way when the cell was run."""
    parts = Path(path).parts
    tails = ("/".join(parts[start:]) for start in range(len(parts)))
    return next((name for name in (path, *tails) if name in samples), None)
