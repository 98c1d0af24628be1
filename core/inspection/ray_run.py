"""Inspect many files on a Ray cluster, through Ray Data; the results come as `inspect_files` gives them."""

from __future__ import annotations

import itertools
import os
import queue
import threading
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import IsuganError
from core.images.areas import Area
from core.inspection.folder import Item
from core.inspection.header import Header
from core.inspection.model_file import Model
from core.inspection.onnx_file import OnnxModel
from core.inspection.ray_cluster import Cluster, joined
from core.inspection.ray_worker import SHARED, Answer, Order, RayWorker, Task, error_of, unpacked
from core.inspection.result import FailedInspection
from core.inspection.segment import SegmentSettings
from core.inspection.stamp import stamp_of

if TYPE_CHECKING:
    import pyarrow as pa

LARGEST_TASK = 1024
"""Files in one task: a worker that dies has its task done again from the beginning."""
TASKS = 16
"""Tasks for each worker, where there are fewer files: so that none of them waits long for the last one."""
MOST_TOGETHER = 32
"""Results that are sent in one piece: at a thousand images a second each alone would be too much for one receiver."""
WAITING = 8
"""Pieces that are received before their turn."""
LIVES = 5
"""Workers that may die, beyond those that there are, before the next result is there."""
ASK_SECONDS = 0.2
"""How often somebody who waits for results is asked whether he still wants them."""


