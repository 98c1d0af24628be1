"""What can be wrong with an image file, and the way out: kept in English, and understood again where it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.errors import ImageFileError
from core.language import Later, later, words_in


@dataclass(frozen=True)
class Fault:
    """A message, with a place for the file's `path`, and what to do about it."""

    message: Later
    way_out: Later

    def error(self, path: Path, **values: object) -> ImageFileError:
        """The error to raise; `values` for the other places of the message."""
        return ImageFileError(self.message.filled(path=path, **values), self.way_out, path)


_SAVE_AS = later("Images", "Save it again as an 8- or 16-bit PNG, JPEG, BMP, TIFF or WebP.")
_COPY_AGAIN = later("Images", "Copy it again from its source.")
_GIVE_IMAGE = later("Images", "Give an image file.")
_CUT = later("Images", "Cut it into smaller images.")

MISSING = Fault(
    later("Images", "{path} does not exist."), later("Images", "Check the path and the file's name.")
)
FORBIDDEN = Fault(
    later("Images", "{path} may not be read."), later("Images", "Give yourself read permission on it.")
)
NOT_OPENED = Fault(
    later("Images", "{path} cannot be opened: {error}."), later("Images", "Check the disk and the path.")
)
A_FOLDER = Fault(later("Images", "{path} is a folder, not an image."), _GIVE_IMAGE)
NO_FILE = Fault(later("Images", "{path} is not a regular file."), _GIVE_IMAGE)
EMPTY = Fault(later("Images", "{path} is empty (0 bytes)."), _COPY_AGAIN)
NO_IMAGE = Fault(
    later("Images", "{path} is not a PNG, JPEG, BMP, TIFF or WebP image, or its beginning is damaged."),
    _SAVE_AS,
)
DAMAGED = Fault(later("Images", "{path} is truncated or damaged ({error})."), _COPY_AGAIN)
NO_SCALE = Fault(later("Images", "{path} holds {samples}, which have no fixed scale."), _SAVE_AS)
NO_MEMORY = Fault(
    later("Images", "{path} does not fit into memory ({size} pixels)."),
    later("Images", "Close other programs or cut the image into parts."),
)
TOO_LARGE = Fault(later("Images", "{path} is too large ({size} pixels; the limit is {limit} pixels)."), _CUT)
BOMB = Fault(
    later(
        "Images", "{path} is too large (its header asks for too many pixels; the limit is {limit} pixels)."
    ),
    _CUT,
)
_FAULTS = (
    *(MISSING, FORBIDDEN, NOT_OPENED, A_FOLDER, NO_FILE, EMPTY, NO_IMAGE, DAMAGED, NO_SCALE, NO_MEMORY),
    *(BOMB, TOO_LARGE),
)


def kept_fault(text: str) -> str | Later:
    """`str(error)` of an error of these, as a file keeps it, to be shown in the user's language; others as they are."""
    for fault in _FAULTS:
        message = text.removesuffix(f" {fault.way_out.english}")
        if message != text and (found := words_in(message, fault.message)) is not None:
            first = fault.message.filled(**found)
            return later("Words", "{first} {second}", first=first, second=fault.way_out)
    return text
