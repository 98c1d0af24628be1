"""Everything that can be undone: labels, splits, notes, tags, masks, areas, removing images."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, func, select

from core.datasets.dataset import Label, Split
from core.datasets.masks import MaskSource
from core.images.areas import Area
from core.project import history, step_words
from core.project.changes import Change, ColumnChange, RowChange, clean, column_changes, row_values
from core.project.database import damaged_file
from core.project.history import Applied
from core.project.masks import mask_values
from core.project.path_text import plain_text, to_json
from core.project.project import Project
from core.project.schema import Image, ImageArea, Mask
from core.project.some_ids import id_blocks
from core.project.step_words import step_text

Values = Mapping[str, bool | str | Sequence[str] | Sequence[bool]]


def set_values(project: Project, ids: Sequence[int], values: Values, text: str) -> Applied | None:
    """Set columns of images: one value for all of them, or one for each.

    Args:
        ids: the images.
        values: by column of `core.project.changes.COLUMNS`; tags as JSON, see `tags_text`. Ids that are no image's
            are passed over.
        text: the step in words, such as "Label 12 images good".

    Returns:
        What changed; None if everything was so already.

    Raises:
        ValueError: no such column, or a value that it cannot have.
        ProjectError: the project cannot be written.
    """
    with project.write() as connection:
        return _set_values(connection, ids, values, text)


def _set_values(connection: Connection, ids: Sequence[int], values: Values, text: str) -> Applied | None:
    changes: list[ColumnChange] = []
    for column, value in values.items():
        if isinstance(value, bool | str):
            after: Sequence[bool | str] = [clean(column, value)] * len(ids)
        else:
            cleaned: dict[object, bool | str] = {one: clean(column, one) for one in {*value}}
            after = [cleaned[one] for one in value]
        before = _values_now(connection, column, ids)
        changed = {
            number: new
            for number, new in zip(ids, after, strict=True)
            if number in before and before[number] != new
        }
        old = [before[number] for number in changed]
        changes += column_changes(column, list(changed), old, list(changed.values()))
    return history.do(connection, text, changes) if changes else None


def _values_now(connection: Connection, column: str, ids: Sequence[int]) -> dict[int, bool | str]:
    now: dict[int, bool | str] = {}
    for some in id_blocks(ids):
        query = select(Image.id, Image.__table__.c[column]).where(Image.id.in_(some))
        now |= dict(connection.execute(query).all())
    return now


def tags_text(tags: Iterable[str]) -> str:
    """Tags as their column holds them: sorted, each once, stripped, none empty."""
    return json.dumps(sorted({tag.strip() for tag in tags if tag.strip()}), ensure_ascii=False)


def set_label(project: Project, ids: Sequence[int], label: Label) -> Applied | None:
    """Label images. A label that a person gave counts as reviewed; taking it away takes that back too."""
    reviewed = label is not Label.UNLABELLED
    text = step_text(step_words.SET_LABEL, number=len(ids), label=label)
    return set_values(project, ids, {"label": label.value, "reviewed": reviewed}, text)


def set_split(project: Project, ids: Sequence[int], split: Split) -> Applied | None:
    """Move images to a split."""
    text = step_text(step_words.SET_SPLIT, number=len(ids), split=split)
    return set_values(project, ids, {"split": split.value}, text)


def set_splits(project: Project, splits: Mapping[int, Split], text: str) -> Applied | None:
    """Give every image its own split, in one step."""
    return set_values(project, list(splits), {"split": [split.value for split in splits.values()]}, text)


def change_tags(
    project: Project, ids: Sequence[int], add: Iterable[str] = (), remove: Iterable[str] = ()
) -> Applied | None:
    """Add tags to images and take tags from them, leaving their others."""
    added, gone = [plain_text(tag) for tag in add], set(remove)
    with project.write() as connection:
        now = _values_now(connection, "tags", ids)
        known: dict[bool | str, str] = {}
        for old in set(now.values()):
            with damaged_file(project.folder):
                tags = json.loads(str(old))
                known[old] = tags_text([*(tag for tag in tags if tag not in gone), *added])
        words = ", ".join([*added, *(f"-{tag}" for tag in sorted(gone))])
        texts = [known[old] for old in now.values()]
        text = step_text(step_words.CHANGE_TAGS, number=len(now), tags=words)
        return _set_values(connection, list(now), {"tags": texts}, text)


def remove(project: Project, ids: Sequence[int]) -> Applied | None:
    """Take images out of the project; their files stay where they are."""
    return set_values(project, ids, {"removed": True}, step_text(step_words.REMOVE, number=len(ids)))


def set_mask(project: Project, image: int, mask: MaskSource | None) -> Applied | None:
    """Give an image another mask, or none.

    Raises:
        KeyError: there is no such image.
        ProjectError: the project cannot be written.
    """
    with project.write() as connection:
        _expect(connection, image)
        row = connection.execute(
            select(Mask.folder_id, Mask.name, Mask.document).where(Mask.image_id == image)
        ).first()
        before = row and row_values(row)
        values = None if mask is None else mask_values(connection, project.folders, mask)
        after = values and {name: to_json(value) for name, value in values.items()}
        if before == after:
            return None
        change = RowChange(table="masks", key=image, before=before, after=after)
        step = step_words.REMOVE_MASK if mask is None else step_words.CHANGE_MASK
        return history.do(connection, step_text(step), [change])


def remove_masks(project: Project, ids: Sequence[int]) -> Applied | None:
    """Take the masks off images; their files stay where they are.

    Raises:
        ProjectError: the project cannot be written.
    """
    columns = (Mask.image_id, Mask.folder_id, Mask.name, Mask.document)
    changes: list[Change] = []
    with project.write() as connection:
        for some in id_blocks(ids):
            for row in connection.execute(select(*columns).where(Mask.image_id.in_(some))):
                before = row_values(row)
                key = before.pop("image_id")
                changes.append(RowChange(table="masks", key=key, before=before, after=None))
        text = step_text(step_words.REMOVE_MASKS, number=len(changes))
        return history.do(connection, text, changes) if changes else None


def set_areas(project: Project, image: int | None, areas: Sequence[Area]) -> Applied | None:
    """Give an image (None: the project, so every image) other regions of interest and don't-care areas.

    Raises:
        KeyError: there is no such image.
        ProjectError: the project cannot be written.
    """
    with project.write() as connection:
        if image is not None:
            _expect(connection, image)
        query = select(ImageArea.id, ImageArea.document).order_by(ImageArea.id)
        before = dict(connection.execute(query.where(ImageArea.image_id.is_not_distinct_from(image))).all())
        documents = [area.model_dump_json() for area in areas]
        if [*before.values()] == documents:
            return None
        first = (connection.scalar(select(func.max(ImageArea.id))) or 0) + 1
        changes: list[Change] = [
            RowChange(table="areas", key=key, before={"image_id": image, "document": document}, after=None)
            for key, document in before.items()
        ]
        changes += [
            RowChange(table="areas", key=key, before=None, after={"image_id": image, "document": document})
            for key, document in enumerate(documents, start=first)
        ]
        step = step_words.CHANGE_AREAS_OF_ALL if image is None else step_words.CHANGE_AREAS
        return history.do(connection, step_text(step), changes)


def _expect(connection: Connection, image: int) -> None:
    if connection.scalar(select(Image.id).where(Image.id == image)) is None:
        raise KeyError(image)


def undo(project: Project) -> Applied | None:
    """Take the last step back; None if there is none.

    Raises:
        ProjectError: the project cannot be written, or the step is damaged.
    """
    with project.write() as connection:
        applied = history.undo(connection)
        _reload_folders(project, connection, applied)
    return applied


def redo(project: Project) -> Applied | None:
    """Do again what was undone last; None if nothing was.

    Raises:
        ProjectError: as `undo`.
    """
    with project.write() as connection:
        applied = history.redo(connection)
        _reload_folders(project, connection, applied)
    return applied


def peek(project: Project) -> tuple[str, str]:
    """The steps, in words, that undo and redo would take next; "" = none."""
    with project.read() as connection:
        return history.peek(connection)


def _reload_folders(project: Project, connection: Connection, applied: Applied | None) -> None:
    if applied and any(isinstance(c, RowChange) and c.table == "folders" for c in applied.changes):
        project.folders.load(connection, write=False)
