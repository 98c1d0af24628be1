"""The work that the Inspect view gives to jobs. No Qt: plain functions over an engine and a job context."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from app.gui.engine import Engine, FoundImages, LoadedModel
from app.gui.views.inspect.keeping import Kept, kept_results
from app.gui.views.inspect.pictures import Reduced, reducing
from app.gui.views.inspect.store import Entry
from core.errors import AreasError, ImageFileError
from core.images.areas import Area
from core.images.stopping import stoppable
from core.inspection.result import FailedInspection, Inspection, InspectionImages, too_large
from core.inspection.segment import SegmentSettings
from core.inspection.stamp import stamp_of

if TYPE_CHECKING:
    from core.project.project import Project

Item = Inspection | FailedInspection
AreasOf = Callable[[Sequence[Path]], Mapping[Path, tuple[Area, ...]]]
"""The areas of those images that have some of their own; asked in the job."""


def no_areas(_paths: Sequence[Path]) -> Mapping[Path, tuple[Area, ...]]:
    """No image has areas of its own."""
    return {}


def images_of(project: Project) -> Callable[[object], FoundImages]:
    """The images of a project, those that are missing too."""

    def work(_context: object) -> FoundImages:
        from core.images.names import natural_ranks
        from core.project.images import dataset

        paths = tuple(sample.path for sample in dataset(project).samples)
        return FoundImages(paths, 0, (), natural_ranks([path.name for path in paths]))

    return work


class Context(Protocol):
    """What these functions need of `app.gui.jobs.JobContext`."""

    def cancelled(self) -> bool:
        """Whether to stop."""

    def progress(self, done: int, total: int) -> None:
        """How far it is."""

    def put(self, item: object) -> None:
        """Hand over one item."""


class PromptContext(Context, Protocol):
    """One by which an item can be handed over at once."""

    def flush(self) -> None:
        """Send what is held back."""


@dataclass(frozen=True)
class Packed:
    """A result as the list takes it, packed in the job, so that the window's thread need not.

    Attributes:
        entry: all of it but the pictures.
        fresh: the result as it came, perhaps with its pictures; None: it was made before.
    """

    entry: Entry
    fresh: Item | None = None

    @classmethod
    def of(cls, item: Item, settings: SegmentSettings) -> Packed:
        """A result that was made under `settings`."""
        return cls(Entry.of(item, settings), item)

    @property
    def item(self) -> Item:
        """The result; one that was made before is unpacked each time."""
        return self.fresh if self.fresh is not None else self.entry.item

    @property
    def pictures(self) -> InspectionImages | None:
        """Those that came with it."""
        return self.fresh.images if isinstance(self.fresh, Inspection) else None


def inspect_one(
    model: LoadedModel,
    path: Path,
    settings: SegmentSettings,
    areas_of: AreasOf = no_areas,
    context: PromptContext | None = None,
) -> Item:
    """Inspect one image with its pictures; an unreadable file is an answer, not an error.

    Of a large one `context` gets a `Reduced` as soon as there is one.

    Raises:
        InspectionStoppedError: `context` was cancelled half-way through a large image.
    """
    stamp = stamp_of(path)
    with _wanted_by(context):
        try:
            decoded = reducing(path, partial(_show, context)) if context is not None else None
            areas = areas_of([path]).get(path)
            found = model.inspector.inspect(path, True, areas, watch=context, decoded=decoded)
            return segmented(model, replace(found, stamp=stamp), settings)
        except (ImageFileError, AreasError) as error:
            return FailedInspection.because(path, error.told, stamp)
        except MemoryError:
            return too_large(path, stamp)


def _show(context: PromptContext, early: Reduced) -> None:
    context.put(early)
    # Nothing may follow for minutes.
    context.flush()


def segmented(model: LoadedModel, inspection: Inspection, settings: SegmentSettings) -> Inspection:
    """`inspection` (fresh from the inspector, with pictures) under `settings`."""
    return inspection if settings == model.segment else resegmented(model, inspection, settings)


def resegmented(
    model: LoadedModel, inspection: Inspection, settings: SegmentSettings, context: Context | None = None
) -> Inspection:
    """`inspection`, whose pictures are kept, cut in another way; it is still one of the same file.

    Raises:
        InspectionStoppedError: `context` was cancelled half-way through a large image.
    """
    with _wanted_by(context):
        return replace(model.inspector.resegment(inspection, settings), stamp=inspection.stamp)


def _wanted_by(context: Context | None) -> AbstractContextManager[None]:
    return nullcontext() if context is None else stoppable(context.cancelled)


def recall(
    model: LoadedModel,
    paths: Sequence[Path],
    settings: SegmentSettings,
    context: Context,
    areas_of: AreasOf = no_areas,
    place: Path | None = None,
) -> None:
    """Put the results of `paths` that were made before and hold still, as `Packed`."""
    if place is None:
        return
    with kept_results(place, model, settings, areas_of(paths), context.put) as kept:
        for result in _known(kept, paths, settings):
            if context.cancelled():
                return
            context.put(result)


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
    """Inspect `paths`, putting every result as it comes, `Packed`; returns how many were done."""
    done = 0
    for result in stream(engine, model, paths, settings, keep_images, context, areas_of, place):
        context.put(result)
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
) -> Iterator[Packed]:
    """Inspections of `paths` under `settings`, until cancelled.

    Those that are kept in `place` and hold still come first and are not computed again; the others follow in order
    and are kept there.
    """
    if not paths:
        return
    areas = areas_of(paths)
    with kept_results(place, model, settings, areas, context.put) as kept:
        known = set()
        for result in _known(kept, paths, settings):
            if context.cancelled():
                return
            known.add(result.entry.path)
            yield result
        left = [path for path in paths if path not in known]
        context.progress(0, len(left))
        for done, item in enumerate(
            _computed(engine, model, left, settings, keep_images, context, areas), start=1
        ):
            result = Packed.of(item, settings)
            kept.keep(item, result.entry.packed)
            yield result
            context.progress(done, len(left))


def _known(kept: Kept, paths: Sequence[Path], settings: SegmentSettings) -> Iterator[Packed]:
    for path, packed in kept.packed(paths):
        # One that is damaged is inspected again.
        with suppress(ValueError):
            yield Packed(Entry.kept(path, packed, settings))


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
    """Apply `settings` to inspections whose pictures are kept, and put each, `Packed`."""
    for inspection in inspections:
        if context.cancelled():
            return
        context.put(Packed.of(resegmented(model, inspection, settings, context), settings))


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
    one table holds one set of settings. Returns the number of rows; 0 after a cancel, with nothing written.

    Raises:
        IsuganError: `out` holds results already.
    """
    from core.inspection.results_csv import check_free

    # Before anything is inspected for it.
    check_free(out)
    seen = [entry for entry in entries if not entry.pending]
    outdated = [entry.path for entry in seen if entry.packed and entry.settings != settings]
    fresh: dict[Path, Item] = {}
    if outdated and model is not None:
        again = stream(engine, model, outdated, settings, False, context, areas_of, place)
        fresh = {result.entry.path: result.item for result in again}
    if context.cancelled():
        return 0
    engine.write_results(out, (fresh.get(entry.path) or entry.item for entry in seen))
    return len(seen)
