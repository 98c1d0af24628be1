"""The images behind a bar of the histogram or a cell of the matrix."""

from __future__ import annotations

from dataclasses import dataclass

from app.gui.views.calibrate.collected import Collected
from app.gui.views.calibrate.widgets.looks import JUDGED
from app.gui.widgets.thumbnail_grid.tile import Tile
from core.datasets.dataset import Label, Split
from core.evaluation.score_table import ScoredImage
from core.inspection.cuts import Cuts
from core.inspection.result import Verdict
from core.language import later

SCORED = {
    None: later("Calibrate", "Images with a score from {low} to {high}"),
    Label.GOOD: later("Calibrate", "Good images with a score from {low} to {high}"),
    Label.DEFECTIVE: later("Calibrate", "Defective images with a score from {low} to {high}"),
}


@dataclass(frozen=True)
class Bar:
    """Scores from `low` to below `high`, of one label or of both."""

    low: float
    high: float
    label: Label | None

    def images(self, found: Collected, cuts: Cuts) -> tuple[ScoredImage, ...]:
        """Whatever the cuts are."""
        return found.table.between(self.low, self.high, self.label)

    @property
    def title(self) -> str:
        """What the images are."""
        return str(SCORED[self.label].filled(low=f"{self.low:.4f}", high=f"{self.high:.4f}"))


@dataclass(frozen=True)
class Cell:
    """A verdict, of one label or of both: its images follow the cuts."""

    verdict: Verdict
    label: Label | None

    def images(self, found: Collected, cuts: Cuts) -> tuple[ScoredImage, ...]:
        """Those that are judged so at `cuts`."""
        return found.table.judged(cuts, self.verdict, self.label)

    @property
    def title(self) -> str:
        """What the images are."""
        return str(JUDGED[self.label].filled(verdict=self.verdict))


Choosing = Bar | Cell


def tiles_of(images: tuple[ScoredImage, ...]) -> list[Tile]:
    """Those of the images that have a file, as the grid shows them."""
    return [
        Tile(
            key=image.image_id or 0,
            name=image.path.name,
            path=str(image.path),
            label=str(image.label),
            split="" if image.split is Split.UNASSIGNED else str(image.split),
            score=image.score,
        )
        for image in images
        if image.path is not None
    ]
