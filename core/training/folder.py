"""The files in a run's folder, and the lock that says that somebody trains in it."""

from __future__ import annotations

import errno
import shutil
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from core.errors import TrainingError
from core.language import later

MODEL = "model.safetensors"
CHECKPOINT = "checkpoint.safetensors"
LOG = "log.jsonl"
SETTINGS = "settings.json"
SNAPSHOT = "snapshot.json"
SOURCE = "run.json"
PROBES = "probes"
LOCK = "run.lock"
FILES = (CHECKPOINT, LOG, SETTINGS, SNAPSHOT, SOURCE, MODEL)

PATIENCE_SECONDS = 2.0
"""How long a run waits for its lock: whoever asks whether it is held holds it for a moment."""


class RunLock:
    """Held by a run while it lives. The system frees it when the process ends, however it ends."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = FileLock(folder / LOCK, thread_local=False)

    def take(self) -> None:
        """Become the folder's run.

        Raises:
            TrainingError: another one is training in it.
            OSError: the folder cannot be written.
        """
        try:
            self._lock.acquire(timeout=PATIENCE_SECONDS, poll_interval=0.05)
        except Timeout as error:
            raise TrainingError(
                later("Training", "A training is running in {folder}.", folder=self._folder),
                later("Training", "Wait for its end, or choose another folder."),
                self._folder,
            ) from error
        except NotImplementedError as error:
            raise OSError(errno.ENOTSUP, "its disk knows no locks") from error

    def release(self) -> None:
        """Let others train here; nothing happens if the lock is not held."""
        if self._lock.is_locked:
            self._lock.release()


def is_live(folder: Path) -> bool:
    """Whether a run, of this process or another, is training in `folder` now."""
    if not (folder / LOCK).exists():
        return False
    lock = FileLock(folder / LOCK, thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return True
    except (OSError, NotImplementedError):  # a folder that cannot be written has no run that writes to it
        return False
    lock.release()
    return False


def remove_run(folder: Path) -> None:
    """Take away all that a run has left in its folder but its lock; only for who holds that.

    Raises:
        OSError: a file cannot be removed.
    """
    remove_leftovers(folder)
    for name in FILES:
        (folder / name).unlink(missing_ok=True)
    shutil.rmtree(folder / PROBES, ignore_errors=True)


def remove_leftovers(folder: Path) -> None:
    """Take away half-written files of a process that was killed; only for who holds the lock."""
    for name in FILES:
        path = Path(name)
        for left in folder.glob(f".{path.stem}-*{path.suffix}"):
            with suppress(OSError):
                left.unlink()
    for left in (folder / PROBES).glob(".*"):
        shutil.rmtree(left, ignore_errors=True)


def remove_lock(folder: Path) -> None:
    """Take away the file of a lock that was released, and the folder if nothing else is in it.

    Where the system says so, not while somebody else holds the lock.
    """
    with suppress(OSError):
        (folder / LOCK).unlink(missing_ok=True)
        # Not with what others have put there.
        folder.rmdir()
