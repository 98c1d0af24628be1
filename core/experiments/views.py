"""The pictures of an inspection as a report draws them, no larger than the paper's."""

from __future__ import annotations

import numpy as np

from core.experiments.drawing import Bytes, fitted
from core.experiments.judged import Judged
from core.export.pictures import with_contours
from core.export.report.pictures import coloured
from core.images.convert import to_channels, to_uint8
from core.inspection.result import Inspection, InspectionImages


def original(pictures: InspectionImages) -> Bytes:
    """As the network saw it, `(H, W)` or `(H, W, 3)`."""
    return fitted(to_uint8(pictures.original))


def repair(pictures: InspectionImages) -> Bytes:
    """As the network gave it."""
    return fitted(to_uint8(pictures.repair))


def ssim_map(pictures: InspectionImages) -> Bytes:
    """In colours: bright where the repair differs, or where a network marks."""
    return fitted(coloured(pictures.ssim_map))


def contours(pictures: InspectionImages, inspection: Inspection) -> Bytes:
    """Over the original."""
    return with_contours(fitted(to_uint8(to_channels(pictures.original, 3))), inspection)


def label(pictures: InspectionImages, image: Judged) -> Bytes | None:
    """White where the label marks a defect; None where nobody knows."""
    height, width = pictures.ssim_map.shape
    marked = image.label(width, height)
    return None if marked is None else fitted(marked.view(np.uint8) * np.uint8(255))
