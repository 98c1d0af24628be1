"""Judge G_n2p on the validation split, by the very path that inspects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from core.datasets.dataset import Label
from core.images.convert import to_uint8
from core.inspection.compare import compare
from core.inspection.pictures import map_to_uint8
from core.inspection.repair import Repairer
from core.inspection.score import anomaly_score
from core.training.batches import VALIDATION, generator_for
from core.training.data import LabelledPicture, TrainingData
from core.training.events import Probe
from core.training.settings import TrainingSettings
from core.training.synthetic import defects_inside

FEWEST_DEFECTIVE = 2
PROBES = 2


@dataclass(frozen=True)
class Figures:
    """See `core.training.events.Validated`. `key` orders epochs: the larger the better, compared in order."""

    auroc: float
    separation: float
    good_mse: float
    synthetic: bool

    @property
    def key(self) -> list[float]:
        """AUROC first (to three places, since more is noise on a small split), then the separation."""
        return [round(self.auroc, 3), self.separation]


class Validator:
    """Scores the validation pictures. Where fewer than 2 are defective, synthetic defects on its good pictures,
    drawn once from the seed, stand in for them."""

    def __init__(self, data: TrainingData, settings: TrainingSettings, device: torch.device) -> None:
        self.settings = settings
        self.device = device
        self.good = [p for p in data.validation if p.label is Label.GOOD]
        self.defective = [p for p in data.validation if p.label is Label.DEFECTIVE]
        self.synthetic = len(self.defective) < FEWEST_DEFECTIVE
        if self.synthetic:
            self.defective = list(self._made())

    def _made(self) -> Iterator[LabelledPicture]:
        for index, picture in enumerate(self.good):
            rng = generator_for(self.settings.seed, VALIDATION, index)
            broken, _ = defects_inside(picture.pixels, picture.pixels[::-1], picture.looked_at, rng)
            yield LabelledPicture(picture.path, Label.DEFECTIVE, broken, picture.looked_at)

    def figures(self, generator: nn.Module) -> Figures:
        """Figures of G_n2p as it is now; its training mode is restored."""
        from sklearn.metrics import roc_auc_score

        repairer = Repairer(generator, self.settings.preprocess, self.device)
        errors = []
        good: list[float] = []
        bad: list[float] = []
        for scores, pictures in ((good, self.good), (bad, self.defective)):
            for picture in pictures:
                repair = repairer.repair(picture.pixels)
                scores.append(self._score(picture, repair))
                if scores is good:
                    squares = np.square(255 * (repair - picture.pixels))
                    inside = squares if picture.looked_at is None else squares[picture.looked_at]
                    errors.append(float(inside.mean()))
        generator.train()
        auroc = float(roc_auc_score([0] * len(good) + [1] * len(bad), good + bad))
        return Figures(auroc, _separation(good, bad), float(np.mean(errors)), self.synthetic)

    def _score(self, picture: LabelledPicture, repair: NDArray[np.float32]) -> float:
        _, local = compare(picture.pixels, repair, self.settings.score_window, picture.looked_at)
        return anomaly_score(local)

    def probes(self, generator: nn.Module) -> tuple[Probe, ...]:
        """The same few pictures each time, defective ones first."""
        repairer = Repairer(generator, self.settings.preprocess, self.device)
        found = []
        for picture in (*self.defective[:PROBES], *self.good[:PROBES]):
            repair = repairer.repair(picture.pixels)
            similarity, _ = compare(picture.pixels, repair, self.settings.score_window, picture.looked_at)
            images = (to_uint8(picture.pixels), to_uint8(repair), map_to_uint8(similarity))
            found.append(Probe(str(picture.path), *images))
        generator.train()
        return tuple(found)


def _separation(good: list[float], bad: list[float]) -> float:
    """(Median defective - median good) over the good scores' spread; a robust measure that does not saturate."""
    middle = float(np.median(good))
    spread = 1.4826 * float(np.median(np.abs(np.asarray(good) - middle)))
    return (float(np.median(bad)) - middle) / max(spread, 1e-6)
