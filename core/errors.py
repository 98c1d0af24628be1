"""Errors a user can act on: what is wrong, with which file, and the way out."""

from __future__ import annotations

from pathlib import Path

from core.language import Later, english, later


class IsuganError(Exception):
    """A failure with a plain message.

    `message`, `way_out` and `str(error)` are English, for files, logs and the command line; the window shows `shown`.
    `texts` are message and way out as they were given.

    Args:
        message: what is wrong, one sentence, naming the file where there is one.
        way_out: what the user can do about it, one sentence; may be empty.
        path: the file or folder concerned, if any.
    """

    def __init__(self, message: str | Later, way_out: str | Later = "", path: Path | None = None) -> None:
        self.message: str = english(message)
        self.way_out: str = english(way_out)
        self.path = path
        self.texts = message, way_out
        super().__init__(self.message)

    def __str__(self) -> str:
        return f"{self.message} {self.way_out}".strip()

    @property
    def shown(self) -> tuple[str, str]:
        """Message and way out in the user's language."""
        message, way_out = self.texts
        return str(message), str(way_out)

    @property
    def told(self) -> str | Later:
        """Both as one text, for a sentence of another message; `str(error.told)` is in the user's language."""
        message, way_out = self.texts
        return later("Words", "{first} {second}", first=message, second=way_out) if way_out else message


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


class SettingError(TrainingError):
    """A preset, a system of a table, a setting or a value of one that does not exist or is out of its range."""


class ProjectError(IsuganError):
    """A project that cannot be opened, read or written."""
