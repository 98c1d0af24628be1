"""How the run in a folder stands, told from the folder alone and without loading a network."""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from core.files import parse_json
from core.training.folder import CHECKPOINT, LOG, MODEL, SETTINGS, is_live

Kind = Literal["new", "running", "interrupted", "paused", "done", "stopped", "failed"]
TAIL = 64 * 1024
LONGEST_HEADER = 64 * 2**20
MOST = 2**53
"""No run has so many steps or seconds."""


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
        seconds = _number(last.get("seconds", seconds))
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
    epoch, warm_up, step = (int(_number(progress.get(name))) for name in ("epoch", "warm_up_step", "step"))
    seconds = _number(progress.get("seconds"))
    losses = [e for e in events if e.get("event") == "StepLosses"]
    # Of a run that is not live, steps after the checkpoint were lost with the process.
    if not losses or (not live and progress):
        return epoch, warm_up + step, seconds
    last = losses[-1]
    before = warm_up if last.get("phase") == "adversarial" else 0
    return int(_number(last.get("epoch"))), before + int(_number(last.get("step"))), seconds


def _number(value: Any) -> float:
    """A figure of the run's files, exactly; 0 for what is none."""
    return value if isinstance(value, int | float) and abs(value) < MOST and not math.isnan(value) else 0


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
            document = parse_json(line)
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
            header = parse_json(stream.read(length)) if length < LONGEST_HEADER else {}
        progress = parse_json(header["__metadata__"]["run"])["progress"]
    except (OSError, ValueError, KeyError, TypeError, struct.error):
        return {}
    return progress if isinstance(progress, dict) else {}
