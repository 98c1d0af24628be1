"""The work of exports that jobs do. No Qt: plain functions over an engine and a job context."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.gui.engine import Engine, LoadedModel
from app.gui.views.inspect import work
from app.gui.views.inspect.store import Entry
from core.datasets.dataset import Dataset, Label, Sample, Split
from core.errors import IsuganError
from core.inspection.result import FailedInspection, Inspection
from core.inspection.segment import SegmentSettings
from core.language import tr

if TYPE_CHECKING:
    from core.export.source import Source

REPORTS = {"html": ".html", "pdf": ".pdf"}
"""Exports that are one file, and how it ends; the others are folders."""
CASES = 8
Known = Callable[[], Dataset | None]
"""The dataset that images may belong to; asked in a job."""


@dataclass(frozen=True)
class Results:
    """What is exported: taken from the session when the user asks, so that it may go on.

    Attributes:
        entries: the list, inspected or not.
        pictures: inspections that still have theirs.
        known: tells the images' labels.
    """

    engine: Engine
    model: LoadedModel
    settings: SegmentSettings
    entries: Sequence[Entry]
    pictures: Mapping[Path, Inspection]
    areas_of: work.AreasOf
    known: Known

    @property
    def done(self) -> list[Entry]:
        """What is inspected, or known to be unreadable."""
        return [entry for entry in self.entries if not entry.pending]


@dataclass(frozen=True)
class Written:
    """What an export wrote: where, how many images it holds, how many it left out, and how many unreadable files it
    lists with their error."""

    out: Path
    images: int
    left_out: int
    with_error: int = 0


def export(kind: str, results: Results, place: Path, context: work.Context) -> Written | None:
    """Write into a new file or folder in `place`; None after a cancel, with nothing left of it.

    Raises:
        IsuganError: the model has no calibration and the format needs verdicts.
        OSError: the place cannot be written, or the disk is full.
    """
    from core.export.names import common_root
    from core.export.source import Source, model_record

    root = common_root(entry.path for entry in results.entries)
    header = results.engine.header(results.model)
    source = Source(root, model_record(results.model.path, header), results.settings)
    if kind in REPORTS:
        return _report(kind, results, source, place, context)
    from core.export.export import FORMATS, export_results
    from core.export.folder import free_path

    done = export_results(
        kind,
        items(results, context, lambda _: FORMATS[kind].needs_images),
        [entry.path for entry in results.done],
        source,
        free_path(place, f"{root.name} {kind}".strip()),
        progress=context.progress,
        cancelled=context.cancelled,
    )
    return Written(done.out, done.written, len(done.left_out), done.with_error) if done else None


def items(
    results: Results, context: work.Context, needs_images: Callable[[Path], bool]
) -> Iterator[Inspection | FailedInspection]:
    """Every result under the settings in force, those that are at hand first.

    One that was made under other settings, or lacks the pictures that the export needs, is made anew.
    """
    again: dict[bool, list[Path]] = {False: [], True: []}
    for entry in results.done:
        needed = needs_images(entry.path)
        if entry.failed is not None:
            yield entry.failed
        elif entry.settings == results.settings and entry.path in results.pictures:
            yield results.pictures[entry.path]
        elif entry.settings == results.settings and not needed:
            yield entry.item
        else:
            again[needed].append(entry.path)
    for needed, paths in again.items():
        computed = work.stream(
            results.engine,
            results.model,
            paths,
            results.settings,
            needed,
            _Quiet(context),
            results.areas_of,
        )
        yield from (result.item for result in computed)


def listed(results: Results, root: Path) -> Dataset:
    """The listed images with what is known of them."""
    known: dict[Path, Sample] = {}
    layout = "flat"
    if (dataset := results.known()) is not None:
        layout = dataset.layout
        known = {sample.path.absolute(): sample for sample in dataset.samples}
    samples = ((entry.path, known.get(entry.path.absolute())) for entry in results.entries)
    return Dataset(
        root,
        layout,
        tuple(
            replace(sample, path=path) if sample else Sample(path, Label.UNLABELLED, Split.UNASSIGNED)
            for path, sample in samples
        ),
    )


def recognised(sources: Sequence[Path]) -> Dataset | None:
    """What is known of the images of one folder; None of anything else."""
    from core.datasets.layout import recognise

    if len(sources) != 1 or not sources[0].is_dir():
        return None
    try:
        return recognise(sources[0])
    except IsuganError:
        return None


def _report(
    kind: str, results: Results, source: Source, place: Path, context: work.Context
) -> Written | None:
    from core.evaluation.gathering import have_masks
    from core.export.folder import free_path
    from core.export.report.build import Subject, build_report
    from core.export.report.html import write_html
    from core.export.report.measured import measured_from
    from core.export.report.pdf import write_pdf

    header = results.engine.header(results.model)
    dataset = listed(results, source.root)
    samples = {sample.path: sample for sample in dataset.samples}
    masks = have_masks(dataset.samples)

    def in_figures_per_pixel(path: Path) -> bool:
        return masks and samples[path].label is not Label.UNLABELLED

    measured = measured_from(_counted(results, context, in_figures_per_pixel), samples, header)
    subject = Subject(
        title=source.root.name or str(source.root),
        dataset=dataset,
        model=source.model,
        header=header,
        segment=results.settings,
        device=results.model.device,
        inspect=lambda path: (
            results.pictures.get(path)
            or work.inspect_one(results.model, path, results.settings, results.areas_of)
        ),
    )
    data = build_report(subject, measured, CASES, context.progress, context.cancelled)
    if data is None:
        return None
    name = tr("Inspect", "{folder} report", folder=source.root.name)
    out = free_path(place, name.strip(), REPORTS[kind])
    (write_html if kind == "html" else write_pdf)(data, out)
    return Written(out, len(data.images), len(data.unreadable))


def _counted(
    results: Results, context: work.Context, needs_images: Callable[[Path], bool]
) -> Iterator[Inspection | FailedInspection]:
    """The results, until cancelled; the job hears how far it is.

    An image that can no longer be inspected keeps its result in the list, without pictures.
    """
    entries = {
        entry.path: entry for entry in results.done if not entry.error and entry.settings == results.settings
    }
    total = len(results.done)
    for done, item in enumerate(items(results, context, needs_images), 1):
        if context.cancelled():
            return
        lost = isinstance(item, FailedInspection) and item.path in entries
        yield entries[item.path].item if lost else item
        context.progress(done, total)


class _Quiet:
    """A context for work whose progress is counted by what takes its results."""

    def __init__(self, context: work.Context) -> None:
        self._context = context

    def cancelled(self) -> bool:
        """As the job says."""
        return self._context.cancelled()

    def progress(self, done: int, total: int) -> None:
        """Not told."""

    def put(self, item: object) -> None:
        """Nobody waits for it."""
