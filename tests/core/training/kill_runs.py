"""Not a test itself: kills a run again and again, resumes it each time, and writes down every loss.

Usage: kill_runs.py DATASET OUT KILLS. A run is a child forked from this process, which has everything imported and
has computed nothing yet; it is killed by SIGKILL after a random number of its steps and a random moment more, every
fourth one in the middle of a checkpoint. After the last kill the run goes on to its end. The losses, in full precision,
are in OUT.losses, a line for every step of every child.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from pathlib import Path

import sklearn.metrics  # noqa: F401 - once here, not in every child

import core.training.checkpoint as checkpoint_module
from core.datasets.layout import recognise
from core.training.events import Event, StepLosses
from core.training.folder import CHECKPOINT, SETTINGS
from core.training.run import train
from core.training.settings import TrainingSettings, preset

EPOCHS, STEPS_PER_EPOCH = 12, 4


def settings() -> TrainingSettings:
    return preset(
        "quick",
        network={"base": 4, "blocks": 0, "involution": False},
        crop=32,
        warm_up_crop=32,
        warm_up_batch=1,
        warm_up_steps=6,
        epochs=EPOCHS,
        steps_per_epoch=STEPS_PER_EPOCH,
        pool_size=2,
        precision="fp32",
    )


def child(dataset: Path, out: Path, die_writing: int) -> None:
    """Train; with `die_writing`, die in the middle of that checkpoint, counted from 1."""
    write = checkpoint_module.save_file
    calls = 0

    def torn(tensors: object, path: Path, **options: object) -> None:
        nonlocal calls
        calls += 1
        write(tensors, path, **options)  # type: ignore[arg-type]
        if calls == die_writing:
            os.truncate(path, path.stat().st_size // 2)
            os.kill(os.getpid(), signal.SIGKILL)

    checkpoint_module.save_file = torn
    losses = os.open(f"{out}.losses", os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def sink(event: Event) -> None:
        if isinstance(event, StepLosses):
            values = " ".join(f"{name}={value.hex()}" for name, value in sorted(event.losses.items()))
            os.write(losses, f"{event.phase} {event.step} {values}\n".encode())

    resume = (out / CHECKPOINT).exists() or (out / SETTINGS).exists()
    train(recognise(dataset), settings(), out, sink=sink, resume=resume, device="cpu")


def run(dataset: Path, out: Path, *, steps: int | None, pause: float = 0.0, die_writing: int = 0) -> None:
    """One child; with `steps`, killed `pause` seconds after it has told so many."""
    told = Path(f"{out}.losses")
    before = told.stat().st_size if told.exists() else 0
    process = os.fork()
    if not process:
        try:
            child(dataset, out, die_writing)
        except BaseException as error:  # noqa: BLE001 - a child must not go on as its parent would
            print(repr(error), file=sys.stderr)  # noqa: T201
            os._exit(1)
        os._exit(0)
    ended = False
    while steps is not None and not ended:
        text = told.read_bytes()[before:] if told.exists() else b""
        if text.count(b"\n") >= steps:
            time.sleep(pause)
            os.kill(process, signal.SIGKILL)
            break
        ended = os.waitid(os.P_PID, process, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
        time.sleep(0.002)
    _, status = os.waitpid(process, 0)
    print(os.waitstatus_to_exitcode(status))  # noqa: T201


def main() -> None:
    dataset, out, kills = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    rng = random.Random(11)
    for number in range(kills):
        if number % 4 == 3:
            run(dataset, out, steps=None, die_writing=rng.randint(1, 2))
        else:
            run(dataset, out, steps=rng.randint(0, 5), pause=rng.uniform(0, 0.03))
    run(dataset, out, steps=None)


if __name__ == "__main__":
    main()
