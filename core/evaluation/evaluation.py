"""The record of one evaluation: what was measured, on how many images, and what was left out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.datasets.dataset import Label
from core.evaluation.counts import Confusion
from core.evaluation.image_level import ImageFigures
from core.evaluation.pixel_level import PixelFigures
from core.inspection.result import FailedInspection, Verdict
from core.words import number_of


@dataclass(frozen=True)
class ImageRow:
    """One evaluated image.

    Attributes:
        score: anomaly score, larger = worse.
        seen: the model's run held a file with this content for training or validation.
    """

    path: Path
    label: Label
    score: float
    verdict: Verdict
    seen: bool


@dataclass(frozen=True)
class Evaluation:
    """Figures of one model on the labelled images of one dataset.

    Attributes:
        images: images per label that were inspected and counted.
        unlabelled: images left out because nothing is known of them.
        unreadable: files left out, with the reason.
        ng_cut: the score from which an image counts as defective, as stored in the model; None without
            calibration.
        confusion: decisions at `ng_cut` (Review counts as good); None without calibration.
        image: AUROC and AP of the scores.
        pixel: figures per pixel; None where no defective image has a mask.
        without_mask: defective images left out of the pixel figures: their mask is missing or unreadable.
        without_pictures: images left out of these and of `good_repair_mse`: of an earlier inspection, which could not
            be made again.
        good_repair_mse: mean squared difference between good images and their repair, on the 0..255 scale at
            the working size (paper Eq. 16 as a mean per pixel, as its printed values of 10 to 40 must be);
            None without good images, and of a network that repairs nothing.
        seen: how many of the images the model's run held for training or validation; figures with any are
            too good.
        rows: every image that was counted, in the dataset's order.
        seconds: wall time of the whole evaluation.
        hidden: defective images left out of every figure: their whole defect lies in what is ignored. They show
            no defect, so to call them good is right, and they are no good images either.
    """

    images: dict[Label, int]
    unlabelled: int
    unreadable: tuple[FailedInspection, ...]
    ng_cut: float | None
    confusion: Confusion | None
    image: ImageFigures
    pixel: PixelFigures | None
    without_mask: int
    good_repair_mse: float | None
    seen: int
    rows: tuple[ImageRow, ...]
    seconds: float
    hidden: tuple[Path, ...] = ()
    without_pictures: int = 0

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a reader must know before trusting the figures, one sentence each."""
        found = []
        if self.seen:
            found.append(f"The figures contain {self.seen} of the model's own training images: too good.")
        if self.confusion is None:
            found.append("The model holds no calibration, so there are no figures that need a decision.")
        if self.image.reason is not None:
            found.append(self.image.reason.english)
        if self.unreadable:
            found.append(f"Left out: {number_of(len(self.unreadable), 'file')} that could not be read.")
        if self.unlabelled:
            found.append(f"Left out: {number_of(self.unlabelled, 'image')} without a label.")
        if self.without_mask:
            found.append(
                f"Left out per pixel: {number_of(self.without_mask, 'defective image')} without a mask."
            )
        if self.without_pictures:
            some = number_of(self.without_pictures, "image")
            found.append(
                f"Left out per pixel: {some} that can no longer be inspected; the earlier result counts."
            )
        if self.hidden:
            some = number_of(len(self.hidden), "defective image")
            found.append(f"Left out: {some} whose whole defect lies in what is ignored.")
        return tuple(found)

    def to_dict(self) -> dict[str, Any]:
        """Everything as plain values for JSON."""
        return {
            "images": {str(label): number for label, number in self.images.items()},
            "unlabelled": self.unlabelled,
            "unreadable": [{"path": str(item.path), "error": item.error} for item in self.unreadable],
            "ng_cut": self.ng_cut,
            "decision": self.confusion and self.confusion.to_dict(),
            "image": self.image.to_dict(),
            "pixel": self.pixel and self.pixel.to_dict(),
            "defective_without_mask": self.without_mask,
            "without_pictures": self.without_pictures,
            "defect_in_ignored_area": [str(path) for path in self.hidden],
            "good_repair_mse": self.good_repair_mse,
            "seen": self.seen,
            "warnings": list(self.warnings),
            "seconds": self.seconds,
            "rows": [
                {
                    "path": str(row.path),
                    "label": str(row.label),
                    "score": row.score,
                    "verdict": str(row.verdict),
                    "seen": row.seen,
                }
                for row in self.rows
            ],
        }
