"""How far two reviewers agree, and on which images they do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from core.language import Later, later
from core.project.decision import Decision
from core.project.project import Project
from core.project.reviews import Standing, standing
from core.project.schema import Image
from core.project.some_ids import id_blocks


@dataclass(frozen=True, slots=True)
class ComparedImage:
    """One image that both decided on."""

    image: int
    path: Path
    first: Decision
    second: Decision

    @property
    def rank(self) -> int:
        """0 = one says OK and the other NG, 1 = one of them is unsure, 2 = they agree."""
        if self.first is self.second:
            return 2
        return 1 if Decision.UNSURE in (self.first, self.second) else 0


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two people, image by image.

    Attributes:
        counts: images by what the first and the second say; only pairs that occur.
        images: that both decided on, those that they differ most on first.
        kappa: Cohen's kappa of the three decisions, -1 to 1; 1 = they always agree, 0 = no more than by chance.
        undefined: why there is no kappa; "" = there is one.
    """

    first: str
    second: str
    counts: Mapping[tuple[Decision, Decision], int]
    images: tuple[ComparedImage, ...]
    kappa: float | None
    undefined: str | Later

    @property
    def agreed(self) -> int:
        """Images on which both say the same."""
        return sum(number for (one, other), number in self.counts.items() if one is other)


def agreement(project: Project, first: str, second: str) -> Agreement:
    """Compare what two people say now of the project's images.

    Raises:
        ProjectError: the file cannot be read.
    """
    found = standing(project)
    both = {image: people for image, people in found.items() if first in people and second in people}
    paths = _paths(project, both)
    images = [
        ComparedImage(image, paths[image], people[first].decision, people[second].decision)
        for image, people in both.items()
    ]
    images.sort(key=lambda item: (item.rank, item.image))
    counts = Counter((item.first, item.second) for item in images)
    kappa, undefined = _kappa(images)
    return Agreement(first, second, counts, tuple(images), kappa, undefined)


def _kappa(images: list[ComparedImage]) -> tuple[float | None, str | Later]:
    said = {decision for item in images for decision in (item.first, item.second)}
    if not images:
        return None, later("Review", "There is no image that both decided on.")
    if len(said) == 1:
        # By chance they would agree as often: 0 / 0.
        return None, later(
            "Review",
            "Both say {decision} of every image, so chance cannot be told from agreement.",
            decision=said.pop(),
        )
    from sklearn.metrics import cohen_kappa_score

    first, second = [str(item.first) for item in images], [str(item.second) for item in images]
    return float(cohen_kappa_score(first, second)), ""


def _paths(project: Project, found: Standing) -> dict[int, Path]:
    paths: dict[int, Path] = {}
    with project.read() as connection:
        for some in id_blocks(list(found)):
            query = select(Image.id, Image.folder_id, Image.name).where(Image.id.in_(some))
            for number, folder, name in connection.execute(query):
                paths[number] = project.folders.path(folder) / name
    return paths
