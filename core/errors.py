"""Errors a user can act on: what is wrong, with which file, and the way out."""

from __future__ import annotations

from pathlib import Path


class IsuganError(Exception):
    """A failure with a plain message.

    Args:
        message: what is wrong, one sentence, naming the file where there is one.
        way_out: what the user can do about it, one sentence; may be empty.
        path: the file or folder concerned, if any.
    """

    def __init__(self, message: str, way_out: str = "", path: Path | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.way_out = way_out
        self.path = path

    def __str__(self) -> str:
        return f"{self.message} {self.way_out}".strip()


class ImageFileError(IsuganError):
    """An image file that cannot be read: missing, truncated, not an image, or too large."""


class DatasetError(IsuganError):
    """A folder that cannot serve as a dataset."""


class ModelFileError(IsuganError):
    """A model file or checkpoint that is damaged, foreign or newer than this program."""


class CalibrationError(IsuganError):
    """Scores from which no calibration can be fitted."""


class AreasError(IsuganError):
    """Areas that leave nothing of an image to look at."""


class InspectionStoppedError(IsuganError):
    """An inspection that was left half-way, since nobody wants its result any more."""


class TrainingError(IsuganError):
    """A training run that cannot start or go on."""


class ProjectError(IsuganError):
    """A project that cannot be opened, read or written."""
