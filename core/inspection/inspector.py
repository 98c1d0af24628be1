"""The one path from an image file to an inspection; everything that inspects calls it."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

from core.images.areas import Area
from core.images.picture import Picture
from core.images.read import read_picture
from core.inspection.calibration import Calibration
from core.inspection.compare import compare
from core.inspection.device import device_name, pick_device
from core.inspection.header import Header
from core.inspection.model_file import Model
from core.inspection.repair import Repairer
from core.inspection.result import FloatImage, Inspection, InspectionImages
from core.inspection.score import anomaly_score, dissimilarity
from core.inspection.segment import SegmentSettings, segment
from core.inspection.verdict import verdict_of
from core.inspection.watch import Watch
from core.inspection.working import mask_of, overlaid, seen, working_picture


class Inspector:
    """A loaded model on a device.

    Wherever `areas` can be given, None means the areas in the model file, and a tuple exactly these; empty inspects
    all of the image. What they leave out is read by nothing: neither the network nor a figure depends on it.

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

    def inspect(
        self,
        path: Path,
        keep_images: bool = True,
        areas: tuple[Area, ...] | None = None,
        watch: Watch | None = None,
    ) -> Inspection:
        """Read and inspect one file.

        Raises:
            ImageFileError: the file cannot be read.
            AreasError: the areas leave nothing of it to look at.
            InspectionStoppedError: `watch` said so.
        """
        return self.inspect_picture(self.read(path), path, keep_images, areas, watch)

    def read(self, path: Path) -> Picture:
        """Decode `path` as this model needs it.

        Raises:
            ImageFileError: the file cannot be read.
        """
        return read_picture(path, bits16=self.model.header.preprocess.bits16)

    def inspect_picture(
        self,
        picture: Picture,
        path: Path,
        keep_images: bool = True,
        areas: tuple[Area, ...] | None = None,
        watch: Watch | None = None,
    ) -> Inspection:
        """Inspect a decoded picture; `path` only names it.

        Raises:
            AreasError: the areas leave nothing of it to look at.
            InspectionStoppedError: `watch` said so.
        """
        original, repair, seconds = self.repair_picture(picture, areas, path, watch)
        size = (picture.width, picture.height)
        return self.judge(path, size, original, repair, seconds, keep_images, areas)

    def repair_picture(
        self,
        picture: Picture,
        areas: tuple[Area, ...] | None = None,
        path: Path | None = None,
        watch: Watch | None = None,
    ) -> tuple[FloatImage, FloatImage, float]:
        """The working picture, its repair (both float32 in [0, 1]), and the seconds the network took.

        The repair of what is ignored is the original: the network does not see it.

        Raises:
            AreasError: the areas leave nothing to look at; names `path`.
            InspectionStoppedError: `watch` said so.
        """
        header = self.model.header
        chosen = header.areas if areas is None else areas
        original, mask = working_picture(picture.pixels, header.preprocess, chosen, path)
        shown = seen(original, mask)
        start = time.perf_counter()
        repair = self.repairer.repair(shown, watch)
        seconds = time.perf_counter() - start
        return original, overlaid(original, repair, mask), seconds

    def judge(
        self,
        path: Path,
        size: tuple[int, int],
        original: FloatImage,
        repair: FloatImage,
        repair_seconds: float,
        keep_images: bool = True,
        areas: tuple[Area, ...] | None = None,
    ) -> Inspection:
        """SSIM map, OTSU, contours, score and verdict of a repaired picture; `size` is the original's (w, h).

        `areas` are those that it was repaired under.

        Raises:
            AreasError: the areas leave nothing of it to look at.
        """
        return judge(
            self.model.header,
            self.segment_settings,
            path,
            size,
            original,
            repair,
            repair_seconds,
            keep_images,
            areas,
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
            areas=inspection.areas,
            similarity=images.ssim_map,
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
    areas: tuple[Area, ...] | None = None,
    similarity: FloatImage | None = None,
) -> Inspection:
    """Everything after the network; arguments and errors as for `Inspector.judge`.

    `similarity` is the SSIM map of these pictures, where it is known already.
    """
    start = time.perf_counter()
    chosen = header.areas if areas is None else areas
    mask = mask_of(chosen, original.shape[1], original.shape[0], path)
    window = header.score_window
    if similarity is None:
        similarity, local = compare(original, repair, window, mask)
    else:
        local = dissimilarity(similarity, window, mask)
    score = anomaly_score(local)
    calibration = header.calibration
    found = segment(
        original, repair, similarity, local, settings, calibration, window=window, size=size, looked_at=mask
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
        images=InspectionImages(original, repair, similarity, found.mask, mask) if keep_images else None,
        areas=chosen,
    )
