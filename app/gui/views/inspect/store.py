"""What is known about every image of the list, and the pictures of the last few that were looked at."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from core.inspection.result import FailedInspection, Inspection, InspectionImages
from core.inspection.segment import SegmentSettings

PICTURES_KEPT = 64
"""At 256 x 256 one inspection's pictures take 0.8 MB, at 1024 x 1024 13 MB."""


@dataclass(frozen=True)
class Entry:
    """One image of the list.

    Attributes:
        path: its file.
        inspection: score and defects without the pictures; None while not inspected.
        settings: the segmentation settings behind its defects; None while not inspected.
        error: why it cannot be inspected; empty if it can.
    """

    path: Path
    inspection: Inspection | None = None
    settings: SegmentSettings | None = None
    error: str = ""

    @property
    def pending(self) -> bool:
        """Neither inspected nor found unreadable."""
        return self.inspection is None and not self.error


class InspectionStore:
    """Entries in the order in which the files were listed, and an LRU of pictures."""

    def __init__(self, kept: int = PICTURES_KEPT) -> None:
        self._kept = kept
        self._entries: dict[Path, Entry] = {}
        self._pictures: OrderedDict[Path, InspectionImages] = OrderedDict()
        self._pending = 0

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

    def set_files(self, paths: Iterable[Path]) -> None:
        """Start a new list; nothing of the old one stays."""
        self._entries = {path: Entry(path) for path in paths}
        self._pending = len(self._entries)
        self._pictures.clear()

    def forget_results(self) -> None:
        """Keep the list, forget what an earlier model said about it."""
        self.set_files(list(self._entries))

    def put(self, item: Inspection | FailedInspection, settings: SegmentSettings) -> None:
        """Take a result in. Pictures that come with it are kept for a while. Unknown paths are ignored:
        they belong to a list that was closed in the meantime."""
        if item.path not in self._entries:
            return
        self._pending -= self._entries[item.path].pending
        if isinstance(item, FailedInspection):
            self._entries[item.path] = Entry(item.path, error=item.error)
            self._pictures.pop(item.path, None)
            return
        if item.images is not None:
            self._pictures[item.path] = item.images
            self._pictures.move_to_end(item.path)
            while len(self._pictures) > self._kept:
                self._pictures.popitem(last=False)
        self._entries[item.path] = Entry(item.path, replace(item, images=None), settings)

    def full(self, path: Path, touch: bool = True) -> Inspection | None:
        """The inspection with its pictures if they are still kept; with `touch` this counts as a use."""
        entry = self._entries.get(path)
        if entry is None or entry.inspection is None or path not in self._pictures:
            return None
        if touch:
            self._pictures.move_to_end(path)
        return replace(entry.inspection, images=self._pictures[path])

    def pending(self) -> list[Path]:
        """What is not inspected yet."""
        return [e.path for e in self._entries.values() if e.pending]

    def outdated(self, settings: SegmentSettings) -> list[Path]:
        """What was segmented by other settings than `settings`."""
        return [e.path for e in self._entries.values() if e.inspection is not None and e.settings != settings]
