"""One person's decisions out of a project, and into another copy of it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, insert, select

from core import __version__
from core.project import reviews
from core.project.database import damaged_file
from core.project.history import Applied
from core.project.path_text import plain_text
from core.project.project import Project
from core.project.review_file import FileDecision, FileImage, ReviewFile
from core.project.schema import Image, Review
from core.project.step_words import MERGE_REVIEW, step_text


@dataclass(frozen=True, slots=True)
class Merged:
    """What merging a review file did.

    Attributes:
        reviewer: whose decisions they are.
        added: decisions that are new.
        known: decisions that were in the project already, so that merging a file twice changes nothing.
        undone: decisions that the person has taken back since they were merged.
        unknown: images of the file that are not in the project, by their path there.
        disputed: images of the file on which the reviewers now differ.
        applied: the step that can be undone; None if nothing changed.
    """

    reviewer: str
    added: int
    known: int
    undone: int
    unknown: tuple[str, ...]
    disputed: int
    applied: Applied | None


@dataclass(frozen=True, slots=True)
class _Known:
    """An image of the project: its id, and its path below the folder that all of them lie in."""

    id: int
    path: str


def export_review(project: Project, who: str) -> tuple[ReviewFile, tuple[str, ...]]:
    """All that one person decided.

    Returns:
        The document, and the paths of images that are left out since their file could not be read yet.

    Raises:
        DatasetError: a mask is damaged.
        ProjectError: the file cannot be read.
    """
    query = (
        select(Review.image_id, Review.at, Review.decision, Review.note, Review.mask, Review.undone)
        .where(Review.who == who)
        .order_by(Review.at, Review.id)
    )
    decisions: dict[int, list[FileDecision]] = {}
    with project.read() as connection, damaged_file(project.folder):
        hashes = {
            known.id: (digest, known) for digest, some in _images(project, connection) for known in some
        }
        for image, at, decision, note, mask, undone in connection.execute(query):
            if image in hashes:
                decisions.setdefault(image, []).append(
                    FileDecision(
                        at=datetime.fromtimestamp(at).astimezone(),
                        decision=decision,
                        note=note,
                        undone=undone,
                        mask=None if mask is None else json.loads(mask),
                    )
                )
    named = {image: found for image, found in decisions.items() if hashes[image][0]}
    review = ReviewFile(
        program=__version__,
        reviewer=who,
        exported=datetime.now().astimezone(),
        images=tuple(
            FileImage(sha256=hashes[image][0], path=hashes[image][1].path, decisions=tuple(found))
            for image, found in named.items()
        ),
    )
    return review, tuple(hashes[image][1].path for image in decisions if image not in named)


def merge_review(project: Project, review: ReviewFile) -> Merged:
    """Take over another person's decisions, as one step that can be undone.

    Images are found by their SHA-256, and copies of one file by their path. Where two people differ, both decisions
    stay. A decision that either side knows to be undone is undone.

    Raises:
        ProjectError: the project cannot be written.
    """
    who = plain_text(review.reviewer).strip()
    unknown: list[str] = []
    counts: dict[int, bool] = {}
    touched: list[int] = []
    known = 0
    with project.write() as connection:
        images = dict(_images(project, connection))
        there = _by_time(connection, who)
        number = connection.scalar(select(func.max(Review.id))) or 0
        rows: list[dict[str, Any]] = []
        for item in review.images:
            image = _closest(images.get(item.sha256, ()), item.path)
            if image is None:
                unknown.append(item.path)
                continue
            touched.append(image)
            for decision in item.decisions:
                at = reviews.to_the_microsecond(decision.at)
                old = there.get((image, at))
                if old is None:
                    number += 1
                    rows.append(_row(number, image, at, who, decision))
                    if not decision.undone:
                        counts[number] = True
                else:
                    known += 1
                    if decision.undone and not old[1]:
                        counts[old[0]] = False
        if rows:
            connection.execute(insert(Review), rows)
        added = len(rows)
        text = step_text(MERGE_REVIEW, number=added, who=who)
        applied = reviews.remember(connection, text, counts) if counts else None
    undone = sum(not counted for counted in counts.values())
    return Merged(who, added, known, undone, tuple(unknown), _disputed(project, touched), applied)


def _row(number: int, image: int, at: float, who: str, decision: FileDecision) -> dict[str, Any]:
    return {
        "id": number,
        "image_id": image,
        "at": at,
        "who": who,
        "decision": decision.decision.value,
        "note": plain_text(decision.note),
        "mask": None if decision.mask is None else json.dumps(decision.mask, separators=(",", ":")),
        "undone": decision.undone,
    }


def _by_time(connection: Connection, who: str) -> dict[tuple[int, float], tuple[int, bool]]:
    """A person's decisions, with whether they are undone, by image and time."""
    query = select(Review.id, Review.image_id, Review.at, Review.undone).where(Review.who == who)
    return {(image, at): (number, undone) for number, image, at, undone in connection.execute(query)}


def _images(project: Project, connection: Connection) -> list[tuple[str, Sequence[_Known]]]:
    """The project's images by SHA-256; those that could not be read under ""."""
    query = select(Image.id, Image.folder_id, Image.name, Image.sha256).where(~Image.removed)
    rows = connection.execute(query.order_by(Image.id)).all()
    folders = {row.folder_id: project.folders.path(row.folder_id) for row in rows}
    below = _names(folders)
    found: dict[str, list[_Known]] = {}
    for number, folder, name, digest in rows:
        found.setdefault(digest, []).append(_Known(number, plain_text(f"{below[folder]}{name}")))
    return list(found.items())


def _names(folders: Mapping[int, Path]) -> dict[int, str]:
    """What stands before a file's name, below the folder that all of them lie in."""
    try:
        root = os.path.commonpath(folders.values()) if folders else ""
    except ValueError:  # on several drives
        return {number: f"{path.as_posix()}/" for number, path in folders.items()}
    ways = {number: path.relative_to(root).as_posix() for number, path in folders.items()}
    return {number: "" if way == "." else f"{way}/" for number, way in ways.items()}


def _closest(images: Sequence[_Known], path: str) -> int | None:
    """Of the copies of one file, the one whose path ends most like `path`."""
    wanted = path.split("/")[::-1]

    def alike(known: _Known) -> int:
        parts = known.path.split("/")[::-1]
        return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(wanted, parts, strict=False)))

    return max(images, key=alike).id if images else None


def _disputed(project: Project, images: Sequence[int]) -> int:
    found = reviews.standing(project)
    return sum(len({decided.decision for decided in found.get(image, {}).values()}) > 1 for image in images)
