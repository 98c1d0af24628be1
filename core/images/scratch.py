"""Room for the arrays of a large image: a file that the system may write out, in place of memory that it cannot.

One float32 array of 20,000 x 20,000 pixels takes 1.6 GB, and an inspection holds four. Mapped from a file that has no
name and ends with the array, they take the memory that is free, and the disk for the rest.
"""

from __future__ import annotations

import logging
import math
import os
import shutil
import tempfile
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

log = logging.getLogger(__name__)

MAPPED_FROM = 256 * 1024 * 1024
"""Bytes from which on an array lies in a file; smaller ones are quicker and safer in memory."""
LEFT_FREE = 1024 * 1024 * 1024
"""Bytes of the disk that are never taken."""


def empty(shape: tuple[int, ...], dtype: DTypeLike = np.float32) -> NDArray[Any]:
    """As `numpy.empty`; a large array lies in a nameless file in the temporary folder, where that has the room.

    Raises:
        MemoryError: neither the disk nor the memory has it.
    """
    kind = np.dtype(dtype)
    size = math.prod(shape) * kind.itemsize
    if size >= MAPPED_FROM:
        try:
            return _mapped(shape, kind, size)
        except OSError as error:
            log.info("No scratch file of %d bytes: %s", size, error)
    return np.empty(shape, kind)


def _mapped(shape: tuple[int, ...], kind: np.dtype[Any], size: int) -> NDArray[Any]:
    folder = tempfile.gettempdir()
    if shutil.disk_usage(folder).free < size + LEFT_FREE:
        raise OSError(f"{folder} is too full")
    with tempfile.TemporaryFile(prefix="isugan-", dir=folder) as stream:
        if hasattr(os, "posix_fallocate"):
            # A hole in the file that cannot be filled later would end the process, not raise an error.
            os.posix_fallocate(stream.fileno(), 0, size)
        else:
            stream.truncate(size)
        # The mapping outlives the file's handle; a plain array over it, since only NumPy knows its own kind of one.
        return np.asarray(np.memmap(stream, dtype=kind, mode="r+", shape=shape))
