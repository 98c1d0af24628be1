"""The game with D_p as a critic: what it learns from is drawn beside the paper's pair."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from torch import Tensor

from core.training.batches import (
    MADE,
    MARKED,
    POOL,
    Pair,
    WarmUpBatch,
    draw_pair,
    generator_for,
    good_at,
    made_pair,
    ready_for,
    warm_up_batch,
)
from core.training.critic_steps import CriticStepper
from core.training.data import TrainingData
from core.training.device import Execution
from core.training.game import pictures_of_game, synthetic_batch
from core.training.learner import Learner, Losses, means_of
from core.training.marked import Marked, cut_marked, marked_crops
from core.training.networks import Networks
from core.training.photos import MOST_SQUARES, PHOTO, Photos, draw_photos, tells
from core.training.settings import TrainingSettings

FIRST_PHOTO = 0.25
"""Share of the warm-up after which D_p also learns from the labels of whole photos."""
MADE_SHARE = 0.5
"""Share of steps whose defective picture is a good one with synthetic defects; all of them where there is no other."""


class Lesson(NamedTuple):
    """What D_p learns from in one step of its own.

    Attributes:
        synthetic: pictures with synthetic defects; G_n2p repairs those of a step's first lesson too.
        more: such pictures for D_p alone.
        marked: crops of defective photos with their masks.
        photos: of which the labels count.
    """

    synthetic: WarmUpBatch
    more: WarmUpBatch | None
    marked: Marked | None
    photos: Photos | None


class TaughtTurn(NamedTuple):
    """What one adversarial step sees.

    Attributes:
        pair: gives the pair where the step takes it.
        mask: of its defective picture, `(1, 1, H, W)` of 0 and 1, where it is known.
        lessons: for D_p, the first also for the warm-up's task beside the game.
    """

    pair: Callable[[], Pair]
    mask: Tensor | None
    lessons: tuple[Lesson, ...]


class TaughtGame(Learner):
    """The game in which D_p knows where: half of the repairs are of synthetic defects, half of defective photos.

    Args:
        steps_per_epoch: an epoch goes through the good pictures in an order of its own.
    """

    def __init__(
        self,
        data: TrainingData,
        networks: Networks,
        settings: TrainingSettings,
        execution: Execution,
        steps_per_epoch: int,
    ) -> None:
        super().__init__(settings, execution)
        self.data, self.steps_per_epoch = data, steps_per_epoch
        self.stepper = CriticStepper(networks, settings, execution)
        self.notices = self.stepper.notices
        self._pictures = pictures_of_game(data, settings, self.device, self.notices.append)
        if settings.photo_weight:
            self._notice_silent()

    def _notice_silent(self) -> None:
        silent = [picture.path.name for picture in self.data.defective if not tells(picture)]
        if silent:
            self.notices.append(
                f"{len(silent)} defective photos without a mask ({silent[0]} is the first) are larger than "
                f"{MOST_SQUARES} squares of {PHOTO} pixels: their labels alone teach nothing. Mark their defects."
            )

    def batch(self, step: int) -> TaughtTurn:
        """A pair, and what D_p learns beside it."""
        s = self.settings
        lessons = self.warm_up_batch(s.warm_up_steps + step)
        rng = generator_for(s.seed, MADE, step)
        if not self.data.defective or rng.random() < MADE_SHARE:
            good = good_at(self.data, s.seed, self.steps_per_epoch, step)
            pair, mask = made_pair(self.data, s.crop, good, rng, s.families, s.pasted_share)
            pair = ready_for(pair, self.device)
            return TaughtTurn(lambda: pair, mask, lessons)
        cuts = draw_pair(self.data, s.crop, s.seed, self.steps_per_epoch, step)
        photo = self.data.defective[cuts.defective.index]
        known = None if photo.defect is None else cut_marked(self.data.defective, cuts.defective).masks
        return TaughtTurn(self._pictures.prepared(cuts), known, lessons)

    def learn(self, batch: TaughtTurn, step: int, *, use_ssim: bool) -> Losses:
        """One adversarial step, then D_p's."""
        pair = batch.pair()
        losses = self.stepper.adversarial_with(
            pair.good,
            pair.defective,
            batch.mask,
            generator_for(self.settings.seed, POOL, step),
            use_ssim=use_ssim,
            synthetic=batch.lessons[0].synthetic if self.settings.synthetic_weight else None,
            looked_at=(pair.good_looked_at, pair.defective_looked_at),
        )
        return self._taught(losses, batch.lessons)

    def warm_up_batch(self, step: int) -> tuple[Lesson, ...]:
        """A step's lessons for D_p; G_n2p repairs what is in the first."""
        s = self.settings
        rng = generator_for(s.seed, MARKED, step)
        lessons = [self._lesson(synthetic_batch(self.data, s, step, self.device), step, rng)]
        while len(lessons) < s.lessons:
            batch = warm_up_batch(self.data, s.warm_up_crop, s.warm_up_batch, rng, s.families, s.pasted_share)
            lessons.append(self._lesson(ready_for(batch, self.device), step, rng))
        return tuple(lessons)

    def _lesson(self, synthetic: WarmUpBatch, step: int, rng: np.random.Generator) -> Lesson:
        """Synthetic defects, crops of defective photos with masks, and whole photos."""
        s = self.settings
        marked = marked_crops(
            self.data.defective, s.warm_up_crop, max(1, s.warm_up_batch // 2), rng, turns=self.data.turns
        )
        more = None
        if s.critic_batch:
            more = warm_up_batch(self.data, s.warm_up_crop, s.critic_batch, rng, s.families, s.pasted_share)
        photos = None
        # Before it knows what a defect may look like it would take any patch for the worst.
        if s.photo_weight and step >= FIRST_PHOTO * s.warm_up_steps:
            photos = draw_photos(self.data, rng)
        return Lesson(
            synthetic,
            None if more is None else ready_for(more, self.device),
            None if marked is None else ready_for(marked, self.device),
            None if photos is None else ready_for(photos, self.device),
        )

    def warm_up(self, batch: tuple[Lesson, ...]) -> Losses:
        """One step of the warm-up, then D_p's."""
        return self._taught(self.stepper.warm_up(*batch[0].synthetic), batch)

    def _taught(self, losses: Losses, lessons: Sequence[Lesson]) -> Losses:
        return losses | means_of([self._teach(lesson) for lesson in lessons])

    def _teach(self, lesson: Lesson) -> Losses:
        synthetic = [lesson.synthetic] if lesson.more is None else [lesson.synthetic, lesson.more]
        return self.stepper.teach(synthetic, lesson.marked, lesson.photos)

    def close(self) -> None:
        """End the lanes' threads."""
        self.stepper.close()
