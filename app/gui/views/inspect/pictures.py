"""Everything that is costly about showing an inspection's pictures; for a large image, work for a job. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from app.gui.widgets.pyramid import WHOLE, Pyramid, pyramid_of
from core.errors import ImageFileError
from core.images.decode import Samples
from core.images.picture import FloatImage
from core.images.probe import probe
from core.images.read import Decoded
from core.images.stopping import check
from core.images.thumbnail import read_quick_thumbnail, reduced
from core.inspection.result import InspectionImages

BINS = 100
LEAST = -0.25
"""Left end of the histogram; lower SSIM values are counted in its first bin."""
MOST = 5.0
"""D_p's surprise at the bright end of its scale, whose dark end is 0: a chance of 0.7 % that a place is good."""
REDUCED_FROM = 1_500_000
"""Pixels from which on a reduced picture is shown while the image is inspected; smaller ones take a moment only."""
REDUCED_SIDE = 2048
"""Longer side of the reduced picture: as large as the pane on a large screen."""


@dataclass(frozen=True)
class Pictures:
    """What the four panes and the histogram draw.

    Attributes:
        images: what they were made of.
        original, repair, ssim_map: in several sizes.
        surprise: D_p's, likewise, black from `MOST` on and white where it is 0; None where it does not count.
        counts: `(BINS,)` pixels of the map by SSIM, from `LEAST` to 1; only of what is inspected.
    """

    images: InspectionImages
    original: Pyramid
    repair: Pyramid
    ssim_map: Pyramid
    surprise: Pyramid | None
    counts: NDArray[np.int64]

    def show(self, images: InspectionImages) -> bool:
        """Whether they show `images`: other settings outline other defects in the same pictures."""
        mine = self.images
        return (
            images.original is mine.original
            and images.repair is mine.repair
            and images.ssim_map is mine.ssim_map
        )


@dataclass(frozen=True)
class Reduced:
    """A file's picture as far as it can be shown at once.

    Attributes:
        path: the file.
        size: width and height in the file.
        pyramid: of the reduced picture.
    """

    path: Path
    size: tuple[int, int]
    pyramid: Pyramid


def is_large(images: InspectionImages) -> bool:
    """Whether preparing them would keep the window waiting."""
    return images.ssim_map.size > WHOLE


def prepare(images: InspectionImages) -> Pictures:
    """Get the pictures ready to be drawn; some milliseconds for each megapixel, safe in any thread.

    Raises:
        InspectionStoppedError: nobody wants them any more (see `core.images.stopping`).
    """

    def pyramid(pixels: FloatImage, low: float = 0.0) -> Pyramid:
        check()
        return pyramid_of(pixels, low)

    return Pictures(
        images,
        pyramid(images.original),
        pyramid(images.repair),
        pyramid(images.ssim_map),
        None if images.critic_map is None else pyramid(images.critic_map, 1 - MOST),
        counted(images.ssim_map, images.looked_at),
    )


def counted(ssim_map: NDArray[np.float32], looked_at: NDArray[np.bool_] | None) -> NDArray[np.int64]:
    """How many inspected pixels have which SSIM, as `Pictures.counts`."""
    mask = None if looked_at is None else looked_at.astype(np.uint8)
    # The upper end belongs to no bin of OpenCV's, and a rounded 1 lies a little above 1.
    bins = cv2.calcHist([ssim_map], [0], mask, [BINS], [LEAST, 1.0001]).ravel().astype(np.int64)
    total = ssim_map.size if looked_at is None else int(np.count_nonzero(looked_at))
    bins[0] += total - int(bins.sum())
    return np.asarray(bins, dtype=np.int64)


def reducing(path: Path, show: Callable[[Reduced], None]) -> Decoded:
    """Show the reduced picture of a large file, as early as its format allows.

    A JPEG is decoded at a fraction of its size, at once. Of other formats every row has to be decoded; whoever does
    that next calls what this returns, so that it is done once.
    """
    try:
        facts = probe(path)
        size = (facts.width, facts.height)
        large = size[0] * size[1] >= REDUCED_FROM
        quick = read_quick_thumbnail(path, REDUCED_SIDE) if large else None
    except ImageFileError:
        # For its inspection to report.
        large, quick = False, None
    if quick is not None:
        show(Reduced(path, size, pyramid_of(quick)))

    def decoded(samples: Samples, scale: int) -> None:
        if large and quick is None:
            show(Reduced(path, size, pyramid_of(reduced(samples, scale, REDUCED_SIDE))))

    return decoded
