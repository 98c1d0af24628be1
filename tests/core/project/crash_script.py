"""Kill a writer at random moments, many times, and look at what it left; run by `test_crash.py`.

One process imports everything and forks the writers, so that each kill costs little more than the work it ends. A
writer says what it is about to do and what is saved, each in one line of a pipe; the pipe outlives it.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from pathlib import Path
from typing import Any

from core.datasets.dataset import Label, Sample, Split
from core.project import changes, edits, importing, reading
from core.project.images import all_rows, import_images, read_new_images, rows_of
from core.project.project import Project

FIRST_IMAGES = 20
importing.FIRST, importing.BATCH, reading.BLOCK, changes.BLOCK = 5, 40, 30, 16


def write(folder: Path, pictures: list[Path], pipe: int, seed: int) -> None:
    """Work until killed."""
    dice = random.Random(seed)

    def say(kind: str, **facts: Any) -> None:
        os.write(pipe, json.dumps({"kind": kind, **facts}).encode() + b"\n")

    with Project.open(folder) as project:
        rows = [row for block in all_rows(project) for row in block]
        say("done", note=rows[0].note, label=rows[0].label, tags=" ".join(rows[0].tags))
        ids = list(range(1, FIRST_IMAGES + 1))
        note = max(int(row.note or 0) for row in rows)
        while True:
            kind = dice.randrange(5)
            if kind == 0:
                note += 1
                say("will", note=str(note))
                edits.set_values(project, ids, {"note": str(note)}, "Note")
                say("done", note=str(note))
            elif kind == 1:
                label = dice.choice(list(Label))
                say("will", label=label)
                edits.set_label(project, ids, label)
                say("done", label=label)
            elif kind == 2:
                before = " ".join(rows_of(project, [1])[0].tags)
                say("will", tags=str(note))
                edits.change_tags(project, ids, [str(note)], [*map(str, range(note))])
                say("done", tags=str(note))
                if before != str(note) and dice.random() < 0.5:
                    say("will", tags=before)
                    edits.undo(project)
                    say("done", tags=before)
            elif kind == 3:
                some = dice.sample(pictures, 60)
                import_images(
                    project,
                    [Sample(path, Label.GOOD, Split.TRAIN) for path in some],
                    imported=lambda rows: say("done", images=[row.id for row in rows]),
                )
            else:
                read_new_images(project, read=lambda facts: say("done", read=[fact.id for fact in facts]))


def check(folder: Path, lines: list[dict[str, Any]]) -> str:
    """What is wrong with the file after the kill; "" = nothing."""
    with Project.open(folder) as project:
        if project.read_only:
            return f"it can no longer be written: {project.read_only}"
        with project.read() as connection:
            integrity = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if integrity != ["ok"] or broken:
            return f"integrity: {integrity}, {broken}"
        return gone(project, lines) or half_done(project, lines) or stuck(project)


def gone(project: Project, lines: list[dict[str, Any]]) -> str:
    """Images that were said to be imported or read, and are not."""
    with project.read() as connection:
        read = set(connection.exec_driver_sql("SELECT id FROM images WHERE sha256 != ''").scalars())
    rows = {row.id: row for block in all_rows(project) for row in block}
    if len({(row.folder, row.name) for row in rows.values()}) < len(rows):
        return "an image is in it twice"
    for line in lines:
        if line["kind"] == "done" and not (
            {*line.get("images", ())} <= {*rows} and {*line.get("read", ())} <= read
        ):
            return f"saved and gone: {line}"
    return ""


def half_done(project: Project, lines: list[dict[str, Any]]) -> str:
    """Values that are neither what was saved last nor what was just being saved, or not so in all images."""
    rows = rows_of(project, range(1, FIRST_IMAGES + 1))
    for what in ("note", "label", "tags"):
        held = {value if isinstance(value := getattr(row, what), str) else " ".join(value) for row in rows}
        if len(held) > 1:
            return f"half a step: {what} is {held}"
        told = [line for line in lines if what in line]
        last = max((at for at, line in enumerate(told) if line["kind"] == "done"), default=0)
        if told and not held & {line[what] for line in told[last:]}:
            return f"{what} is {held} after {told[-3:]}"
    return ""


def stuck(project: Project) -> str:
    """Whether the next one can write on: a step of its own, taken back, and others back and forth."""
    before = notes(project)
    edits.set_values(project, [1], {"note": "999999"}, "Check")
    edits.undo(project)
    if notes(project) != before:
        return "it cannot be undone"
    steps = 0
    while steps < 5 and edits.undo(project):
        steps += 1
    while steps and edits.redo(project):
        steps -= 1
    return "" if notes(project) == before and not steps else "it cannot be redone"


def notes(project: Project) -> list[tuple[str, bool]]:
    """Something of every image."""
    return [(row.note, row.removed) for block in all_rows(project) for row in block]


def main() -> None:
    """Arguments: an empty folder, pictures to import from, number of kills, seed."""
    work, source, kills, seed = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    folder, pictures = work / "p.isugan", sorted(source.iterdir())
    dice = random.Random(seed)
    with Project.create(folder) as project:
        import_images(project, [Sample(p, Label.GOOD, Split.TRAIN) for p in pictures[:FIRST_IMAGES]])
    heard: list[int] = []
    for kill in range(kills):
        source_end, pipe = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(source_end)
            write(folder, pictures, pipe, seed + kill)
            os._exit(1)
        os.close(pipe)
        with os.fdopen(source_end, "rb") as stream:
            # Some die while they open the file, most in the middle of their work.
            first = stream.readline() if dice.random() < 0.8 else b""
            time.sleep(dice.random() * 0.15)
            os.kill(child, signal.SIGKILL)
            text = first + stream.read()
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            raise SystemExit(f"kill {kill}: the writer ended by itself: {text[-500:]!r}")
        lines = [json.loads(line) for line in text.splitlines(keepends=True) if line.endswith(b"\n")]
        heard.append(sum(line["kind"] == "done" for line in lines))
        if wrong := check(folder, lines):
            raise SystemExit(f"kill {kill}: {wrong}")
    sys.stdout.write(json.dumps(heard))


if __name__ == "__main__":
    main()
