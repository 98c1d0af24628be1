"""The work that the Inspect view gives to jobs. No Qt: plain functions over an engine and a job context."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from app.gui.engine import Engine, LoadedModel
from core.errors import AreasError, ImageFileError
from core.images.areas import Area
from core.inspection.result import FailedInspection, Inspection
from core.inspection.segment import SegmentSettings

Item = Inspection | FailedInspection
AreasOf = Callable[[Sequence[Path]], Mapping[Path, tuple[Area, ...]]]
"""The areas of those images that have some of their own; asked in the job."""


def no_areas(_paths: Sequence[Path]) -> Mapping[Path, tuple[Area, ...]]:
    """No image has areas of its own."""
    return {}


class Context(Protocol):
    """What these functions need of `app.gui.jobs.JobContext`."""

    def cancelled(self) -> bool:
        """Whether to stop."""

    def progress(self, done: int, total: int) -> None:
        """How far it is."""

    def put(self, item: object) -> None:
        """Hand over one item."""


def inspect_one(
    model: LoadedModel, path: Path, settings: SegmentSettings, areas_of: AreasOf = no_areas
) -> Item:
    """Inspect one image with its pictures; an unreadable file is an answer, not an error."""
    try:
        inspection = model.inspector.inspect(path, keep_images=True, areas=areas_of([path]).get(path))
    except (ImageFileError, AreasError) as error:
        return FailedInspection(path, str(error))
    except MemoryError:
        return FailedInspection(path, f"{path} does not fit into memory. Cut it into parts.")
    return segmented(model, inspection, settings)


def segmented(model: LoadedModel, inspection: Inspection, settings: SegmentSettings) -> Inspection:
    """`inspection` (fresh from the inspector, with pictures) under `settings`."""
    if settings == model.segment:
        return inspection
    return model.inspector.resegment(inspection, settings)


def inspect_many(
    engine: Engine,
    model: LoadedModel,
    paths: Sequence[Path],
    settings: SegmentSettings,
    keep_images: bool,
    context: Context,
    areas_of: AreasOf = no_areas,
) -> int:
    """Inspect `paths`, putting every item as it comes; returns how many were done."""
    done = 0
    for item in stream(engine, model, paths, settings, keep_images, context, areas_of):
        context.put(item)
        done += 1
        context.progress(done, len(paths))
    return done


def stream(
    engine: Engine,
    model: LoadedModel,
    paths: Sequence[Path],
    settings: SegmentSettings,
    keep_images: bool,
    context: Context,
    areas_of: AreasOf = no_areas,
) -> Iterator[Item]:
    """Inspections of `paths` under `settings`, in order, until cancelled."""
    if not paths:
        return
    context.progress(0, len(paths))
    # Other settings than the inspector's own need the SSIM map once more, so the pictures travel this far.
    other = settings != model.segment
    for item in engine.inspect_files(
        model.inspector,
        paths,
        keep_images=keep_images or other,
        cancelled=context.cancelled,
        areas=areas_of(paths),
    ):
        if isinstance(item, Inspection) and other:
            yield segmented(model, item, settings)
        else:
            yield item


def resegment_many(
    model: LoadedModel, inspections: Sequence[Inspection], settings: SegmentSettings, context: Context
) -> None:
    """Apply `settings` to inspections whose pictures are kept."""
    for inspection in inspections:
        if context.cancelled():
            return
        context.put(model.inspector.resegment(inspection, settings))


def export(
    engine: Engine,
    model: LoadedModel | None,
    items: Sequence[Item],
    outdated: Sequence[Path],
    settings: SegmentSettings,
    out: Path,
    context: Context,
    areas_of: AreasOf = no_areas,
) -> int:
    """Write the CSV files of `items` into `out`; those in `outdated` are inspected anew first, so that one
    table holds one set of settings. Returns the number of rows; 0 after a cancel, with nothing written."""
    fresh: dict[Path, Item] = {}
    if outdated and model is not None:
        for item in stream(engine, model, outdated, settings, False, context, areas_of):
            fresh[item.path] = item
            context.progress(len(fresh), len(outdated))
    if context.cancelled():
        return 0
    engine.write_results(out, [fresh.get(item.path, item) for item in items])
    return len(items)
