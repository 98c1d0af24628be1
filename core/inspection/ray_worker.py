"""What a process of a Ray cluster does: it opens the model once, and inspects the files that it is handed.

Tables of plain values go in and out, so nothing here depends on Ray, nor on how its processes hand on objects.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pydantic import BaseModel, ConfigDict

from core.datasets.snapshot import hash_file
from core.errors import IsuganError, ModelFileError
from core.images.areas import Area
from core.inspection.folder import Item, inspect_files
from core.inspection.inspector import Inspector
from core.inspection.onnx_file import open_model
from core.inspection.packing import pack, unpack
from core.inspection.pictures import write_pictures
from core.inspection.result import FailedInspection, Inspection
from core.inspection.segment import SegmentSettings
from core.inspection.stamp import FileStamp

if TYPE_CHECKING:
    import pyarrow as pa

SHARED = (
    "All machines of a Ray cluster need the model, the images and --out at the same places: shared storage."
)
_INSPECTED, _FAILED = b"i", b"f"


class Order(BaseModel):
    """What every worker is told.

    Attributes:
        model, sha256: the model file, and what it has to hold.
        device: as for `Inspector`.
        segment: segmentation settings.
        out, token: the folder for pictures, and the name of a file that lies there: another folder of that name on
            a machine of the cluster would swallow them. Each worker that begins leaves a byte in that file.
        kinds: kinds of pictures, see `core.inspection.pictures`.
        together: results that are sent back in one piece.
    """

    model_config = ConfigDict(frozen=True)

    model: Path
    sha256: str
    device: str
    segment: SegmentSettings
    out: Path
    token: str
    kinds: tuple[str, ...] = ()
    together: int = 1


class Task(NamedTuple):
    """Files in a row: their first number in the run, their places, their pictures' names, and their own areas."""

    start: int
    paths: Sequence[Path]
    names: Sequence[str]
    areas: Sequence[tuple[Area, ...] | None]

    def table(self) -> pa.Table:
        """One row a file."""
        import pyarrow as pa

        return pa.table(
            {
                "number": pa.array(range(self.start, self.start + len(self.paths)), pa.int64()),
                # As bytes: a name that is no UTF-8 is no text that Arrow holds.
                "path": pa.array([os.fsencode(path) for path in self.paths], pa.binary()),
                "name": pa.array([os.fsencode(name) for name in self.names], pa.binary()),
                "areas": pa.array([_areas_text(areas) for areas in self.areas], pa.string()),
            }
        )

    @classmethod
    def of(cls, table: pa.Table) -> Task:
        """What `table` made."""
        columns = table.to_pydict()
        return cls(
            columns["number"][0],
            [Path(os.fsdecode(path)) for path in columns["path"]],
            [os.fsdecode(name) for name in columns["name"]],
            [
                None if text is None else tuple(map(Area.model_validate, json.loads(text)))
                for text in columns["areas"]
            ],
        )


class Answer(NamedTuple):
    """Some results in a row, from the file with the number `start` on; or what ended the work, as `fault_of` has it.

    Attributes:
        node: the machine that they come from.
    """

    start: int
    results: Sequence[bytes] = ()
    fault: str = ""
    node: str = ""

    def table(self) -> pa.Table:
        """One row, so that it is handed on at once and in one piece."""
        import pyarrow as pa

        return pa.table(
            {
                "start": pa.array([self.start], pa.int64()),
                "results": pa.array([list(self.results)], pa.list_(pa.binary())),
                "fault": pa.array([self.fault], pa.string()),
                "node": pa.array([self.node], pa.string()),
            }
        )

    @classmethod
    def all_of(cls, table: pa.Table) -> Iterator[Answer]:
        """What `table` made, once or several times."""
        for row in table.to_pylist():
            yield cls(**row)


