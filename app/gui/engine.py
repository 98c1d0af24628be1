"""The window's door to the core. Heavy imports happen inside the calls, which run in jobs, never at start."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from core.errors import ModelFileError
from core.inspection.result import FailedInspection, Inspection
from core.inspection.segment import SegmentSettings
from core.language import later, tr
from resources import DEMO_MODEL

if TYPE_CHECKING:
    from core.images.areas import Area
    from core.images.read import Decoded
    from core.inspection.calibration import Calibration
    from core.inspection.header import Header
    from core.inspection.model_file import Model
    from core.inspection.watch import Watch


class InspectorLike(Protocol):
    """What the window needs of `core.inspection.inspector.Inspector`."""

    @property
    def device_name(self) -> str:
        """The device that the network runs on."""

    def inspect(
        self,
        path: Path,
        keep_images: bool = True,
        areas: tuple[Area, ...] | None = None,
        watch: Watch | None = None,
        decoded: Decoded | None = None,
    ) -> Inspection:
        """Inspect one image, under `areas` in place of the model's; a large one only as long as `watch` wants it.

        `decoded` is called with the samples, long before a large one is inspected.
        """

    def resegment(self, inspection: Inspection, settings: SegmentSettings) -> Inspection:
        """Cut the same SSIM map in another way."""


@dataclass(frozen=True)
class LoadedModel:
    """A model that is ready to inspect.

    Attributes:
        path: its file.
        name: what to call it.
        tip: a few lines about it.
        device: where it runs.
        segment: the segmentation settings that it was saved with, and that `inspector` applies.
        inspector: inspects; safe to call from several threads.
        sha256: of the file, hexadecimal, by which its results are found again; empty = none are kept.
        marks: it marks defects and repairs nothing.
    """

    path: Path
    name: str
    tip: str
    device: str
    segment: SegmentSettings
    inspector: InspectorLike
    sha256: str = ""
    marks: bool = False


@dataclass(frozen=True)
class FoundImages:
    """Images in list order, the number of a dataset's masks that were left out, the folders among what was asked
    for, and the rank of each image when they are ordered by name."""

    images: tuple[Path, ...]
    masks: int
    folders: tuple[Path, ...]
    name_ranks: Sequence[int]


class Engine:
    """The real core. Tests put a small stand-in in its place."""

    def load(self, path: Path) -> LoadedModel:
        """Read a model file and put the network on the best device; seconds.

        Raises:
            ModelFileError: damaged, foreign or newer.
        """
        from core.datasets.snapshot import hash_file
        from core.inspection.device import device_title
        from core.inspection.inspector import Inspector
        from core.inspection.model_file import load_model

        model = load_model(path)
        inspector = Inspector(model)
        header = model.header
        name = header.name or path.stem
        device = device_title(inspector.device_name)
        digest = hash_file(path)
        marks = header.network.segments
        return LoadedModel(path, name, describe(model), device, header.segment, inspector, digest, marks)

    def header(self, model: LoadedModel) -> Header:
        """Everything that the model's file says, but the weights."""
        real: Any = model.inspector
        header: Header = real.model.header
        return header

    def recalibrated(
        self, model: LoadedModel, before: Calibration | None, after: Calibration | None
    ) -> LoadedModel:
        """Put `after` into the model's file, and give a model back that judges by it; `model` stays what it is.

        Raises:
            ModelFileError: the file cannot be read or written, or its calibration is no longer `before`.
        """
        from safetensors import SafetensorError

        from core.datasets.snapshot import hash_file
        from core.inspection.model_file import load_model, rewrite_header

        if model.path == DEMO_MODEL:
            raise ModelFileError(
                later("Window", "The demo model belongs to the program and is not changed."),
                later("Window", "Copy {path} into a folder of your own and open the copy.", path=model.path),
                model.path,
            )
        loaded = load_model(model.path)
        if loaded.header.calibration != before:
            raise ModelFileError(
                later("Window", "{path} was calibrated by another program meanwhile.", path=model.path),
                later("Window", "Open it again."),
                model.path,
            )
        try:
            written = rewrite_header(loaded, calibration=after)
        except (OSError, SafetensorError) as error:
            raise ModelFileError(
                later("Window", "{path} cannot be written: {error}.", path=model.path, error=error),
                later("Window", "Make room or give yourself permission there; the file is as it was."),
                model.path,
            ) from error
        real: Any = copy(model.inspector)
        real.with_calibration(after)
        return replace(model, tip=describe(written), inspector=real, sha256=hash_file(model.path))

    def find(self, paths: Sequence[Path]) -> FoundImages:
        """The images that `paths` (files and folders) mean, as the command line takes them; walks the disk.

        Raises:
            ImageFileError: a path does not exist, or a folder may not be listed.
        """
        from core.datasets.photos import find_photos
        from core.images.find import natural_ranks

        images, masks = find_photos(paths)
        ranks = natural_ranks([path.name for path in images])
        return FoundImages(tuple(images), masks, tuple(p for p in paths if p.is_dir()), ranks)

    def inspect_files(
        self,
        inspector: InspectorLike,
        paths: Sequence[Path],
        *,
        keep_images: bool,
        cancelled: Callable[[], bool],
        areas: Mapping[Path, tuple[Area, ...]],
    ) -> Iterator[Inspection | FailedInspection]:
        """Inspect many, in order; an unreadable file is an item, not the end.

        `areas` hold for single images in place of the model's.
        """
        from core.inspection.folder import inspect_files

        real: Any = inspector
        return inspect_files(real, paths, keep_images=keep_images, cancelled=cancelled, areas=areas)

    def write_results(self, out: Path, items: Iterable[Inspection | FailedInspection]) -> None:
        """Write `results.csv` and `defects.csv` into the folder `out`, as the command line does."""
        from core.inspection.results_csv import write_results

        write_results(out, items)


def describe(model: Model) -> str:
    """A few lines about a model, for a tooltip."""
    header = model.header
    lines = [str(model.path), tr("Window", "Made {time}", time=header.created)]
    if header.calibration is None:
        lines.append(tr("Window", "Not calibrated: scores without verdicts"))
    else:
        cuts = header.calibration
        lines.append(
            tr(
                "Window",
                "Review from {review}, NG from {ng} ({policy})",
                review=f"{cuts.review_cut:.4f}",
                ng=f"{cuts.ng_cut:.4f}",
                policy=cuts.policy,
            )
        )
        lines += [tr("Window", "Note: {warning}", warning=warning) for warning in cuts.warnings]
    lines += [f"{key}: {value:.4g}" for key, value in header.figures.items() if isinstance(value, float)]
    return "\n".join(lines)
