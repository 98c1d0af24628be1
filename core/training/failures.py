"""What went wrong while networks were computed, in plain words with a way out."""

from __future__ import annotations

from core.errors import TrainingError
from core.files import is_full
from core.training.device import out_of_memory

_LOST = ("cuda error", "cudnn error", "cublas error", "cudnn_status", "cublas_status", "mps backend")


def explained(error: BaseException) -> TrainingError | None:
    """An error of the device or of the memory as a user can act on it; None if it is none of these."""
    if (full := out_of_memory(error)) is not None:
        return full
    text = str(error)
    if isinstance(error, RuntimeError) and any(word in text.lower() for word in _LOST):
        return TrainingError(
            f"The GPU does not answer any more: {text.splitlines()[0]}.",
            "Restart the program, and the computer if that does not help; then resume the run (--resume), on the CPU "
            "if need be (--device cpu). It is kept as of its last checkpoint.",
        )
    return None


def not_written(what: str, error: OSError) -> str:
    """Why a run waits for its disk, and what to do.

    Args:
        what: "The checkpoint" or alike.
        error: what the system said.
    """
    if is_full(error):
        return f"The disk is full: {what.lower()} cannot be written. Make room, then resume."
    return f"{what} cannot be written: {error.strerror or error}. Make the folder writable, then resume."
