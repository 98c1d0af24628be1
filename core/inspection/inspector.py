"""The one path from an image file to an inspection; everything that inspects calls it."""

from __future__ import annotations

import math
import time
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from core.errors import ModelFileError
from core.images.areas import Area
from core.images.picture import Picture
from core.images.read import Decoded, read_picture
from core.inspection.calibration import Calibration
from core.inspection.compare import compare, marked
from core.inspection.critic_map import surprise, weigh
from core.inspection.gate import gated_repair
from core.inspection.header import Header
from core.inspection.model_file import Model
from core.inspection.onnx_file import OnnxModel
from core.inspection.result import FloatImage, Inspection, InspectionImages
from core.inspection.score import anomaly_score
from core.inspection.segment import SegmentSettings, segment
from core.inspection.verdict import verdict_of
from core.inspection.watch import Watch
from core.inspection.working import mask_of, overlaid, seen, working_picture
from core.language import later


class Looked(NamedTuple):
    """What the network made of a picture.

    Attributes:
        original, repair: the working picture and its repair, float32 in [0, 1]; the original itself where the network
            only marks defects.
        seconds: the network took.
        similarity: `(H, W)`, the network's own map in place of the SSIM map; None where it repairs.
        critic_map: `(H, W)`, D_p's, see `core.inspection.critic_map`; None where it does not count.
    """

    original: FloatImage
    repair: FloatImage
    seconds: float
    similarity: FloatImage | None = None
    critic_map: FloatImage | None = None


class Inspector:
    """A loaded model on a device.

    Wherever `areas` can be given, None means the areas in the model file, and a tuple exactly these; empty inspects
    all of the image. What they leave out is read by nothing: neither the network nor a figure depends on it.

    Args:
        model: see `core.inspection.onnx_file.open_model`.
        device: `auto`, `cuda`, `mps` or `cpu`; an ONNX file takes `auto` and `cpu` only.
        segment: overrides the model's own segmentation settings.

    Raises:
        ModelFileError: the weights do not fit the network.
        IsuganError: the device is not there.
    """

    def __init__(
        self, model: Model | OnnxModel, device: str = "auto", segment: SegmentSettings | None = None
    ) -> None:
        self.model = model
        self.segment_settings = segment or model.header.segment
        networks = model.networks(device)
        self.device_name = networks.device_name
        self.marker, self.repairer, self.critic = networks.marker, networks.repairer, networks.critic
        self.gate = networks.gate

    def inspect(
        self,
        path: Path,
        keep_images: bool = True,
        areas: tuple[Area, ...] | None = None,
        watch: Watch | None = None,
        decoded: Decoded | None = None,
    ) -> Inspection:
        """Read and inspect one file; `decoded` as for `core.images.read.read_picture`.

        Raises:
            ImageFileError: the file cannot be read.
            AreasError: the areas leave nothing of it to look at.
            InspectionStoppedError: `watch` said so.
        """
        return self.inspect_picture(self.read(path, decoded), path, keep_images, areas, watch)

    def read(self, path: Path, decoded: Decoded | None = None) -> Picture:
        """Decode `path` as this model needs it.

        Raises:
            ImageFileError: the file cannot be read.
        """
        return read_picture(path, bits16=self.model.header.preprocess.bits16, decoded=decoded)

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
        looked = self.repair_picture(picture, areas, path, watch)
        return self.judge(path, (picture.width, picture.height), looked, keep_images, areas)

    def repair_picture(
        self,
        picture: Picture,
        areas: tuple[Area, ...] | None = None,
        path: Path | None = None,
        watch: Watch | None = None,
    ) -> Looked:
        """Run the network: the working picture and its repair, or what a network marks that repairs nothing.

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
        if self.marker is not None:
            similarity = self.marker.mark(shown, watch)
            return Looked(original, original, time.perf_counter() - start, similarity)
        critic_map = None if self.critic is None else self.critic.map(shown, watch)
        repair = gated_repair(self.repairer, shown, critic_map, self.gate, watch)
        seconds = time.perf_counter() - start
        return Looked(original, overlaid(original, repair, mask), seconds, critic_map=critic_map)

    def judge(
        self,
        path: Path,
        size: tuple[int, int],
        looked: Looked,
        keep_images: bool = True,
        areas: tuple[Area, ...] | None = None,
    ) -> Inspection:
        """SSIM map, OTSU, contours, score and verdict of what `repair_picture` gave; `size` is the original's (w, h).

        `areas` are those that it was repaired under.

        Raises:
            AreasError: the areas leave nothing of it to look at.
            ModelFileError: the model gives no score.
        """
        return judge(self.model.header, self.segment_settings, path, size, looked, keep_images, areas)

    def resegment(self, inspection: Inspection, settings: SegmentSettings) -> Inspection:
        """The same inspection under other segmentation settings; needs its images, runs no network.

        Raises:
            ValueError: the inspection was made without keeping its images.
        """
        images = inspection.images
        if images is None:
            raise ValueError(f"{inspection.path} was inspected without keeping its images")
        looked = Looked(
            images.original, images.repair, inspection.repair_seconds, images.ssim_map, images.critic_map
        )
        size = (inspection.width, inspection.height)
        return judge(self.model.header, settings, inspection.path, size, looked, areas=inspection.areas)

    def with_calibration(self, calibration: Calibration | None) -> None:
        """Judge by another calibration from now on; the model file stays as it is."""
        header = self.model.header.model_copy(update={"calibration": calibration})
        self.model = replace(self.model, header=header)


def judge(
    header: Header,
    settings: SegmentSettings,
    path: Path,
    size: tuple[int, int],
    looked: Looked,
    keep_images: bool = True,
    areas: tuple[Area, ...] | None = None,
) -> Inspection:
    """Everything after the network; arguments and errors as for `Inspector.judge`."""
    start = time.perf_counter()
    original, repair, repair_seconds, similarity, critic_map = looked
    chosen = header.areas if areas is None else areas
    mask = mask_of(chosen, original.shape[1], original.shape[0], path)
    window = header.score_window
    if similarity is None:
        similarity, local = compare(original, repair, window, mask)
    else:
        similarity, local = marked(similarity, window, mask)
    if critic_map is not None:
        critic_map, second = surprise(critic_map, mask)
        weigh(local, second, header.critic_weight)
    score = anomaly_score(local)
    if not math.isfinite(score):
        # It lies below every cut: the part would be OK.
        raise ModelFileError(
            later(
                "Inspection",
                "The model {model} gives {path} no score: what it made of the picture are no numbers.",
                model=header.name,
                path=path,
            ),
            later(
                "Inspection",
                "Use another model; this one is damaged, or was trained until its numbers ran over.",
            ),
            path,
        )
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
        images=InspectionImages(original, repair, similarity, found.mask, mask, critic_map)
        if keep_images
        else None,
        areas=chosen,
    )
