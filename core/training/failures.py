"""What went wrong while networks were computed, in plain words with a way out."""

from __future__ import annotations

from typing import Literal

from core.errors import TrainingError
from core.files import is_full
from core.language import Later, later
from core.training.device import out_of_memory

Written = Literal["checkpoint", "model"]
"""What a run must not end without."""
_FULL: dict[Written, Later] = {
    "checkpoint": later(
        "Training", "The disk is full: the checkpoint cannot be written. Make room, then resume."
    ),
    "model": later("Training", "The disk is full: the model cannot be written. Make room, then resume."),
}
_NOT_WRITTEN: dict[Written, Later] = {
    "checkpoint": later(
        "Training", "The checkpoint cannot be written: {error}. Make the folder writable, then resume."
    ),
    "model": later(
        "Training", "The model cannot be written: {error}. Make the folder writable, then resume."
    ),
}
_LOST = ("cuda error", "cudnn error", "cublas error", "cudnn_status", "cublas_status", "mps backend")


class UnexpectedError(TrainingError):
    """Stands in the log for an error that nobody can act on."""


def unexpected(error: BaseException) -> UnexpectedError:
    """An error that is none of those that are known."""
    return UnexpectedError(
        later("Training", "The run ended with an unexpected error: {error}.", error=repr(error)),
        later("Training", "Go on with --resume."),
    )


def explained(error: BaseException) -> TrainingError | None:
    """An error of the device or of the memory as a user can act on it; None if it is none of these."""
    if (full := out_of_memory(error)) is not None:
        return full
    text = str(error)
    if isinstance(error, RuntimeError) and any(word in text.lower() for word in _LOST):
        return TrainingError(
            later("Training", "The GPU does not answer any more: {error}.", error=text.splitlines()[0]),
            later(
                "Training",
                "Restart the program, and the computer if that does not help; then resume the run (--resume), on the "
                "CPU if need be (--device cpu). It is kept as of its last checkpoint.",
            ),
        )
    return None


def not_written(what: Written, error: OSError) -> Later:
    """Why a run waits for its disk, and what to do; `error` is what the system said."""
    if is_full(error):
        return _FULL[what]
    return _NOT_WRITTEN[what].filled(error=error.strerror or error)
