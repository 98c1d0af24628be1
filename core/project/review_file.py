"""A review file: what one person decided, to be mailed and merged into another copy of the project."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, field_validator

from core.datasets.annotation_file import AnnotationError, read_annotations
from core.datasets.polygon_mask import PolygonMask
from core.errors import DatasetError, ProjectError
from core.files import write_atomically
from core.language import later
from core.project.decision import Decision

FORMAT: Literal["isugan-review"] = "isugan-review"
VERSION: Literal[1] = 1
"""Of the format; a file of a newer one is refused."""

_WAY_OUT = later("Project", "Export the review again, with this version of the program.")
Text = Annotated[str, Field(max_length=10_000)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FileDecision(_Part):
    """One decision; `mask` is the document of a `core.datasets.polygon_mask.PolygonMask`, as an object."""

    at: AwareDatetime
    decision: Decision
    note: Text = ""
    undone: bool = False
    mask: dict[str, Any] | None = None

    @field_validator("mask")
    @classmethod
    def _is_a_mask(cls, mask: dict[str, Any] | None) -> dict[str, Any] | None:
        if mask is not None:
            try:
                PolygonMask.from_json(json.dumps(mask))
            except DatasetError as error:
                raise ValueError(error.message) from error
        return mask


class FileImage(_Part):
    """One image and what was decided on it, oldest first.

    Attributes:
        sha256: of the image file's bytes, by which it is found again.
        path: below the folder that all images of the project lie in, with "/"; tells copies of one file apart.
    """

    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    path: Text
    decisions: tuple[FileDecision, ...]


class ReviewFile(_Part):
    """The document. `reviewer` is the person whose decisions these are."""

    format: Literal["isugan-review"] = FORMAT
    version: Literal[1] = VERSION
    program: Text
    reviewer: Annotated[str, Field(min_length=1, max_length=200)]
    exported: AwareDatetime
    images: tuple[FileImage, ...]

    @property
    def decisions(self) -> int:
        """How many, those that were undone included."""
        return sum(len(image.decisions) for image in self.images)


def write_review_file(path: Path, review: ReviewFile) -> None:
    """Write it as JSON, whole or not at all.

    Raises:
        ProjectError: the folder cannot be written, or the disk is full; an older file at `path` is then untouched.
    """
    try:
        with write_atomically(path) as temporary:
            temporary.write_text(review.model_dump_json(indent=1), encoding="utf-8")
    except OSError as error:
        raise ProjectError(
            later("Project", "{path} cannot be written: {why}.", path=path, why=error.strerror),
            later("Project", "Choose another folder, or make room."),
            path,
        ) from error


def read_review_file(path: Path) -> ReviewFile:
    """Read what `write_review_file` wrote.

    Raises:
        ProjectError: missing, not to be read, damaged, no review file, or one of a newer version; the message names
            the file.
    """
    try:
        document = read_annotations(path)
    except AnnotationError as error:
        if isinstance(error.__cause__, FileNotFoundError):
            raise ProjectError(
                later("Project", "{path} does not exist.", path=path),
                later("Project", "Check the path."),
                path,
            ) from error
        if isinstance(cause := error.__cause__, OSError):
            raise ProjectError(
                later("Project", "{path} cannot be read: {why}.", path=path, why=cause.strerror),
                later("Project", "Check its permissions."),
                path,
            ) from error
        text = later("Project", "{path} is no review file: it {reason}.", path=path, reason=error.reason)
        raise ProjectError(text, _WAY_OUT, path) from error
    if document.get("format") != FORMAT:
        raise ProjectError(
            later("Project", "{path} is no review file: it holds something else.", path=path),
            later("Project", "Choose a file that was exported in Review or by isugan review export."),
            path,
        )
    version = document.get("version")
    if isinstance(version, int) and version > VERSION:
        raise ProjectError(
            later(
                "Project",
                "{path} was written by a newer version of this program (format {version}, this one reads {own}).",
                path=path,
                version=str(version),
                own=str(VERSION),
            ),
            later("Project", "Install the newer version."),
            path,
        )
    try:
        return ReviewFile.model_validate(document)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        text = later(
            "Project", "{path} is damaged at {where}: {error}.", path=path, where=where, error=first["msg"]
        )
        raise ProjectError(text, _WAY_OUT, path) from error