class RayWorker:
    """Called by Ray with tables as `Task` makes them; gives those that `Answer` makes, in the files' order.

    How many there are depends on the task alone, which Ray needs where it repeats one after a crash. What ends the work
    comes back as an answer, not as an error: Ray would try again for ever.
    """

    def __init__(self, order: str) -> None:
        self._order = Order.model_validate_json(order)
        self._inspector: Inspector | None = None
        self._fault = ""
        _sign(self._order.out / self._order.token)
        try:
            self._inspector = _opened(self._order)
        except (IsuganError, OSError) as error:
            self._fault = fault_of(error)

    def __call__(self, table: pa.Table) -> Iterator[pa.Table]:
        """Inspect a task's files."""
        for answer in self.answers(Task.of(table)):
            yield answer._replace(node=socket.gethostname()).table()

    def answers(self, task: Task) -> Iterator[Answer]:
        """The same, before it becomes a table."""
        if self._inspector is None:
            yield Answer(task.start, fault=self._fault)
            return
        order = self._order
        names = dict(zip(task.paths, task.names, strict=True))

        def finish(inspection: Inspection) -> None:
            write_pictures(order.out, names[inspection.path], inspection, order.kinds)

        items = inspect_files(
            self._inspector,
            task.paths,
            finish=finish if order.kinds else None,
            areas={p: a for p, a in zip(task.paths, task.areas, strict=True) if a is not None},
        )
        start, waiting = task.start, list[bytes]()
        try:
            for item in items:
                waiting.append(packed(item))
                if len(waiting) == order.together:
                    yield Answer(start, waiting)
                    start, waiting = start + len(waiting), []
            if waiting:
                yield Answer(start, waiting)
        except (IsuganError, OSError) as error:
            yield Answer(start, fault=fault_of(error))


def _opened(order: Order) -> Inspector:
    """The model, if it is the one that the run began with.

    Raises:
        ModelFileError: it is another one, or cannot be read.
        IsuganError: the pictures' folder is another one, or the device is not there.
    """
    machine = f"{socket.gethostname()}, a machine of the Ray cluster,"
    if not order.model.is_file():
        raise ModelFileError(f"{machine} does not see {order.model}.", SHARED, order.model)
    if hash_file(order.model) != order.sha256:
        raise ModelFileError(f"{machine} has another file at {order.model}.", SHARED, order.model)
    if order.kinds and not (order.out / order.token).exists():
        raise IsuganError(f"{machine} does not see the folder {order.out}.", SHARED, order.out)
    return Inspector(open_model(order.model), order.device, order.segment)


def _sign(path: Path) -> None:
    """Leave a byte in a file, if it is there."""
    with suppress(OSError):
        handle = os.open(path, os.O_WRONLY | os.O_APPEND)
        try:
            os.write(handle, b".")
        finally:
            os.close(handle)


def packed(item: Item) -> bytes:
    """A result without its path, exact to the last bit."""
    if isinstance(item, Inspection):
        return _INSPECTED + pack(item)
    return _FAILED + json.dumps([item.error, item.stamp]).encode()


def unpacked(result: bytes, path: Path) -> Item:
    """What `packed` made of the result for `path`.

    Raises:
        ValueError: it did not make that.
    """
    kind, content = result[:1], result[1:]
    if kind == _INSPECTED:
        return unpack(content, path)
    error, stamp = json.loads(content)
    return FailedInspection(path, error, FileStamp(*stamp) if stamp else None)


def fault_of(error: IsuganError | OSError) -> str:
    """An error as text."""
    if isinstance(error, IsuganError):
        return json.dumps({"message": error.message, "way_out": error.way_out})
    name = error.filename and str(error.filename)
    return json.dumps({"number": error.errno, "text": error.strerror or str(error), "file": name})


def error_of(fault: str) -> IsuganError | OSError:
    """The error that `fault_of` made into text."""
    found: Mapping[str, str] = json.loads(fault)
    if "message" in found:
        return IsuganError(found["message"], found["way_out"])
    return OSError(found["number"], found["text"], found["file"])


def _areas_text(areas: tuple[Area, ...] | None) -> str | None:
    return None if areas is None else json.dumps([area.model_dump(mode="json") for area in areas])
