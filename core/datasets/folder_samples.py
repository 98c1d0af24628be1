"""The images of a folder as a sequence of samples, each made when it is asked for.

A hundred thousand samples with their paths are some hundred thousand objects, which Python's collector of cycles goes
through again and again while it holds every other thread. Names alone are not its business.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain
from pathlib import Path
from typing import TypeAlias, overload

from core.datasets.dataset import Label, Sample, Split
from core.datasets.polygon_mask import MaskSource

Role: TypeAlias = tuple[Label, Split, str]
"""What images are: label, split and defect type."""


class FolderSamples(Sequence[Sample]):
    """Images of one folder that have one role.

    Args:
        folder: where they lie.
        names: their file names, in order.
        role: what they are.
        masks: by the name of the image, where there is one.
    """

    __slots__ = ("folder", "masks", "names", "role")

    def __init__(
        self, folder: Path, names: Sequence[str], role: Role, masks: Mapping[str, MaskSource]
    ) -> None:
        self.folder = folder
        self.role = role
        self.names = names
        self.masks = masks

    def in_role(self, label: Label, split: Split, defect_type: str) -> FolderSamples:
        """The same images in another role; good ones have no mask."""
        masks = {} if label is Label.GOOD else self.masks
        return FolderSamples(self.folder, self.names, (label, split, defect_type), masks)

    def __len__(self) -> int:
        return len(self.names)

    def __iter__(self) -> Iterator[Sample]:
        return map(self._sample, self.names)

    @overload
    def __getitem__(self, index: int) -> Sample: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Sample]: ...
    def __getitem__(self, index: int | slice) -> Sample | Sequence[Sample]:
        if isinstance(index, slice):
            return [self._sample(name) for name in self.names[index]]
        return self._sample(self.names[index])

    def _sample(self, name: str) -> Sample:
        label, split, defect_type = self.role
        return Sample(self.folder / name, label, split, self.masks.get(name), defect_type)


class JoinedSamples(Sequence[Sample]):
    """Several sequences one after another."""

    __slots__ = ("_ends", "_parts")

    def __init__(self, parts: Iterable[Sequence[Sample]]) -> None:
        self._parts = tuple(parts)
        self._ends = tuple(accumulate(map(len, self._parts)))

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def __iter__(self) -> Iterator[Sample]:
        return chain.from_iterable(self._parts)

    @overload
    def __getitem__(self, index: int) -> Sample: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Sample]: ...
    def __getitem__(self, index: int | slice) -> Sample | Sequence[Sample]:
        if isinstance(index, slice):
            return [self[number] for number in range(len(self))[index]]
        index = range(len(self))[index]  # counts from the end where it is negative, and knows its bounds
        part = bisect(self._ends, index)
        return self._parts[part][index - (self._ends[part - 1] if part else 0)]
