"""What an import would bring, and in which roles; corrected before it is carried out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from core.datasets.dataset import Label, Sample, Split, count_roles
from core.datasets.folder_samples import FolderSamples, JoinedSamples
from core.language import Later


@dataclass(frozen=True, slots=True)
class Source:
    """A folder that was dropped, or the folder of files that were; and the layout that it was read by."""

    path: Path
    layout: str


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """All images of one folder that have one role. Two groups are the same only if they are one object.

    Attributes:
        label, split, defect_type: their role.
        samples: as they were recognised, each made when it is asked for; the same object in every corrected group.
        left_out: not to be imported.
    """

    label: Label
    split: Split
    defect_type: str
    samples: FolderSamples
    left_out: bool = False

    @property
    def folder(self) -> Path:
        """Where the images lie."""
        return self.samples.folder

    def to_import(self) -> FolderSamples:
        """The images in the role that the group has now; of good ones no mask is kept."""
        return self.samples.in_role(self.label, self.split, self.defect_type)


@dataclass(frozen=True, slots=True, eq=False)
class ImportPlan:
    """What would be imported.

    Attributes:
        sources: what was dropped, as far as it could be read.
        groups: the images; in the order of the sources, folders in natural order.
        problems: one sentence each, for the user; the plan can be carried out all the same. Names in them may hold what
            cannot be shown, see `core.datasets.layouts.base.printable`.
    """

    sources: tuple[Source, ...] = ()
    groups: tuple[Group, ...] = ()
    problems: tuple[str | Later, ...] = ()

    @property
    def layouts(self) -> tuple[str, ...]:
        """Names of the layouts that were recognised, each once."""
        return tuple(dict.fromkeys(source.layout for source in self.sources))

    @property
    def images(self) -> int:
        """How many would be imported."""
        return sum(len(group.samples) for group in self.groups if not group.left_out)

    def counts(self) -> dict[Split, dict[Label, int]]:
        """Images to import per split and label; splits and labels that do not occur are left out."""
        return count_roles((g.split, g.label, len(g.samples)) for g in self.groups if not g.left_out)

    def samples(self) -> Sequence[Sample]:
        """The images to import, in the roles of their groups, each made when it is asked for."""
        return JoinedSamples(group.to_import() for group in self.groups if not group.left_out)

    def with_role(
        self,
        group: Group,
        *,
        label: Label | None = None,
        split: Split | None = None,
        defect_type: str | None = None,
    ) -> ImportPlan:
        """The plan with another role of one group; what is None stays as it is.

        Only defective images have a type: a group that becomes defective again gets back the one that was recognised.

        Raises:
            ValueError: the group is not in this plan.
        """
        label = label or group.label
        if label is not Label.DEFECTIVE:
            defect_type = ""
        elif defect_type is None:
            defect_type = group.defect_type or group.samples.role[2]
        return self._with(
            group, replace(group, label=label, split=split or group.split, defect_type=defect_type)
        )

    def leave_out(self, group: Group, left_out: bool = True) -> ImportPlan:
        """The plan without the images of one group, or with them again.

        Raises:
            ValueError: the group is not in this plan.
        """
        return self._with(group, replace(group, left_out=left_out))

    def _with(self, old: Group, new: Group) -> ImportPlan:
        if not any(group is old for group in self.groups):
            raise ValueError(f"the group of {old.folder} is not in this plan")
        return replace(self, groups=tuple(new if group is old else group for group in self.groups))
