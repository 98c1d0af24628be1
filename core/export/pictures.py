"""Masks and overlays as PNG files of the original images' size."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from core.export.regions import original_mask
from core.export.writer import Writer
from core.images.convert import to_channels, to_uint8
from core.images.read import read_picture
from core.images.write import write_png
from core.inspection.pictures import CONTOUR_COLOUR, working_contour
from core.inspection.result import Inspection, Verdict

SIDE_PER_LINE = 250
"""Pixels of the longer side for each pixel of a contour's width, so that it is seen in a large picture too."""


class MaskWriter(Writer):
    """`masks/NAME.png`, 0 and 255.

    With images, these are sorted into folders good, defective and unlabelled (Review) by their verdict.
    """

    needs_images = True
    can_copy = True
    # Masks are found by the name of their image alone.
    flat_copies = True

    def add(self, inspection: Inspection) -> None:
        """Write one mask; for a copied good image none, as in any dataset."""
        name = self.names[inspection.path]
        self.copied(inspection.path, FOLDERS.get(inspection.verdict, "unlabelled"))
        if not self.copy_images or inspection.verdict is Verdict.NG:
            write_png(
                self.folder / "masks" / f"{name}.png",
                original_mask(inspection).view(np.uint8) * np.uint8(255),
            )
        self.written += 1


FOLDERS = {Verdict.OK: "good", Verdict.NG: "defective"}


class OverlayWriter(Writer):
    """`overlays/NAME.png`: the original image with its contours."""

    def add(self, inspection: Inspection) -> None:
        """Read the original once more and draw."""
        picture = to_uint8(to_channels(read_picture(inspection.path).pixels, 3))
        name = self.names[inspection.path]
        write_png(self.folder / "overlays" / f"{name}.png", with_contours(picture, inspection))
        self.written += 1


def with_contours(picture: NDArray[np.uint8], inspection: Inspection) -> NDArray[np.uint8]:
    """A copy of an RGB picture, `(H, W, 3)` of any size, with the contours of `inspection` drawn to scale."""
    canvas = np.ascontiguousarray(picture.copy())
    height, width = canvas.shape[:2]
    for defect in inspection.defects:
        points = working_contour(defect, inspection, width, height)
        line = max(1, round(max(width, height) / SIDE_PER_LINE))
        cv2.polylines(canvas, [points], True, CONTOUR_COLOUR, line, cv2.LINE_AA, shift=4)
    return canvas
