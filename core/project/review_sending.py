"""Feed decisions back into the dataset: OK becomes good, NG becomes defective with its mask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from core.datasets.dataset import Label
from core.datasets.polygon_mask import PolygonMask
from core.project import history
from core.project.changes import Change, RowChange, column_changes, row_values
from core.project.decision import Decision, Marking
from core.project.history import Applied
from core.project.masks import mask_values
from core.project.path_text import to_json
from core.project.project import Project
from core.project.reviews import Decided, Standing, mask_of, standing
from core.project.schema import Image, Mask
from core.project.some_ids import id_blocks
from core.project.step_words import SEND_REVIEW, step_text

_LABELS = {Decision.OK: Label.GOOD, Decision.NG: Label.DEFECTIVE}


@dataclass(frozen=True, slots=True)
class Sending:
    """What sending the decisions back does to the dataset.

    Attributes:
        good, defective: images that get this label, or are marked reviewed with it.
        masks: images that get the mask that a reviewer drew or accepted.
        unmasked: images whose mask is taken off: good ones, and those whose reviewer took it off.
        unsure: images that are left as they are, since somebody is unsure.
        disputed: images that are left as they are, since one says OK and another NG.
        same: images whose label and mask are what was decided already.
    """

    good: tuple[int, ...] = ()
    defective: tuple[int, ...] = ()
    masks: tuple[int, ...] = ()
    unmasked: tuple[int, ...] = ()
    unsure: int = 0
    disputed: int = 0
    same: int = 0

    @property
    def images(self) -> int:
        """Images that change."""
        return len({*self.good, *self.defective, *self.masks, *self.unmasked})


def plan_sending(project: Project) -> Sending:
    """What `send_back` would do now; nothing is changed.

    Raises:
        DatasetError: a mask is damaged.
        ProjectError: the file cannot be read.
    """
    found = standing(project)
    with project.read() as connection:
        return _plan(project, connection, found)[0]


def send_back(project: Project) -> Applied | None:
    """Label the images as people decided, in one step; None if all of them are so already.

    An image goes back where everybody who decided says OK, or everybody says NG. It then counts as reviewed. The mask
    of a defective image becomes what a reviewer said last of where its defects are, and stays as it is where nobody
    said anything; a good image has none.

    Raises:
        DatasetError: a mask is damaged.
        ProjectError: the project cannot be written.
    """
    found = standing(project)
    with project.write() as connection:
        sending, changes = _plan(project, connection, found)
        if not changes:
            return None
        return history.do(connection, step_text(SEND_REVIEW, number=sending.images), changes)


def _plan(project: Project, connection: Connection, found: Standing) -> tuple[Sending, list[Change]]:
    agreed, unsure, disputed = agreed_on(found)
    labels, old = _now(connection, list(agreed))
    wanted = {image: _LABELS[decision] for image, decision in agreed.items()}
    relabelled = [image for image, label in wanted.items() if labels[image] != (label, True)]
    changes: list[Change] = [
        *column_changes(
            "label", relabelled, [labels[i][0] for i in relabelled], [wanted[i].value for i in relabelled]
        ),
        *column_changes("reviewed", relabelled, [labels[i][1] for i in relabelled], [True] * len(relabelled)),
    ]
    masks: list[int] = []
    unmasked: list[int] = []
    for image, decision in agreed.items():
        word = marked_last(found[image].values()) if decision is Decision.NG else None
        if decision is Decision.NG and word is None:
            continue
        drawn = mask_of(project, word.id) if word is not None and word.has_mask else None
        after = None if drawn is None else _values(project, connection, drawn)
        if old.get(image) != after:
            changes.append(RowChange(table="masks", key=image, before=old.get(image), after=after))
            (unmasked if after is None else masks).append(image)
    changed = {*relabelled, *masks, *unmasked}
    sending = Sending(
        tuple(image for image in relabelled if wanted[image] is Label.GOOD),
        tuple(image for image in relabelled if wanted[image] is Label.DEFECTIVE),
        tuple(masks),
        tuple(unmasked),
        unsure,
        disputed,
        len(agreed) - len(changed),
    )
    return sending, changes


def agreed_on(found: Standing) -> tuple[dict[int, Decision], int, int]:
    """The images that everybody who decided calls OK, or NG; how many somebody is unsure of; how many are disputed."""
    agreed: dict[int, Decision] = {}
    unsure = disputed = 0
    for image, people in found.items():
        said = {decided.decision for decided in people.values()}
        if {Decision.OK, Decision.NG} <= said:
            disputed += 1
        elif Decision.UNSURE in said:
            unsure += 1
        else:
            agreed[image] = said.pop()
    return agreed, unsure, disputed


def marked_last(people: Iterable[Decided]) -> Decided | None:
    """The latest word about where an image's defects are; None: nobody said anything of it."""
    words = [decided for decided in people if decided.marking is not Marking.NOTHING]
    return max(words, key=lambda decided: (decided.at, decided.id), default=None)


def _values(project: Project, connection: Connection, mask: PolygonMask) -> dict[str, Any]:
    values = mask_values(connection, project.folders, mask)
    return {name: to_json(value) for name, value in values.items()}


def _now(
    connection: Connection, ids: Sequence[int]
) -> tuple[dict[int, tuple[str, bool]], Mapping[int, dict[str, Any]]]:
    """Label and reviewed of images, and the masks of those that have one."""
    labels: dict[int, tuple[str, bool]] = {}
    masks: dict[int, dict[str, Any]] = {}
    for some in id_blocks(ids):
        query = select(Image.id, Image.label, Image.reviewed).where(Image.id.in_(some))
        labels |= {number: (label, reviewed) for number, label, reviewed in connection.execute(query)}
        columns = (Mask.image_id, Mask.folder_id, Mask.name, Mask.document)
        for row in connection.execute(select(*columns).where(Mask.image_id.in_(some))):
            values = row_values(row)
            masks[int(str(values.pop("image_id")))] = values
    return labels, masks
