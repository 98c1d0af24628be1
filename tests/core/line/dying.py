"""Watches that die, in children of this process; what they leave is gone on with, and must be whole in the end.

"crash-points ROOT WAY" dies at one system call after the other, and writes half of what it was to write there; "kills
ROOT WAY" sends SIGKILL at random moments. WAY is the kind of disk:
`links`, `other-disk`, `no-links`, `other-disk-no-links`.
"""

from __future__ import annotations

import errno
import itertools
import json
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.inspection.result import Verdict
from core.line.journal import JOURNAL, Journal
from core.line.log import LogFile
from core.line.opening import opened_watch
from core.line.patience import Patience
from tests.core.line.standin import Line, inspect, make_png

FEWEST_ROUNDS, MOST_ROUNDS, FILES = 15, 100, 40
FEWEST_KILLED, FEWEST_IN_A_GROUP = 8, 5
"""How many kills must have hit before it is enough; other work on the machine decides how many rounds that takes."""
CALLS = ("link", "unlink", "replace", "write", "fsync", "open", "mkdir", "ftruncate", "sendfile", "utime")


def break_links(way: str, watched: Path) -> None:
    """Make the disk one of another kind: `links`, `other-disk`, `no-links`, `other-disk-no-links`."""
    link, replace = os.link, os.replace

    def leaves(source: Any, target: Any) -> bool:
        return Path(source).is_relative_to(watched) and not Path(target).is_relative_to(watched)

    def other_link(source: Any, target: Any) -> None:
        if "other-disk" in way and leaves(source, target):
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        if "no-links" in way:
            raise OSError(errno.EPERM, "Operation not permitted")
        link(source, target)

    def other_replace(source: Any, target: Any) -> None:
        assert not ("other-disk" in way and leaves(source, target))
        replace(source, target)

    os.link, os.replace = other_link, other_replace


def die_at(number: int) -> None:
    """End this process, as by a kill, at the call of that number; of what it was to write, half is written."""
    counted = itertools.count(1)

    def dying(name: str) -> Any:
        call = getattr(os, name)

        def instead(*words: Any, **options: Any) -> Any:
            if next(counted) == number:
                if name == "write":
                    call(words[0], words[1][: len(words[1]) // 2])
                os._exit(9)
            return call(*words, **options)

        return instead

    for name in CALLS:
        if hasattr(os, name):
            setattr(os, name, dying(name))


def in_child(work: Callable[[], None]) -> int:
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def crash_everywhere(root: Path, way: str) -> Counter[int]:
    """Die at each call in turn, then watch again; every file must be in one place with one line."""
    ends: Counter[int] = Counter()
    make_png(root / "in" / "a.png")
    Line(root).watch()  # all is loaded before the children are made
    break_links(way, root / "in")
    os.fsync = lambda _handle: None  # a kill takes nothing from the system's memory
    for number in itertools.count(1):
        if 0 in ends:
            break
        shutil.rmtree(root, ignore_errors=True)
        line = Line(root)
        sent = {
            "a.png": make_png(root / "in" / "a.png", Verdict.OK, 1),
            "sub/b.png": make_png(root / "in" / "sub" / "b.png", Verdict.NG, 2),
        }
        (root / "in" / "c.png").write_bytes(b"no image")
        sent["c.png"] = b"no image"
        make_png(root / "ok" / "a.png", Verdict.OK, 9)  # another of that name, which must stay
        other = (root / "ok" / "a.png").read_bytes()

        def dying(line: Line = line, number: int = number) -> None:
            # The marks, the lock and the journal are made before.
            with opened_watch(
                line.folders, inspect, LogFile(root / "log.jsonl"), Patience(print, lambda: False)
            ):
                pass
            die_at(number)
            line.watch()

        end = in_child(dying)
        ends[end] += 1
        assert end in (0, 9), end
        line.watch()
        assert (root / "ok" / "a.png").read_bytes() == other
        assert (root / "ok" / "a-2.png").read_bytes() == sent["a.png"], number
        (root / "ok" / "a.png").unlink()
        line.check(sent)
    return ends


def wait_for_a_group(journal: Path) -> None:
    end = time.monotonic() + 0.3
    while journal.read_bytes()[:1] == b"\0" and time.monotonic() < end:
        pass


def enough(found: Counter[str]) -> bool:
    return found["killed"] >= FEWEST_KILLED and found["midst of a group"] >= FEWEST_IN_A_GROUP


def kill_at_random(root: Path, way: str) -> Counter[str]:
    """Kill watches while files keep coming; every file must be in one place with one line.

    How long a group takes depends on the machine: a kill that came after it makes the next ones come sooner.
    """
    dice = random.Random(5)
    line = Line(root)
    line.watch()
    break_links(way, root / "in")
    sent: dict[str, bytes] = {}
    found: Counter[str] = Counter()
    longest = 0.003
    for number in range(MOST_ROUNDS * FILES):
        name = f"{number % 150:04d}.png"  # the names come again
        while (root / "in" / name).exists():
            name = f"again-{name}"
        verdict = dice.choice(list(Verdict)[:3])
        sent[f"{number}"] = make_png(root / "in" / name, verdict, number)
        if number % FILES == FILES - 1:
            child = os.fork()
            if child == 0:
                line.watch()
                os._exit(0)
            if dice.random() < 0.7:
                wait_for_a_group(line.folders.state / JOURNAL)
            time.sleep(dice.uniform(0, longest))
            os.kill(child, signal.SIGKILL)
            found["killed"] += os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
            in_a_group = Journal(line.folders.state).read() is not None
            found["midst of a group"] += in_a_group
            found["rounds"] += 1
            longest = min(0.003, longest * (1.5 if in_a_group else 0.7))
            if found["rounds"] >= FEWEST_ROUNDS and enough(found):
                break
    line.watch()
    places = line.places()
    assert sorted(places.values()) == sorted(sent.values())
    told = [each["moved_to"] for each in line.lines()]
    assert sorted(told) == sorted(str(root / place) for place in places)
    assert line.leftovers() == []
    assert not any(place.startswith("in/") for place in places)
    return found


if __name__ == "__main__":
    job, where, kind = sys.argv[1:]
    jobs = {"crash-points": crash_everywhere, "kills": kill_at_random}
    sys.stdout.write(json.dumps(jobs[job](Path(where), kind)))
