"""Read a JSON file of annotations that came from elsewhere, and may be damaged, huge or made to do harm."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

from core.errors import DatasetError
from core.language import Later, later

MAX_BYTES = 128 * 1024 * 1024
"""labelme stores the whole image in its file, COCO a hundred thousand images and their outlines."""


MOST_PARTS = 4_000_000
MOST_VALUES = 20_000_000
"""Lists and objects, and the commas between their values, in one file. Three bytes can take two hundred of memory:
what outlines a hundred thousand images stays well below."""


class AnnotationError(DatasetError):
    """A file of annotations that cannot be used.

    Args:
        path: the file.
        reason: goes on from its name, such as "is not valid JSON".
    """

    def __init__(self, path: Path, reason: Later) -> None:
        super().__init__(
            later("Datasets", "{path} {reason}.", path=path, reason=reason),
            later("Datasets", "Export the annotations again, or take the file away."),
            path,
        )
        self.reason = reason


def read_annotations(path: Path, most_bytes: int = MAX_BYTES) -> dict[str, Any]:
    """The JSON object in `path`; "imageData", labelme's copy of the image, is left out.

    Raises:
        AnnotationError: missing, no regular file, too large, or no JSON object.
    """
    try:
        info = path.stat()
        if not stat.S_ISREG(info.st_mode):  # opening a pipe or a device could wait for ever
            raise AnnotationError(path, later("Datasets", "is not a regular file"))
        if info.st_size > most_bytes:
            raise AnnotationError(
                path, later("Datasets", "is larger than {size} MiB", size=str(most_bytes // 1024**2))
            )
        with path.open("rb") as stream:
            content = stream.read(most_bytes)  # it may have grown
        if content.count(b"[") + content.count(b"{") > MOST_PARTS or content.count(b",") > MOST_VALUES:
            raise AnnotationError(path, later("Datasets", "holds more values than annotations have"))
        # The hook is Python, so that parsing a large file lets other threads run between its objects.
        document = json.loads(content.decode("utf-8-sig"), object_hook=_without_image)
    except OSError as error:
        raise AnnotationError(
            path, later("Datasets", "cannot be read ({why})", why=error.strerror)
        ) from error
    except (ValueError, RecursionError) as error:
        raise AnnotationError(path, later("Datasets", "is not valid JSON")) from error
    except MemoryError:
        raise AnnotationError(path, later("Datasets", "does not fit into memory")) from None
    if not isinstance(document, dict):
        raise AnnotationError(path, later("Datasets", "holds no annotations"))
    return document


def _without_image(item: dict[str, Any]) -> dict[str, Any]:
    item.pop("imageData", None)
    return item
