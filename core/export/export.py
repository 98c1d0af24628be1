"""Write results into a folder, in one of several formats."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from core.errors import ImageFileError, IsuganError
from core.export.coco import CocoWriter
from core.export.csv_files import CsvWriter
from core.export.folder import new_folder
from core.export.labelme import LabelmeWriter
from core.export.names import file_names, text_of
from core.export.pictures import MaskWriter, OverlayWriter
from core.export.results_json import JsonWriter
from core.export.source import Source
from core.export.writer import LeftOut, Writer
from core.files import write_atomically
from core.inspection.result import FailedInspection, Inspection
from core.language import later

LEFT_OUT = "left-out.txt"
"""Beside what was written: the images that it says nothing of, each with the reason."""

FORMATS: dict[str, type[Writer]] = {
    "csv": CsvWriter,
    "json": JsonWriter,
    "masks": MaskWriter,
    "overlays": OverlayWriter,
    "coco": CocoWriter,
    "labelme": LabelmeWriter,
}


@dataclass(frozen=True)
class Exported:
    """What an export wrote.

    Attributes:
        out: the folder.
        written: images whose results are in it.
        left_out: images that it says nothing of, and why; also in `left-out.txt`, where there are any.
        unreadable: files that could not be inspected; left out, or listed with their error.
    """

    out: Path
    written: int
    left_out: tuple[LeftOut, ...]
    unreadable: tuple[FailedInspection, ...]

    @property
    def with_error(self) -> int:
        """Unreadable files that are listed with their error, and so not left out."""
        return len({item.path for item in self.unreadable} - {item.path for item in self.left_out})


def export_results(
    format_name: str,
    items: Iterable[Inspection | FailedInspection],
    paths: Sequence[Path],
    source: Source,
    out: Path,
    *,
    copy_images: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Exported | None:
    """Write `items`, one by one as they come, into the folder `out`, which appears when all of it is there.

    A file that could not be inspected, or can no longer be read, is listed and does not end the export.

    Args:
        format_name: a key of `FORMATS`.
        items: the results; with their pictures where the format `needs_images`.
        paths: all images that `items` may bring, in order; names and numbers follow from them.
        source: where the results come from.
        out: a new or an empty folder.
        copy_images: put the images in too.
        progress: hears of images done and images in all.
        cancelled: asked after every image; once true, nothing is left of the export.

    Returns:
        What was written; None if it was cancelled.

    Raises:
        IsuganError: `out` holds something, or the format needs verdicts and the model has no calibration.
        OSError: the folder cannot be written, or the disk is full.
    """
    try:
        return _export(format_name, items, paths, source, out, copy_images, progress, cancelled)
    finally:
        # Threads that work behind it end here, and not when the error that broke it off is forgotten.
        if isinstance(items, Generator):
            items.close()


def _export(
    format_name: str,
    items: Iterable[Inspection | FailedInspection],
    paths: Sequence[Path],
    source: Source,
    out: Path,
    copy_images: bool,
    progress: Callable[[int, int], None],
    cancelled: Callable[[], bool],
) -> Exported | None:
    check_verdicts(format_name, source, copy_images)
    with suppress(_CancelledError), new_folder(out) as folder:
        kind = FORMATS[format_name]
        names = file_names(paths, [source.root], flat=copy_images and kind.flat_copies)
        writer = kind(folder, names, source, copy_images, out)
        with closing(writer):
            for done, item in enumerate(items, 1):
                _take(writer, item)
                progress(done, len(paths))
                if cancelled():
                    raise _CancelledError
            # What comes as `items` may end early when it is cancelled.
            if cancelled():
                raise _CancelledError
            writer.finish()
        _write_left_out(folder, writer.left_out)
        return Exported(out, writer.written, tuple(writer.left_out), tuple(writer.unreadable))
    return None


def check_verdicts(format_name: str, source: Source, copy_images: bool) -> None:
    """Raise an IsuganError if the format says what is good and what defective, and the model does not."""
    if (FORMATS[format_name].needs_verdicts or copy_images) and not source.calibrated:
        raise IsuganError(
            later(
                "Export",
                "{model} holds no calibration, so no image is known to be good or defective.",
                model=source.model.name,
            ),
            later("Export", "Calibrate the model first, or export masks, overlays, json or csv."),
        )


class _CancelledError(Exception):
    """Ends an export so that nothing of it is left."""


def _write_left_out(folder: Path, left_out: Sequence[LeftOut]) -> None:
    if left_out:
        lines = [f"{text_of(str(item))}\n" for item in left_out]
        with write_atomically(folder / LEFT_OUT, durable=False) as temporary:
            temporary.write_text("".join(lines), encoding="utf-8")


def _take(writer: Writer, item: Inspection | FailedInspection) -> None:
    if isinstance(item, FailedInspection):
        writer.fail(item)
        return
    try:
        writer.add(item)
    except ImageFileError as error:
        writer.fail(FailedInspection(item.path, str(error)))
