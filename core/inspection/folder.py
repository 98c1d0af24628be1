"""Inspect many files with decoding, repair and judging overlapped."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from core.datasets.dataset import Sample
from core.errors import AreasError, ImageFileError
from core.images.areas import Area
from core.images.picture import Picture
from core.inspection.inspector import Inspector
from core.inspection.result import FailedInspection, FloatImage, Inspection
from core.inspection.stamp import FileStamp, stamp_of
from core.inspection.watch import InspectionStoppedError

AHEAD = 3
"""Pictures decoded before their turn, and judged after it: enough to keep the network busy, bounded in memory."""


def inspect_files(
    inspector: Inspector,
    paths: Sequence[Path],
    *,
    keep_images: bool = False,
    cancelled: Callable[[], bool] = lambda: False,
    finish: Callable[[Inspection], None] | None = None,
    areas: Mapping[Path, tuple[Area, ...]] | None = None,
) -> Iterator[Inspection | FailedInspection]:
    """Yield one result for every path, in their order.

    One thread decodes ahead and one judges behind (SSIM, OTSU, contours, then `finish`), while the caller's thread
    runs the network. A file that cannot be read is a `FailedInspection`; so is one whose picture is too large for
    the memory, or whose areas leave nothing to look at. Every result has the stamp of its file.

    Args:
        inspector: a loaded model.
        paths: the files.
        keep_images: keep the pictures in the results.
        cancelled: asked before every file; once true, nothing more is read or yielded but what was repaired.
        finish: called in the judging thread with every inspection, images kept, before it is yielded; the place
            to write pictures. Its errors reach the caller.
        areas: of single images, in place of the model's; a path that is not in it has the model's.

    Raises:
        OSError: what `finish` raises.
    """

    def judge(
        path: Path,
        stamp: FileStamp | None,
        size: tuple[int, int],
        original: FloatImage,
        repair: FloatImage,
        seconds: float,
    ) -> Inspection:
        keep = keep_images or finish is not None
        inspection = inspector.judge(path, size, original, repair, seconds, keep, own.get(path))
        inspection = replace(inspection, stamp=stamp)
        if finish is not None:
            finish(inspection)
        return inspection if keep_images else replace(inspection, images=None)

    own, watch = areas or {}, _Until(cancelled)
    waiting: deque[tuple[Path, FileStamp | None, Future[Picture]]] = deque()
    judged: deque[Future[Inspection] | FailedInspection] = deque()
    source = iter(paths)
    with (
        ThreadPoolExecutor(1, thread_name_prefix="decode") as decoding,
        ThreadPoolExecutor(1, thread_name_prefix="judge") as judging,
    ):
        try:
            while True:
                while len(waiting) < AHEAD and not cancelled() and (path := next(source, None)) is not None:
                    # Before it is read: what changes meanwhile has another stamp the next time.
                    waiting.append((path, stamp_of(path), decoding.submit(inspector.read, path)))
                if not waiting or cancelled():
                    break
                path, stamp, decoded = waiting.popleft()
                try:
                    picture = decoded.result()
                    repaired = inspector.repair_picture(picture, own.get(path), path, watch)
                    size = (picture.width, picture.height)
                    judged.append(judging.submit(judge, path, stamp, size, *repaired))
                except InspectionStoppedError:
                    break
                except (ImageFileError, AreasError) as error:
                    judged.append(FailedInspection(path, str(error), stamp))
                except MemoryError:
                    reason = f"{path} does not fit into memory. Cut it into parts."
                    judged.append(FailedInspection(path, reason, stamp))
                if len(judged) > AHEAD:
                    yield _result(judged.popleft())
            while judged:
                yield _result(judged.popleft())
        finally:
            for _, _, future in waiting:
                future.cancel()


class _Until:
    """A watch over single images of a folder, whose progress nobody follows."""

    def __init__(self, cancelled: Callable[[], bool]) -> None:
        self.cancelled = cancelled

    def progress(self, done: int, total: int) -> None:
        """So many tiles are done."""


def _result(item: Future[Inspection] | FailedInspection) -> Inspection | FailedInspection:
    return item if isinstance(item, FailedInspection) else item.result()


def areas_of(samples: Iterable[Sample]) -> dict[Path, tuple[Area, ...]]:
    """The samples' own areas, as `inspect_files` takes them; one without any is inspected under the model's."""
    return {sample.path: sample.areas for sample in samples if sample.areas}
