"""The one path from an image file to an inspection; everything that inspects calls it."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

from core.images.picture import Picture
from core.images.read import read_picture
from core.inspection.calibration import Calibration
from core.inspection.device import device_name, pick_device
from core.inspection.header import Header
from core.inspection.model_file import Model
from core.inspection.repair import Repairer
from core.inspection.result import FloatImage, Inspection, InspectionImages
from core.inspection.score import anomaly_score, dissimilarity
from core.inspection.segment import SegmentSettings, segment
from core.inspection.ssim import ssim_map
from core.inspection.verdict import verdict_of


class Inspector:
    """A loaded model on a device.

    Args:
        model: see `core.inspection.model_file.load_model`.
        device: `auto`, `cuda`, `mps` or `cpu`.
        segment: overrides the model's own segmentation settings.

    Raises:
        ModelFileError: the weights do not fit the network.
        IsuganError: the device is not there.
    """

    def __init__(self, model: Model, device: str = "auto", segment: SegmentSettings | None = None) -> None:
        self.model = model
        chosen = pick_device(device)
        self.device_name = device_name(chosen)
        self.segment_settings = segment or model.header.segment
        self.repairer = Repairer(model.generator(), model.header.preprocess, chosen)

    def inspect(self, path: Path, keep_images: bool = True) -> Inspection:
        """Read and inspect one file.

        Raises:
            ImageFileError: the file cannot be read.
        """
        return self.inspect_picture(self.read(path), path, keep_images)

    def read(self, path: Path) -> Picture:
        """Decode `path` as this model needs it.

        Raises:
            ImageFileError: the file cannot be read.
        """
        return read_picture(path, bits16=self.model.header.preprocess.bits16)

    def inspect_picture(self, picture: Picture, path: Path, keep_images: bool = True) -> Inspection:
        """Inspect a decoded picture; `path` only names it."""
        original, repair, seconds = self.repair_picture(picture)
        size = (picture.width, picture.height)
        return self.judge(path, size, original, repair, seconds, keep_images)

    def repair_picture(self, picture: Picture) -> tuple[FloatImage, FloatImage, float]:
        """The working picture, its repair (both float32 in [0, 1]), and the seconds the network took."""
        original = self.model.header.preprocess.apply(picture.pixels)
        start = time.perf_counter()
        repair = self.repairer.repair(original)
        return original, repair, time.perf_counter() - start

    def judge(
        self,
        path: Path,
        size: tuple[int, int],
        original: FloatImage,
        repair: FloatImage,
        repair_seconds: float,
        keep_images: bool = True,
    ) -> Inspection:
        """SSIM map, OTSU, contours, score and verdict of a repaired picture; `size` is the original's (w, h)."""
        return judge(
            self.model.header,
            self.segment_settings,
            path,
            size,
            original,
            repair,
            repair_seconds,
            keep_images,
        )

    def resegment(self, inspection: Inspection, settings: SegmentSettings) -> Inspection:
        """The same inspection under other segmentation settings; needs its images, runs no network.

        Raises:
            ValueError: the inspection was made without keeping its images.
        """
        images = inspection.images
        if images is None:
            raise ValueError(f"{inspection.path} was inspected without keeping its images")
        return judge(
            self.model.header,
            settings,
            inspection.path,
            (inspection.width, inspection.height),
            images.original,
            images.repair,
            inspection.repair_seconds,
        )

    def with_calibration(self, calibration: Calibration | None) -> None:
        """Judge by another calibration from now on; the model file stays as it is."""
        header = self.model.header.model_copy(update={"calibration": calibration})
        self.model = replace(self.model, header=header)


def judge(
    header: Header,
    settings: SegmentSettings,
    path: Path,
    size: tuple[int, int],
    original: FloatImage,
    repair: FloatImage,
    repair_seconds: float,
    keep_images: bool = True,
) -> Inspection:
    """Everything after the network; arguments as for `Inspector.judge`."""
    start = time.perf_counter()
    similarity = ssim_map(original, repair)
    local = dissimilarity(similarity, header.score_window)
    score = anomaly_score(local)
    calibration = header.calibration
    found = segment(
        original, repair, similarity, local, settings, calibration, window=header.score_window, size=size
    )
    seconds = time.perf_counter() - start
    return Inspection(
        path=path,
        width=size[0],
        height=size[1],
        score=score,
        verdict=verdict_of(score, calibration),
        review_cut=calibration.review_cut if calibration else None,
        ng_cut=calibration.ng_cut if calibration else None,
        otsu_level=found.otsu_level,
        level=found.level,
        defects=found.defects,
        repair_seconds=repair_seconds,
        segment_seconds=seconds,
        images=InspectionImages(original, repair, similarity, found.mask) if keep_images else None,
    )
