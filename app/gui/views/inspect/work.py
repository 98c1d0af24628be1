"""The work that the Inspect view gives to jobs. No Qt: plain functions over an engine and a job context."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from app.gui.engine import Engine, LoadedModel
from app.gui.views.inspect.keeping import kept_results
from app.gui.views.inspect.store import Entry
from core.errors import AreasError, ImageFileError
from core.images.areas import Area
from core.inspection.result import FailedInspection, Inspection, InspectionImages
from core.inspection.segment import SegmentSettings
from core.inspection.stamp import stamp_of

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


@dataclass(frozen=True)
class Packed:
    """A result with the list's entry of it."""

    item: Item
    entry: Entry

    @classmethod
    def of(cls, item: Item, settings: SegmentSettings) -> Packed:
        """A result that was made under `settings`."""
        return cls(item, Entry.of(item, settings))

    @property
    def pictures(self) -> InspectionImages | None:
        """Those that came with it."""
        return self.item.images if isinstance(self.item, Inspection) else None


class Packing:
    """A context that packs results in the job, so that the window's thread need not."""

    def __init__(self, context: Context, settings: SegmentSettings) -> None:
        self.cancelled = context.cancelled
        self.progress = context.progress
        self._put = context.put
        self._settings = settings

    def put(self, item: object) -> None:
        """Hand over one item."""
        if isinstance(item, Inspection | FailedInspection):
            item = Packed.of(item, self._settings)
        self._put(item)


def inspect_one(
    model: LoadedModel,
    path: Path,
    settings: SegmentSettings,
    areas_of: AreasOf = no_areas,
    context: Context | None = None,
) -> Item:
    """Inspect one image with its pictures; an unreadable file is an answer, not an error.

    Raises:
        InspectionStoppedError: `context` was cancelled half-way through a large image.
    """
    stamp = stamp_of(path)
    try:
        areas = areas_of([path]).get(path)
        inspection = model.inspector.inspect(path, keep_images=True, areas=areas, watch=context)
    except (ImageFileError, AreasError) as error:
        return FailedInspection(path, str(error), stamp)
    except MemoryError:
        return FailedInspection(path, f"{path} does not fit into memory. Cut it into parts.", stamp)
    return segmented(model, replace(inspection, stamp=stamp), settings)


def segmented(model: LoadedModel, inspection: Inspection, settings: SegmentSettings) -> Inspection:
    """`inspection` (fresh from the inspector, with pictures) under `settings`."""
    return inspection if settings == model.segment else resegmented(model, inspection, settings)


def resegmented(model: LoadedModel, inspection: Inspection, settings: SegmentSettings) -> Inspection:
    """`inspection`, whose pictures are kept, cut in another way; it is still one of the same file."""
    return replace(model.inspector.resegment(inspection, settings), stamp=inspection.stamp)


def recall(
    model: LoadedModel,
    paths: Sequence[Path],
    settings: SegmentSettings,
    context: Context,
    areas_of: AreasOf = no_areas,
    place: Path | None = None,
) -> None:
    """Put the results of `paths` that were made before and hold still."""
    if place is None:
        return
    with kept_results(place, model, settings, areas_of(paths), context.put) as kept:
        for item in kept.known(paths):
            if context.cancelled():
                return
            context.put(item)


def keep(
    model: LoadedModel,
    item: Inspection,
    settings: SegmentSettings,
    context: Context,
    areas_of: AreasOf = no_areas,
    place: Path | None = None,
) -> None:
    """Keep one result for the next time."""
    with kept_results(place, model, settings, areas_of([item.path]), context.put) as kept:
        kept.keep(item)


def inspect_many(
    engine: Engine,
    model: LoadedModel,
    paths: Sequence[Path],
    settings: SegmentSettings,
    keep_images: bool,
    context: Context,
    areas_of: AreasOf = no_areas,
    place: Path | None = None,
) -> int:
    """Inspect `paths`, putting every item as it comes; returns how many were done."""
    done = 0
    for item in stream(engine, model, paths, settings, keep_images, context, areas_of, place):
        context.put(item)
        done += 1
    return done


def stream(
    engine: Engine,
    model: LoadedModel,
    paths: Sequence[Path],
    settings: SegmentSettings,
    keep_images: bool,
    context: Context,
    areas_of: AreasOf = no_areas,
    place: Path | None = None,
) -> Iterator[Item]:
    """Inspections of `paths` under `settings`, until cancelled.

    Those that are kept in `place` and hold still come first and are not computed again; the others follow in order
    and are kept there.
    """
    if not paths:
        return
    areas = areas_of(paths)
    with kept_results(place, model, settings, areas, context.put) as kept:
        known = set()
        for item in kept.known(paths):
            if context.cancelled():
                return
            known.add(item.path)
            yield item
        left = [path for path in paths if path not in known]
        context.progress(0, len(left))
        for done, result in enumerate(
            _computed(engine, model, left, settings, keep_images, context, areas), start=1
        ):
            kept.keep(result)
            yield result
            context.progress(done, len(left))


def _computed(
    engine: Engine,
    model: LoadedModel,
    paths: Sequence[Path],
    settings: SegmentSettings,
    keep_images: bool,
    context: Context,
    areas: Mapping[Path, tuple[Area, ...]],
) -> Iterator[Item]:
    # Other settings than the inspector's own need the SSIM map once more, so the pictures travel this far.
    other = settings != model.segment
    for item in engine.inspect_files(
        model.inspector,
        paths,
        keep_images=keep_images or other,
        cancelled=context.cancelled,
        areas=areas,
    ):
        if isinstance(item, Inspection) and other:
            fresh = segmented(model, item, settings)
            yield fresh if keep_images else replace(fresh, images=None)
        else:
            yield item


def resegment_many(
    model: LoadedModel, inspections: Sequence[Inspection], settings: SegmentSettings, context: Context
) -> None:
    """Apply `settings` to inspections whose pictures are kept."""
    for inspection in inspections:
        if context.cancelled():
            return
        context.put(resegmented(model, inspection, settings))


def export(
    engine: Engine,
    model: LoadedModel | None,
    entries: Iterable[Entry],
    settings: SegmentSettings,
    out: Path,
    context: Context,
    areas_of: AreasOf = no_areas,
    place: Path | None = None,
) -> int:
    """Write the CSV files of `entries` into `out`; those made under other settings are inspected anew first, so that
    one table holds one set of settings. Returns the number of rows; 0 after a cancel, with nothing written."""
    seen = [entry for entry in entries if not entry.pending]
    outdated = [entry.path for entry in seen if entry.packed and entry.settings != settings]
    fresh: dict[Path, Item] = {}
    if outdated and model is not None:
        again = stream(engine, model, outdated, settings, False, context, areas_of, place)
        fresh = {item.path: item for item in again}
    if context.cancelled():
        return 0
    engine.write_results(out, (fresh.get(entry.path) or entry.item for entry in seen))
    return len(seen)