@dataclass(frozen=True)
class RayInspector:
    """Stands in an `Inspector`'s place where a cluster inspects.

    Attributes:
        model: whose file all machines of the cluster see.
        path, sha256: of that file, and of its bytes.
        device: `auto` takes the cluster's GPUs where it has any.
        workers: processes; None: one for each GPU, or for each core.
    """

    model: Model | OnnxModel
    path: Path
    sha256: str
    device: str
    segment: SegmentSettings
    address: str
    workers: int | None = None

    @property
    def header(self) -> Header:
        """The model's."""
        return self.model.header

    def inspect(
        self,
        paths: Sequence[Path],
        names: Mapping[Path, str],
        out: Path,
        *,
        kinds: tuple[str, ...] = (),
        areas: Mapping[Path, tuple[Area, ...]] | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Iterator[Item]:
        """Yield one result for every path, in their order, as `inspect_files` does; pictures are written before.

        Of a worker that dies Ray starts another, which does its task again. Once `cancelled`, nothing more is yielded.

        Args:
            paths: the files.
            names: of their pictures, see `core.inspection.pictures.write_pictures`.
            out: where pictures go.
            kinds: of pictures.
            areas: as for `inspect_files`.

        Raises:
            IsuganError: Ray, the cluster or its GPUs are not there, or a machine does not see what it needs.
            OSError: a machine cannot write to `out`.
        """
        if not paths:
            return
        stream = _Stream()
        # The stream's thread ends when the cluster has let go of it.
        with closing(stream), joined(self.address, self.workers) as cluster, _token(out) as token:
            gpus = self._gpus(cluster)
            workers = self.workers or gpus or cluster.cores or 1
            size = task_size(len(paths), workers)
            order = Order(
                model=self.path.absolute(),
                sha256=self.sha256,
                device="cuda" if gpus else "cpu" if self.device == "auto" else self.device,
                segment=self.segment,
                out=out.absolute(),
                token=token,
                kinds=kinds,
                together=max(1, min(MOST_TOGETHER, size // TASKS)),
            )
            tasks = tasks_of(paths, names, areas or {}, size)
            stream.begin(_answers(tasks, order, workers, on_gpu=bool(gpus)))
            watched = watch_deaths(stream.tables(cancelled), out / token, 2 * workers + LIVES)
            yield from in_order(watched, paths)

    def _gpus(self, cluster: Cluster) -> int:
        """How many of them are used.

        Raises:
            IsuganError: the cluster has none, and they were asked for; or an ONNX file is inspected with.
        """
        if isinstance(self.model, OnnxModel) or self.device not in ("auto", "cuda"):
            return 0
        if self.device == "cuda" and not cluster.gpus:
            raise IsuganError("The Ray cluster has no GPU.", "Use --device auto.")
        return cluster.gpus


def task_size(files: int, workers: int) -> int:
    """Files in a task."""
    return max(1, min(LARGEST_TASK, files // (workers * TASKS)))


def tasks_of(
    paths: Sequence[Path], names: Mapping[Path, str], areas: Mapping[Path, tuple[Area, ...]], size: int
) -> Iterator[Task]:
    """The files in portions, with absolute paths: a worker has a current folder of its own."""
    for start in range(0, len(paths), size):
        some = paths[start : start + size]
        yield Task(
            start,
            [_absolute(path) for path in some],
            [names[path] for path in some],
            [areas.get(path) for path in some],
        )


def in_order(received: Iterator[pa.Table], paths: Sequence[Path]) -> Iterator[Item]:
    """The results in what was received, each under the path that it was asked for by.

    Raises:
        IsuganError: what a machine of the cluster met with; it does not see an image that is there; a result is missing
            or came twice.
        OSError: a machine cannot write pictures.
    """
    number = 0
    for answer in itertools.chain.from_iterable(map(Answer.all_of, received)):
        if answer.fault:
            raise error_of(answer.fault)
        if answer.start != number:
            raise IsuganError(
                f"The Ray cluster gave the results from file {answer.start + 1} on where those from {number + 1} on "
                "were due.",
                "Go on with --resume.",
            )
        for result in answer.results:
            path = paths[number]
            item = unpacked(result, path)
            if isinstance(item, FailedInspection):
                if item.stamp is None and stamp_of(path) is not None:
                    raise IsuganError(
                        f"{answer.node}, a machine of the Ray cluster, does not see {path}.", SHARED, path
                    )
                # In the words that it has without a cluster.
                item = replace(item, error=item.error.replace(str(_absolute(path)), str(path)))
            yield item
            number += 1


def watch_deaths(received: Iterator[pa.Table | None], signed: Path, most: int) -> Iterator[pa.Table]:
    """What was received, while workers live long enough to send something. Ray itself would start others for ever.

    Args:
        received: None as often as there is nothing yet.
        signed: a file with a byte for each worker that began.
        most: workers that may begin before the next result.

    Raises:
        IsuganError: more of them began.
    """
    before = 0
    for table in received:
        begun = signed.stat().st_size
        if table is not None:
            before = begun
            yield table
        elif begun - before > most:
            raise IsuganError(
                "The workers of the Ray cluster die again and again at the same files: they run out of memory, or a "
                "file ends them.",
                "Give fewer --workers; where that does not help, inspect without --ray, which shows the file.",
            )


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would ask the disk about every part of every path


@contextmanager
def _token(out: Path) -> Iterator[str]:
    """The name of a file in `out` that no other folder has."""
    path = out / f".ray-{uuid.uuid4().hex}"
    path.touch()
    try:
        yield path.name
    finally:
        with suppress(OSError):
            path.unlink()


def _answers(tasks: Iterator[Task], order: Order, workers: int, *, on_gpu: bool) -> Iterator[pa.Table]:
    """What the workers answer, in the tasks' order."""
    import ray.data

    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.execution_options.preserve_order = True
    # Every answer is handed on by itself, however small.
    context.target_max_block_size = 1
    dataset = ray.data.from_arrow([task.table() for task in tasks]).map_batches(
        RayWorker,
        fn_constructor_args=[order.model_dump_json()],
        batch_size=None,
        batch_format="pyarrow",
        compute=ray.data.ActorPoolStrategy(min_size=1, max_size=workers, initial_size=workers),
        num_cpus=1,
        num_gpus=1 if on_gpu else None,
    )
    yield from dataset.iter_batches(batch_size=None, batch_format="pyarrow")


class _Stream:
    """Receives in a thread of its own, so that whoever waits can be asked whether he still does."""

    def __init__(self) -> None:
        self._queue: queue.Queue[pa.Table | Exception | None] = queue.Queue(WAITING)
        self._thread: threading.Thread | None = None
        self._closed = threading.Event()

    def begin(self, tables: Iterator[pa.Table]) -> None:
        """Receive all of them."""
        self._thread = threading.Thread(target=self._receive, args=(tables,), name="ray results", daemon=True)
        self._thread.start()

    def _receive(self, tables: Iterator[pa.Table]) -> None:
        try:
            for table in tables:
                if not self._put(table):
                    return
        except Exception as error:  # noqa: BLE001 - it is raised again where the tables are taken
            self._put(error)
        else:
            self._put(None)

    def _put(self, table: pa.Table | Exception | None) -> bool:
        """Wait until there is room; False once nobody takes anything any more."""
        while not self._closed.is_set():
            with suppress(queue.Full):
                self._queue.put(table, timeout=ASK_SECONDS)
                return True
        return False

    def tables(self, cancelled: Callable[[], bool]) -> Iterator[pa.Table | None]:
        """What is received, as long as it is wanted; None now and then while there is nothing yet.

        Raises:
            IsuganError: the cluster failed.
        """
        while not cancelled():
            try:
                table = self._queue.get(timeout=ASK_SECONDS)
            except queue.Empty:
                yield None
                continue
            if table is None:
                return
            if isinstance(table, Exception):
                raise IsuganError(
                    f"The Ray cluster failed: {_last_line(table)}", "Go on with --resume."
                ) from table
            yield table

    def close(self) -> None:
        """Wait for the thread, which ends when there is nothing more to receive."""
        self._closed.set()
        if self._thread is not None:
            self._thread.join()


def _last_line(error: Exception) -> str:
    lines = [line for line in str(error).splitlines() if line.strip()]
    return lines[-1].strip() if lines else type(error).__name__
