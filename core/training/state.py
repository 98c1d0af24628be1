"""How the run in a folder stands, told from the folder alone and without loading a network."""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from core.training.folder import CHECKPOINT, LOG, MODEL, SETTINGS, is_live

Kind = Literal["new", "running", "interrupted", "paused", "done", "stopped", "failed"]
TAIL = 64 * 1024
LONGEST_HEADER = 64 * 2**20


@dataclass(frozen=True)
class RunState:
    """How a run stands.

    Attributes:
        kind: `new`: nothing was trained here. `running`, `paused`: somebody trains here now. `interrupted`: its
            process died. `done`, `stopped` (kept before its last step) and `failed`: it ended.
        epoch: of the last step; 0 = in the warm-up.
        steps: of both phases; for a run that is not live those that a resume goes on from.
        seconds: training time up to the last checkpoint, or to its end.
        model: the model file, if there is one.
        message: why it failed or waits; "" otherwise.
        resumable: whether `train(..., resume=True)` can go on, or begin again with the same settings.
    """

    kind: Kind
    epoch: int = 0
    steps: int = 0
    seconds: float = 0.0
    model: Path | None = None
    message: str = ""
    resumable: bool = False


def run_state(folder: Path) -> RunState:
    """Look at a run's folder; it need not exist. Quick: the log's end and the checkpoint's header are read."""
    live = is_live(folder)
    events = _last_events(folder / LOG)
    progress = _progress(folder / CHECKPOINT)
    model = folder / MODEL if (folder / MODEL).exists() else None
    last = events[-1] if events else {}
    kind = _kind(live, last, model, bool(events or progress))
    epoch, steps, seconds = _place(events, progress, live)
    if last.get("event") == "Done":
        seconds = float(last.get("seconds", seconds))
    message = ""
    if kind == "failed":
        message = f"{last.get('message', '')} {last.get('way_out', '')}".strip()
    elif kind == "paused":
        message = str(last.get("reason", ""))
    resumable = not live and (
        (folder / CHECKPOINT).exists() or (model is None and (folder / SETTINGS).exists())
    )
    return RunState(kind, epoch, steps, seconds, model, message, resumable)


def _kind(live: bool, last: dict[str, Any], model: Path | None, begun: bool) -> Kind:
    event = last.get("event")
    if live:
        return "paused" if event == "Paused" else "running"
    match event:
        case "Done":
            return "stopped" if last.get("stopped") else "done"
        case "Failed":
            return "failed"
    if begun:
        return "interrupted"
    return "done" if model else "new"


def _place(events: list[dict[str, Any]], progress: dict[str, Any], live: bool) -> tuple[int, int, float]:
    """Epoch, steps of both phases and seconds."""
    steps = int(progress.get("warm_up_step", 0)) + int(progress.get("step", 0))
    seconds = float(progress.get("seconds", 0.0))
    losses = [e for e in events if e.get("event") == "StepLosses"]
    if not losses:
        return int(progress.get("epoch", 0)), steps, seconds
    last = losses[-1]
    if not live and progress:
        # Steps after the checkpoint were lost with the process.
        return int(progress.get("epoch", 0)), steps, seconds
    warm_up = int(progress.get("warm_up_step", 0)) if last.get("phase") == "adversarial" else 0
    return int(last.get("epoch", 0)), warm_up + int(last["step"]), seconds


def _last_events(path: Path) -> list[dict[str, Any]]:
    """The whole lines in the log's last 64 KiB; a torn one is passed over."""
    try:
        with path.open("rb") as stream:
            size = stream.seek(0, 2)
            stream.seek(max(0, size - TAIL))
            lines = stream.read(TAIL).split(b"\n")
    except OSError:
        return []
    found = []
    for line in lines:
        try:
            document = json.loads(line)
        except ValueError:
            continue
        if isinstance(document, dict) and "event" in document:
            found.append(document)
    return found


def _progress(path: Path) -> dict[str, Any]:
    """`core.training.checkpoint.Progress` as stored, from the file's header alone; empty if it cannot be read."""
    try:
        with path.open("rb") as stream:
            (length,) = struct.unpack("<Q", stream.read(8))
            header = json.loads(stream.read(length)) if length < LONGEST_HEADER else {}
        progress = json.loads(header["__metadata__"]["run"])["progress"]
    except (OSError, ValueError, KeyError, TypeError, struct.error):
        return {}
    return progress if isinstance(progress, dict) else {}
