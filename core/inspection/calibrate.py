"""Calibrate a model on labelled images that it was not trained on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from core.datasets.dataset import Label, Sample
from core.inspection.calibration import Calibration, fit, set_cuts
from core.inspection.cuts import Cuts
from core.inspection.folder import areas_of, inspect_files
from core.inspection.hidden import defect_hidden, hidden_text
from core.inspection.inspector import Inspector
from core.inspection.policy import Policy
from core.inspection.result import FailedInspection, FloatImage, Inspection, Mask

NOISE_PERCENT = 1.0
BINS = 2048


class NoiseLevel:
    """The SSIM value below which 1 % of all good images' pixels lie, from a running histogram."""

    def __init__(self) -> None:
        self._counts = np.zeros(BINS, np.int64)

    def add(self, ssim_map: FloatImage, looked_at: Mask | None = None) -> None:
        """Count a good image's map, `(H, W)` in [-1, 1]; with `looked_at` only where that is True."""
        values = ssim_map if looked_at is None else ssim_map[looked_at]
        bins = np.clip(((values + 1) * (BINS / 2)).astype(np.int32), 0, BINS - 1)
        self._counts += np.bincount(bins.ravel(), minlength=BINS)

    def value(self) -> float:
        """The level, -1..1, to 1/1024; 0 before anything was counted."""
        total = self._counts.cumsum()
        if not total[-1]:
            return 0.0
        index = int(np.searchsorted(total, total[-1] * NOISE_PERCENT / 100))
        return index / (BINS / 2) - 1


@dataclass(frozen=True)
class Scores:
    """What inspecting labelled images gave.

    Attributes:
        scored: the good and defective images that could be inspected, each with its score.
        noise_level: the SSIM value below which 1 % of the good ones' pixels lie; 0 without a good one.
    """

    scored: tuple[tuple[Sample, float], ...]
    noise_level: float

    def of(self, label: Label) -> list[float]:
        """The scores of one label."""
        return [score for sample, score in self.scored if sample.label is label]


def calibrate_model(
    inspector: Inspector,
    samples: Sequence[Sample],
    policy: Policy | Cuts,
    progress: Callable[[int, int], None] | None = None,
    unreadable: Callable[[FailedInspection], None] | None = None,
) -> Calibration:
    """Inspect `samples` and fit the cuts.

    Args:
        samples: labelled images that the model was not trained on; one with `areas` is inspected under these, the
            others under the model's.
        policy: see `core.inspection.policy`; or the cuts themselves.
        progress: hears of images done and images in all.
        unreadable: hears of files that are left out, see `gather_scores`.

    Raises:
        CalibrationError: too few images for the policy, see `core.inspection.choosing.choose_cuts`.
    """
    samples = tuple({sample.path: sample for sample in samples}.values())
    results = inspect_files(inspector, [s.path for s in samples], keep_images=True, areas=areas_of(samples))
    scores = gather_scores(samples, results, progress, unreadable)
    good, defective = scores.of(Label.GOOD), scores.of(Label.DEFECTIVE)
    if isinstance(policy, Cuts):
        return set_cuts(policy, good, defective, noise_level=scores.noise_level)
    return fit(good, defective, policy, noise_level=scores.noise_level)


def gather_scores(
    samples: Sequence[Sample],
    results: Iterable[Inspection | FailedInspection],
    progress: Callable[[int, int], None] | None = None,
    unreadable: Callable[[FailedInspection], None] | None = None,
) -> Scores:
    """The scores of `samples` from the `results` of inspecting them, and the noise of the good ones.

    Args:
        samples: images; those without a label are passed over.
        results: one for each, in their order, the good ones with pictures; they may end early.
        progress: hears of images done and images in all.
        unreadable: hears of files that are left out: they could not be read, or their areas leave nothing to look
            at, or hide their whole defect.
    """
    scored: list[tuple[Sample, float]] = []
    noise = NoiseLevel()
    for done, (sample, result) in enumerate(zip(samples, results, strict=False), 1):
        looked_at = result.images.looked_at if isinstance(result, Inspection) and result.images else None
        if defect_hidden(sample, looked_at):
            result = FailedInspection.because(result.path, hidden_text(result.path))
        if isinstance(result, FailedInspection):
            if unreadable is not None:
                unreadable(result)
        elif sample.label is not Label.UNLABELLED:
            scored.append((sample, result.score))
            if sample.label is Label.GOOD and result.images is not None:
                noise.add(result.images.ssim_map, looked_at)
        if progress is not None:
            progress(done, len(samples))
    return Scores(tuple(scored), noise.value())
