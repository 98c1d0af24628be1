"""Judge G_n2p on the validation split, by the very path that inspects."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

import numpy as np
import torch
from torch import nn

from core.datasets.dataset import Label
from core.images.convert import to_uint8
from core.inspection.compare import compare, marked
from core.inspection.gate import Gate, gated_repair
from core.inspection.marking import Marker
from core.inspection.pictures import map_to_uint8
from core.inspection.repair import Repairer
from core.inspection.result import FloatImage
from core.training.batches import VALIDATION, generator_for
from core.training.data import LabelledPicture, TrainingData
from core.training.events import Probe
from core.training.maps import Maps
from core.training.packed import packed
from core.training.settings import TrainingSettings
from core.training.synthetic import defects_inside
from core.training.weighing import WEIGHTS, columns, gate_of, scores_at, tried

FEWEST_DEFECTIVE = 2
PROBES = 4
"""Probe images of each label at most."""
PAIRS = 12
"""Good pictures at most on which the repair of a synthetic defect is measured."""

Evidence = tuple[FloatImage, FloatImage, FloatImage, FloatImage | None]
"""A picture's repair, its map of similarity, the local dissimilarity and D_p's surprise if there is one."""


@dataclass(frozen=True)
class Figures:
    """See `core.training.events.Validated`; `good_mse` is 0 of a network that repairs nothing. `ssim_auroc` is
    the SSIM map's alone; `critic_weight`: see `core.inspection.header`.

    `gate`: see `core.inspection.gate`. `defects_left`: see `Validator.defects_left`; 0 where D_p does not inspect.

    `key` orders epochs: the larger the better, compared in order.
    """

    auroc: float
    separation: float
    good_mse: float
    synthetic: bool
    f1: float
    ssim_auroc: float
    critic_weight: float = 0.0
    gate: Gate | None = None
    defects_left: float = 0.0

    @property
    def key(self) -> list[float]:
        """AUROC first (to three places, since more is noise on a small split), then the repair, then the separation.

        Where D_p counts too, the SSIM map's own AUROC is half of it: what is outlined is what the repair changed. How
        *right* the repair is no AUROC tells: a hatch that D_p takes for good changes as much (docs/adr/0032).
        """
        return [round((self.auroc + self.ssim_auroc) / 2, 3), -round(self.defects_left, 2), self.separation]


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
        self._pairs: list[tuple[LabelledPicture, LabelledPicture]] = []
        if settings.asks_critic and settings.network.criticises:
            broken = self.defective if self.synthetic else self._made()
            self._pairs = list(zip(self.good[:PAIRS], broken, strict=False))

    def _made(self) -> Iterator[LabelledPicture]:
        for index, picture in enumerate(self.good):
            rng = generator_for(self.settings.seed, VALIDATION, index)
            pixels, families = picture.pixels, self.settings.families
            broken, _ = defects_inside(pixels, pixels[::-1], picture.looked_at, rng, families)
            yield LabelledPicture(picture.path, Label.DEFECTIVE, packed(broken), picture.looked_at)

    def figures(self, generator: nn.Module) -> Figures:
        """Figures of G_n2p as it is now; its training mode is restored."""
        return self.judge(generator)[0]

    def judge(
        self, generator: nn.Module, faker: nn.Module | None = None, critic: nn.Module | None = None
    ) -> tuple[Figures, tuple[Probe, ...]]:
        """Figures of G_n2p as it is now, and the probe images: the first few of each label, defective ones first.

        Args:
            generator: G_n2p.
            faker: G_p2n, for the good probe images in the other direction; None leaves that out.
            critic: D_p, where it inspects too; the figures are those of the weight that is best for it.

        The networks' training mode is restored.
        """
        maps = None if critic is None else Maps(critic, self.settings.preprocess, self.device)
        gate = self._gate(maps)
        look = self._looker(generator, maps, gate)
        errors = []
        good: list[list[float]] = []
        bad: list[list[float]] = []
        probes: dict[Label, list[Probe]] = {Label.GOOD: [], Label.DEFECTIVE: []}
        for scores, pictures in ((good, self.good), (bad, self.defective)):
            for number, picture in enumerate(pictures):
                repair, whole, local, second = look(picture)
                scores.append(scores_at(local, second if self.settings.second_evidence else None))
                if scores is good:
                    squares = np.square(255 * (repair - picture.pixels))
                    inside = squares if picture.looked_at is None else squares[picture.looked_at]
                    errors.append(float(inside.mean()))
                if number < PROBES:
                    probes[picture.label].append(_probe(picture, repair, whole))
        left = 0.0 if critic is None else self.defects_left(look)
        generator.train()
        if critic is not None:
            critic.train()
        if faker is not None:
            probes[Label.GOOD] = self._faked(faker, probes[Label.GOOD])
        figures = self._best(columns(good), columns(bad), float(np.mean(errors)), gate)
        figures = replace(figures, defects_left=left)
        return figures, (*probes[Label.DEFECTIVE], *probes[Label.GOOD])

    def defects_left(self, look: Callable[[LabelledPicture], Evidence]) -> float:
        """What the repair leaves of a synthetic defect: its squared difference from the picture without the defect,
        over that of the picture with it; the median over some good pictures. 0: all is right again; 1: nothing was
        repaired, or wrongly."""
        left = []
        for good, broken in self._pairs:
            inside = slice(None) if good.looked_at is None else good.looked_at
            before = np.square(broken.pixels - good.pixels)[inside].sum()
            if before > 0:
                left.append(float(np.square(look(broken)[0] - good.pixels)[inside].sum() / before))
        return float(np.median(left)) if left else 0.0

    def _best(
        self, good: list[list[float]], bad: list[list[float]], error: float, gate: Gate | None
    ) -> Figures:
        """The figures at the weight of D_p that tells the pictures apart best; the first weight is 0."""
        alone = _auroc(good[0], bad[0])
        found = (
            Figures(
                _auroc(of_good, of_bad),
                _separation(of_good, of_bad),
                error,
                self.synthetic,
                best_f1(of_good, of_bad),
                alone,
                weight,
                gate,
            )
            for weight, of_good, of_bad in zip(WEIGHTS, good, bad, strict=False)
            if len(good) == 1 or tried(weight, gate)
        )
        return max(found, key=attrgetter("key"))

    def _gate(self, maps: Maps | None) -> Gate | None:
        if maps is None or not self.settings.gate:
            return None
        return gate_of([maps.worst(picture) for picture in self.good])

    def _looker(
        self, generator: nn.Module, maps: Maps | None, gate: Gate | None
    ) -> Callable[[LabelledPicture], Evidence]:
        """Looks as an inspection does."""
        window, preprocess = self.settings.score_window, self.settings.preprocess
        if self.settings.network.segments:
            marker = Marker(generator, preprocess, self.device)

            def look_for(picture: LabelledPicture) -> Evidence:
                pixels = picture.pixels
                return pixels, *marked(marker.mark(pixels), window, picture.looked_at), None

            return look_for

        repairer = Repairer(generator, preprocess, self.device)

        def look(picture: LabelledPicture) -> Evidence:
            pixels = picture.pixels
            critic_map, second = (None, None) if maps is None else maps.of(picture)
            repair = gated_repair(repairer, pixels, critic_map, gate)
            return repair, *compare(pixels, repair, window, picture.looked_at), second

        return look

    def _faked(self, faker: nn.Module, probes: list[Probe]) -> list[Probe]:
        """With what G_p2n makes of them; the same scaling and tiling serve both directions."""
        converter = Repairer(faker, self.settings.preprocess, self.device)
        pictures = self.good[: len(probes)]
        made = [to_uint8(converter.repair(picture.pixels)) for picture in pictures]
        faker.train()
        return [replace(probe, faked=faked) for probe, faked in zip(probes, made, strict=True)]


def _probe(picture: LabelledPicture, repair: FloatImage, similarity: FloatImage) -> Probe:
    images = (to_uint8(picture.pixels), to_uint8(repair), map_to_uint8(similarity))
    return Probe(str(picture.path), *images, defective=picture.label is Label.DEFECTIVE)


def _auroc(good: list[float], bad: list[float]) -> float:
    from sklearn.metrics import roc_auc_score

    return float(roc_auc_score([0] * len(good) + [1] * len(bad), good + bad))


def best_f1(good: Sequence[float], bad: Sequence[float]) -> float:
    """The highest F1 of any threshold, 0..1, where an image counts as defective from the threshold on.

    Args:
        good, bad: scores of the good and of the defective images; larger = worse; at least one bad one.
    """
    best = 0.0
    for threshold in set(bad):
        found = sum(score >= threshold for score in bad)
        false = sum(score >= threshold for score in good)
        best = max(best, 2 * found / (len(bad) + found + false))
    return best


def _separation(good: list[float], bad: list[float]) -> float:
    """(Median defective - median good) over the good scores' spread; a robust measure that does not saturate.

    The spread, as a standard deviation, is that of the middle half or that of the upper twentieth if that is larger:
    where a gate is shut on most good pictures, the middle half has none.
    """
    middle = float(np.median(good))
    usual = 1.4826 * float(np.median(np.abs(np.asarray(good) - middle)))
    upper = (float(np.quantile(good, 0.95)) - middle) / 1.6449
    spread = max(usual, upper)
    return (float(np.median(bad)) - middle) / max(spread, 1e-6)
