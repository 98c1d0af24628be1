"""What every format of a folder export is: it takes results one by one, and keeps no picture."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from core.errors import ImageFileError
from core.export.source import Source
from core.inspection.result import FailedInspection, Inspection, Verdict
from core.language import later


@dataclass(frozen=True)
class LeftOut:
    """One image that an export says nothing of, and why."""

    path: Path
    reason: str

    def __str__(self) -> str:
        path = str(self.path)
        return self.reason if self.reason.startswith(path) else f"{path}: {self.reason}"


REVIEW = "Its verdict is Review: neither good nor defective."
NO_OUTLINE = "It is NG, but no contour is left under the settings for defects."


class Writer:
    """One export into a folder that is not there yet.

    Args:
        folder: to write into.
        names: what the files of each image are called; every image that may come is in it.
        source: where the results come from.
        copy_images: whether the images go into the folder too, so that it is a dataset of its own.
        final: where `folder` will lie in the end.
    """

    needs_images: ClassVar[bool] = False
    """Whether `add` reads the pictures of an inspection."""
    needs_verdicts: ClassVar[bool] = False
    """Whether a model without calibration will not do."""
    can_copy: ClassVar[bool] = False
    """Whether `copy_images` means anything."""
    flat_copies: ClassVar[bool] = False
    """Whether copied images are called by their name and folders in one, as they are sorted into other folders."""
    lists_errors: ClassVar[bool] = False
    """Whether what is written holds a file that could not be inspected, with its error."""

    def __init__(
        self, folder: Path, names: Mapping[Path, str], source: Source, copy_images: bool, final: Path
    ) -> None:
        self.folder = folder
        self.names = names
        self.source = source
        self.copy_images = copy_images
        self.final = final
        self.written = 0
        self.left_out: list[LeftOut] = []
        self.unreadable: list[FailedInspection] = []

    def add(self, inspection: Inspection) -> None:
        """Take one result.

        Raises:
            ImageFileError: its file can no longer be read.
            OSError: the folder cannot be written, or the disk is full.
        """
        raise NotImplementedError

    def fail(self, failed: FailedInspection) -> None:
        """Take a file that could not be inspected."""
        self.unreadable.append(failed)
        if not self.lists_errors:
            self.leave_out(failed.path, failed.error)

    def finish(self) -> None:
        """Write what is known at the end only.

        Raises:
            OSError: as for `add`.
        """

    def close(self) -> None:
        """Let go of open files; called in any case, at the end."""

    def leave_out(self, path: Path, reason: str) -> None:
        """Note that nothing is said of `path`."""
        self.left_out.append(LeftOut(path, reason))

    def copied(self, path: Path, below: str = "") -> Path | None:
        """Copy an image to `below` in the folder, if images are to be copied; returns where it then lies.

        Raises:
            ImageFileError: it can no longer be read.
            OSError: the folder cannot be written, or the disk is full.
        """
        if not self.copy_images:
            return None
        target = self.folder / below / f"{self.names[path]}{path.suffix}"
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            return Path(shutil.copyfile(path, target))
        except OSError as error:
            if error.filename2 is None and error.filename == str(path):
                why = later("Export", "{path} cannot be read: {error}.", path=path, error=error.strerror)
                raise ImageFileError(why, path=path) from error
            raise


def undecided(inspection: Inspection, outlined: bool) -> str:
    """Why an annotation format cannot say what the image is; "" where it can: it is OK, or NG with an outline."""
    if inspection.verdict is Verdict.OK:
        return ""
    if inspection.verdict is Verdict.NG:
        return "" if outlined else NO_OUTLINE
    return REVIEW
