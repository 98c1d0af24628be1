"""What is known about every image of the list, and the pictures of the last few that were looked at."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.images.find import natural_ranks
from core.inspection.packing import glance, pack, unpack
from core.inspection.result import FailedInspection, Inspection, InspectionImages, Verdict
from core.inspection.segment import SegmentSettings
from core.language import Later

PICTURES_KEPT = 64
"""At 256 x 256 one inspection's pictures take 0.8 MB, at 1024 x 1024 13 MB."""
BYTES_KEPT = 512 * 1024 * 1024
"""However few they are then; the pictures that came last are always kept."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One image of the list: what it is ordered and filtered by, and the rest as a few hundred bytes.

    Attributes:
        path: its file.
        score, verdict, defects: of its inspection; None, None and 0 while there is none. `defects` is their number.
        settings: the segmentation settings behind its defects; None while not inspected.
        error, told: why it cannot be inspected, as `FailedInspection` has it; empty if it can.
        packed: all of its inspection but the pictures, see `core.inspection.packing`; empty while there is none.
    """

    path: Path
    score: float | None = None
    verdict: Verdict | None = None
    defects: int = 0
    settings: SegmentSettings | None = None
    error: str = ""
    told: str | Later = ""
    packed: bytes = b""

    @classmethod
    def of(cls, item: Inspection | FailedInspection, settings: SegmentSettings) -> Entry:
        """The entry of a result that was made under `settings`; its pictures are not held."""
        if isinstance(item, FailedInspection):
            return cls(item.path, error=item.error, told=item.told)
        return cls(item.path, item.score, item.verdict, len(item.defects), settings, packed=pack(item))

    @classmethod
    def kept(cls, path: Path, packed: bytes, settings: SegmentSettings) -> Entry:
        """The entry of an inspection that is packed already.

        Raises:
            ValueError: the bytes are damaged.
        """
        seen = glance(packed)
        return cls(path, seen.score, seen.verdict, seen.defects, settings, packed=packed)

    @property
    def pending(self) -> bool:
        """Neither inspected nor found unreadable."""
        return self.verdict is None and not self.error

    @property
    def inspection(self) -> Inspection | None:
        """Figures and contours without the pictures, unpacked anew each time; None while not inspected."""
        return unpack(self.packed, self.path) if self.packed else None

    @property
    def failed(self) -> FailedInspection | None:
        """Why it cannot be inspected; None where it can, or nobody knows yet."""
        return FailedInspection(self.path, self.error, None, self.told) if self.error else None

    @property
    def item(self) -> Inspection | FailedInspection:
        """The result.

        Raises:
            ValueError: there is none yet.
        """
        if self.failed is not None:
            return self.failed
        inspection = self.inspection
        if inspection is None:
            raise ValueError(f"{self.path} is not inspected")
        return inspection


class InspectionStore:
    """Entries in the order in which the files were listed, and an LRU of pictures."""

    def __init__(self, kept: int = PICTURES_KEPT, bytes_kept: int = BYTES_KEPT) -> None:
        self._kept, self._bytes_kept = kept, bytes_kept
        self._bytes = 0
        self._entries: dict[Path, Entry] = {}
        self._pictures: OrderedDict[Path, InspectionImages] = OrderedDict()
        self._pending = 0
        self._name_ranks: NDArray[np.intp] | None = None

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, path: Path) -> bool:
        return path in self._entries

    def __getitem__(self, path: Path) -> Entry:
        return self._entries[path]

    @property
    def pending_count(self) -> int:
        """How many are not inspected yet; costs nothing, so that it can be asked all the time."""
        return self._pending

    @property
    def entries(self) -> Sequence[Entry]:
        """All entries, in list order."""
        return list(self._entries.values())

    @property
    def name_ranks(self) -> NDArray[np.intp]:
        """The rank of each image, in list order, when they are ordered by name."""
        if self._name_ranks is None:
            self._name_ranks = np.array(natural_ranks([path.name for path in self._entries]), np.intp)
        return self._name_ranks

    def set_files(self, paths: Iterable[Path], name_ranks: Sequence[int] | None = None) -> None:
        """Start a new list; nothing of the old one stays.

        Args:
            name_ranks: of `paths`, each of which is there once; None: found out when they are asked for, which takes
                a while with a long list.
        """
        self._name_ranks = np.array(name_ranks, np.intp) if name_ranks is not None else None
        self._start(paths)

    def forget_results(self) -> None:
        """Keep the list, forget what an earlier model said about it."""
        self._start(self._entries)

    def forget(self, path: Path) -> None:
        """As if this image had not been inspected."""
        self._pending += not self._entries[path].pending
        self._entries[path] = Entry(path)
        self._drop(path)

    def put(self, item: Inspection | FailedInspection, settings: SegmentSettings) -> None:
        """Take a result in. Pictures that come with it are kept for a while. Unknown paths are ignored:
        they belong to a list that was closed in the meantime."""
        self.take(Entry.of(item, settings), item.images if isinstance(item, Inspection) else None)

    def take(self, entry: Entry, pictures: InspectionImages | None) -> None:
        """As `put`, with the entry made before, in a job: packing takes a while."""
        path = entry.path
        if path not in self._entries:
            return
        self._pending -= self._entries[path].pending
        self._entries[path] = entry
        if entry.error:
            self._drop(path)
        elif pictures is not None:
            self._drop(path)
            self._pictures[path] = pictures
            self._bytes += _size(pictures)
            while len(self._pictures) > self._kept or (
                self._bytes > self._bytes_kept and len(self._pictures) > 1
            ):
                self._drop(next(iter(self._pictures)))

    def drop_pictures(self) -> None:
        """Keep what is known, let go of the pictures."""
        self._pictures.clear()
        self._bytes = 0

    def full(self, path: Path, touch: bool = True) -> Inspection | None:
        """The inspection with its pictures if they are still kept; with `touch` this counts as a use."""
        pictures = self._pictures.get(path)
        if pictures is None:
            return None
        if touch:
            self._pictures.move_to_end(path)
        inspection = self._entries[path].inspection
        return None if inspection is None else replace(inspection, images=pictures)

    def pending(self) -> list[Path]:
        """What is not inspected yet."""
        return [e.path for e in self._entries.values() if e.pending]

    def outdated(self, settings: SegmentSettings) -> list[Path]:
        """What was segmented by other settings than `settings`."""
        return [e.path for e in self._entries.values() if e.verdict is not None and e.settings != settings]

    def _start(self, paths: Iterable[Path]) -> None:
        self._entries = {path: Entry(path) for path in paths}
        self._pending = len(self._entries)
        self.drop_pictures()

    def _drop(self, path: Path) -> None:
        pictures = self._pictures.pop(path, None)
        self._bytes -= _size(pictures) if pictures is not None else 0


def _size(pictures: InspectionImages) -> int:
    """Bytes that they take."""
    arrays = (pictures.original, pictures.repair, pictures.ssim_map, pictures.mask, pictures.critic_map)
    return sum(array.nbytes for array in arrays if array is not None)
