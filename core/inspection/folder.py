"""Inspect many files with decoding, repair and judging overlapped."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from core.datasets.dataset import Sample
from core.errors import AreasError, ImageFileError, InspectionStoppedError, ModelFileError
from core.images.areas import Area
from core.images.bands import one_band
from core.images.picture import Picture
from core.images.stopping import stoppable
from core.inspection.inspector import Inspector, Looked
from core.inspection.result import FailedInspection, Inspection, too_large
from core.inspection.stamp import FileStamp, stamp_of

Item = Inspection | FailedInspection

AHEAD = 3
"""Pictures decoded before their turn, and judged after it: enough to keep the network busy, bounded in memory."""


def inspect_files(
    inspector: Inspector,
    paths: Iterable[Path],
    *,
    keep_images: bool = False,
    cancelled: Callable[[], bool] = lambda: False,
    finish: Callable[[Inspection], None] | None = None,
    areas: Mapping[Path, tuple[Area, ...]] | None = None,
) -> Iterator[Item]:
    """Yield one result for every path, in their order.

    One thread decodes ahead and one judges behind (SSIM, OTSU, contours, then `finish`), while the caller's thread
    runs the network. A file that cannot be read is a `FailedInspection`; so is one whose picture is too large for
    the memory, or whose areas leave nothing to look at. Every result has the stamp of its file.

    Args:
        inspector: a loaded model.
        paths: the files.
        keep_images: keep the pictures in the results.
        cancelled: asked before every file, and in between where one takes long, from several threads. Once true,
            nothing more is read, a large image is left half-way, and only what was done already is yielded.
        finish: called in the judging thread with every inspection, images kept, before it is yielded; the place
            to write pictures. Its errors reach the caller.
        areas: of single images, in place of the model's; a path that is not in it has the model's.

    Raises:
        OSError: what `finish` raises.
    """
    work = _Work(inspector, keep_images, cancelled, finish, areas or {})
    waiting: deque[_Read] = deque()
    judged: deque[Future[Item | None]] = deque()
    source, ahead = iter(paths), AHEAD
    with (
        ThreadPoolExecutor(1, thread_name_prefix="decode") as decoding,
        ThreadPoolExecutor(1, thread_name_prefix="judge") as judging,
    ):
        try:
            while True:
                while len(waiting) < ahead and not cancelled() and (path := next(source, None)) is not None:
                    # Before it is read: what changes meanwhile has another stamp the next time.
                    waiting.append(_Read(path, stamp_of(path), decoding.submit(work.read, path)))
                if not waiting or cancelled():
                    break
                read = waiting.popleft()
                step = work.repair(read)
                if step is None:
                    break
                judged.append(judging.submit(step))
                # Of large images, each of which takes gigabytes of scratch files, one is judged and one decoded ahead.
                ahead, behind = (1, 0) if read.large else (AHEAD, AHEAD)
                while len(judged) > behind:
                    if (item := judged.popleft().result()) is not None:
                        yield item
            while judged:
                if (item := judged.popleft().result()) is not None:
                    yield item
        finally:
            for read in waiting:
                read.picture.cancel()


class _Read(NamedTuple):
    """A file that is being read."""

    path: Path
    stamp: FileStamp | None
    picture: Future[Picture]

    @property
    def large(self) -> bool:
        """Whether it was read, and is not computed in one piece."""
        if self.picture.exception() is not None:
            return False
        picture = self.picture.result()
        return not one_band(picture.width, picture.height)


@dataclass(frozen=True)
class _Work:
    """What is done to one file, each part in a thread of its own; arguments as for `inspect_files`."""

    inspector: Inspector
    keep_images: bool
    cancelled: Callable[[], bool]
    finish: Callable[[Inspection], None] | None
    areas: Mapping[Path, tuple[Area, ...]]

    def read(self, path: Path) -> Picture:
        """Decode it."""
        with stoppable(self.cancelled):
            return self.inspector.read(path)

    def repair(self, read: _Read) -> Callable[[], Item | None] | None:
        """Run the network on what was read; gives what is left to do, or None where it was stopped."""
        path, stamp, decoded = read
        try:
            with stoppable(self.cancelled):
                picture = decoded.result()
                looked = self.inspector.repair_picture(picture, self.areas.get(path), path)
        except InspectionStoppedError:
            return None
        except (ImageFileError, AreasError) as error:
            failed = FailedInspection.because(path, error.told, stamp)
            return lambda: failed
        except MemoryError:
            return partial(too_large, path, stamp)
        return partial(self._judge, path, stamp, (picture.width, picture.height), looked)

    def _judge(
        self, path: Path, stamp: FileStamp | None, size: tuple[int, int], looked: Looked
    ) -> Item | None:
        """SSIM, OTSU, contours, and `finish`; None where it was stopped."""
        keep = self.keep_images or self.finish is not None
        try:
            with stoppable(self.cancelled):
                found = self.inspector.judge(path, size, looked, keep, self.areas.get(path))
                found = replace(found, stamp=stamp)
                if self.finish is not None:
                    self.finish(found)
        except InspectionStoppedError:
            return None
        except ModelFileError as error:
            return FailedInspection.because(path, error.told, stamp)
        except MemoryError:
            return too_large(path, stamp)
        return found if self.keep_images else replace(found, images=None)


def areas_of(samples: Iterable[Sample]) -> dict[Path, tuple[Area, ...]]:
    """The samples' own areas, as `inspect_files` takes them; one without any is inspected under the model's."""
    return {sample.path: sample.areas for sample in samples if sample.areas}
